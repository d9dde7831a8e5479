"""A month of the plan as a picture for a phone: the days on top, what is due on them below.

States differ by shape as well as by colour: a ring is open, a filled square overdue, a tick done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from chat.words import MONTH_NAMES, capital, counted, day, listed
from cyclogram.school_year import SchoolYear
from cyclogram.spans import DAY, Span, month


class State(StrEnum):
    """How a deadline stands."""

    OVERDUE = "overdue"
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Entry:
    """A deadline that touches the month; a single day has start = end."""

    what: str
    who: tuple[str, ...]
    days: Span
    state: State


@dataclass(frozen=True, slots=True)
class MonthPlan:
    """What the picture needs. `caption` says whose or what month it is («Методист»); "" is everybody's.

    `free` are days nobody works on, `pauses` the school's breaks by name, `today` is ringed where it is in the month.
    """

    year: int
    month: int
    entries: tuple[Entry, ...]
    caption: str = ""
    free: frozenset[date] = frozenset()
    pauses: tuple[tuple[str, Span], ...] = ()
    today: date | None = None

    @property
    def days(self) -> Span:
        """From the first to the last."""
        return month(self.year, self.month)

    @property
    def title(self) -> str:
        """«Октябрь 2026»."""
        return f"{capital(MONTH_NAMES[self.month - 1])} {self.year}"

    @property
    def due(self) -> tuple[Entry, ...]:
        """By the day they are due on; what begins in this month and is due later stands last."""
        touching = [one for one in self.entries if one.days.end >= self.days.start and one.days.start <= self.days.end]
        return tuple(sorted(touching, key=lambda one: (one.days.end, one.days.start, one.what)))

    def to_dict(self) -> dict[str, Any]:
        """Plain data for the worker process."""
        entries = [
            {"what": one.what, "who": list(one.who), "days": one.days.to_dict(), "state": one.state.value}
            for one in self.entries
        ]
        return {
            "year": self.year,
            "month": self.month,
            "entries": entries,
            "caption": self.caption,
            "free": sorted(one.isoformat() for one in self.free),
            "pauses": [[name, span.to_dict()] for name, span in self.pauses],
            "today": self.today.isoformat() if self.today else "",
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "MonthPlan":
        """The inverse of `to_dict`."""
        return cls(
            stored["year"],
            stored["month"],
            tuple(
                Entry(one["what"], tuple(one["who"]), Span.from_dict(one["days"]), State(one["state"]))
                for one in stored["entries"]
            ),
            stored["caption"],
            frozenset(map(date.fromisoformat, stored["free"])),
            tuple((name, Span.from_dict(days)) for name, days in stored["pauses"]),
            date.fromisoformat(stored["today"]) if stored["today"] else None,
        )


def days_off(year: SchoolYear, days: Span) -> tuple[frozenset[date], tuple[tuple[str, Span], ...]]:
    """The free days of a month and the breaks that touch it, as `MonthPlan` wants them."""
    every = [days.start + at * DAY for at in range((days.end - days.start).days + 1)]
    pauses = tuple(
        (pause.name, pause.days)
        for pause in year.breaks
        if pause.days.start <= days.end and pause.days.end >= days.start
    )
    return frozenset(one for one in every if not year.is_working_day(one)), pauses


def alternative(plan: MonthPlan) -> str:
    """What the picture says, in a sentence, for those who do not see it."""
    whose = f", {plan.caption}" if plan.caption else ""
    if not plan.due:
        return f"{plan.title}{whose}: сроков нет."
    number = {state: sum(1 for one in plan.due if one.state is state) for state in State}
    told = {
        State.OVERDUE: f"{number[State.OVERDUE]} просрочено",
        State.OPEN: f"{number[State.OPEN]} впереди",
        State.DONE: f"{number[State.DONE]} сделано",
    }
    parts = listed([told[state] for state in State if number[state]])
    nearest = next((one for one in plan.due if one.state is State.OPEN), None)
    soon = f" Ближайший: {day(nearest.days.end)}, {nearest.what}." if nearest else ""
    return f"{plan.title}{whose}: {counted(len(plan.due), 'срок', 'срока', 'сроков')}, {parts}.{soon}"


def by_state(entries: Sequence[Entry]) -> dict[State, int]:
    """How many of each state, those that press first; states nobody is in are left out."""
    found = {state: sum(1 for one in entries if one.state is state) for state in State}
    return {state: number for state, number in found.items() if number}

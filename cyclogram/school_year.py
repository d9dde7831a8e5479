"""The school year: its terms and breaks as data, and which days are working days."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from holidays import country_holidays

from cyclogram.spans import DAY, Span

FAR = 60
"""Days to look for a working day in: longer than any break a school could set, so a bad calendar cannot hang us."""

DEFAULT_START = 2026


@dataclass(frozen=True, slots=True)
class Break:
    """Каникулы. `staff_too` is false where reminders go on: a break of some classes, the summer."""

    name: str
    season: str
    days: Span
    staff_too: bool = True


class Weeks(StrEnum):
    """Which is the first week of a month: the one whose Thursday, or whose Monday, lies in it, or its days 1…7."""

    THURSDAY = "thursday"
    MONDAY = "monday"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """One school year; `start` is the calendar year it begins in. Dates outside it follow public holidays only.

    `…_assumed`: nobody has confirmed these dates. `shift` is by how many years the known calendar was moved; a moved
    one is assumed throughout. `quarters_are_terms`: «квартал» is said for a четверть.
    """

    start: int
    teaching: Span
    plan_until: date
    terms: tuple[Span, ...]
    halves: tuple[Span, ...]
    trimesters: tuple[Span, ...]
    breaks: tuple[Break, ...]
    trimesters_assumed: bool = True
    days_off: frozenset[date] = field(default_factory=frozenset)
    working_days: frozenset[date] = field(default_factory=frozenset)
    days_per_week: int = 5
    modules: tuple[Span, ...] = ()
    modules_assumed: bool = True
    quarters_are_terms: bool = False
    weeks: Weeks = Weeks.THURSDAY
    shift: int = 0
    _known: dict[date, bool] = field(init=False, repr=False, compare=False, default_factory=dict)  # asked of often

    @property
    def plan(self) -> Span:
        """«В течение года»: from the first day of teaching to the end of the plan."""
        return Span(self.teaching.start, self.plan_until)

    @property
    def around(self) -> Span:
        """All days this plan may name without surprise: from the August before to the August after."""
        return Span(date(self.start, 8, 1), date(self.start + 1, 8, 31))

    def year_of(self, month: int) -> int:
        """The calendar year of a month named without one: VIII…XII is the first, I…VII the second."""
        return self.start if month >= 8 else self.start + 1

    def season(self, name: str) -> Span | None:
        """The break of this season within the year: "autumn", "winter", "spring", "summer"."""
        found = [pause.days for pause in self.breaks if pause.season == name]
        return found[-1] if found else None

    def is_working_day(self, when: date) -> bool:
        """A day on which a reminder may arrive: no weekend, no public holiday, no каникулы of the staff."""
        known = self._known.get(when)
        if known is None:
            known = self._known[when] = self._is_working_day(when)
        return known

    def _is_working_day(self, when: date) -> bool:
        if when in self.working_days:
            return True
        if when in self.days_off or any(pause.staff_too and when in pause.days for pause in self.breaks):
            return False
        public = _public_holidays(when.year)
        return when in public.carried or (when.weekday() < self.days_per_week and when not in public.off)

    def preceding(self, when: date) -> date:
        """The day itself when it is a working one, else the nearest working day before it."""
        return self._nearest(when, -DAY)

    def following(self, when: date) -> date:
        """The day itself when it is a working one, else the nearest working day after it."""
        return self._nearest(when, DAY)

    def working_days_before(self, when: date, n: int) -> date:
        """The n-th working day strictly before a date; the date itself need not be one."""
        for _ in range(n):
            when = self.preceding(when - DAY)
        return when

    def working_days_after(self, when: date, n: int) -> date:
        """The n-th working day strictly after a date."""
        for _ in range(n):
            when = self.following(when + DAY)
        return when

    def _nearest(self, when: date, step: timedelta) -> date:
        day = when
        for _ in range(FAR):
            if self.is_working_day(day):
                return day
            day += step
        return when


YearOf = Callable[[date], SchoolYear]
"""The school's own year a day belongs to."""


@dataclass(frozen=True, slots=True)
class _PublicHolidays:
    off: frozenset[date]
    carried: frozenset[date]


@cache
def _public_holidays(year: int) -> _PublicHolidays:
    """Importing the library costs 0.07 s and 10 MB, a year of it a millisecond; so a year is worked out once."""
    book = country_holidays("RU", years=year)
    return _PublicHolidays(frozenset(book), frozenset(book.weekend_workdays))


@cache
def school_year(start: int = DEFAULT_START) -> SchoolYear:
    """The year that begins in September of `start`: from the data file, else the nearest one moved (and so assumed)."""
    stored = yaml.safe_load((files("cyclogram") / "school_years.yaml").read_text(encoding="utf-8"))["years"]
    known = min(stored, key=lambda year: (abs(year - start), year))
    return _read(stored[known], known, start - known)


def start_of(today: date) -> int:
    """Which year a day belongs to, by the calendar year it begins in; from July on people plan the next one."""
    return today.year if today.month >= 7 else today.year - 1


def school_year_of(today: date) -> SchoolYear:
    """The year a day belongs to as the ministry recommends it; a school may have its own (`corrected_year`)."""
    return school_year(start_of(today))


def _read(stored: dict[str, Any], known: int, shift: int) -> SchoolYear:
    def moved(when: date) -> date:
        return when.replace(year=when.year + shift)

    def spans(name: str) -> tuple[Span, ...]:
        return tuple(Span(moved(start), moved(end)) for start, end in stored[name])

    return SchoolYear(
        start=known + shift,
        teaching=Span(*map(moved, stored["teaching"])),
        plan_until=moved(stored["plan_until"]),
        terms=spans("terms"),
        halves=spans("halves"),
        trimesters=spans("trimesters"),
        trimesters_assumed=stored["trimesters_assumed"] or shift != 0,
        breaks=tuple(
            Break(pause["name"], pause["season"], Span(*map(moved, pause["days"])), pause.get("staff_too", True))
            for pause in stored["breaks"]
        ),
        days_off=frozenset() if shift else frozenset(stored["days_off"]),
        working_days=frozenset() if shift else frozenset(stored["working_days"]),
        modules=spans("modules"),
        modules_assumed=stored["modules_assumed"] or shift != 0,
        shift=shift,
    )

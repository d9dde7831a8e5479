"""What became of a plan in some stretch of the year: planned, done, decided; counted the same way everywhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from chat.words import MONTH_NAMES, capital, counted
from cyclogram.spans import Span
from reports.plain import day


class State(StrEnum):
    """How a deadline stands: `LATE` is past its day with nothing done."""

    OPEN = "open"
    DONE = "done"
    LATE = "late"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """How plan and fact agree; each deadline has exactly one. The values are the report's own words."""

    IN_TIME = "в срок"
    LATER = "позже срока"
    UNDATED = "сделано без даты"
    NOT_DONE = "не сделано"
    OPEN = "ещё впереди"
    DATELESS = "срок не назначен"
    CANCELLED = "отменено"


@dataclass(frozen=True, slots=True)
class Decision:
    """A management decision: what changes, who does it by when, how we will know; `state` in words («выполнено»)."""

    what: str
    who: str = ""
    due: date | None = None
    metric: str = ""
    state: str = ""
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One deadline of a row. `done_by` is a position, `word` what was said on closing, `outputs` names of documents."""

    number: int
    section: str
    what: str
    object: str
    responsible: tuple[str, ...]
    start: date | None
    end: date | None
    state: State
    done_on: date | None = None
    done_by: str = ""
    word: str = ""
    outputs: tuple[str, ...] = ()
    attachments: int = 0
    decisions: tuple[Decision, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """A thing done without a date, or without a deadline to hold it against, is not called timely."""
        match self.state:
            case State.CANCELLED:
                return Outcome.CANCELLED
            case State.LATE:
                return Outcome.NOT_DONE
            case State.OPEN:
                return Outcome.OPEN if self.end else Outcome.DATELESS
            case State.DONE:
                if self.done_on is None or self.end is None:
                    return Outcome.UNDATED
                return Outcome.IN_TIME if self.done_on <= self.end else Outcome.LATER

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Fact":
        """The inverse of `plain`."""
        parts = {
            **stored,
            **{name: day(stored[name]) for name in ("start", "end", "done_on")},
            **{name: tuple(stored[name]) for name in ("responsible", "outputs")},
            "state": State(stored["state"]),
            "decisions": tuple(
                Decision(**{**one, "due": day(one["due"]), "done_on": day(one["done_on"])})
                for one in stored["decisions"]
            ),
        }
        return cls(**parts)


Totals = dict[str, dict[Outcome, int]]
"""Numbers by name, the names in the order they are shown."""


def tally(facts: Iterable[Fact]) -> dict[Outcome, int]:
    """How many of each outcome, zeros too."""
    found = [one.outcome for one in facts]
    return {outcome: found.count(outcome) for outcome in Outcome}


def by_month(facts: Sequence[Fact]) -> Totals:
    """By the month a deadline ends in, those without one last."""
    months = sorted({(one.end.year, one.end.month) for one in facts if one.end})
    totals = {
        f"{capital(MONTH_NAMES[month - 1])} {year}": tally(
            one for one in facts if one.end and (one.end.year, one.end.month) == (year, month)
        )
        for year, month in months
    }
    without = [one for one in facts if not one.end]
    return {**totals, "Без срока": tally(without)} if without else totals


def by_position(facts: Sequence[Fact]) -> Totals:
    """By who is responsible; a deadline of two counts for both, so these numbers may add up to more than there are."""
    names = dict.fromkeys(name for one in facts for name in one.responsible)
    totals = {name: tally(one for one in facts if name in one.responsible) for name in sorted(names, key=str.lower)}
    without = [one for one in facts if not one.responsible]
    return {**totals, "Без ответственного": tally(without)} if without else totals


def whole_year(start: int) -> Span:
    """The days a school year's plan may speak of: from the August before it to the July after."""
    return Span(date(start, 8, 1), date(start + 1, 7, 31))


def period_words(period: Span) -> str:
    """«период с 01.09.2026 по 31.12.2026», «2026/2027 учебный год»."""
    if period == whole_year(period.start.year):
        return f"{period.start.year}/{period.end.year} учебный год"
    return f"период с {period.start:%d.%m.%Y} по {period.end:%d.%m.%Y}"


def summary(facts: Sequence[Fact], period: Span) -> str:
    """The paragraph on carrying out the cyclogram, for the self-assessment and the report: only what is known."""
    planned = [one for one in facts if one.outcome is not Outcome.CANCELLED]
    begin = f"За {period_words(period)} по циклограмме ВСОКО"
    if not planned:
        return f"{begin} всё запланированное отменено." if facts else f"{begin} оценочных мероприятий не было."
    number = tally(facts)
    done = sum(number[outcome] for outcome in _DONE)
    rows = len({(one.number, one.what) for one in planned})
    said = f"{begin} запланировано {counted(rows, 'мероприятие', 'мероприятия', 'мероприятий')}"
    if rows != len(planned):  # «каждую четверть» is one row and four deadlines
        said += f" ({counted(len(planned), 'срок', 'срока', 'сроков')})"
    said += f". Выполнено {done} из {len(planned)} ({_percent(done, len(planned))}){_listed(number, _DONE, ': ')}."
    said += _listed(number, _MISSING, " ", ".")
    if number[Outcome.CANCELLED]:
        said += f" Отменено {number[Outcome.CANCELLED]}, в расчёт не входят."
    decisions = dict.fromkeys(decision for one in facts for decision in one.decisions)
    if not decisions:
        return f"{said} Управленческие решения не записаны."
    carried_out = sum(1 for one in decisions if one.done_on)
    return f"{said} Управленческих решений принято {len(decisions)}, исполнено {carried_out}."


def _listed(number: Mapping[Outcome, int], outcomes: Sequence[Outcome], before: str, after: str = "") -> str:
    """«: в срок — 30, позже срока — 5»; nothing where there is none of them."""
    parts = ", ".join(f"{outcome.value} — {number[outcome]}" for outcome in outcomes if number[outcome])
    return f"{before}{capital(parts) if after else parts}{after}" if parts else ""


_DONE = (Outcome.IN_TIME, Outcome.LATER, Outcome.UNDATED)
_MISSING = (Outcome.NOT_DONE, Outcome.OPEN, Outcome.DATELESS)


def _percent(part: int, whole: int) -> str:
    """«83 %»; a whole only when it is one: 199 of 200 are not all of them."""
    share = round(100 * part / whole)
    if part < whole:
        share = min(share, 99)
    return f"{max(share, 1) if part else 0} %"

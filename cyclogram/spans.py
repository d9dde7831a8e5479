"""Stretches of days, both ends included, and the arithmetic of months and their weeks."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
THURSDAY = 3


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start` to `end`, both included; one day when they are equal. `end` is when the thing is due."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a span ends before it starts")

    def __contains__(self, when: object) -> bool:
        return isinstance(when, date) and self.start <= when <= self.end

    def to_dict(self) -> dict[str, str]:
        """Two ISO dates."""
        return {"start": self.start.isoformat(), "end": self.end.isoformat()}

    @classmethod
    def from_dict(cls, stored: dict[str, str]) -> "Span":
        """The inverse of `to_dict`."""
        return cls(date.fromisoformat(stored["start"]), date.fromisoformat(stored["end"]))


def one_day(when: date) -> Span:
    """A single day."""
    return Span(when, when)


def month(year: int, number: int) -> Span:
    """A whole calendar month."""
    return Span(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def week_of(month_span: Span, number: int) -> Span | None:
    """The n-th week of a month: the one whose Thursday is the n-th in it, clipped to the month.

    -1 is the last seven days. None when the month has no such week. Schools differ by a week: worth asking once.
    """
    if number == -1:
        return Span(month_span.end - 6 * DAY, month_span.end)
    first_thursday = month_span.start + ((THURSDAY - month_span.start.weekday()) % 7) * DAY
    thursday = first_thursday + 7 * (number - 1) * DAY
    if number < 1 or thursday not in month_span:
        return None
    return Span(max(month_span.start, thursday - 3 * DAY), min(month_span.end, thursday + 3 * DAY))


def decade_of(month_span: Span, number: int) -> Span | None:
    """1…10, 11…20, 21…end; -1 is the last."""
    start = {1: 1, 2: 11, 3: 21, -1: 21}.get(number)
    if start is None:
        return None
    end = month_span.end if start == 21 else month_span.start.replace(day=start + 9)
    return Span(month_span.start.replace(day=start), end)


def half_of(month_span: Span, number: int) -> Span | None:
    """1…15, 16…end."""
    if number == 1:
        return Span(month_span.start, month_span.start.replace(day=15))
    return Span(month_span.start.replace(day=16), month_span.end) if number in (2, -1) else None

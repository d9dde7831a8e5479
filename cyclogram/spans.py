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

    def within(self, other: "Span") -> bool:
        """Whether all its days are days of the other."""
        return other.start <= self.start and self.end <= other.end

    def touches(self, other: "Span") -> bool:
        """Whether any day belongs to both."""
        return self.start <= other.end and other.start <= self.end

    def to_dict(self) -> dict[str, str]:
        """Two ISO dates."""
        return {"start": self.start.isoformat(), "end": self.end.isoformat()}

    @classmethod
    def from_dict(cls, stored: dict[str, str]) -> "Span":
        """The inverse of `to_dict`."""
        return cls(date.fromisoformat(stored["start"]), date.fromisoformat(stored["end"]))


def shared_days(one: Span, other: Span) -> int:
    """How many days belong to both."""
    return max(0, (min(one.end, other.end) - max(one.start, other.start)).days + 1)


def one_day(when: date) -> Span:
    """A single day."""
    return Span(when, when)


def month(year: int, number: int) -> Span:
    """A whole calendar month."""
    return Span(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def week_of(month_span: Span, number: int, first_day: int = THURSDAY) -> Span | None:
    """The n-th week of a month: the one whose Thursday (or other `first_day`) is the n-th in it, clipped to the month.

    -1 is the last seven days. None when the month has no such week. Schools differ by a week: worth asking once.
    """
    if number == -1:
        return Span(month_span.end - 6 * DAY, month_span.end)
    counted = month_span.start + ((first_day - month_span.start.weekday()) % 7 + 7 * (number - 1)) * DAY
    if number < 1 or counted not in month_span:
        return None
    monday = counted - first_day * DAY
    return Span(max(month_span.start, monday), min(month_span.end, monday + 6 * DAY))


def seven_days_of(month_span: Span, number: int) -> Span | None:
    """1…7, 8…14, 15…21, 22…28, 29…end; -1 is the last seven days."""
    if number == -1:
        return week_of(month_span, -1)
    start = month_span.start + 7 * (number - 1) * DAY
    if number < 1 or start not in month_span:
        return None
    return Span(start, min(start + 6 * DAY, month_span.end))


def week_in(stretch: Span, number: int) -> Span | None:
    """The n-th week, Monday to Sunday, of a term; the first begins with the term. -1 is its last seven days."""
    if number == -1:
        return Span(max(stretch.start, stretch.end - 6 * DAY), stretch.end)
    monday = stretch.start - stretch.start.weekday() * DAY + 7 * (number - 1) * DAY
    if number < 1 or monday > stretch.end:
        return None
    return Span(max(stretch.start, monday), min(stretch.end, monday + 6 * DAY))


def weekday_of(month_span: Span, number: int, weekday: int) -> Span | None:
    """The n-th Friday (4) of a month; -1 is the last."""
    day = month_span.start + (weekday - month_span.start.weekday()) % 7 * DAY
    days = [day + 7 * week * DAY for week in range(5) if day + 7 * week * DAY in month_span]
    if number == -1:
        return one_day(days[-1])
    return one_day(days[number - 1]) if 1 <= number <= len(days) else None


def middle_week(stretch: Span) -> Span:
    """The seven days around the middle."""
    middle = stretch.start + (stretch.end - stretch.start) // 2
    return Span(middle - 3 * DAY, middle + 3 * DAY)


def halved(stretch: Span, number: int) -> Span | None:
    """The first or second half of any stretch."""
    middle = stretch.start + (stretch.end - stretch.start) // 2
    return {1: Span(stretch.start, middle), 2: Span(min(middle + DAY, stretch.end), stretch.end)}.get(number)


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

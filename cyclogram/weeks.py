"""The week's message: it goes out on the first working day of a week and speaks of everything until the next one."""

from dataclasses import dataclass
from datetime import date

from cyclogram.school_year import YearOf
from cyclogram.spans import DAY

FAR = 12
"""Weeks to look for a working day in: longer than any break, so a bad calendar cannot hang us."""


@dataclass(frozen=True, slots=True)
class Week:
    """`first` is when its message goes out, `last` the day before the next one: a break belongs to the week before."""

    first: date
    last: date

    def __contains__(self, when: object) -> bool:
        return isinstance(when, date) and self.first <= when <= self.last


def week_of(when: date, year_of: YearOf) -> Week:
    """The week whose message speaks of this day."""
    monday = when - when.weekday() * DAY
    starts = [_first_working_day(monday + n * 7 * DAY, year_of) for n in range(-FAR, FAR + 1)]
    known = [start for start in starts if start]
    first = max((start for start in known if start <= when), default=monday)
    following = min((start for start in known if start > when), default=first + 7 * DAY)
    return Week(first, following - DAY)


def next_week(week: Week, year_of: YearOf) -> Week:
    """The one after it."""
    return week_of(week.last + DAY, year_of)


def _first_working_day(monday: date, year_of: YearOf) -> date | None:
    days = (monday + n * DAY for n in range(7))
    return next((day for day in days if year_of(day).is_working_day(day)), None)

"""Which deadlines are near enough to be looked at: planning costs the same however many lie further off."""

from dataclasses import dataclass
from datetime import date, timedelta

from cyclogram.reminders import AFTER, BEFORE, WORTH, Rule
from cyclogram.school_year import YearOf
from cyclogram.spans import DAY, Span

MARGIN = timedelta(days=7)
"""Where one school year ends and the next begins their calendars may differ by so much."""


@dataclass(frozen=True, slots=True)
class Near:
    """Two stretches of days: windows that begin in the one, things due in the other."""

    starts: Span
    ends: Span


def near(today: date, ahead: int, year_of: YearOf) -> Near:
    """Of which deadlines something may be said between today and `ahead` days from now.

    Rather a few too many than one too few; what is really said and when is for `reminders.planned` to tell.
    """
    horizon, since = today + ahead * DAY, today - WORTH
    last = max(year_of(day).working_days_after(horizon, BEFORE[Rule.WEEK]) for day in (today, horizon))
    first = min(year_of(day).working_days_before(since, AFTER[Rule.ADMIN]) for day in (since, today))
    return Near(starts=Span(first, horizon), ends=Span(first - MARGIN, last + MARGIN))

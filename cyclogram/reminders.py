"""When to remind of a deadline: pure, given the school's calendar and its policy.

Before the due day the rules count working days back; after it they count working days forward. A reminder due on a day
off comes on the working day before; «on the day» too. The beginning of a window is spoken of on its first working day.
One that is too late to be useful, or whose successor is due as well, is left to that successor: nobody is told the same
thing twice in one morning.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from cyclogram.school_year import SchoolYear
from cyclogram.spans import DAY

WORTH = timedelta(days=30)
"""How long an overdue reminder may wait for the bot to come back; then the weekly digest alone speaks of it."""


class Rule(Enum):
    """Which reminder of a deadline; the value is stored and part of the outbox's unique key."""

    START = "start"
    WEEK = "week"
    EVE = "eve"
    DAY = "day"
    OVERDUE = "overdue"
    ADMIN = "admin"


_ORDER = {rule: at for at, rule in enumerate(Rule)}
BEFORE = {Rule.WEEK: 7, Rule.EVE: 1, Rule.DAY: 0}
AFTER = {Rule.OVERDUE: 1, Rule.ADMIN: 3}
"""Working days from the due day."""
APART = 5
"""Working days that lie at least between the beginning of a window and the reminder a week before its end; in a shorter
window (about two working weeks) the beginning is not spoken of."""


@dataclass(frozen=True, slots=True)
class Policy:
    """When this school may be written to. All times are on the school's own clock; 08:00 itself is no longer quiet."""

    zone: ZoneInfo
    remind_at: time = time(9)
    quiet_from: time = time(19)
    quiet_to: time = time(8)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One due thing: its window. `end` is the due day."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Reminder:
    """One planned reminder. `occurrence` is the due day it speaks of; from `expires_at` on it is stale.

    `key` is unique within a deadline: the same reminder planned twice is one.
    """

    rule: Rule
    occurrence: date
    send_at: datetime
    expires_at: datetime

    @property
    def to_admin(self) -> bool:
        """Whether it goes to whoever runs the plan and not to the responsible person."""
        return self.rule is Rule.ADMIN

    @property
    def key(self) -> str:
        """`rule:occurrence`, to which the outbox adds the recipient."""
        return f"{self.rule.value}:{self.occurrence.isoformat()}"


def planned(
    deadline: Deadline,
    year: SchoolYear,
    policy: Policy,
    since: datetime | None = None,
    rules: Collection[Rule] = tuple(Rule),
) -> tuple[Reminder, ...]:
    """All reminders of one open deadline by these rules in order of time.

    `since` is when the deadline became known: what was stale by then is not planned, and a thing overdue before anybody
    told the bot about it is not nagged about.
    """
    if since and deadline.end < since.astimezone(policy.zone).date():
        return ()
    moments = {rule: at_school(_day_of(rule, deadline, year), year, policy) for rule in rules}
    if Rule.START in moments and not _begins_long_before(deadline, year):
        del moments[Rule.START]
    ordered = sorted(moments, key=lambda rule: (moments[rule], _ORDER[rule]))
    reminders = [Reminder(rule, deadline.end, moments[rule], _expires(rule, moments, year, policy)) for rule in ordered]
    return tuple(one for one in reminders if one.send_at < one.expires_at and not (since and one.expires_at <= since))


def next_moment(now: datetime, year: SchoolYear, policy: Policy) -> datetime:
    """The first moment not before `now` when the school may be written to; `now` itself when that is now."""
    local = now.astimezone(policy.zone)
    when = local.date()
    opens, closes = _open_hours(policy)
    if year.is_working_day(when) and local.time() < closes:
        return max(now, datetime.combine(when, opens, policy.zone))
    return datetime.combine(year.following(when + DAY), opens, policy.zone)


def at_school(when: date, year: SchoolYear, policy: Policy) -> datetime:
    """The moment reminders go out on this day: REMIND_AT, moved to the nearest hour that is not quiet."""
    opens, closes = _open_hours(policy)
    if policy.remind_at < opens:
        return datetime.combine(when, opens, policy.zone)
    if policy.remind_at >= closes:
        return datetime.combine(year.following(when + DAY), opens, policy.zone)
    return datetime.combine(when, policy.remind_at, policy.zone)


def _open_hours(policy: Policy) -> tuple[time, time]:
    """From the end of the quiet hours to their beginning; equal settings mean no quiet hours at all."""
    if policy.quiet_from == policy.quiet_to:
        return time.min, time.max
    if policy.quiet_from < policy.quiet_to:  # quiet within one day, e.g. 00:00-08:00
        return policy.quiet_to, time.max
    return policy.quiet_to, policy.quiet_from


def _day_of(rule: Rule, deadline: Deadline, year: SchoolYear) -> date:
    if rule is Rule.START:
        return year.following(deadline.start)
    if rule is Rule.DAY:
        return year.preceding(deadline.end)
    if rule in BEFORE:
        return year.working_days_before(deadline.end, BEFORE[rule])
    return year.working_days_after(deadline.end, AFTER[rule])


def _begins_long_before(deadline: Deadline, year: SchoolYear) -> bool:
    week_before = _day_of(Rule.WEEK, deadline, year)
    return _day_of(Rule.START, deadline, year) <= year.working_days_before(week_before, APART)


def _expires(rule: Rule, moments: dict[Rule, datetime], year: SchoolYear, policy: Policy) -> datetime:
    """The end of the next working day, or the moment the next reminder takes over; overdue ones wait for weeks."""
    if rule in AFTER:
        return moments[rule] + WORTH
    _, closes = _open_hours(policy)
    next_day = year.following(moments[rule].astimezone(policy.zone).date() + DAY)
    late = datetime.combine(next_day, closes, policy.zone)
    return min([late, *(moments[later] for later in _later(rule) if later in moments)])


def _later(rule: Rule) -> list[Rule]:
    """The rules that say the same to the same person afterwards."""
    told = [Rule.START, Rule.WEEK, Rule.EVE, Rule.DAY, Rule.OVERDUE]
    return told[told.index(rule) + 1 :]

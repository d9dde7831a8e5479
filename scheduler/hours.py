"""When a message may go out: never in quiet hours, and what belongs to work not on days off."""

from datetime import date, datetime, time
from enum import Enum

from cyclogram.reminders import Policy, at_school, next_moment
from cyclogram.school_year import YearOf
from cyclogram.spans import DAY


class Hours(Enum):
    """How a kind of message treats the reader's time."""

    WAKING = "waking"  # not in quiet hours
    WORKING = "working"  # neither in quiet hours nor on a day off


def may_go(hours: Hours, now: datetime, policy: Policy, year_of: YearOf) -> datetime:
    """`now` when a message may go out at once, else the moment it waits for."""
    match hours:
        case Hours.WAKING:
            return _waking(now, policy)
        case Hours.WORKING:
            return _working(now, policy, year_of)


def _waking(now: datetime, policy: Policy) -> datetime:
    local = now.astimezone(policy.zone)
    if not is_quiet(local.time(), policy):
        return now
    opens = datetime.combine(local.date(), policy.quiet_to, policy.zone)
    return opens if opens > now else datetime.combine(local.date() + DAY, policy.quiet_to, policy.zone)


def _working(now: datetime, policy: Policy, year_of: YearOf) -> datetime:
    """Put off to the hour when the day's reminders go out, so that all of one morning is one message."""
    opens = next_moment(now, year_of(school_day(now, policy)), policy)
    when = school_day(opens, policy)
    hour = at_school(when, year_of(when), policy)
    return max(opens, hour) if school_day(hour, policy) == when else opens


def is_quiet(at: time, policy: Policy) -> bool:
    """Whether this is an hour when nobody is written to."""
    if policy.quiet_from <= policy.quiet_to:
        return policy.quiet_from <= at < policy.quiet_to
    return at >= policy.quiet_from or at < policy.quiet_to


def school_day(now: datetime, policy: Policy) -> date:
    """The school's date."""
    return now.astimezone(policy.zone).date()

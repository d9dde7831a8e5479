"""The plan as a calendar (RFC 5545) for a phone or a computer: one event a deadline, with alarms on the way to it.

Days are days wherever the phone is, so there are no time zones in it. Every id and the moment of writing come from
outside: the same plan always makes the same file, and a calendar that knows an event replaces it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from chat.words import capital
from cyclogram.normal import tidy
from cyclogram.spans import DAY

if TYPE_CHECKING:  # costs 90 ms, needed only when a calendar is made
    from icalendar import Alarm, Event

DAYS_BEFORE = (7, 1)
"""Days before a deadline on which the phone rings, as the usual reminders do."""
PRODID = "-//VSOKO-bot//Cyclogram//RU"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline or, with `rrule`, a repeat between `start` and `end`. A window has its first and last day.

    `uid` must stay the same for as long as the deadline is the same one; `sequence` grows with each change of it.
    """

    uid: str
    what: str
    start: date
    end: date
    rrule: str = ""
    who: tuple[str, ...] = ()
    object: str = ""
    output: str = ""
    section: str = ""
    sequence: int = 0
    done: bool = False
    cancelled: bool = False

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Deadline":
        """The inverse of `plain`."""
        days = {name: date.fromisoformat(stored[name]) for name in ("start", "end")}
        return cls(**{**stored, **days, "who": tuple(stored["who"])})


def calendar(name: str, deadlines: Sequence[Deadline], written: datetime, remind_at: time) -> bytes:
    """A calendar file called `name`; `written` is in UTC, alarms ring at `remind_at` by the clock of the phone.

    Raises ValueError where nothing would be in it: the standard knows no empty calendar.
    """
    from icalendar import Calendar, vText  # noqa: PLC0415 see above

    events = [event for deadline in deadlines if (event := _event(deadline, written, remind_at))]
    if not events:
        raise ValueError("a calendar without events")

    book = Calendar()
    book.add("PRODID", PRODID)
    book.add("VERSION", "2.0")
    book.add("CALSCALE", "GREGORIAN")
    book.add("METHOD", "PUBLISH")
    book.add("X-WR-CALNAME", vText(tidy(name)))
    for event in events:
        book.add_component(event)
    return bytes(book.to_ical())


def _event(deadline: Deadline, written: datetime, remind_at: time) -> "Event | None":
    """None for a repeat that never comes about between its days."""
    from icalendar import Event  # noqa: PLC0415 see above

    first = _first(deadline)
    if first is None:
        return None
    last = first if deadline.rrule else deadline.end
    event = Event()
    event.add("UID", deadline.uid)
    event.add("DTSTAMP", written)
    event.add("SEQUENCE", deadline.sequence)
    event.add("SUMMARY", tidy(f"✓ {deadline.what}" if deadline.done else deadline.what))
    event.add("DTSTART", first)
    event.add("DTEND", last + DAY)
    if deadline.rrule:
        event.add("RRULE", _rule(deadline))
    if said := _description(deadline):
        event.add("DESCRIPTION", said)
    if kinds := [tidy(one) for one in (deadline.section, deadline.object) if one]:
        event.add("CATEGORIES", kinds)
    event.add("STATUS", "CANCELLED" if deadline.cancelled else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT")  # a plan does not make its people busy
    for alarm in _alarms(deadline, remind_at):
        event.add_component(alarm)
    return event


def _first(deadline: Deadline) -> date | None:
    """The first day; a repeat begins on the first day its rule names, as the standard asks."""
    if not deadline.rrule:
        return deadline.start
    from dateutil.rrule import rrulestr  # noqa: PLC0415 see above

    start = datetime.combine(deadline.start, time())
    found = rrulestr(deadline.rrule, dtstart=start).after(start, inc=True)
    return found.date() if found and found.date() <= deadline.end else None


def _rule(deadline: Deadline) -> dict[str, Any]:
    from icalendar import vRecur  # noqa: PLC0415 see above

    return vRecur({**vRecur.from_ical(deadline.rrule), "UNTIL": deadline.end})


def _description(deadline: Deadline) -> str:
    named = (
        ("отвечают" if len(deadline.who) > 1 else "отвечает", ", ".join(deadline.who)),
        ("объект", deadline.object),
        ("результат", deadline.output),
        ("раздел", deadline.section),
    )
    return "\n".join(f"{capital(name)}: {tidy(value)}" for name, value in named if value)


def _alarms(deadline: Deadline, remind_at: time) -> "list[Alarm]":
    """Counted from the last day's end, since a window may be long; a window also rings when it opens.

    Nothing rings for what is done or dropped, nor for repeats: they would ring every week of the year.
    """
    if deadline.done or deadline.cancelled or deadline.rrule:
        return []
    at = timedelta(hours=remind_at.hour, minutes=remind_at.minute)
    length = deadline.end - deadline.start
    before = [days for days in DAYS_BEFORE if deadline.start == deadline.end or days * DAY < length]
    alarms = [_alarm(deadline, at - (days + 1) * DAY, "END") for days in before]
    return alarms if deadline.start == deadline.end else [_alarm(deadline, at, "START"), *alarms]


def _alarm(deadline: Deadline, when: timedelta, related: str) -> "Alarm":
    from icalendar import Alarm  # noqa: PLC0415 see above

    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", tidy(deadline.what))
    alarm.add("TRIGGER", when, parameters={"RELATED": related})
    return alarm

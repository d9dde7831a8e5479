"""The head's week: what is due, what is overdue, what was done, and who has been reminded and says nothing."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from cyclogram.spans import DAY
from cyclogram.weeks import Week, week_of
from storage.deadlines import Deadline
from storage.outbox import Sent
from storage.tables import choices, outbox
from storage.waves import WaveState
from storage.weekly import LONG_AGO, still_late
from storage.work import Work


class Part(StrEnum):
    """What the digest counts; the value stands in buttons."""

    DUE = "due"
    LATE = "late"
    DONE = "done"
    SILENT = "silent"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Digest:
    """`silent` are overdue things somebody was reminded of on or after the due day and did not answer for a whole day.

    Of the things due those of `nobody` have no person to remind.
    """

    week: Week
    due: list[Deadline]
    late: list[Deadline]
    done: list[Deadline]
    silent: list[Deadline]
    nobody: list[Deadline]
    silent_positions: list[str]
    surveys: list[str]

    @property
    def counts(self) -> dict[str, int]:
        """How long each list is."""
        return {part.value: len(self.part(part)) for part in Part}

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing worth a message."""
        return not (self.due or self.late or self.done or self.surveys)

    def part(self, part: Part) -> list[Deadline]:
        """The list behind a count."""
        parts = {Part.DUE: self.due, Part.LATE: self.late, Part.DONE: self.done, Part.SILENT: self.silent}
        return {**parts, Part.NOBODY: self.nobody}[part]


def anything(work: Work, today: date, zone: ZoneInfo) -> bool:
    """Whether the week of a day has anything to tell, surveys or not."""
    week = week_of(today, work.school.year_of)
    if work.deadlines.ending(today, week.last) or _late(work, today, zone) or _done(work, week, zone):
        return True
    return work.waves.is_any_open(today)


def digest(work: Work, today: date, zone: ZoneInfo) -> Digest:
    """The week of a day, looked at on that day."""
    week = week_of(today, work.school.year_of)
    late, done = _late(work, today, zone), _done(work, week, zone)
    waves = work.waves.all(WaveState.OPEN)
    running = [wave.survey.title for wave in waves if wave.opens_on <= today <= wave.closes_on]
    silent = _unanswered(work, [one for one in late if _had_a_day(work, one, today)], zone)
    theirs = work.deadlines.all_whose(one.id for one in silent)
    who = dict.fromkeys(words for one in silent for words in theirs[one.id].responsible())
    due = work.deadlines.ending(today, week.last)
    people = work.deadlines.all_people(one.id for one in due)
    nobody = [one for one in due if not people.get(one.id)]
    return Digest(week, due, late, done, silent, nobody, list(who), running)


def _late(work: Work, today: date, zone: ZoneInfo) -> list[Deadline]:
    """What is overdue, and was not so before anybody told the bot of it."""
    found = work.deadlines.ending(still_late(today), today - DAY)
    return [one for one in found if one.known_since.astimezone(zone).date() <= one.end]


def _done(work: Work, week: Week, zone: ZoneInfo) -> list[Deadline]:
    """What was closed in the week before."""
    before = week_of(week.first - DAY, work.school.year_of)
    return work.deadlines.done_between(_midnight(before.first, zone), _midnight(week.first, zone))


def _had_a_day(work: Work, one: Deadline, today: date) -> bool:
    """Whether a working day has passed since it was due: what was due on Friday is not silence on Monday."""
    return work.school.year_of(one.end).working_days_after(one.end, 1) < today


def _unanswered(work: Work, late: list[Deadline], zone: ZoneInfo) -> list[Deadline]:
    """Of overdue things those somebody was reminded of on the due day or later and pressed nothing since."""
    since = work.now - LONG_AGO
    reminded, pressed = _last_reminded(work, {one.id for one in late}, since), _last_pressed(work, since)
    return [
        one
        for one in late
        if (last := reminded.get(one.id))
        and last >= _midnight(one.end, zone)
        and not (one.id in pressed and pressed[one.id] >= last)
    ]


def _last_reminded(work: Work, deadline_ids: set[int], since: datetime) -> dict[int, datetime]:
    found = select(outbox.c.key, outbox.c.sent_at).where(
        outbox.c.state == Sent.SENT, outbox.c.kind == "reminder", outbox.c.sent_at >= since
    )
    last: dict[int, datetime] = {}
    for row in work.connection.execute(found.order_by(outbox.c.sent_at)):
        deadline_id = int(row.key.split(":")[1])
        if deadline_id in deadline_ids:
            last[deadline_id] = row.sent_at
    return last


def _last_pressed(work: Work, since: datetime) -> dict[int, datetime]:
    pressed = (
        select(choices.c.deadline_id, func.max(choices.c.at).label("last"))
        .where(choices.c.undone.is_(False), choices.c.at >= since)
        .group_by(choices.c.deadline_id)
    )
    return {row.deadline_id: row.last for row in work.connection.execute(pressed)}


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)

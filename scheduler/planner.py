"""What time brings: reminders are planned into the outbox, waves close on their day, old things are forgotten.

A second in which nothing has changed costs one look at a mark, however many deadlines lie ahead.
"""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import partial

from chat.failures import trace
from cyclogram import reminders
from cyclogram.reminder_screens import Trouble
from cyclogram.reminders import Policy, Reminder, Rule
from cyclogram.school_year import SchoolYear
from cyclogram.spans import DAY
from scheduler.hours import school_day
from scheduler.school_time import SchoolClock
from scheduler.sender import Sender
from storage.closing import empty_log, sweep
from storage.deadlines import Deadline
from storage.engine import StorageDown
from storage.notices import tell_admins
from storage.outbox import Planned
from storage.people import Role
from storage.school import PLANNED, TIDIED
from storage.work import Work
from storage.writer import Writer

log = logging.getLogger(__name__)
ORPHANS = (Rule.WEEK, Rule.EVE)
"""When an admin hears of a deadline whose positions nobody holds: in time to hand over an invitation, and once more."""


SWEEP_AGAIN = timedelta(minutes=1)
"""After a sweep that somebody reading the file has kept from its end."""


NEVER_FAILED = datetime.min.replace(tzinfo=UTC)


class Planner:
    """Called every second; moves school time when it is told to."""

    def __init__(self, writer: Writer, clock: SchoolClock, sender: Sender, policy: Policy) -> None:
        self._writer = writer
        self._clock = clock
        self._sender = sender
        self._policy = policy
        self._sweep_from = NEVER_FAILED

    async def tick(self) -> None:
        """See what time has brought. What fails does not keep the rest from happening, and is tried again."""
        try:
            planned, closed, tidied = await self._writer.run_all([self._plan, self._close_waves, self._tidy])
            if closed is True and self._clock.moments().real >= self._sweep_from:
                self._sweep_from = self._clock.moments().real + SWEEP_AGAIN
                await self._writer.alone(sweep)
                self._sweep_from = NEVER_FAILED
            if tidied is True:
                await self._writer.alone(empty_log)
            for failed in (planned, closed, tidied):
                if isinstance(failed, Exception):
                    log.error("a tick failed: %s", trace(failed))
        except StorageDown as down:
            log.error("storage is down (%s): planning waits", down)
        self._sender.wake()

    async def next_moment(self) -> datetime | None:
        """When the next message is due, None when nothing lies ahead."""
        await self.tick()
        return await self._writer.run(lambda work: work.outbox.next_due())

    async def advance(self, to: datetime) -> None:
        """Move school time forward, stopping whenever something is due or a day begins."""
        now = self._clock.moments().school
        while now < to:
            due = await self._writer.run(lambda work: work.outbox.next_due())
            stops = [to, self._midnight(now), *([due] if due else [])]
            now = min(stop for stop in stops if stop > now)
            self._clock.move(now)
            await self._writer.run(self._clock.keep)
            await self.tick()
            await self._sender.settled()

    def _midnight(self, now: datetime) -> datetime:
        return datetime.combine(school_day(now, self._policy) + DAY, time.min, self._policy.zone)

    # --- one look

    def _plan(self, work: Work) -> None:
        """Put into the outbox what lies ahead, when anything has changed since the last time."""
        if self._has_changed(work, PLANNED):
            work.outbox.plan(self._messages(work))

    def _close_waves(self, work: Work) -> bool:
        """Waves whose last day is over; True while the file waits to be swept."""
        today = school_day(work.now, self._policy)
        for wave_id in work.waves.overdue(today):
            if work.closing.close(wave_id, today):
                tell_admins(work, f"closed:{wave_id}", "closed", {"wave": wave_id})
        return work.closing.is_unswept()

    def _tidy(self, work: Work) -> bool:
        """Once a day, and when somebody was erased, forget what is old; True when something was."""
        if not self._has_changed(work, TIDIED):
            return False
        work.jobs.prune()
        work.events.prune()
        work.outbox.prune()
        return True

    def _has_changed(self, work: Work, key: str) -> bool:
        """Whether the day, the policy, or, for reminders, the plan is another than when this was last done."""
        mark = f"{school_day(work.now, self._policy)} {self._policy}"
        if work.school.get(key) == mark:
            return False
        work.school.put(key, mark)
        return True

    def _messages(self, work: Work) -> Iterator[Planned]:
        """Every reminder that still lies ahead; those planned before keep their row."""
        found = work.deadlines.open()
        people = work.deadlines.all_people(one.id for one in found)
        admins = work.people.with_role(Role.ADMIN)
        for deadline in found:
            for reminder in self._reminders(deadline, work.school.year_of(deadline.end), work.now):
                yield from _addressed(deadline, reminder, people.get(deadline.id, []), admins)

    def _reminders(self, deadline: Deadline, year: SchoolYear, now: datetime) -> Iterator[Reminder]:
        span = reminders.Deadline(deadline.start, deadline.end)
        for reminder in reminders.planned(span, year, self._policy, deadline.known_since):
            if reminder.expires_at > now:
                yield reminder


def _addressed(deadline: Deadline, reminder: Reminder, people: list[int], admins: list[int]) -> Iterator[Planned]:
    """Who hears of it: the responsible, or where there is nobody, and in the end, the admins."""
    message = partial(Planned, due_at=reminder.send_at, expires_at=reminder.expires_at)
    if not reminder.to_admin:
        for person in people:
            key = f"deadline:{deadline.id}:{reminder.key}:{person}"
            yield message(key, "reminder", person, {"deadline": deadline.id})
    if reminder.to_admin or (not people and reminder.rule in ORPHANS):
        trouble = Trouble.OVERDUE if reminder.to_admin else Trouble.NOBODY
        for admin in admins:
            key = f"deadline:{deadline.id}:{trouble.value}:{reminder.key}:{admin}"
            yield message(key, "notice", admin, {"trouble": trouble.value, "deadline": deadline.id})

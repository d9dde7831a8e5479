"""What time brings: reminders are planned into the outbox, waves close on their day, old things are forgotten.

A second in which nothing has changed costs one look at a mark, however many deadlines lie ahead.
"""

import logging
from datetime import UTC, datetime, time, timedelta

from chat.failures import trace
from cyclogram.reminders import Policy
from cyclogram.spans import DAY
from scheduler.forecast import AHEAD, Forecast, is_foreseen
from scheduler.hours import school_day
from scheduler.school_time import SchoolClock
from scheduler.sender import Sender
from storage.closing import empty_log, sweep
from storage.engine import StorageDown
from storage.notices import tell_admins
from storage.school import PLANNED, TIDIED
from storage.work import Work
from storage.writer import Writer

log = logging.getLogger(__name__)
FURTHEST = 400
"""Days ahead in which the next message is looked for: a school year and its summer."""
SWEEP_AGAIN = timedelta(minutes=1)
"""After a sweep that somebody reading the file has kept from its end."""


NEVER_FAILED = datetime.min.replace(tzinfo=UTC)


def look_ahead(work: Work, policy: Policy) -> None:
    """The outbox holds what is foreseen from what is stored, and of such messages no others that wait."""
    work.groups.follow()
    foreseen = list(Forecast(work, policy).messages())
    keys = {one.key for one in foreseen}
    work.outbox.withdraw(lambda key: key in keys or not is_foreseen(key))
    work.outbox.plan(foreseen)


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
        """When the next message is due, however far off; None when nothing lies ahead."""
        await self.tick()
        return await self._writer.run(self._next)

    def _next(self, work: Work) -> datetime | None:
        """What is planned, or what will be when its days come near."""
        due = work.outbox.next_due()
        today = school_day(work.now, self._policy)
        for days in range(0, FURTHEST, AHEAD):
            day = today + days * DAY
            if due and school_day(due, self._policy) <= day + AHEAD * DAY:
                return due
            foreseen = [
                one for one in Forecast(work, self._policy, day + AHEAD * DAY).messages() if one.due_at > work.now
            ]
            known = work.outbox.known([one.key for one in foreseen])
            if moments := [one.due_at for one in foreseen if one.key not in known]:
                return min([*moments, *([due] if due else [])])
        return due

    async def advance(self, to: datetime) -> None:
        """Move school time forward, stopping whenever something is due or a day begins."""
        now = self._clock.moments().school
        while now < to:
            due = await self._writer.run(lambda work: work.outbox.next_due())
            stops = [to, self._midnight(now), *([due] if due else [])]
            now = min(stop for stop in stops if stop > now)
            self._clock.move(now)
            await self.tick()
            await self._sender.settled()

    def _midnight(self, now: datetime) -> datetime:
        return datetime.combine(school_day(now, self._policy) + DAY, time.min, self._policy.zone)

    # --- one look

    def _plan(self, work: Work) -> None:
        """Put into the outbox what lies ahead, when anything has changed since the last time."""
        if self._has_changed(work, PLANNED):
            look_ahead(work, self._policy)

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

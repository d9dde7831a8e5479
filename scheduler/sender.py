"""The sender: what is due is claimed, shown and marked; the order makes a crash harmless, so it is kept here alone.

A claim is committed before anything leaves, so whatever a crash leaves behind is known to be unknown.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from chat.channel import Channel, Gone, Halted, Refused, TryLater, Unknown
from chat.events import Address
from chat.failures import trace
from chat.screen import Screen
from cyclogram.reminders import Policy
from scheduler import outcomes
from scheduler.hours import may_go
from scheduler.kinds import Kind
from storage.engine import StorageDown
from storage.notices import tell_admins
from storage.outbox import LATE, SETTLED, TOGETHER, Message, Sent
from storage.work import Work
from storage.writer import Writer

log = logging.getLogger(__name__)
T = TypeVar("T")
IN_FLIGHT = 25
"""Messages shown at once per messenger; the adapter's own pacer decides how fast they leave; VK takes 25 in a call."""
STORAGE_PAUSE = 1.0
REPORT = 2.0
"""Seconds between two looks at how far a broadcast is."""
LAST_WORDS = 10.0
"""Seconds a stopping process gives to what is on its way."""
HALT = timedelta(minutes=5)
"""How long a messenger whose token or permission failed is left alone."""


class Taken(Exception):
    """Somebody else claimed it, or the thing was done, a moment ago; nothing is changed."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message on its way; several rows of the outbox may be said in it."""

    messages: list[Message]
    to: Address
    screen: Screen
    key: str

    @property
    def ids(self) -> list[int]:
        return [message.id for message in self.messages]


class Sender:
    """Sends what is due; `report` is called as it goes and when all is sent.

    `remembers` tells how long a messenger recognises a repeated delivery by its key.
    """

    def __init__(
        self,
        writer: Writer,
        channels: Mapping[str, Channel],
        kinds: Mapping[str, Kind],
        policy: Policy,
        *,
        remembers: Mapping[str, timedelta],
        report: Callable[[], Awaitable[None]] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._writer = writer
        self._channels = channels
        self._kinds = kinds
        self._policy = policy
        self._remembers = remembers
        self._report = report
        self._sleep = sleep
        self._reported = 0.0
        self._news = True
        self._bell = asyncio.Event()
        self._idle = asyncio.Event()
        self._rests: dict[str, datetime] = {}
        self._on_their_way: dict[asyncio.Task[None], Delivery] = {}

    def wake(self) -> None:
        """Something may be due."""
        self._idle.clear()
        self._bell.set()

    async def settled(self) -> None:
        """Return once nothing is due and nothing is on its way."""
        self.wake()
        await self._idle.wait()

    async def run(self) -> None:
        """Send until cancelled; what is on its way then is waited for: a planned stop leaves nothing unknown."""
        try:
            await self._commit(self._recover)
            while True:
                self._bell.clear()
                while await self._round():
                    await self._tell(every=REPORT)
                await self._tell(every=REPORT if self._on_their_way else 0)
                if not self._on_their_way and not self._bell.is_set():
                    self._idle.set()
                await self._bell.wait()
        finally:
            if on_their_way := list(self._on_their_way):
                await asyncio.wait(on_their_way, timeout=LAST_WORDS)
                for task in on_their_way:
                    task.cancel()

    async def _tell(self, *, every: float) -> None:
        """Let whoever watches know how far a broadcast is, now and then and at its end."""
        now = asyncio.get_running_loop().time()
        if self._report and self._news and now - self._reported >= every:
            self._reported = now
            self._news = False
            try:
                await self._report()
            except StorageDown as down:
                log.error("storage is down (%s): progress waits", down)

    # --- claim

    async def _round(self) -> bool:
        """Claim what there is room for; False when nothing more can be claimed now."""
        due = await self._commit(partial(self._due, room=self._room()))
        if not due:
            return False
        self._news = True
        claims = await self._claim(due)
        for (message, _), claimed in zip(due, claims, strict=True):
            if isinstance(claimed, Delivery):
                self._spawn(claimed)
            elif isinstance(claimed, Exception) and not isinstance(claimed, Taken):
                log.error("message %d of kind %s could not be worded: %s", message.id, message.kind, trace(claimed))
                kind = self._kinds.get(message.kind)
                await self._commit(
                    partial(outcomes.set_aside, messages=[message], reason=type(claimed).__name__, kind=kind)
                )
        return True

    def _room(self) -> Counter[str]:
        room = Counter(dict.fromkeys(self._channels, IN_FLIGHT))
        room.subtract(delivery.to.messenger for delivery in self._on_their_way.values())
        return room

    def _due(self, work: Work, room: Counter[str]) -> list[tuple[Message, Address | None]]:
        """The first message of each bundle that may be claimed now; `room` is how many more each messenger takes."""
        room = room.copy()
        for name, until in self._rests.items():
            if work.moments.real < until:
                room[name] = 0
        busy = [name for name in self._channels if room[name] < IN_FLIGHT // 2]  # few large claims, few queries
        found: dict[object, tuple[Message, Address | None]] = {}
        for message, best in work.outbox.due(4 * IN_FLIGHT, self._channels, busy):
            bundle = self._bundle(message)
            if bundle in found:
                continue
            to = message.address if message.bundle and self._is_open(work, message) else best
            if to is None or room[to.messenger] > 0:
                found[bundle] = (message, to)
                if to is not None:
                    room[to.messenger] -= 1
        return list(found.values())

    def _bundle(self, message: Message) -> object:
        """Messages for which this is the same are sent as one."""
        kind = self._kinds.get(message.kind)
        if message.bundle is None and kind and kind.together:
            return message.person_id, kind.together
        return message.bundle or message.id

    def _is_open(self, work: Work, message: Message) -> bool:
        to = message.address
        return to is not None and to.messenger in self._channels and to in work.people.reachable(message.person_id)

    async def _claim(self, due: Sequence[tuple[Message, Address | None]]) -> list[Delivery | Exception | None]:
        while True:
            try:
                return await self._writer.run_all([partial(self._claim_one, lead=lead, to=to) for lead, to in due])
            except StorageDown as down:
                log.error("storage is down (%s): sending waits", down)
                await self._sleep(STORAGE_PAUSE)
                await self._commit(partial(self._unclaim, ours=self._ours()))

    def _claim_one(self, work: Work, lead: Message, to: Address | None) -> Delivery | None:
        """Word a message and take it, in one transaction: a thing done meanwhile is not spoken of."""
        kind = self._kinds[lead.kind]
        messages = self._belonging(work, lead, kind)
        if not messages:
            return None
        now = work.now
        if (until := may_go(kind.hours, now, self._policy, work.school.year_of)) > now:
            work.outbox.put_off([message.id for message in messages], until)
            return None
        if stale := [message.id for message in messages if message.expires_at and message.expires_at <= now]:
            work.outbox.mark(stale, Sent.EXPIRED, reason=LATE)
        messages = [message for message in messages if message.id not in stale]
        said = kind.render(work, messages) if messages else None
        if said is None:
            work.outbox.mark([message.id for message in messages], Sent.FOLDED, reason=SETTLED)
            return None
        work.outbox.mark(list(said.folded), Sent.FOLDED, reason=TOGETHER)
        spoken = [one for one in messages if one.id not in said.folded]
        if to is None:
            outcomes.unreachable(work, spoken, kind)
            return None
        if not work.outbox.claim([message.id for message in spoken], to):
            raise Taken
        return Delivery(spoken, to, said.screen, f"outbox:{spoken[0].bundle or spoken[0].id}")

    def _belonging(self, work: Work, lead: Message, kind: Kind) -> list[Message]:
        if lead.bundle is not None:
            return work.outbox.bundle(lead.bundle)
        if kind.together:
            alike = [name for name, one in self._kinds.items() if one.together == kind.together]
            return work.outbox.together(lead.person_id, alike)
        return [lead]

    # --- show and mark

    def _spawn(self, delivery: Delivery) -> None:
        task = asyncio.create_task(self._deliver(delivery))
        self._on_their_way[task] = delivery
        task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        del self._on_their_way[task]
        self._news = True
        self.wake()
        if not task.cancelled() and (error := task.exception()):
            log.error("a delivery broke off: %s", trace(error))

    async def _deliver(self, delivery: Delivery) -> None:
        await self._commit(await self._shown(delivery))

    async def _shown(self, delivery: Delivery) -> Callable[[Work], object]:
        """Show it; returns what is to be noted."""
        lead = delivery.messages[0]
        kind = self._kinds[lead.kind]
        messages, ids, to = delivery.messages, delivery.ids, delivery.to
        remembers = self._remembers.get(to.messenger, outcomes.NOW)
        try:
            ref = await self._channels[to.messenger].show(to, delivery.screen, key=delivery.key, bulk=lead.bulk)
        except TryLater as later:
            return partial(self._rest, ids=ids, messenger=to.messenger, pause=timedelta(seconds=later.after))
        except Halted as halted:
            log.error("%s is halted: %s", to.messenger, halted)
            return partial(self._halt, ids=ids, messenger=to.messenger)
        except Gone:
            return partial(outcomes.gone, ids=ids, address=to)
        except Refused as refused:
            log.error("message %d of kind %s was refused by %s: %s", lead.id, lead.kind, to.messenger, refused)
            return partial(outcomes.set_aside, messages=messages, reason=str(refused), kind=kind)
        except Unknown:
            return partial(outcomes.unknown, messages=messages, remembers=remembers, kind=kind)
        return partial(outcomes.sent, ids=ids, ref=ref)

    def _rest(self, work: Work, ids: list[int], messenger: str, pause: timedelta) -> None:
        """The whole messenger rests, and what it could not take waits."""
        self._rests[messenger] = work.moments.real + pause
        work.outbox.unsent(ids, outcomes.NOW)

    def _halt(self, work: Work, ids: list[int], messenger: str) -> None:
        self._rest(work, ids, messenger, HALT)
        tell_admins(work, f"halted:{messenger}:{work.now:%Y-%m-%d}", "halted", {"messenger": messenger})

    # --- storage

    def _recover(self, work: Work) -> None:
        """What a process that is no more has claimed and not marked."""
        bundles: dict[int, list[Message]] = {}
        for message in work.outbox.cut_short():
            bundles.setdefault(message.bundle or message.id, []).append(message)
        for messages in bundles.values():
            messenger = messages[0].address.messenger if messages[0].address else ""
            remembers = self._remembers.get(messenger, outcomes.NOW)
            outcomes.unknown(work, messages, remembers, self._kinds.get(messages[0].kind))

    def _ours(self) -> set[int]:
        return {one for delivery in self._on_their_way.values() for one in delivery.ids}

    def _unclaim(self, work: Work, ours: set[int]) -> None:
        """A claim whose commit we never heard of, though nothing of it was shown."""
        if lost := [message.id for message in work.outbox.cut_short() if message.id not in ours]:
            work.outbox.unsent(lost, outcomes.NOW)

    async def _commit(self, job: Callable[[Work], T]) -> T:
        """Run a job; while storage is down, wait with it."""
        while True:
            try:
                return await self._writer.run(job)
            except StorageDown as down:
                log.error("storage is down (%s): sending waits", down)
                await self._sleep(STORAGE_PAUSE)

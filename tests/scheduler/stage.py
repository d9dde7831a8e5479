"""A school with a hand-moved clock and messengers that do as a script says."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from chat.channel import Desk
from chat.events import Address, File, Ref
from chat.screen import Screen, screen
from cyclogram.reminders import Policy
from scheduler.hours import Hours
from scheduler.kinds import Kind, Said
from scheduler.planner import Planner
from scheduler.school_time import SchoolClock
from scheduler.sender import IN_FLIGHT, Sender
from storage.engine import open_engine
from storage.outbox import Message
from storage.tables import metadata
from storage.work import Work
from storage.writer import Writer

MOSCOW = Policy(ZoneInfo("Europe/Moscow"))
MONDAY = datetime(2026, 9, 7, 10, tzinfo=MOSCOW.zone)
HOUR = timedelta(hours=1)


@dataclass(slots=True)
class FakeChannel:
    """A messenger that does as `script` says, in order, and then shows everything.

    `after_all` are answers lost after the message arrived; an idempotent one shows a key once; `full` is set as soon as
    as many wait at the closed `gate` as there may be.
    """

    messenger: str
    idempotent: bool = False
    script: deque[Exception | None] = field(default_factory=deque)
    after_all: deque[Exception] = field(default_factory=deque)
    shown: list[tuple[str, str]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    asked: int = 0
    most_at_once: int = 0
    gate: asyncio.Event | None = None
    full: asyncio.Event = field(default_factory=asyncio.Event)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _now: int = 0

    async def connect(self) -> Sequence[str]:
        raise NotImplementedError

    async def listen(self, desk: Desk) -> None:
        raise NotImplementedError

    async def show(
        self, to: Address, screen: Screen, *, instead_of: Ref | None = None, key: str = "", bulk: bool = False
    ) -> Ref:
        self.asked += 1
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        try:
            self.arrived.set()
            if self._now == IN_FLIGHT:
                self.full.set()
            if self.gate:
                await self.gate.wait()
            await asyncio.sleep(0)
            if self.script and (outcome := self.script.popleft()):
                raise outcome
            if not (self.idempotent and key in self.keys):
                self.shown.append((to.id, screen.text.plain))
            self.keys.add(key)
            if self.after_all:  # it arrived, and the answer was lost
                raise self.after_all.popleft()
            return Ref(str(self.asked))
        finally:
            self._now -= 1

    async def fetch(self, file: File, limit: int) -> bytes:
        raise NotImplementedError

    def invitation(self, code: str) -> str | None:
        return None

    async def close(self) -> None:
        raise NotImplementedError


def said(work: Work, messages: Sequence[Message]) -> Said | None:
    """The words of test messages; "done" ones have nothing to say."""
    words = [str(one.args["words"]) for one in messages if one.args["words"] != "done"]
    return Said(screen(" + ".join(words))) if words else None


def broken(work: Work, messages: Sequence[Message]) -> Said | None:
    raise LookupError


KINDS = {
    "single": Kind(said, hours=Hours.WAKING),
    "morning": Kind(said, together="morning", report=True),
    "waking": Kind(said, hours=Hours.WAKING),
    "broken": Kind(broken, report=True, hours=Hours.WAKING),
    "notice": Kind(lambda _, messages: Said(screen(f"не доставлено: {len(messages)}")), together="notice"),
    "halted": Kind(lambda _, messages: Said(screen(f"стоит {messages[0].args['messenger']}"))),
}


@dataclass(slots=True)
class Stage:
    """One running school."""

    writer: Writer
    clock: SchoolClock
    channels: dict[str, FakeChannel]
    sender: Sender
    planner: Planner
    hands: "Hands"
    running: asyncio.Task[None]

    def shown(self, messenger: str = "telegram") -> list[tuple[str, str]]:
        """What arrived since the last look."""
        seen, self.channels[messenger].shown = self.channels[messenger].shown, []
        return seen

    async def later(self, by: timedelta) -> None:
        """Real time passes, and what is due goes out."""
        self.hands.real += by
        await self.settled()

    async def at(self, moment: datetime) -> None:
        """It is this moment; the bot was running up to it, or was not."""
        self.hands.real = moment
        await self.planner.tick()
        await self.settled()

    async def settled(self) -> None:
        """Everything due has gone out; a sender that died is an error, not an endless wait."""
        waiting = asyncio.ensure_future(self.sender.settled())
        await asyncio.wait([waiting, self.running], return_when=asyncio.FIRST_COMPLETED)
        if self.running.done():
            waiting.cancel()
            self.running.result()


@dataclass(slots=True)
class Hands:
    """The hands of the real clock."""

    real: datetime

    def read(self) -> datetime:
        return self.real


@asynccontextmanager
async def stage(
    url: str,
    *,
    at: datetime = MONDAY,
    channels: Sequence[FakeChannel] = (),
    kinds: Mapping[str, Kind] | None = None,
    policy: Policy = MOSCOW,
    create: bool = True,
) -> AsyncIterator[Stage]:
    """A school at a moment, with a sender at work."""
    engine = open_engine(url)
    if create:
        metadata.create_all(engine)
    hands = Hands(at)
    clock = SchoolClock(hands.read)
    writer = Writer(engine, clock.moments)
    known: dict[str, FakeChannel] = {one.messenger: one for one in channels or (FakeChannel("telegram"),)}
    remembers = {name: HOUR for name, one in known.items() if one.idempotent}
    sender = Sender(writer, known, kinds or KINDS, policy, remembers=remembers, report=_quiet, sleep=_yield)
    planner = Planner(writer, clock, sender, policy)
    running = asyncio.create_task(sender.run())
    try:
        yield Stage(writer, clock, known, sender, planner, hands, running)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await writer.close()
        engine.dispose()


async def _quiet() -> None:
    """Nobody watches."""


async def _yield(_: float) -> None:
    await asyncio.sleep(0)


def person(work: Work, *places: str) -> int:
    """Somebody who is reached at these `messenger:id`, the last one first."""
    first, *others = [Address(*place.split(":")) for place in places]
    person_id = work.people.add(first).id
    for other in others:
        work.people.add_address(person_id, other)
    return person_id

"""A desk that notes what it is given, a fake VK and the channel between them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence

import pytest

from bot.vk.channel import VkChannel
from chat.events import Event, Unreadable, What
from tests.fakes.vk import GROUP, TOKEN, FakeVk

Took = tuple[list[Event | Unreadable], str | None]


class NotedDesk:
    """Commits at once, unless `shut`; keeps every batch with its bookmark, in order."""

    def __init__(self) -> None:
        self.taken: list[Took] = []
        self.kept: str | None = None
        self.open = asyncio.Event()
        self.open.set()
        self.asked = asyncio.Event()
        self._changed = asyncio.Condition()

    async def take(self, batch: Sequence[Event | Unreadable], bookmark: str | None = None) -> None:
        """Commit."""
        self.asked.set()
        await self.open.wait()
        async with self._changed:
            self.taken.append((list(batch), bookmark))
            self.kept = bookmark or self.kept
            self._changed.notify_all()

    async def mark(self, messenger: str, bookmark: str) -> None:
        """Commit a bookmark alone."""
        await self.take((), bookmark)

    async def bookmark(self, messenger: str) -> str | None:
        """The last committed one."""
        return self.kept

    @property
    def events(self) -> list[Event]:
        """Everything readable so far."""
        return [event for batch, _ in self.taken for event in batch if isinstance(event, Event)]

    @property
    def whats(self) -> list[What]:
        """What people did."""
        return [event.what for event in self.events]

    async def until(self, condition: Callable[[], bool]) -> None:
        """Return once this holds."""
        async with asyncio.timeout(20), self._changed:
            await self._changed.wait_for(condition)


class Naps:
    """Pauses that pass at once and are noted."""

    def __init__(self) -> None:
        self.taken: list[float] = []
        self._changed = asyncio.Condition()

    async def __call__(self, seconds: float) -> None:
        async with self._changed:
            self.taken.append(seconds)
            self._changed.notify_all()
        await asyncio.sleep(0)

    async def until(self, count: int) -> None:
        """Return once this many were taken."""
        async with asyncio.timeout(20), self._changed:
            await self._changed.wait_for(lambda: len(self.taken) >= count)


@pytest.fixture
async def vk() -> AsyncIterator[FakeVk]:
    """A fake VK without its limit on requests; the tests of pace put it back."""
    fake = await FakeVk(limit=0).start()
    yield fake
    await fake.close()


@pytest.fixture
def desk() -> NotedDesk:
    return NotedDesk()


@pytest.fixture
def naps() -> Naps:
    return Naps()


@pytest.fixture
async def channel(vk: FakeVk, naps: Naps) -> AsyncIterator[VkChannel]:
    """Not listening yet."""
    made = VkChannel(TOKEN, GROUP, vk.url, sleep=naps)
    yield made
    await made.close()


@pytest.fixture
async def listening(vk: FakeVk, channel: VkChannel, desk: NotedDesk) -> AsyncIterator[VkChannel]:
    """Bringing events to the desk."""
    task = asyncio.create_task(channel.listen(desk))
    await vk.ready()
    yield channel
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

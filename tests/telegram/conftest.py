"""A fake server, a channel on it, and a desk that notes what it is handed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import pytest

from bot.telegram.channel import TelegramChannel
from chat.channel import Desk
from chat.events import Event, Unreadable
from tests.fakes.telegram import TOKEN, FakeTelegram


class NotedDesk:
    """Commits nothing until `open` is set; then answers each event with `reply`."""

    def __init__(self, reply: Callable[[Event], Awaitable[object]] | None = None) -> None:
        self.taken: list[Event | Unreadable] = []
        self.offered: list[str] = []
        self.open = asyncio.Event()
        self.open.set()
        self._reply = reply

    async def take(self, batch: Sequence[Event | Unreadable], bookmark: str | None = None) -> None:
        assert bookmark is None
        self.offered += [event.id for event in batch]
        await self.open.wait()
        self.taken += batch
        for event in batch:
            if self._reply is not None and isinstance(event, Event):
                await self._reply(event)

    async def mark(self, messenger: str, bookmark: str) -> None:
        raise AssertionError(f"{messenger} keeps no bookmark")

    async def bookmark(self, messenger: str) -> str | None:
        raise AssertionError(f"{messenger} keeps no bookmark")


class Rests:
    """A clock that stands still and a sleep that only notes, `patience` times; then it waits to be cancelled."""

    def __init__(self, patience: int = 100) -> None:
        self.now = 0.0
        self.noted: list[float] = []
        self._patience = patience

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.noted.append(seconds)
        if len(self.noted) > self._patience:
            await asyncio.Event().wait()
        await asyncio.sleep(0)


@asynccontextmanager
async def listening(channel: TelegramChannel, desk: Desk) -> AsyncIterator[asyncio.Task[None]]:
    """The channel brings events to the desk inside this block."""
    task = asyncio.create_task(channel.listen(desk))
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def server() -> AsyncIterator[FakeTelegram]:
    fake = await FakeTelegram().start()
    yield fake
    await fake.close()


@pytest.fixture
def rests() -> Rests:
    return Rests()


@pytest.fixture
async def channel(server: FakeTelegram, rests: Rests) -> AsyncIterator[TelegramChannel]:
    bot = TelegramChannel(TOKEN, server.url, clock=rests.clock, sleep=rests.sleep)
    yield bot
    await bot.close()

"""The bot as whoever runs it has it: a process of its own, which may be killed."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from tests.fakes.telegram import TOKEN as TELEGRAM_TOKEN
from tests.fakes.telegram import FakeTelegram
from tests.fakes.vk import GROUP, FakeVk
from tests.fakes.vk import TOKEN as VK_TOKEN

ROOT = Path(__file__).parents[2]
OPEN = "Чат в браузере"
PATIENCE = 60.0


class Ended(Exception):
    """The program ended while something was expected of it."""


class Program:
    """`python -m bot …` in a folder of its own; `said` and `complained` are its lines on stdout and stderr so far."""

    def __init__(self, folder: Path, settings: Mapping[str, str], words: tuple[str, ...] = ("run",)) -> None:
        self.said: list[str] = []
        self.complained: list[str] = []
        self._folder = folder
        self._words = words
        self._environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings}
        self._process: asyncio.subprocess.Process | None = None
        self._readers: list[asyncio.Task[None]] = []
        self._heard = asyncio.Condition()

    @property
    def pid(self) -> int:
        """Of the running process."""
        return self._running.pid

    @property
    def _running(self) -> asyncio.subprocess.Process:
        if self._process is None:
            raise Ended("the program is not running")
        return self._process

    async def begin(self) -> None:
        """Start it, and do not wait."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *self._words,
            cwd=self._folder,
            env=self._environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        self._process = process
        self._readers = [
            asyncio.create_task(self._read(process.stdout, self.said)),
            asyncio.create_task(self._read(process.stderr, self.complained)),
        ]

    async def start(self) -> None:
        """Start it; returns when it says that the house is open."""
        self.said.clear()
        await self.begin()
        await self.until_says(OPEN)

    async def until_says(self, words: str) -> None:
        """Return once a line on stdout holds these words."""
        await self._until(self.said, words, 1)

    async def until_complains(self, words: str, times: int = 1) -> None:
        """Return once so many lines on stderr hold these words."""
        await self._until(self.complained, words, times)

    def complaints(self, words: str) -> int:
        """How many lines on stderr hold these words."""
        return sum(words in line for line in self.complained)

    async def _until(self, lines: list[str], words: str, times: int) -> None:
        async with asyncio.timeout(PATIENCE), self._heard:
            while sum(words in line for line in lines) < times:
                if all(reader.done() for reader in self._readers):
                    raise Ended("\n".join([f"nothing was said of {words!r}", *self.complained[-30:]]))
                await self._heard.wait()

    async def kill(self) -> None:
        """As a power cut does it."""
        self._running.kill()
        await self.ended()

    async def stop(self) -> int:
        """As a service manager does it; the exit code."""
        self._running.terminate()
        return await self.ended()

    async def ended(self) -> int:
        """The exit code, when it has ended by itself or by a signal."""
        process = self._running
        async with asyncio.timeout(PATIENCE):
            code = await process.wait()
            await asyncio.gather(*self._readers)
        self._process = None
        return code

    async def close(self) -> None:
        """Leave nothing behind."""
        if self._process is not None:
            if self._process.returncode is None:
                self._process.kill()
            await self.ended()

    async def _read(self, stream: asyncio.StreamReader, lines: list[str]) -> None:
        try:
            async for line in stream:
                lines.append(line.decode().rstrip())
                async with self._heard:
                    self._heard.notify_all()
        finally:
            async with self._heard:
                self._heard.notify_all()


@asynccontextmanager
async def running(folder: Path, settings: Mapping[str, str]) -> AsyncIterator[Program]:
    """An open house, closed afterwards whatever happened."""
    program = Program(folder, settings)
    try:
        await program.start()
        yield program
    except BaseException as error:
        error.add_note("\n".join(["The program's last words:", *program.complained[-30:]]))
        raise
    finally:
        await program.close()


@asynccontextmanager
async def fakes(history: int | None = None) -> AsyncIterator[tuple[FakeTelegram, FakeVk]]:
    """Both messengers' servers."""
    telegram, vk = await FakeTelegram(history).start(), await FakeVk().start()
    try:
        yield telegram, vk
    finally:
        await telegram.close()
        await vk.close()


def settings(database_url: str, telegram: FakeTelegram | None = None, vk: FakeVk | None = None) -> dict[str, str]:
    """An environment in which nobody is asleep, whatever the hour."""
    given = {"DATABASE_URL": database_url, "WEB_PORT": "0", "QUIET_FROM": "00:00", "QUIET_TO": "00:00"}
    if telegram:
        given |= {"TELEGRAM_TOKEN": TELEGRAM_TOKEN, "TELEGRAM_API_URL": telegram.url}
    if vk:
        given |= {"VK_TOKEN": VK_TOKEN, "VK_GROUP_ID": str(GROUP), "VK_API_URL": vk.url}
    return given


async def stirred(*servers: FakeTelegram | FakeVk, seconds: float = 0.1) -> None:
    """Return after the next call any of these servers has answered, or after a moment in which there was none."""
    waits = [asyncio.create_task(_next_call(server)) for server in servers]
    await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
    await asyncio.gather(*waits, return_exceptions=True)


async def _next_call(server: FakeTelegram | FakeVk) -> None:
    async with server._changed:
        await server._changed.wait()

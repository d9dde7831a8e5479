"""When the database cannot be used, sending waits; when it can again, nothing is lost and nothing doubled."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import psycopg
import pytest
from sqlalchemy import Engine, make_url

from storage.engine import StorageDown
from storage.outbox import Sent
from storage.work import Work
from tests.scheduler.stage import FakeChannel, Stage, person, stage


def reminder(work: Work) -> None:
    who = person(work, "telegram:1")
    work.outbox.put("test:1", "morning", who, {"words": "reminder"})


async def tally(on: Stage) -> dict[Sent, int]:
    return await on.writer.run(lambda work: work.outbox.tally("test:"))


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Somebody else holds the file."""
    other = sqlite3.connect(str(make_url(url).database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@contextmanager
def shut(url: str) -> Iterator[None]:
    """The server throws everybody out and lets nobody in, as while it restarts."""
    target = make_url(url)
    name = target.database
    plain = target.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as server:
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        yield
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def impatient(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        connection.cursor().execute("PRAGMA busy_timeout=0")
        connection.close()


class Trouble:
    """Counts the sender's waits for storage, so that a test can go on after the third."""

    def __init__(self) -> None:
        self.waits = 0
        self.third = asyncio.Event()

    async def __call__(self, _: float) -> None:
        self.waits += 1
        if self.waits >= 3:
            self.third.set()
        await asyncio.sleep(0)


@pytest.fixture
def trouble(database_url: str) -> Callable[[], AbstractContextManager[None]]:
    kind = make_url(database_url).get_backend_name()
    return lambda: (locked if kind == "sqlite" else shut)(database_url)


async def test_what_was_shown_while_storage_is_down_is_noted_later(
    database_url: str, trouble: Callable[[], AbstractContextManager[None]]
) -> None:
    telegram = FakeChannel("telegram", gate=asyncio.Event())
    async with stage(database_url, channels=[telegram]) as on:
        waits = on.sender._sleep = Trouble()
        await on.writer.alone(impatient)
        await on.writer.run(reminder)
        on.sender.wake()
        await telegram.arrived.wait()
        with trouble():
            assert telegram.gate
            telegram.gate.set()
            await waits.third.wait()
        await on.settled()
        assert on.shown() == [("1", "reminder")]
        assert await tally(on) == {Sent.SENT: 1}


async def test_nothing_leaves_before_its_claim_is_stored(
    database_url: str, trouble: Callable[[], AbstractContextManager[None]]
) -> None:
    async with stage(database_url) as on:
        await on.settled()
        waits = on.sender._sleep = Trouble()
        await on.writer.alone(impatient)
        await on.writer.run(reminder)
        with trouble():
            on.sender.wake()
            await waits.third.wait()
            assert on.shown() == []
        await on.settled()
        assert on.shown() == [("1", "reminder")]
        assert await tally(on) == {Sent.SENT: 1}


async def test_a_full_disk_stores_all_or_nothing(sqlite_url: str) -> None:
    def much(work: Work) -> None:
        who = person(work, "telegram:1")
        for number in range(500):
            work.outbox.put(f"test:{number}:{'x' * 100}", "morning", who, {"words": "x"})

    def bound(engine: Engine, pages: str = "page_count") -> None:
        connection = engine.raw_connection()
        cursor = connection.cursor()
        (now,) = cursor.execute(f"PRAGMA {pages}").fetchone()
        cursor.execute(f"PRAGMA max_page_count={now}")
        connection.close()

    async with stage(sqlite_url) as on:
        await on.settled()
        await on.writer.alone(bound)
        with pytest.raises(StorageDown):
            await on.writer.run(much)
        assert await tally(on) == {}
        await on.writer.alone(lambda engine: bound(engine, "max_page_count=1000000"))
        await on.writer.run(much)
        await on.settled()
        assert await tally(on) == {Sent.SENT: 500}

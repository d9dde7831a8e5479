"""What the web chat relies on, asked of every mailbox there is: the tests' own, SQLite's and PostgreSQL's."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete

from bot.web.mailbox import Mailbox
from chat.events import Ref
from storage.engine import open_engine
from storage.mailbox import KEEP, StoredMailbox
from storage.moments import Moments
from storage.tables import metadata, web_messages
from storage.writer import Writer
from tests.web.memory import MemoryMailbox

NOW = datetime(2026, 9, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
async def writer(database_url: str) -> AsyncIterator[Writer]:
    engine = open_engine(database_url)
    metadata.create_all(engine)
    writer = Writer(engine, lambda: Moments(NOW, NOW))
    yield writer
    await writer.close()
    engine.dispose()


@pytest.fixture(params=["memory", "sqlite", "postgres"])
async def mailbox(request: pytest.FixtureRequest) -> AsyncIterator[Mailbox]:
    if request.param == "memory":
        yield MemoryMailbox()
        return
    engine = open_engine(request.getfixturevalue(f"{request.param}_url"))
    metadata.create_all(engine)
    writer = Writer(engine, lambda: Moments(NOW, NOW))
    yield StoredMailbox(writer)
    await writer.close()
    engine.dispose()


async def put(
    mailbox: Mailbox, words: str, *, at: str = "a", over: Ref | None = None, key: str = "", content: bytes | None = None
) -> Ref | None:
    return await mailbox.put(at, {"text": [{"t": words}]}, content, fleeting=False, instead_of=over, key=key)


async def said(mailbox: Mailbox, *, at: str = "a", after: int = 0) -> list[str]:
    return [letter.body["text"][0]["t"] for letter in await mailbox.since(at, after)]


async def test_seats(mailbox: Mailbox) -> None:
    assert await mailbox.seated("t1", NOW) is None
    await mailbox.seat("t1", "a", NOW)
    await mailbox.seat("t1", "a", NOW)
    assert await mailbox.seated("t1", NOW) == "a"


async def test_nobody_there(mailbox: Mailbox) -> None:
    assert await put(mailbox, "раз") is None
    assert await said(mailbox) == []


async def test_letters_in_the_order_of_making(mailbox: Mailbox) -> None:
    await mailbox.seat("t1", "a", NOW)
    first, second = await put(mailbox, "раз"), await put(mailbox, "два")
    assert await put(mailbox, "один", over=first) == first
    letters = await mailbox.since("a", 0)
    assert [letter.ref for letter in letters] == [first, second]
    assert [letter.seq for letter in letters] == [3, 1 + 1]
    assert all(letter.ref.isdecimal() for letter in letters)
    assert await said(mailbox) == ["один", "два"]
    assert await said(mailbox, after=2) == ["один"]
    assert await said(mailbox, after=3) == []


async def test_what_is_gone_is_not_written_over(mailbox: Mailbox) -> None:
    await mailbox.seat("t1", "a", NOW)
    assert await put(mailbox, "раз", over=Ref("77")) not in {None, "77"}


async def test_a_delivery_is_written_once(mailbox: Mailbox) -> None:
    await mailbox.seat("t1", "a", NOW)
    refs = {await put(mailbox, "раз", key="k1"), await put(mailbox, "раз", key="k1")}
    assert len(refs) == 1
    assert await said(mailbox) == ["раз"]
    await put(mailbox, "два", key="k2")
    assert await said(mailbox) == ["раз", "два"]


async def test_what_stands_there_is_written_over_whatever_was_delivered_before(mailbox: Mailbox) -> None:
    await mailbox.seat("t1", "a", NOW)
    await put(mailbox, "раз", key="k1")
    second = await put(mailbox, "два", key="k2")
    assert await put(mailbox, "раз", over=second, key="k1") == second
    assert await said(mailbox) == ["раз", "раз"]


async def test_attached_bytes(mailbox: Mailbox) -> None:
    await mailbox.seat("t1", "a", NOW)
    await mailbox.seat("t2", "b", NOW)
    plain, pictured = await put(mailbox, "раз"), await put(mailbox, "два", content=b"PNG")
    assert plain
    assert pictured
    assert await mailbox.attached("a", plain) is None
    assert await mailbox.attached("a", pictured) == ({"text": [{"t": "два"}]}, b"PNG")
    assert await mailbox.attached("b", pictured) is None, "another address"


async def test_forgotten(mailbox: Mailbox) -> None:
    await mailbox.seat("t1", "a", NOW)
    await mailbox.seat("t2", "b", NOW)
    await put(mailbox, "раз")
    await put(mailbox, "два", at="b")
    await mailbox.forget("a")
    assert await mailbox.seated("t1", NOW) is None
    assert await said(mailbox) == []
    assert await said(mailbox, at="b") == ["два"]


async def test_swept_when_nobody_came(mailbox: Mailbox) -> None:
    await mailbox.seat("t1", "a", NOW)
    await mailbox.seat("t2", "b", NOW)
    await put(mailbox, "раз")
    await put(mailbox, "два", at="b")
    await mailbox.seated("t2", NOW + timedelta(days=3))
    await mailbox.sweep(NOW + timedelta(days=1))
    assert await mailbox.seated("t1", NOW) is None
    assert await mailbox.seated("t2", NOW) == "b"
    assert (await said(mailbox), await said(mailbox, at="b")) == ([], ["два"])


async def test_news_are_news_after_an_erasure(writer: Writer) -> None:
    mailbox = StoredMailbox(writer)
    await mailbox.seat("t1", "a", NOW)
    for words in ("раз", "два"):
        await mailbox.put("a", {"text": [{"t": words}]}, None, fleeting=True, instead_of=None, key="")
    await writer.run(lambda work: work.connection.execute(delete(web_messages)).rowcount)
    await mailbox.seat("t2", "a", NOW)
    await put(mailbox, "три")
    assert await said(mailbox, after=2) == ["три"]


async def test_the_untouched_are_let_go(writer: Writer) -> None:
    mailbox = StoredMailbox(writer)
    await mailbox.seat("t1", "a", NOW)
    menu = await put(mailbox, "меню")
    await put(mailbox, "старое")
    for number in range(KEEP):
        await put(mailbox, f"{number}", over=menu)
    await put(mailbox, "новое")
    assert await said(mailbox) == [f"{KEEP - 1}", "новое"]

"""What is left behind, on every messenger: of strangers nothing, of those who leave nothing, in the log no word."""

import logging
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from chat.events import Address, Event, TextSent
from storage.codes import spaced
from storage.people import Audience
from storage.work import Work
from surveys.definition import builtin
from tests.fakes import telegram, vk
from tests.phones import Phone
from tests.stage import MESSENGERS, MORNING, Stage

WORDS = ("Сиреневый бегемот", "Лиловый кабачок", "Бирюзовый ёж")
"""Typed by a stranger, as a comment, and where it means nothing."""
OWN_SERVER = {"web_sessions", "web_messages"}
"""The browser's page is served by us: a random number per browser, the day it was last seen, and our own screens."""
READ_SO_FAR = {"bookmarks", "wrong_codes"}
"""How far a messenger's queue is read, and tries of codes in drawers that many share for an hour."""


def stored(url: str) -> dict[str, list[str]]:
    """Every row of every table."""
    engine = create_engine(url)
    with engine.connect() as connection:
        names = inspect(connection).get_table_names()
        found = {name: connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in names}
    engine.dispose()
    return {name: [repr(tuple(row)) for row in rows] for name, rows in found.items()}


async def opened(stage: Stage) -> str:
    """A running survey of parents; the code of 5А."""

    def start(work: Work) -> str:
        today = MORNING.date()
        work.school.set_size(Audience.PARENTS, "5А", 9)
        work.waves.start(work.waves.make(builtin()["parents"], Audience.PARENTS, ("5А",), today, today), today)
        return work.codes.for_class(Audience.PARENTS, "5А", 9).code

    return await stage.house.writer.run(start)


async def said(stage: Stage, phone: Phone, *words: str) -> None:
    for one in words:
        await (phone.press(one[1:-1]) if one.startswith("[") else phone.type(one))
        await stage.settle()


@pytest.mark.parametrize("messenger", MESSENGERS)
async def test_nothing_is_stored_of_a_stranger(messenger: str, sqlite_url: str) -> None:
    async with Stage(messenger, sqlite_url) as stage:
        code = await opened(stage)
        stranger = await stage.phone("Прохожий")
        await stage.house.planner.tick()
        before = stored(sqlite_url)
        await stranger.start()
        await said(stage, stranger, WORDS[0], "/id", "/privacy", "/stop", "/summary", "AAAAA-AAAAA")
        await stranger.start("B" * 10)
        await stage.settle()
        await stranger.send("план.xlsx", b"PK")
        await stage.settle()
        await stranger.start(code)
        await stage.settle()
        await said(stage, stranger, "[Начать]", "[Не согласен(на)]")
        after = stored(sqlite_url)
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= READ_SO_FAR | (OWN_SERVER if messenger == "web" else set())
    assert not any(WORDS[0] in row for rows in after.values() for row in rows)


@pytest.mark.parametrize("messenger", MESSENGERS)
async def test_the_log_at_its_most_talkative_holds_no_token_no_code_and_no_word(
    messenger: str, sqlite_url: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    async with Stage(messenger, sqlite_url) as stage:
        code = await opened(stage)
        mother = await stage.phone("Мама")
        await mother.start(code)
        await stage.settle()
        await said(stage, mother, "[Начать]", "[Согласен(на)]", WORDS[1])
        await said(stage, mother, *["[Пропустить]"] * (len(builtin()["parents"].statements)), WORDS[2], "[Завершить]")
        await said(stage, mother, "/device", WORDS[0], "/grant telegram:1")
        await mother.send("план.xlsx", b"PK")
        await stage.settle()
    out = capfd.readouterr()
    told = caplog.text + out.out + out.err
    secrets = [*WORDS, code, spaced(code), telegram.TOKEN, vk.TOKEN, mother.address.partition(":")[2], "Мама"]
    assert [one for one in secrets if one in told or one.encode("unicode_escape").decode() in told] == []


@pytest.mark.parametrize("messenger", MESSENGERS)
async def test_leaving_takes_everything_out_of_the_file(messenger: str, sqlite_url: str) -> None:
    async with Stage(messenger, sqlite_url) as stage:
        code = await opened(stage)
        mother = await stage.phone("Мама")
        await mother.start(code)
        await stage.settle()
        await said(stage, mother, "[Начать]", "[Согласен(на)]")
        await said(stage, mother, *["[Пропустить]"] * len(builtin()["parents"].statements), WORDS[2])
        number = mother.address.partition(":")[2]
        assert _holds(sqlite_url, WORDS[2]), "the draft is there as long as she is"
        assert _holds(sqlite_url, number)
        await said(stage, mother, "/stop", "[Удалить мои данные]", "[Да, удалить]")
        await stage.house.planner.tick()
        await stage.settle()
        assert not _holds(sqlite_url, WORDS[2])
        if messenger != "web":  # the page goes on knowing its browser by a number, as before she came in
            assert not _holds(sqlite_url, number)
        rows = {name: [row for row in found if number in row] for name, found in stored(sqlite_url).items()}
    assert {name for name, found in rows.items() if found} <= OWN_SERVER


@pytest.mark.parametrize(("sender", "kept"), [("known", True), ("stranger", False)])
async def test_what_breaks_on_a_stranger_is_counted_and_not_kept(sqlite_url: str, sender: str, kept: object) -> None:
    who = Address("web", sender)
    async with Stage("web", sqlite_url) as stage:
        await stage.house.writer.run(lambda work: work.people.add(Address("web", "known")))
        await stage.house.desk.take([Event("e1", who, who, TextSent(Broken(WORDS[0])))])
        rows = stored(sqlite_url)["set_aside"]
    assert len(rows) == 1
    assert (WORDS[0] in rows[0], sender in rows[0]) == (kept, kept)


class Broken(str):
    """Words whose reading is a mistake of ours."""

    __slots__ = ()

    def strip(self, *_: object) -> str:
        raise RuntimeError


def _holds(url: str, words: str) -> bool:
    """Whether the database or the log beside it holds these words, as text or as JSON writes them."""
    path = Path(url.removeprefix("sqlite:///"))
    kept = b"".join(one.read_bytes() for one in (path, path.with_name(path.name + "-wal")) if one.exists())
    return words.encode() in kept or words.encode("unicode_escape") in kept

"""Waves and time: invitations go out in waking hours to those who have not answered, a wave ends after its last day."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update

from scheduler.wording import Wording
from storage.people import Audience, Membership, Role
from storage.school import PLANNED
from storage.tables import waves
from storage.work import Work
from surveys.definition import builtin
from tests.scheduler.stage import MONDAY, MOSCOW, FakeChannel, person, stage

KINDS = Wording("Школа № 0", MOSCOW).kinds()


TODAY = MONDAY.date()


def wave(work: Work, opens: date = TODAY, days: int = 7) -> int:
    """A running wave for two parents of 5А, one with a second child in 5Б, and an admin."""
    work.people.grant(person(work, "web:admin"), Role.ADMIN)
    for name in ("5А", "5Б"):
        work.school.set_size(Audience.PARENTS, name, 25)
    one, other = person(work, "telegram:1"), person(work, "telegram:2")
    for who, name in ((one, "5А"), (other, "5А"), (other, "5Б")):
        work.people.join(who, Membership(Audience.PARENTS, name))
    wave_id = work.waves.make(builtin()["parents"], Audience.PARENTS, ["5А", "5Б"], opens, opens + timedelta(days=days))
    assert work.waves.start(wave_id, TODAY)
    return wave_id


async def test_everybody_is_invited_once(database_url: str) -> None:
    async with stage(database_url, channels=[FakeChannel("telegram"), FakeChannel("web")], kinds=KINDS) as on:
        await on.writer.run(wave)
        await on.settled()
        shown = dict(on.shown())
        assert shown.keys() == {"1", "2"}
        assert "», 5А" in shown["1"].splitlines()[0]
        assert "5А" not in shown["2"].splitlines()[0]  # she answers for two children


async def test_an_evening_start_waits_for_the_morning(sqlite_url: str) -> None:
    evening = MONDAY.replace(hour=20)
    async with stage(sqlite_url, at=evening, channels=[FakeChannel("telegram"), FakeChannel("web")], kinds=KINDS) as on:
        await on.writer.run(wave)
        await on.settled()
        assert on.shown() == []
        await on.later(timedelta(hours=12))
        assert len(on.shown()) == 2


async def test_who_left_the_class_or_a_closed_wave_invites_nobody(sqlite_url: str) -> None:
    tomorrow = TODAY + timedelta(days=1)
    async with stage(sqlite_url, channels=[FakeChannel("telegram"), FakeChannel("web")], kinds=KINDS) as on:
        wave_id = await on.writer.run(lambda work: wave(work, tomorrow))
        await on.settled()
        assert on.shown() == []
        await on.writer.run(lambda work: work.closing.close(wave_id, TODAY))
        await on.later(timedelta(days=1))
        assert on.shown() == []
        tally = await on.writer.run(lambda work: work.outbox.tally("invite:"))
        assert tally == {}, "a closed wave keeps no list of whom it asked"


async def test_a_wave_ends_after_its_last_day_and_the_admin_is_told(database_url: str) -> None:
    async with stage(database_url, channels=[FakeChannel("telegram"), FakeChannel("web")], kinds=KINDS) as on:
        wave_id = await on.writer.run(wave)
        last = datetime.combine(TODAY + timedelta(days=7), MONDAY.time(), MOSCOW.zone)
        await on.at(last)
        assert on.shown("web") == []
        await on.at(last + timedelta(days=1))
        ((who, words),) = on.shown("web")
        assert (who, "закрыт" in words) == ("admin", True)
        assert await on.writer.run(lambda work: work.closing.result(wave_id))
        assert not await on.writer.run(lambda work: work.closing.is_unswept())


async def test_a_wave_closed_by_hand_is_swept_by_the_next_tick(sqlite_url: str) -> None:
    async with stage(sqlite_url, channels=[FakeChannel("telegram"), FakeChannel("web")], kinds=KINDS) as on:
        wave_id = await on.writer.run(wave)
        await on.planner.tick()
        await on.writer.run(lambda work: work.closing.close(wave_id, TODAY))
        assert await on.writer.run(lambda work: work.closing.is_unswept())
        await on.planner.tick()
        assert not await on.writer.run(lambda work: work.closing.is_unswept())


async def test_a_wave_that_cannot_be_closed_keeps_no_reminder_back(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage(sqlite_url, channels=[FakeChannel("telegram"), FakeChannel("web")], kinds=KINDS) as on:
        await on.writer.run(wave)
        await on.settled()
        await on.writer.run(lambda work: work.connection.execute(update(waves).values(classes=5)))
        await on.writer.run(lambda work: work.school.put(PLANNED, ""))
        await on.at(MONDAY + timedelta(days=8))
        assert await on.writer.run(lambda work: work.school.get(PLANNED))
        assert "a tick failed: TypeError" in caplog.text

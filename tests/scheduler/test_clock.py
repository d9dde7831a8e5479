"""The clocks: a ticker that only ticks, school time that is moved by hand, and hours when nobody is written to."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from cyclogram.reminders import Policy
from cyclogram.school_year import school_year_of
from scheduler.clock import Ticker
from scheduler.hours import Hours, may_go
from scheduler.school_time import SchoolClock

NOON = datetime(2026, 9, 7, 12, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Kamchatka")
WAKING, WORKING = Hours


async def test_the_ticker_ticks_until_it_is_stopped() -> None:
    twice = asyncio.Event()
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        ticks += 1
        if ticks == 2:
            twice.set()

    ticker = Ticker(tick, seconds=0.01)
    ticker.start()
    await twice.wait()
    await ticker.stop()
    stopped_at = ticks
    await asyncio.to_thread(lambda: None)
    assert ticks == stopped_at


async def test_a_tick_that_has_begun_is_let_to_its_end(caplog: pytest.LogCaptureFixture) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()
    ended = False

    async def tick() -> None:
        nonlocal ended
        begun.set()
        await may_end.wait()
        ended = True

    ticker = Ticker(tick, seconds=0.01)
    ticker.start()
    await begun.wait()
    stopping = asyncio.create_task(ticker.stop())
    await asyncio.to_thread(lambda: None)
    assert not stopping.done()
    may_end.set()
    await stopping
    assert ended
    assert [one.levelname for one in caplog.records if one.levelname == "ERROR"] == []


def test_school_time_is_moved_and_real_time_is_not() -> None:
    clock = SchoolClock(lambda: NOON)
    clock.move(NOON + timedelta(days=3))
    assert clock.moments().school == NOON + timedelta(days=3)
    assert clock.moments().real == NOON


@pytest.mark.parametrize(
    "hours, now, until",
    [
        pytest.param(WAKING, "2026-09-12 12:00", "2026-09-12 12:00", id="an invitation on a Saturday"),
        pytest.param(WAKING, "2026-09-12 07:59", "2026-09-12 08:00", id="but not in the early morning"),
        pytest.param(WAKING, "2026-09-12 19:00", "2026-09-13 08:00", id="nor in the evening"),
        pytest.param(WORKING, "2026-09-11 18:59", "2026-09-11 18:59", id="a reminder on a Friday"),
        pytest.param(WORKING, "2026-09-11 19:00", "2026-09-14 09:00", id="waits over the weekend"),
        pytest.param(WORKING, "2026-09-14 07:00", "2026-09-14 09:00", id="and for the hour of reminders"),
        pytest.param(WORKING, "2026-09-14 08:30", "2026-09-14 09:00", id="what is late waits for it as well"),
        pytest.param(WORKING, "2026-11-04 10:00", "2026-11-05 09:00", id="a public holiday"),
        pytest.param(WORKING, "2026-12-31 10:00", "2027-01-11 09:00", id="the break"),
    ],
)
def test_when_a_message_may_go(hours: Hours, now: str, until: str) -> None:
    at, expected = (datetime.fromisoformat(words).replace(tzinfo=ZONE) for words in (now, until))
    assert may_go(hours, at, Policy(ZONE), school_year_of) == expected


def test_reminders_of_a_quiet_hour_go_out_as_it_ends() -> None:
    policy = Policy(ZONE, remind_at=time(20))
    at = datetime(2026, 9, 14, 10, tzinfo=ZONE)
    assert may_go(WORKING, at, policy, school_year_of) == at
    assert may_go(WORKING, at.replace(hour=7), policy, school_year_of) == at.replace(hour=8)


@pytest.mark.parametrize("now", ["00:00", "08:00", "23:59"])
def test_a_school_may_have_no_quiet_hours(now: str) -> None:
    policy = Policy(ZONE, quiet_from=time(0), quiet_to=time(0))
    at = datetime.fromisoformat(f"2026-09-14 {now}").replace(tzinfo=ZONE)
    assert may_go(WAKING, at, policy, school_year_of) == at

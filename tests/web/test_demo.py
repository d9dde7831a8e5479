"""The demo's seats and clock."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar

from bot.web.demo import Demo, Seat, Step
from chat.events import Address
from chat.screen import screen
from tests.fakes.web import WebPhone
from tests.web.house import WebHouse, web_house

SEATS = (
    Seat("parent", "Родитель", "demo-parent"),
    Seat("teacher", "Учитель", "demo-teacher"),
    Seat("head", "Завуч", "demo-head"),
)
STEPS = {Step.HOUR: timedelta(hours=1), Step.DAY: timedelta(days=1), Step.DEADLINE: timedelta(days=29)}


class HandClock:
    def __init__(self) -> None:
        self._now = datetime(2026, 9, 1, 9, tzinfo=timezone(timedelta(hours=3)))

    def now(self) -> datetime:
        return self._now

    async def move(self, step: Step) -> None:
        self._now += STEPS[step]


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[WebHouse]:
    async with web_house(tmp_path, Demo(HandClock(), SEATS)) as house:
        yield house


@pytest.fixture
async def http(demo: WebHouse) -> AsyncIterator[ClientSession]:
    async with ClientSession(demo.url, cookie_jar=CookieJar(unsafe=True)) as session:
        yield session


async def test_the_front_page_leads_to_the_seats(http: ClientSession) -> None:
    async with http.get("/") as reply:
        assert reply.url.path == "/demo"
        assert reply.status == 200


async def test_an_invited_guest_gets_a_chair(http: ClientSession) -> None:
    for link in ("/?code=AB-12", "/c/AB-12"):
        async with http.get(link) as reply:
            assert str(reply.url.relative()) == "/seat/guest/?code=AB-12"
            assert reply.status == 200


async def test_everybody_sits_at_a_known_address(demo: WebHouse) -> None:
    for seat in SEATS:
        await demo.channel.show(Address("web", seat.address), screen(f"Вы {seat.title}."))
        phone = WebPhone(demo.url, seat.name)
        seen = await phone.wait_for(1)
        assert (phone.address, seen[0].words) == (f"web:{seat.address}", f"Вы {seat.title}.")
        await phone.close()


async def test_one_browser_keeps_the_seats_apart(http: ClientSession) -> None:
    addresses = []
    for name in ("parent", "teacher", "head", "guest", "parent"):
        async with http.post(f"/seat/{name}/open", json={}) as reply:
            assert f"Path=/seat/{name}/" in reply.headers["Set-Cookie"]
            addresses.append((await reply.json())["address"])
    assert addresses[:3] == ["demo-parent", "demo-teacher", "demo-head"]
    assert addresses[4] == "demo-parent"
    assert not addresses[3].startswith("demo-")


async def test_the_clock(http: ClientSession) -> None:
    async with http.get("/demo/state") as reply:
        state = await reply.json()
    assert state["now"] == "вторник, 1 сентября 2026, 09:00"
    assert [seat["title"] for seat in state["seats"]] == ["Родитель", "Учитель", "Завуч"]
    told = []
    for step in ("hour", "day", "deadline"):
        async with http.post("/demo/clock", json={"step": step}) as reply:
            told.append((await reply.json())["now"])
    assert told == [
        "вторник, 1 сентября 2026, 10:00",
        "среда, 2 сентября 2026, 10:00",
        "четверг, 1 октября 2026, 10:00",
    ]


@pytest.mark.parametrize("body", ["{}", "[]", '{"step": "year"}', '{"step": 5}', "x"])
async def test_the_clock_goes_no_other_way(http: ClientSession, body: str) -> None:
    async with http.post("/demo/clock", data=body) as reply:
        assert reply.status == 400
        assert (await reply.json())["sentence"].endswith(".")

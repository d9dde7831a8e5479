"""The demo school's page: people side by side, and a school clock to move."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from aiohttp import web

from bot.web import incoming
from bot.web.door import PAGE
from bot.web.guard import answer, sentence
from bot.web.rendering import moment


class Step(Enum):
    """How far the school clock jumps."""

    HOUR = "hour"
    DAY = "day"
    DEADLINE = "deadline"


class DemoClock(Protocol):
    """The demo's movable clock."""

    def now(self) -> datetime:
        """School time, aware, in the school's own zone."""

    async def move(self, step: Step) -> None:
        """Move forward, stopping at everything due on the way; returns when all of it has been done."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One chair of the demo: a Latin name for its path, a Russian title, and the web address of who sits there."""

    name: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Demo:
    """What makes a web chat the demo's."""

    clock: DemoClock
    seats: Sequence[Seat]


class DemoPage:
    """The page around the seats."""

    def __init__(self, demo: Demo, school: str) -> None:
        self._demo = demo
        self._school = school
        self._turn = asyncio.Lock()

    def routes(self) -> list[web.AbstractRouteDef]:
        """The demo's own paths; a link with a code seats a guest."""
        return [
            web.get("/", self.root),
            web.get("/c/{code}", self.coded),
            web.get("/demo", self.page),
            web.get("/demo/state", self.state),
            web.post("/demo/clock", self.move),
        ]

    async def root(self, request: web.Request) -> web.StreamResponse:
        """The demo, or a guest's chat for somebody who was invited."""
        code = incoming.code(request.query.get("code", ""))
        raise web.HTTPSeeOther(f"/seat/guest/?code={code}" if code else "/demo")

    async def coded(self, request: web.Request) -> web.StreamResponse:
        """The short form of an invitation."""
        raise web.HTTPSeeOther(f"/seat/guest/c/{incoming.code(request.match_info['code'])}")

    async def page(self, _: web.Request) -> web.StreamResponse:
        """Everybody side by side."""
        return web.FileResponse(PAGE / "demo.html")

    async def state(self, _: web.Request) -> web.StreamResponse:
        """What the page shows around the seats."""
        seats = [{"name": seat.name, "title": seat.title} for seat in self._demo.seats]
        return answer({"school": self._school, "now": moment(self._demo.clock.now()), "seats": seats})

    async def move(self, request: web.Request) -> web.StreamResponse:
        """Move the clock; a second push while it moves waits for its turn."""
        try:
            step = Step(incoming.step(await request.text()))
        except ValueError:
            return sentence(400, "Часы этого не умеют.")
        async with self._turn:
            await self._demo.clock.move(step)
        return answer({"now": moment(self._demo.clock.now())})

"""The real house on one messenger's fake server, with a clock moved by hand: where conversations are played."""

import asyncio
import socket
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from typing import Protocol, Self
from zoneinfo import ZoneInfo

from bot.house import House, open_house, real_now
from bot.settings import Settings, read_settings
from chat.events import Address
from scheduler.school_time import SchoolClock
from storage.people import Role
from tests.fakes import telegram, vk
from tests.fakes.web import WebServer
from tests.phones import Phone, Server

ZONE = ZoneInfo("Europe/Kaliningrad")
MORNING = datetime(2026, 9, 1, 10, 0, tzinfo=ZONE)
MESSENGERS = ("web", "telegram", "vk")


class Watched(Protocol):
    """A web phone reads its mailbox when asked."""

    async def catch_up(self) -> None: ...


class Stage:
    """`async with Stage(…)`: the house is open; `restart` closes and opens it over the same database and phones."""

    def __init__(self, messenger: str, database_url: str, begins: datetime = MORNING) -> None:
        self.messenger = messenger
        self._url = database_url
        self._clock = SchoolClock(real_now)
        self._clock.move(begins)
        self._port = free_port()
        self._fake: telegram.FakeTelegram | vk.FakeVk | None = None
        self._web: WebServer | None = None
        self._open = AsyncExitStack()
        self._house: House | None = None
        self._phones: dict[str, Phone] = {}

    @property
    def house(self) -> House:
        """The open house."""
        if self._house is None:
            raise RuntimeError("the house is closed")
        return self._house

    @property
    def server(self) -> Server:
        """The messenger's server."""
        server = self._fake or self._web
        if server is None:
            raise RuntimeError("the house is closed")
        return server

    async def __aenter__(self) -> Self:
        if self.messenger == "telegram":
            self._fake = await telegram.FakeTelegram().start()
        elif self.messenger == "vk":
            self._fake = await vk.FakeVk(limit=10_000).start()
        await self._enter()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._web:
            await self._web.close()
        await self._open.aclose()
        if self._fake:
            await self._fake.close()

    async def _enter(self) -> None:
        self._house = await self._open.enter_async_context(open_house(self._settings(), clock=self._clock))
        if isinstance(self._fake, vk.FakeVk):
            await self._fake.ready()
        if self.messenger == "web" and self._web is None:
            self._web = WebServer(self._house.web.url)

    async def restart(self) -> None:
        """Stop and start the bot; school time goes on from where it was."""
        await self._open.aclose()
        await self._enter()
        await self.settle()

    async def phone(self, person: str, *, admin: bool = False) -> Phone:
        """This person's phone; an administrator's is appointed before it first speaks."""
        if person not in self._phones:
            self._phones[person] = phone = self.server.phone(person)
            if admin:
                await self._appoint(phone)
        return self._phones[person]

    async def _appoint(self, phone: Phone) -> None:
        if self.messenger == "web":  # a browser has no address until it has knocked
            await phone.start()
            await self.settle()
        address = Address(*phone.address.split(":", 1))
        await self.house.writer.run(
            lambda work: work.people.grant((work.people.at(address) or work.people.add(address)).id, Role.ADMIN)
        )

    async def settle(self) -> None:
        """Return once every event is acknowledged, every answer shown, everything due sent."""
        await asyncio.wait_for(self._settle(), 30)

    async def _settle(self) -> None:
        await self.server.drained()
        await self.house.settled()
        if self._web:
            for phone in self._phones.values():
                watched: Watched = phone  # type: ignore[assignment] # only web phones are here
                await watched.catch_up()

    def _settings(self) -> Settings:
        given: dict[str, object] = {
            "_env_file": None,
            "database_url": self._url,
            "school_name": "Школа № 0",
            "school_timezone": ZONE,
            "web_port": self._port,
        }
        if isinstance(self._fake, telegram.FakeTelegram):
            given |= {"telegram_token": telegram.TOKEN, "telegram_api_url": self._fake.url}
        elif isinstance(self._fake, vk.FakeVk):
            given |= {"vk_token": vk.TOKEN, "vk_group_id": vk.GROUP, "vk_api_url": self._fake.url}
        return read_settings(**given)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


FILES = Path(__file__).with_name("conversations")

"""The web chat with a tiny desk behind it, served on loopback for the length of a test."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.web.channel import Setup, WebChannel
from bot.web.demo import Demo
from tests.web.desk import TinyDesk
from tests.web.memory import Down, MemoryMailbox


@dataclass
class WebHouse:
    """Start and stop it as often as the story needs: the port stays, so does the mailbox."""

    setup: Setup
    demo: Demo | None = None
    mailbox: MemoryMailbox = field(default_factory=MemoryMailbox)
    desk: TinyDesk = field(default_factory=TinyDesk)
    _serving: "asyncio.Task[None] | None" = None

    async def start(self) -> None:
        self.channel = WebChannel(self.mailbox, self.setup, demo=self.demo)
        self.desk.channel = self.channel
        self._serving = asyncio.create_task(self.channel.listen(self.desk))
        ready = asyncio.create_task(self.channel.ready.wait())
        await asyncio.wait({ready, self._serving}, return_when=asyncio.FIRST_COMPLETED)
        if self._serving.done():
            ready.cancel()
            await self._serving
        self.setup = replace(self.setup, port=int(self.channel.url.rsplit(":", 1)[1]))

    async def stop(self) -> None:
        assert self._serving is not None
        self._serving.cancel()
        with suppress(asyncio.CancelledError):
            await self._serving

    @property
    def url(self) -> str:
        return self.channel.url


@asynccontextmanager
async def web_house(folder: Path, demo: Demo | None = None, **settings: Any) -> AsyncIterator[WebHouse]:
    plain = Setup(port=0, uploads=folder / "uploads", school="Школа № 5, Солнечный", mailbox_down=(Down,))
    house = WebHouse(replace(plain, **settings), demo)
    await house.start()
    try:
        yield house
    finally:
        await house.stop()

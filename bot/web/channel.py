"""The browser as a messenger: a server on one side, a mailbox on the other."""

import asyncio
import hashlib
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from errno import EADDRINUSE
from pathlib import Path

from aiohttp import web

from bot.web.demo import Demo
from bot.web.door import STAY, Hall
from bot.web.guard import Guard
from bot.web.intake import Bells, Intake
from bot.web.limits import Limit
from bot.web.mailbox import Mailbox
from bot.web.rendering import written
from bot.web.server import Health, build
from bot.web.uploads import Uploads
from chat.channel import Desk, Gone, Halted, TryLater
from chat.events import Address, File, Ref
from chat.screen import Screen

log = logging.getLogger(__name__)
SWEEP = 3_600.0


async def _well() -> dict[str, object]:
    return {"ok": True}


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Setup:
    """How the page is served. Sizes are bytes, patience is seconds, rates are a second."""

    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str = ""
    behind_proxy: bool = False
    school: str = "Школа"
    uploads: Path = Path("data/uploads")
    upload_limit: int = 10_000_000
    uploads_room: int = 1_000_000_000
    patience: float = 10.0
    mailbox_down: tuple[type[Exception], ...] = ()
    knock_rate: float = 300.0
    event_rate: float = 10.0


class WebChannel:
    """One web chat; `mailbox_down` of the setup names what the mailbox raises while it cannot be reached."""

    messenger = "web"

    def __init__(
        self,
        mailbox: Mailbox,
        setup: Setup,
        *,
        health: Health = _well,
        demo: Demo | None = None,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._mailbox = mailbox
        self._setup = setup
        self._health = health
        self._demo = demo
        self._now = now
        self._bells = Bells()
        self._uploads = Uploads(setup.uploads, setup.upload_limit, setup.uploads_room)
        self._port = setup.port
        self.ready = asyncio.Event()

    @property
    def url(self) -> str:
        """Where this machine finds the page; once `ready`, with the port that was really taken."""
        host = "127.0.0.1" if self._setup.host in {"0.0.0.0", "::", ""} else self._setup.host  # noqa: S104 not bound here
        return f"http://{f'[{host}]' if ':' in host else host}:{self._port}"

    async def connect(self) -> Sequence[str]:
        """The page needs nobody's permission."""
        return ()

    async def listen(self, desk: Desk) -> None:
        """Serve the page until cancelled."""
        intake = Intake(desk, self._setup.patience)
        runner = web.AppRunner(
            build(self._hall(intake), self._health, self._demo), access_log=None, shutdown_timeout=2.0
        )
        await runner.setup()
        try:
            await self._seat_the_demo()
            await self._bind(runner)
            self.ready.set()
            while True:
                await self._sweep()
                await asyncio.sleep(SWEEP)
        finally:
            self.ready.clear()
            await intake.close()
            await runner.cleanup()

    async def show(
        self,
        to: Address,
        screen: Screen,
        *,
        instead_of: Ref | None = None,
        key: str = "",
        bulk: bool = False,  # noqa: ARG002 the mailbox takes whatever comes, at once
    ) -> Ref:
        """Store the screen, and wake the pages that wait for it."""
        letter = written(screen)
        try:
            ref = await self._mailbox.put(
                to.id, letter.body, letter.content, fleeting=screen.fleeting, instead_of=instead_of, key=_short(key)
            )
        except self._setup.mailbox_down as down:
            raise TryLater(5.0) from down
        if ref is None:
            raise Gone
        self._bells.ring(to.id)
        return ref

    async def fetch(self, file: File, limit: int) -> bytes:
        """The bytes of an upload; it is kept for an hour after the first reading, for a day otherwise."""
        return await self._uploads.read(file, limit)

    def invitation(self, code: str) -> str:
        """A link that carries the code."""
        return f"{self._setup.public_url.rstrip('/') or self.url}/?code={code}"

    async def close(self) -> None:
        """Nothing is held outside `listen`."""

    def _hall(self, intake: Intake) -> Hall:
        setup = self._setup
        knocks = Limit(setup.knock_rate, int(setup.knock_rate * 5))
        return Hall(
            mailbox=self._mailbox,
            intake=intake,
            bells=self._bells,
            uploads=self._uploads,
            guard=Guard(setup.public_url, setup.behind_proxy, knocks, setup.mailbox_down),
            school=setup.school,
            upload_limit=setup.upload_limit,
            now=self._now,
            arrivals=Limit(setup.knock_rate / 50, int(setup.knock_rate * 2)),
            events=Limit(setup.event_rate, int(setup.event_rate * 20)),
            files=Limit(1 / 30, 10),
        )

    async def _bind(self, runner: web.AppRunner) -> None:
        site = web.TCPSite(runner, self._setup.host, self._port, reuse_address=True)
        try:
            await site.start()
        except OSError as error:
            taken = error.errno == EADDRINUSE
            why = "порт занят, укажите другой в WEB_PORT" if taken else "проверьте WEB_HOST и WEB_PORT"
            raise Halted(f"Страница не открылась на {self._setup.host}:{self._port}: {why}.") from error
        self._port = runner.addresses[0][1]

    async def _seat_the_demo(self) -> None:
        """The people of the demo are there before anybody opens their page, so that they can be written to."""
        for seat in self._demo.seats if self._demo else ():
            await self._mailbox.seat(f"chair of {seat.name}", seat.address, self._now())  # the hash of no token

    async def _sweep(self) -> None:
        try:
            await self._mailbox.sweep(self._now() - STAY)
        except self._setup.mailbox_down:
            log.warning("Old web sessions were not swept: storage does not answer; the next hour tries again")
        await asyncio.to_thread(self._uploads.sweep, time.time())


def _short(key: str) -> str:
    """A delivery's key in a few letters, whatever it is made of."""
    return hashlib.sha256(key.encode()).hexdigest()[:32] if key else ""

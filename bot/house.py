"""The composition root: opens the rooms in order, closes them in reverse."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from bot.menus import has_menu, keep_menus
from bot.settings import Settings, TelegramFor
from bot.web.channel import Setup, WebChannel
from bot.web.demo import Demo
from chat.channel import Channel, Halted, TryLater, Unknown
from chat.failures import trace
from cyclogram.reminders import Policy
from handlers.conversation import FrontDesk
from handlers.progress import Progress
from handlers.visit import Facts, Link
from handlers.workshop import Workshop
from scheduler.clock import Ticker
from scheduler.planner import Planner
from scheduler.school_time import SchoolClock
from scheduler.sender import Sender
from scheduler.wording import Wording
from storage.engine import StorageDown, open_engine, opening
from storage.lock import alone
from storage.mailbox import StoredMailbox
from storage.migrate import migrate
from storage.people import Role
from storage.work import Work
from storage.writer import Writer

log = logging.getLogger(__name__)
TITLES = {"web": "Браузер", "telegram": "Telegram", "vk": "ВКонтакте"}
REMEMBERS = {"vk": timedelta(hours=1), "web": timedelta(days=1)}
"""How long a messenger recognises a delivery it has had, so that a repeated one is not a second message."""
RESTART = 5.0
"""Seconds before a channel that fell over is started again."""


@dataclass(frozen=True, slots=True)
class House:
    """The open rooms."""

    settings: Settings
    writer: Writer
    clock: SchoolClock
    desk: FrontDesk
    workshop: Workshop
    sender: Sender
    planner: Planner
    channels: dict[str, Channel]
    web: WebChannel

    async def settled(self) -> None:
        """Return once nothing is left to be shown, made or sent at this moment of school time."""
        await self.workshop.settled()
        await self.planner.tick()
        await self.sender.settled()
        await self.desk.settled()


def real_now() -> datetime:
    """The world's clock."""
    return datetime.now(UTC)


@asynccontextmanager
async def open_house(
    settings: Settings, *, clock: SchoolClock | None = None, demo: Demo | None = None
) -> AsyncIterator[House]:
    """Open everything, listen until left.

    Raises `AlreadyRunning` when another process has this school, `NotOpened` for a database nobody can open, `Halted`
    when the page cannot be.
    """
    async with AsyncExitStack() as stack:
        with opening():
            engine = open_engine(settings.database_url.get_secret_value())
            stack.callback(engine.dispose)
            stack.enter_context(alone(engine))
            migrate(engine)
        clock = clock or SchoolClock(real_now)
        writer = Writer(engine, clock.moments)
        stack.push_async_callback(writer.close)
        house = _furnish(settings, writer, clock, demo)
        await writer.run(lambda work: _appoint(work, settings))
        stack.push_async_callback(house.desk.close)
        for channel in house.channels.values():
            stack.push_async_callback(channel.close)
        listening = [asyncio.create_task(_listen(channel, house.desk)) for channel in house.channels.values()]
        working = [asyncio.create_task(_keep(work)) for work in (house.workshop.run, house.sender.run)]
        menus = [asyncio.create_task(keep_menus(one, writer)) for one in house.channels.values() if has_menu(one)]
        stack.push_async_callback(_end, [*listening, *working, *menus])
        await _page_opens(house.web, listening[0])
        await house.desk.start()
        ticker = Ticker(house.planner.tick)
        ticker.start()
        stack.push_async_callback(ticker.stop)
        yield house


async def _page_opens(web: WebChannel, listening: "asyncio.Task[Halted]") -> None:
    """Wait for the page; raises `Halted` when it cannot be opened (its port is taken)."""
    ready = asyncio.create_task(web.ready.wait())
    await asyncio.wait({ready, listening}, return_when=asyncio.FIRST_COMPLETED)
    if listening.done():
        ready.cancel()
        raise listening.result()


async def _keep(work: Callable[[], Coroutine[None, None, None]]) -> None:
    """Keep something going all day; a fault of ours must not end it."""
    while True:
        try:
            await work()
        except Exception as error:  # noqa: BLE001 whatever it is, it is logged and started again
            log.error("%s fell over, starting it again: %s", work.__qualname__, trace(error))
        await asyncio.sleep(RESTART)


async def _end(tasks: Sequence["asyncio.Task[Any]"]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _furnish(settings: Settings, writer: Writer, clock: SchoolClock, demo: Demo | None) -> House:
    web = WebChannel(StoredMailbox(writer), _web_setup(settings), demo=demo)
    channels: dict[str, Channel] = {"web": web, **messengers(settings)}
    policy = Policy(settings.school_timezone, settings.remind_at, settings.quiet_from, settings.quiet_to)
    facts = Facts(
        school=settings.school_name,
        links=lambda code: _links(channels.values(), code),
        policy=policy,
        staff_only=frozenset({"telegram"} if settings.telegram_for is TelegramFor.STAFF else ()),
    )

    def after_commit() -> None:
        workshop.wake()

    desk = FrontDesk(writer, facts, channels, after_commit=after_commit)
    workshop = Workshop(writer, channels, desk.job_done)
    progress = Progress(writer, desk)
    kinds = Wording(settings.school_name, policy).kinds()
    sender = Sender(writer, channels, kinds, policy, remembers=REMEMBERS, report=progress.look)
    planner = Planner(writer, clock, sender, policy)
    return House(settings, writer, clock, desk, workshop, sender, planner, channels, web)


def messengers(settings: Settings) -> dict[str, Channel]:
    """Messengers with a token; one without is not even imported."""
    found: dict[str, Channel] = {}
    if settings.telegram_token:
        from bot.telegram.channel import TelegramChannel

        found["telegram"] = TelegramChannel(settings.telegram_token.get_secret_value(), settings.telegram_api_url)
    if settings.vk_token and settings.vk_group_id:
        from bot.vk.channel import VkChannel

        found["vk"] = VkChannel(settings.vk_token.get_secret_value(), settings.vk_group_id, settings.vk_api_url)
    return found


def _web_setup(settings: Settings) -> Setup:
    return Setup(
        host=settings.web_host,
        port=settings.web_port,
        public_url=settings.web_url,
        behind_proxy=settings.web_behind_proxy,
        school=settings.school_name,
        uploads=settings.data_folder / "uploads",
        mailbox_down=(StorageDown,),
    )


def _links(channels: Iterable[Channel], code: str) -> list[Link]:
    found = [(channel.messenger, channel.invitation(code)) for channel in channels]
    links = [Link(TITLES[messenger], url) for messenger, url in found if url]
    return [one for one in links if not is_loopback(one.url)] or links


def is_loopback(url: str) -> bool:
    """Whether an address opens on this computer alone: no good on an invitation while there is another."""
    return urlsplit(url).hostname in {"127.0.0.1", "localhost", "::1"}


def _appoint(work: Work, settings: Settings) -> None:
    """The administrators the settings name."""
    for address in settings.admins:
        person = work.people.at(address) or work.people.add(address)
        work.people.grant(person.id, Role.ADMIN)


async def _listen(channel: Channel, desk: FrontDesk) -> Halted:
    """Keep one messenger going. A fault of ours must not silence it; only the messenger's refusal ends it."""
    while True:
        try:
            for wish in await channel.connect():
                log.warning("%s: %s", TITLES[channel.messenger], wish)
            await channel.listen(desk)
        except Halted as halted:
            log.error("%s is switched off: %s", TITLES[channel.messenger], halted)
            return halted
        except (TryLater, Unknown) as error:
            log.warning("%s cannot be reached yet (%s)", TITLES[channel.messenger], type(error).__name__)
        except Exception as error:  # noqa: BLE001 whatever it is, it is logged and started again
            log.error("%s fell over, starting it again: %s", TITLES[channel.messenger], trace(error))
        await asyncio.sleep(RESTART)

"""Telegram as one of the house's channels."""

import asyncio
import logging
import time
from collections.abc import Sequence

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramMigrateToChat
from aiogram.types import BotCommand, BotCommandScopeChat, BotCommandScopeDefault

from bot.telegram.errors import outcome
from bot.telegram.incoming import MESSENGER, query_id
from bot.telegram.pace import Clock, Pace, Sleep
from bot.telegram.placing import Placing
from bot.telegram.polling import Json, Polling
from bot.telegram.session import JsonSession
from chat.channel import Desk, Halted, TooBig, TryLater, Unknown
from chat.events import Address, File, Ref
from chat.screen import Screen

OFFICIAL = "https://api.telegram.org"
AGAIN = 5.0
"""Seconds before what changed nothing is tried once more."""

log = logging.getLogger(__name__)


class TelegramChannel:
    """A bot's token and everything done with it. Call `connect` before links are needed; `listen` does so otherwise."""

    def __init__(
        self, token: str, api_url: str = OFFICIAL, clock: Clock = time.monotonic, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._session = JsonSession(TelegramAPIServer.from_base(api_url))
        self._bot = Bot(token, session=self._session)
        self._clock = clock
        self._sleep = sleep
        self._pace = Pace(clock, sleep)
        self._username = ""
        self._moved: dict[str, str] = {}
        self._placing = Placing(self._bot, self._session)
        self._stopping: set[asyncio.Task[None]] = set()

    @property
    def messenger(self) -> str:
        """The name addresses of this channel carry."""
        return MESSENGER

    async def connect(self) -> Sequence[str]:
        """Learn the bot's own name; raises `Halted` for a wrong token, `TryLater` or `Unknown` without a server."""
        try:
            self._username = (await self._bot.get_me()).username or ""
        except AiogramError as error:
            raise outcome(error) from None
        return ()

    async def listen(self, desk: Desk) -> None:
        """Bring events to the desk until cancelled; raises `Halted` when a person must act."""
        while not self._username:
            try:
                await self.connect()
            except (TryLater, Unknown) as error:
                log.warning("Telegram cannot be reached (%s), trying again", type(error).__name__)
                await self._sleep(AGAIN)
            except Halted as error:
                log.error("Telegram is stopped: %s", error)
                raise
        await Polling(self._bot, self._username, self._stop_spinners, self._clock, self._sleep).run(desk)

    async def show(
        self,
        to: Address,
        screen: Screen,
        *,
        instead_of: Ref | None = None,
        key: str = "",  # noqa: ARG002 (Telegram has nothing to compare it with)
        bulk: bool = False,
    ) -> Ref:
        """Show a screen, edited in place where Telegram allows it. A new message shown twice is there twice."""
        chat = self._moved.get(to.id, to.id)
        await self._pace.keep(chat, bulk=bulk)
        try:
            try:
                return await self._placing.place(chat, screen, instead_of)
            except TelegramMigrateToChat as moved:
                chat = self._moved[to.id] = str(moved.migrate_to_chat_id)
                return await self._placing.send(chat, screen)
        except AiogramError as error:
            result = outcome(error)
            if isinstance(result, TryLater):
                self._pace.rest(result.after)
            raise result from None

    async def fetch(self, file: File, limit: int) -> bytes:
        """A file's bytes, at most `limit`, else `TooBig`; fails like `show`, but is never of unknown outcome."""
        if file.size > limit:
            raise TooBig
        try:
            return await self._download(file.id, limit)
        except AiogramError as error:
            if isinstance(error, TelegramBadRequest) and "too big" in error.message:
                raise TooBig from None
            result = outcome(error)
            raise (TryLater(AGAIN) if isinstance(result, Unknown) else result) from None

    def invitation(self, code: str) -> str | None:
        """A link that opens the dialogue with this code; None until the bot's name is known."""
        return f"https://t.me/{self._username}?start={code}" if self._username else None

    async def offer_commands(self, to: Address | None, commands: Sequence[tuple[str, str]]) -> None:
        """The menu of commands (name, what it does) of one chat, or of everyone who has none of their own."""
        scope = BotCommandScopeDefault() if to is None else BotCommandScopeChat(chat_id=int(to.id))
        menu = [BotCommand(command=name, description=what) for name, what in commands]
        try:
            await self._bot.set_my_commands(menu, scope=scope)
        except AiogramError as error:
            raise outcome(error) from None

    async def close(self) -> None:
        """Let go of connections."""
        for task in self._stopping:
            task.cancel()
        await asyncio.gather(*self._stopping, return_exceptions=True)
        await self._session.close()

    async def _download(self, file_id: str, limit: int) -> bytes:
        found = await self._bot.get_file(file_id)
        if found.file_path is None or (found.file_size or 0) > limit:
            raise TooBig
        content = await self._session.download(self._bot, found.file_path, limit)
        if len(content) > limit:
            raise TooBig
        return content

    def _stop_spinners(self, batch: list[Json]) -> None:
        """Every press, at once and beside the batch: a late answer is worth nothing, a missing one costs nothing."""
        for update in batch:
            if query := query_id(update):
                task = asyncio.create_task(self._stop_spinner(query))
                self._stopping.add(task)
                task.add_done_callback(self._stopping.discard)

    async def _stop_spinner(self, query: str) -> None:
        try:
            await self._session.do(self._bot, "answerCallbackQuery", {"callback_query_id": query})
        except AiogramError as error:
            log.debug("A spinner was left turning (%s)", type(error).__name__)

"""Our own polling: an update is forgotten by Telegram only after the desk has committed it.

The loop that comes with aiogram acknowledges a batch while its handlers still run. Here the next poll's offset is the
acknowledgement: it moves when `take` has returned. It lives only in this loop: after a start Telegram offers everything
that was never acknowledged, and after a week of silence its numbering begins anywhere.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramConflictError
from aiogram.methods import DeleteWebhook

from bot.telegram.errors import outcome
from bot.telegram.incoming import KINDS, read
from bot.telegram.pace import Clock, Sleep
from bot.telegram.session import GetUpdates
from chat.channel import Desk, Halted, TryLater

WAIT = 25
GRACE = 15
FIRST_REST, LONGEST_REST = 1.0, 30.0
STALE = 6 * 24 * 3600.0
"""Seconds of silence after which an old offset says nothing about the numbers to come."""

log = logging.getLogger(__name__)

Json = dict[str, Any]


class Polling:
    """Brings updates to the desk, batch by batch; `seen` is told of each batch before the desk is."""

    def __init__(self, bot: Bot, username: str, seen: Callable[[list[Json]], None], clock: Clock, sleep: Sleep) -> None:
        self._bot = bot
        self._username = username
        self._seen = seen
        self._clock = clock
        self._sleep = sleep
        self._offset: int | None = None
        self._heard = clock()
        self._rest = 0.0

    async def run(self, desk: Desk) -> None:
        """Until cancelled; raises `Halted` when the token is no longer accepted."""
        while True:
            batch = await self._poll()
            if not batch:
                continue
            self._seen(batch)
            await asyncio.sleep(0)  # what it started goes out before the desk's work begins
            events = [event for update in batch if (event := read(update, self._username)) is not None]
            if events:
                await desk.take(events)
            self._offset = 1 + max(update["update_id"] for update in batch)
            self._heard = self._clock()

    async def _poll(self) -> list[Json]:
        if self._clock() - self._heard > STALE:
            self._offset = None
        call = GetUpdates(offset=self._offset, timeout=WAIT, allowed_updates=list(KINDS))
        try:
            batch = await self._bot(call, request_timeout=WAIT + GRACE)
        except AiogramError as error:
            await self._failed(error)
            return []
        self._rest = 0.0
        return batch

    async def _failed(self, error: AiogramError) -> None:
        result = outcome(error)
        if isinstance(result, Halted):
            log.error("Telegram is stopped: %s", result)
            raise result from None
        self._rest = min(max(FIRST_REST, self._rest * 2), LONGEST_REST)
        rest = max(self._rest, result.after) if isinstance(result, TryLater) else self._rest
        if isinstance(error, TelegramConflictError):
            await self._make_room(error)
        else:
            log.warning("Telegram does not answer (%s), asking again in %.0f s", type(error).__name__, rest)
        await self._sleep(rest)

    async def _make_room(self, error: TelegramConflictError) -> None:
        if "webhook" not in error.message:
            log.error("Another program reads this bot's messages: stop it, or make a token of its own for each")
            return
        log.warning("The bot has a webhook of an earlier program: taking it off")
        try:
            await self._bot(DeleteWebhook(drop_pending_updates=False))
        except AiogramError as failed:
            log.warning("The webhook could not be taken off (%s)", type(failed).__name__)

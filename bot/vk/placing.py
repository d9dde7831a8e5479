"""Putting a screen before a person: in the place of an earlier one where VK lets us, else as a new message."""

import asyncio
import logging
from typing import Any

from bot.vk.apps import Apps
from bot.vk.client import number
from bot.vk.errors import AGAIN, Fault, NoAnswer
from bot.vk.line import Line, Sleep
from bot.vk.rendering import keyboard, random_id, words
from bot.vk.uploads import Uploads
from chat.events import Ref
from chat.screen import Screen

log = logging.getLogger(__name__)

PAUSES = (0.5, 1.0, 2.0)
"""Before the second, third and fourth try: far within the hour in which VK knows a random_id again."""

FOR_GOOD = frozenset({5, 27, 28, 7, 14, 17, 29})
"""An edit refused with these would be refused as a new message too."""


class Placing:
    """Sends and edits. A lost answer is asked for again: sends carry a random_id, edits repeat harmlessly."""

    def __init__(self, line: Line, uploads: Uploads, apps: Apps, sleep: Sleep = asyncio.sleep) -> None:
        self._line = line
        self._uploads = uploads
        self._apps = apps
        self._sleep = sleep

    async def show(self, peer: int, screen: Screen, *, instead_of: Ref | None, key: str, bulk: bool) -> Ref:
        """Where the screen now is; raises `Fault` or `NoAnswer`."""
        can = self._apps.of(peer)
        params: dict[str, Any] = words(screen.text) | {"dont_parse_links": 1, "disable_mentions": 1}
        if (buttons := keyboard(screen.rows, can)) is not None:
            params["keyboard"] = buttons
        if screen.attachment:
            params["attachment"] = await self._uploads.name(peer, screen.attachment, bulk=bulk)
        if instead_of and can.inline and await self._edited(peer, instead_of, params, bulk=bulk):
            return instead_of
        # peer_ids, not peer_id: only its answer tells the number a message has in its dialogue, which edits need.
        sent = await self._ask("messages.send", {"peer_ids": peer, "random_id": random_id(key)} | params, bulk=bulk)
        return _ref(sent)

    async def _edited(self, peer: int, ref: Ref, params: dict[str, Any], *, bulk: bool) -> bool:
        """False where VK will not have this message edited (too old, deleted, not ours)."""
        shown = number(ref.removeprefix("m"))
        if shown is None:
            return False
        # A message's number in its dialogue has two names in VK's documents; an unknown one is ignored.
        which = {"message_id": shown} if ref.startswith("m") else {"cmid": shown, "conversation_message_id": shown}
        try:
            await self._ask("messages.edit", {"peer_id": peer} | which | params, bulk=bulk)
        except Fault as fault:
            if fault.code in FOR_GOOD | AGAIN:
                raise
            return False
        return True

    async def _ask(self, method: str, params: dict[str, Any], *, bulk: bool) -> object:
        left = False
        for pause in (*PAUSES, None):
            try:
                return _checked(await self._line.call(method, params, bulk=bulk))
            except Fault as fault:
                if fault.code not in AGAIN or pause is None:
                    raise
            except NoAnswer as lost:
                left = left or lost.left
                if pause is None:
                    raise NoAnswer(left=left, why=str(lost)) from None
            await self._sleep(pause)
        raise AssertionError("the last try returns or raises")


def _checked(response: object) -> object:
    """`messages.send` to peer_ids reports a peer's error inside a good answer."""
    match response:
        case [{"error": {"code": code}}]:
            raise Fault(number(code) or 0)
        case [{"error": _}]:
            raise Fault(0)
        case _:
            return response


def _ref(sent: object) -> Ref:
    match sent:
        case [{"conversation_message_id": int(shown)}] if shown > 0:
            return Ref(str(shown))
        case [{"message_id": int(shown)}] | int(shown) if shown > 0:
            return Ref(f"m{shown}")
        case _:
            raise NoAnswer(left=True, why="messages.send: unreadable answer")

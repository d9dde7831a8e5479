"""Where a screen goes: into the old message where Telegram lets it, else into a new one."""

import hashlib
from typing import Any

from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramBadRequest, TelegramNetworkError

from bot.telegram import rendering
from bot.telegram.errors import Refusal, refusal
from bot.telegram.incoming import MEDIA, reference
from bot.telegram.session import JsonSession, NotConnected
from chat.events import Ref
from chat.screen import Screen

KNOWN_FILES = 256


class Placing:
    """Sends, edits and replaces messages; fails with aiogram's errors."""

    def __init__(self, bot: Bot, session: JsonSession) -> None:
        self._bot = bot
        self._session = session
        self._files: dict[tuple[str, str, bytes], str] = {}

    async def place(self, chat: str, screen: Screen, old: Ref | None) -> Ref:
        """Show a whole screen in the place of `old`, which a text and a file cannot share."""
        if old is None or not old.removesuffix(MEDIA).isdecimal():  # none, out of reach, or no reference of ours
            return await self.send(chat, screen)
        if old.endswith(MEDIA) is not (screen.attachment is not None):
            await self._delete(chat, old)
            return await self.send(chat, screen)
        try:
            await self._edit_surely(chat, screen, old)
        except TelegramBadRequest as error:
            match refusal(error):
                case Refusal.SAME:
                    return old
                case Refusal.UNEDITABLE:
                    return await self.send(chat, screen)
                case Refusal.NO_FILE | Refusal.OTHER:
                    raise
        return old

    async def send(self, chat: str, screen: Screen) -> Ref:
        """A new message."""
        where = {"chat_id": chat}
        if screen.attachment is None:
            return _named(await self._call("sendMessage", {**where, **rendering.message(screen)}))
        method = "sendPhoto" if rendering.kind(screen) == "photo" else "sendDocument"
        return _named(await self._attach(method, screen, where))

    async def _edit_surely(self, chat: str, screen: Screen, old: Ref) -> None:
        """An edit done twice is an edit done once, so a lost connection is worth a second try."""
        try:
            await self._edit(chat, screen, old)
        except NotConnected:
            raise
        except TelegramNetworkError:
            await self._edit(chat, screen, old)

    async def _edit(self, chat: str, screen: Screen, old: Ref) -> None:
        where = {"chat_id": chat, "message_id": int(old.removesuffix(MEDIA))}
        if screen.attachment is None:
            await self._session.do(self._bot, "editMessageText", {**where, **rendering.message(screen)})
        else:
            await self._attach("editMessageMedia", screen, where)

    async def _delete(self, chat: str, old: Ref) -> None:
        """A message that cannot be deleted stays above the new one; its buttons show the present when pressed."""
        try:
            await self._call("deleteMessage", {"chat_id": chat, "message_id": int(old.removesuffix(MEDIA))})
        except TelegramBadRequest as error:
            if refusal(error) is Refusal.OTHER and "message" not in error.message:
                raise

    async def _attach(self, method: str, screen: Screen, where: dict[str, Any]) -> dict[str, Any]:
        """Upload identical bytes once; a file id Telegram no longer knows is forgotten."""
        body = rendering.media if method == "editMessageMedia" else rendering.attachment
        name, content = rendering.file_of(screen)
        known = (rendering.kind(screen), name, hashlib.sha256(content).digest())
        if file_id := self._files.get(known):
            try:
                again: dict[str, Any] = await self._call(method, {**where, **body(screen, file_id)})
            except TelegramBadRequest as error:
                if refusal(error) is not Refusal.NO_FILE:
                    raise
                del self._files[known]
            else:
                return again
        upload = {**where, **body(screen, f"attach://{rendering.UPLOAD}")}
        sent: dict[str, Any] = await self._call(method, upload, (name, content))
        self._remember(known, sent)
        return sent

    def _remember(self, known: tuple[str, str, bytes], sent: dict[str, Any]) -> None:
        match sent:
            case {"photo": [*_, {"file_id": str(file_id)}]} | {"document": {"file_id": str(file_id)}}:
                if len(self._files) >= KNOWN_FILES:
                    del self._files[next(iter(self._files))]
                self._files[known] = file_id
            case _:
                pass

    async def _call(self, method: str, body: dict[str, Any], upload: tuple[str, bytes] | None = None) -> Any:
        return await self._session.post(self._bot, method, body, upload)


def _named(sent: Any) -> Ref:
    """The new message's reference; a reply that names none leaves its outcome unknown."""
    try:
        return reference(sent)
    except (KeyError, TypeError) as error:
        raise ClientDecodeError("no message in the reply", error, None) from None

"""Chats and the messages in them, as the server keeps them."""

import time
from collections import deque
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.fakes.telegram.rules import BadRequest, labels, words_of
from tests.phones import Seen

Json = dict[str, Any]
BOT = {"id": 4200, "is_bot": True, "first_name": "ВСОКО", "username": "vsoko_test_bot"}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_CONTENT = ("text", "entities", "caption", "caption_entities", "reply_markup", "photo", "document")


@dataclass(slots=True)
class Chat:
    """One private chat or group; `shown` holds every message and every edit in order."""

    id: int
    title: str = ""
    started: bool = False
    blocked: bool = False
    moved_to: int = 0
    messages: dict[int, Json] = field(default_factory=dict)
    shown: deque[tuple[bool, Json]] = field(default_factory=deque)

    @property
    def face(self) -> Json:
        """As updates and messages carry it."""
        if self.id > 0:
            return {"id": self.id, "type": "private", "first_name": self.title}
        return {
            "id": self.id,
            "type": "supergroup" if str(self.id).startswith("-100") else "group",
            "title": self.title,
        }

    def seen(self, files: dict[str, bytes]) -> list[Seen]:
        """Everything shown so far, as its reader sees it."""
        return [_seen(message, files, in_place=edited) for edited, message in self.shown]


class Chats:
    """All chats of the bot, with message ids counted through them."""

    def __init__(self, history: int | None) -> None:
        self.all: dict[int, Chat] = {}
        self.files: dict[str, bytes] = {}
        self.names: dict[str, str] = {}
        self.expired: set[str] = set()
        self._ids = count(100)
        self._file_ids = count(1)
        self._history = history

    def open(self, chat_id: int, title: str) -> Chat:
        """The chat with this id."""
        chat = self.all.get(chat_id)
        if chat is None:
            chat = self.all[chat_id] = Chat(chat_id, title, started=chat_id < 0, shown=deque(maxlen=self._history))
        return chat

    def writable(self, chat_id: object) -> Chat:
        """The chat the bot may write to; refused as the real server refuses."""
        chat = self.all.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise BadRequest("Bad Request: chat not found")
        if chat.moved_to:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise BadRequest(words, migrate_to_chat_id=chat.moved_to)
        if not chat.started:
            raise BadRequest("Forbidden: bot can't initiate conversation with a user", 403)
        if chat.blocked:
            words = "bot was blocked by the user" if chat.id > 0 else "bot was kicked from the supergroup chat"
            raise BadRequest(f"Forbidden: {words}", 403)
        return chat

    def add(self, chat: Chat, sender: Json, what: Json) -> Json:
        """A new message of anyone."""
        message = {
            "message_id": next(self._ids),
            "from": sender,
            "chat": chat.face,
            "date": int(time.time()),
            **{name: value for name, value in what.items() if value},
        }
        chat.messages[message["message_id"]] = message
        return message

    def send(self, chat: Chat, what: Json) -> Json:
        """A new message of the bot."""
        message = self.add(chat, BOT, what)
        chat.shown.append((False, message))
        return message

    def edit(self, chat: Chat, message_id: object, what: Json) -> Json:
        """Replace what `what` names; the keyboard is always replaced."""
        old = self.own(chat, message_id, "message to edit not found")
        if old["from"] is not BOT:
            raise BadRequest("Bad Request: message can't be edited")
        kept = {name: value for name, value in old.items() if name not in {*what, "reply_markup"}}
        new = kept | {name: value for name, value in what.items() if value}
        if all(old.get(name) == new.get(name) for name in _CONTENT):
            raise BadRequest(NOT_MODIFIED)
        chat.messages[new["message_id"]] = new
        chat.shown.append((True, new))
        return new

    def own(self, chat: Chat, message_id: object, otherwise: str) -> Json:
        """A message of this chat."""
        message = chat.messages.get(message_id) if isinstance(message_id, int) else None
        if message is None:
            raise BadRequest(f"Bad Request: {otherwise}")
        return message

    def store(self, content: bytes, name: str) -> Json:
        """A file somebody sent, as its message describes it."""
        file_id = f"file{next(self._file_ids)}-{len(content)}"
        self.files[file_id] = content
        self.names[file_id] = name
        return {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": len(content)}


def _seen(message: Json, files: dict[str, bytes], *, in_place: bool) -> Seen:
    attachment, content = "", b""
    if "photo" in message:
        attachment, content = "picture", files[message["photo"][-1]["file_id"]]
    elif "document" in message:
        attachment, content = message["document"]["file_name"], files[message["document"]["file_id"]]
    return Seen(str(message["message_id"]), words_of(message), labels(message), in_place, attachment, content)

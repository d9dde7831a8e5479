"""Telegram's updates as the house's events; pure, and reads only what it needs.

An update is a dict straight from JSON: whatever else it holds (a kind of message from 2015, fields of a newer Bot API)
cannot make it unreadable, and an unreadable one never spoils its neighbours.
"""

import json
from collections.abc import Mapping
from typing import Any

from chat.events import Address, ButtonPressed, Event, File, FileSent, Left, Ref, Started, TextSent, Unreadable, What

MESSENGER = "telegram"
KINDS = ("message", "callback_query", "my_chat_member")
MEDIA = "m"
LOST = "x"
"""What a reference says beside the message id: it carries a file, or it can no longer be edited."""

_NOT_WORDS = frozenset(
    {"animation", "audio", "checklist", "contact", "dice", "game", "location", "paid_media"}
    | {"poll", "sticker", "story", "venue", "video", "video_note", "voice"}
)
"""Answered like a text without words. An animation is named here because it comes as a document, too."""
_START_LIMIT = 64

Json = Mapping[str, Any]


def read(update: Json, username: str) -> Event | Unreadable | None:
    """One update as an event; None for what concerns nobody here. `username` is the bot's own."""
    number = update.get("update_id")
    try:
        match update:
            case {"message": message}:
                return _message(str(number), message, username)
            case {"callback_query": query}:
                return _press(str(number), query)
            case {"my_chat_member": change}:
                return _membership(str(number), change)
            case _:
                return None
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        return Unreadable(str(number), MESSENGER, json.dumps(update), type(error).__name__)


def query_id(update: Json) -> str | None:
    """The press whose spinner waits to be stopped."""
    match update:
        case {"callback_query": {"id": str(query)}}:
            return query
        case _:
            return None


def reference(message: Json) -> Ref:
    """How a message of ours is named later: its id, and whether it carries a file or is out of reach."""
    number = _number(message["message_id"])
    if message.get("date") == 0:
        return Ref(f"{number}{LOST}")
    return Ref(f"{number}{MEDIA}" if "photo" in message or "document" in message else str(number))


def _message(number: str, message: Json, username: str) -> Event | None:
    sender = message.get("from")
    if sender is None or sender.get("is_bot"):
        return None
    what = _what(message, username)
    if what is None:
        return None
    return Event(number, _address(sender), _place(message["chat"], sender), what)


def _what(message: Json, username: str) -> What | None:
    words = message.get("text")
    in_group = message["chat"]["type"] != "private"
    if words is not None:
        return _said(_clean(words), username, reply=not in_group or _is_reply_to(message, username))
    if in_group and not _is_reply_to(message, username):
        return None
    if not _NOT_WORDS.isdisjoint(message):
        return TextSent("")
    if "document" in message:
        return FileSent(_file(message["document"], "", message.get("caption", "")))
    if "photo" in message:
        return FileSent(_file(message["photo"][-1], "photo.jpg", message.get("caption", "")))
    return None


def _said(words: str, username: str, *, reply: bool) -> What | None:
    if not words.startswith("/"):
        return TextSent(words) if reply else None
    command, *rest = words.split(maxsplit=1)
    command, _, whose = command.partition("@")
    if whose and whose.lower() != username.lower():
        return None
    if command == "/start":
        return Started("".join(rest)[:_START_LIMIT])
    return TextSent(" ".join([command, *rest]))


def _press(number: str, query: Json) -> Event:
    sender = query["from"]
    data = query.get("data", "")
    if not isinstance(data, str):
        raise TypeError
    message = query.get("message")
    if message is None:
        return Event(number, _address(sender), _address(sender), ButtonPressed(_clean(data)))
    pressed = ButtonPressed(_clean(data), reference(message))
    return Event(number, _address(sender), _place(message["chat"], sender), pressed)


def _membership(number: str, change: Json) -> Event | None:
    """A group that put the bot out left by itself: whoever did it is still there in private."""
    if change["new_chat_member"]["status"] not in {"kicked", "left"}:
        return None
    place = _address(change["chat"])
    return Event(number, place, place, Left())


def _file(document: Json, name: str, caption: str) -> File:
    file_id, called, size = document["file_id"], document.get("file_name", name), document.get("file_size", 0)
    if not isinstance(file_id, str):
        raise TypeError
    return File(file_id, _clean(called), _number(size), _clean(caption))


def _place(chat: Json, sender: Json) -> Address:
    return _address(sender) if chat["type"] == "private" else _address(chat)


def _address(owner: Json) -> Address:
    return Address(MESSENGER, str(_number(owner["id"])))


def _is_reply_to(message: Json, username: str) -> bool:
    match message:
        case {"reply_to_message": {"from": {"username": str(author)}}}:
            return author.lower() == username.lower()
        case _:
            return False


def _number(value: object) -> int:
    if isinstance(value, int):
        return value
    raise TypeError


def _clean(words: str) -> str:
    """Text that every database stores: no NUL, and half a surrogate pair raises `UnicodeEncodeError`."""
    return words.replace("\0", "").encode().decode()

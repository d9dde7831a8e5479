"""What VK's updates say, as events (pure). Everything in an update may be forged, missing or of the wrong type."""

import hashlib
import json
import re
from dataclasses import replace
from typing import Any

from bot.vk.attachments import files
from bot.vk.shapes import Json, Odd, cleaned, decoded, mapping, whole
from chat.events import Address, ButtonPressed, Event, FileSent, Left, Ref, Started, TextSent, Unreadable, What

MESSENGER = "vk"
CHATS = 2_000_000_000
"""Peers from here on are group chats."""

_CODE = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_LONGEST_RAW = 20_000
_LONGEST_ID = 100
_LONGEST_ACTION = 255

Found = tuple[int, int, list[What]] | None
"""Who, where, and what they did."""


def read(update: object, group: int) -> tuple[Event | Unreadable, ...]:
    """The events of one update of the community `group`; none for what does not concern the bot."""
    try:
        return tuple(_read(mapping(update), group))
    except (Odd, RecursionError) as error:
        return (Unreadable(_id(update), MESSENGER, _raw(update), str(error) or type(error).__name__),)


def pressed(update: object) -> dict[str, Any] | None:
    """What `messages.sendMessageEventAnswer` needs to stop a callback button's spinner; None for anything else."""
    match update:
        case {"type": "message_event", "object": {"event_id": str(event), "user_id": int(user), "peer_id": int(peer)}}:
            return {"event_id": event, "user_id": user, "peer_id": peer}
        case _:
            return None


def _read(update: Json, group: int) -> list[Event]:
    found = _found(update, group)
    if found is None:
        return []
    sender, place, whats = found
    name = _id(update)
    ids = [name, *(f"{name}/{n}" for n in range(1, len(whats)))]  # several files come in one message
    return [Event(each, _address(sender), _address(place), what) for each, what in zip(ids, whats, strict=True)]


def _found(update: Json, group: int) -> Found:
    match update.get("type"):
        case "message_new":
            return _message(mapping(update.get("object")), group)
        case "message_event":
            return _press(mapping(update.get("object")))
        case "message_deny":
            return _left(mapping(update.get("object")))
        case _:
            return None


def _message(thing: Json, group: int) -> Found:
    message = mapping(thing.get("message", thing))
    sender, peer = whole(message.get("from_id")), whole(message.get("peer_id"))
    if sender <= 0 or message.get("out") == 1 or message.get("action"):
        return None  # communities, the bot's own words, "… joined the chat"
    text = cleaned(message.get("text"))
    action = _payload(message.get("payload"))
    if peer < CHATS:
        return sender, sender, _said(message, text, action)
    text, addressed = _addressed(text, group)
    return (sender, peer, _said(message, text, action)) if addressed or action else None


def _said(message: Json, text: str, action: str | None) -> list[What]:
    ref = message.get("ref")
    if isinstance(ref, str) and _CODE.fullmatch(ref):
        return [Started(ref)]
    if action:
        return [ButtonPressed(action)]
    if _is_start(message.get("payload")) or text.strip().casefold() == "начать":
        return [Started()]
    sent = files(message.get("attachments"))
    if not sent:
        return [TextSent(text)]
    return [FileSent(replace(sent[0], caption=text)), *map(FileSent, sent[1:])]


def _press(thing: Json) -> Found:
    sender, peer = whole(thing.get("user_id")), whole(thing.get("peer_id"))
    if sender <= 0:
        return None
    shown = thing.get("conversation_message_id")
    on = Ref(str(shown)) if isinstance(shown, int) and shown > 0 else None
    return sender, peer, [ButtonPressed(_payload(thing.get("payload")) or "", on)]


def _left(thing: Json) -> Found:
    sender = whole(thing.get("user_id"))
    return (sender, sender, [Left()]) if sender > 0 else None


def _addressed(text: str, group: int) -> tuple[str, bool]:
    """The text without the mention of the community, and whether it was meant for it."""
    mention = re.match(rf"\s*\[(?:club|public){group}\|[^\]]*\]\s*[,:]?\s*", text)
    return (text[mention.end() :], True) if mention else (text, text.lstrip().startswith("/"))


def _payload(raw: object) -> str | None:
    """The packed action inside a button's payload: `{"a": "…"}`, itself or as JSON text."""
    match decoded(raw):
        case {"a": str(action)}:
            return cleaned(action)[:_LONGEST_ACTION]
        case _:
            return None


def _is_start(raw: object) -> bool:
    match decoded(raw):
        case {"command": "start"}:
            return True
        case _:
            return False


def _address(peer: int) -> Address:
    return Address(MESSENGER, str(peer))


def _id(update: object) -> str:
    match update:
        case {"event_id": str(name)} if 0 < len(name) <= _LONGEST_ID:
            return cleaned(name)
        case _:
            return f"h{hashlib.sha256(_raw(update).encode()).hexdigest()[:40]}"


def _raw(update: object) -> str:
    try:
        return json.dumps(update, sort_keys=True)[:_LONGEST_RAW]
    except RecursionError:
        return f"<{type(update).__name__}, too deep>"

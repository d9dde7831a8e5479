"""From what the page posts to events. Pure; everything here comes from outside and is untrusted."""

import json
import re
from typing import Any

from chat.actions import LIMIT
from chat.events import Address, ButtonPressed, Event, File, FileSent, Left, Ref, Started, TextSent, What

MAX_TEXT = 4096
"""Characters of one typed message."""
MAX_NAME = 120
"""Characters of a file's name; longer ones lose their middle."""
UNREADABLE = "Не получилось разобрать сообщение. Обновите страницу и попробуйте ещё раз."

_ID = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)
_CODE = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_REF = re.compile(r"[0-9]{1,12}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Unfit(ValueError):
    """The page never sends this. The one argument is a sentence for the person."""


def event(body: str, who: Address) -> Event:
    """One posted event; raises `Unfit`."""
    posted = _object(body)
    return Event(event_id(posted.get("id"), who), who, who, _what(posted))


def file_event(client_id: str, who: Address, file: File) -> Event:
    """The event of an uploaded file."""
    return Event(event_id(client_id, who), who, who, FileSent(file))


def event_id(client_id: object, who: Address) -> str:
    """The page makes the id, so a press sent again is recognised; the address keeps people's ids apart."""
    if not isinstance(client_id, str) or not _ID.fullmatch(client_id):
        raise Unfit(UNREADABLE)
    return f"{who.id}:{client_id}"


def file_name(name: str) -> str:
    """A name safe to store and to show: no folders, no control characters."""
    name = _clean(re.split(r"[/\\]", name)[-1]).replace("\n", " ").strip(" .")
    if len(name) > MAX_NAME:
        name = f"{name[: MAX_NAME // 2]}…{name[1 - MAX_NAME // 2 :]}"
    return name or "файл"


def step(body: str) -> str:
    """How far the demo's clock is to be moved."""
    wanted = _object(body).get("step")
    if not isinstance(wanted, str):
        raise Unfit("Часы этого не умеют.")
    return wanted


def code(raw: str) -> str:
    """An invitation code from a link, "" for anything that cannot be one."""
    return raw if _CODE.fullmatch(raw) else ""


def _what(posted: dict[str, Any]) -> What:
    match posted:
        case {"kind": "started"}:
            return Started(code(str(posted.get("code", ""))))
        case {"kind": "text", "text": str(words)}:
            return TextSent(_typed(words))
        case {"kind": "press", "action": str(packed)} if len(packed) <= LIMIT:
            on = str(posted.get("on", ""))
            return ButtonPressed(_clean(packed), Ref(on) if _REF.fullmatch(on) else None)
        case {"kind": "left"}:
            return Left()
        case _:
            raise Unfit(UNREADABLE)


def _typed(words: str) -> str:
    if len(words) > MAX_TEXT:
        raise Unfit(f"Слишком длинное сообщение: поместится до {MAX_TEXT} знаков.")
    words = _clean(words).strip()
    if not words:
        raise Unfit("Сообщение пустое.")
    return words


def _clean(words: str) -> str:
    """No control characters and no halves of surrogate pairs: databases refuse them."""
    words = words.replace("\r\n", "\n")
    return _CONTROL.sub("", words.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def _object(body: str) -> dict[str, Any]:
    try:
        posted = json.loads(body)
    except (ValueError, RecursionError):
        posted = None
    if not isinstance(posted, dict):
        raise Unfit(UNREADABLE)
    return posted

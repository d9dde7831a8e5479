"""A screen as the parameters of `messages.send` and `messages.edit` (pure)."""

import json
import re
import zlib
from dataclasses import dataclass
from typing import Any

from chat.screen import Button, Rows
from chat.text import Run, Style, Text, units

_STYLES = {Style.BOLD: "bold", Style.ITALIC: "italic", Style.LINK: "url"}
_TRAPS = re.compile(r"\[(?=[a-z]+-?\d+[|:])|(?<![\w/])[@*](?=[a-z])|&(?=#?\w+;)", re.ASCII | re.IGNORECASE)
_JOINER = "\N{WORD JOINER}"


@dataclass(frozen=True, slots=True)
class Abilities:
    """What the person's VK app can show, as `client_info` of their last message tells."""

    inline: bool = True
    callback: bool = True


DEFAULT = Abilities()
"""Before the first message is seen since a restart: today's apps all have callback buttons."""


def abilities(update: object) -> tuple[str, Abilities] | None:
    """The peer of a new message and what their app can show; None where nothing is said about it."""
    match update:
        case {"type": "message_new", "object": {"message": {"peer_id": int(peer)}, "client_info": dict(info)}}:
            actions = info.get("button_actions")
            inline = info.get("inline_keyboard") is not False
            callback = inline and (not isinstance(actions, list) or "callback" in actions)
            return str(peer), Abilities(inline, callback)
        case _:
            return None


def words(text: Text) -> dict[str, Any]:
    """`message` and `format_data`, whose offsets and lengths are in UTF-16 units.

    VK trims a message and turns `[id1|name]`, `@name`, `*name` and `&amp;` into something else, which would shift every
    offset after it (and let a person's words turn into a mention), so those get an invisible joiner.
    """
    plain, items = "", []
    for run in _trimmed(text):
        shown = _TRAPS.sub(lambda trap: trap.group() + _JOINER, run.text)
        if run.style in _STYLES:
            items.append(_item(run, units(plain), units(shown)))
        plain += shown
    params = {"message": plain}
    if items:
        params["format_data"] = _json({"version": 1, "items": items})
    return params


def keyboard(rows: Rows, can: Abilities = DEFAULT) -> str | None:
    """The keyboard's JSON; None where a message simply has no buttons.

    An app without inline keyboards has one keyboard under the input field: no rows take the old one away.
    """
    if can.inline:
        return _json({"inline": True, "buttons": _buttons(rows, can)}) if rows else None
    return _json({"one_time": not rows, "buttons": _buttons(rows, can)})


def random_id(key: str) -> int:
    """31 bits of CRC, never 0: VK takes a send with the same number within an hour for the same message."""
    return (zlib.crc32(key.encode()) & 0x7FFF_FFFF) or 1


def _trimmed(text: Text) -> list[Run]:
    runs = [run for run in text if run.text]
    while runs and not runs[0].text.strip():
        runs.pop(0)
    if runs:
        runs[0] = Run(runs[0].text.lstrip(), runs[0].style, runs[0].url)
    return runs


def _item(run: Run, offset: int, length: int) -> dict[str, Any]:
    item: dict[str, Any] = {"type": _STYLES[run.style], "offset": offset, "length": length}
    return item | {"url": run.url} if run.style is Style.LINK else item


def _buttons(rows: Rows, can: Abilities) -> list[list[dict[str, Any]]]:
    return [[_button(button, can) for button in row] for row in rows]


def _button(button: Button, can: Abilities) -> dict[str, Any]:
    action = {
        "type": "callback" if can.callback else "text",
        "label": button.label,
        "payload": _json({"a": button.action.pack()}),
    }
    return {"action": action, "color": "secondary"}


def _json(thing: object) -> str:
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":"))

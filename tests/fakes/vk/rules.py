"""What VK refuses in a message: its keyboard, its styles, its length."""

import json
from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]


class Refusal(Exception):
    """An error code of VK's."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(f"{code}: {why}")
        self.code = code
        self.why = why


COLORS = frozenset({"primary", "secondary", "positive", "negative"})
TEXT = 4096
LABEL = 40
PAYLOAD = 255


def known(params: Json, names: str) -> Json:
    """Only documented parameters: VK ignores others, which hides mistakes."""
    if odd := set(params) - set(names.split()) - {"v", "access_token", "group_id"}:
        raise Refusal(100, f"unknown parameters {sorted(odd)}")
    return params


def whole(params: Json, name: str) -> int:
    """A whole number."""
    try:
        return int(params[name])
    except (KeyError, ValueError, TypeError):
        raise Refusal(100, f"{name} is missing or no number") from None


def text(params: Json) -> str:
    """The message, trimmed as VK does."""
    words = str(params.get("message", ""))
    if len(words.encode("utf-16-le")) // 2 > TEXT:
        raise Refusal(914, "message is too long")
    return words.strip()


def styles(params: Json, words: str) -> list[Json]:
    """`format_data` items whose offsets lie in the words and split no surrogate pair."""
    if "format_data" not in params:
        return []
    data = _json(params["format_data"], 100)
    if not isinstance(data, dict) or int(data.get("version", 0)) != 1:
        raise Refusal(100, "format_data version")
    items = data["items"]
    units = words.encode("utf-16-le")
    for item in items:
        if item["type"] not in {"bold", "italic", "underline", "url"} or (item["type"] == "url" and not item["url"]):
            raise Refusal(100, "format_data type")
        start, end = item["offset"], item["offset"] + item["length"]
        if not 0 <= start < end <= len(units) // 2 or _halves(units, (start, end)):
            raise Refusal(100, "format_data offset")
    return list(items)


def keyboard(params: Json) -> Json | None:
    """A keyboard within VK's bounds."""
    if "keyboard" not in params:
        return None
    board = _json(params["keyboard"], 911)
    if not isinstance(board, dict) or not isinstance(board.get("buttons"), list):
        raise Refusal(911, "keyboard format is invalid")
    inline = board.get("inline", False)
    rows, most_rows, most = board["buttons"], (6 if inline else 10), (10 if inline else 40)
    if (inline and ("one_time" in board or not rows)) or len(rows) > most_rows or sum(map(len, rows)) > most:
        raise Refusal(911, "keyboard size")
    for row in rows:
        if not 1 <= len(row) <= 5:
            raise Refusal(911, "row size")
        for button in row:
            _button(button)
    return board


def _button(button: Json) -> None:
    action = button["action"]
    if action["type"] not in {"text", "callback"} or button.get("color", "secondary") not in COLORS:
        raise Refusal(911, "button type or color")
    if not 1 <= len(action["label"]) <= LABEL:
        raise Refusal(911, "label length")
    if len(action["payload"]) > PAYLOAD or not isinstance(_json(action["payload"], 911), dict):
        raise Refusal(911, "payload")


def _json(raw: Any, code: int) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, TypeError):
        raise Refusal(code, "not JSON") from None


def _halves(units: bytes, places: Iterable[int]) -> bool:
    return any(0xDC <= units[place * 2 + 1] <= 0xDF for place in places if place * 2 < len(units))


def dressed(words: str, items: list[Json]) -> str:
    """The words as a reader sees them: `*bold*`, `_italic_`, `[label](url)`."""
    units = words.encode("utf-16-le")
    shown, at = "", 0
    for item in sorted(items, key=lambda item: int(item["offset"])):
        start, end = item["offset"] * 2, (item["offset"] + item["length"]) * 2
        piece = units[start:end].decode("utf-16-le")
        shown += units[at:start].decode("utf-16-le")
        shown += {"bold": f"*{piece}*", "italic": f"_{piece}_"}.get(item["type"], f"[{piece}]({item.get('url')})")
        at = end
    return shown + units[at:].decode("utf-16-le")

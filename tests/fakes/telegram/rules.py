"""What the real server refuses, and how a message reads with its styles; pure."""

import json
import re
from html import unescape
from typing import Any

Json = dict[str, Any]

MAX_TEXT, MAX_CAPTION = 4096, 1024
ENTITY_TYPES = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
    ]
)
_COMPLEX = frozenset(
    [
        "entities",
        "caption_entities",
        "reply_markup",
        "link_preview_options",
        "media",
        "commands",
        "scope",
        "allowed_updates",
    ]
)
_NUMBERS = frozenset(["chat_id", "message_id", "offset", "limit", "timeout"])


class BadRequest(Exception):
    """Answered with an error; 400 unless told."""

    def __init__(self, description: str, status: int = 400, **parameters: int) -> None:
        super().__init__(description)
        self.description = description
        self.status = status
        self.parameters = parameters


def unpacked(fields: Json) -> Json:
    """The parameters of a call as JSON, whether they came as a form or as JSON."""
    call: Json = {}
    for name, value in fields.items():
        if name in _COMPLEX and isinstance(value, str):
            try:
                call[name] = json.loads(value)
            except ValueError:
                raise BadRequest(f"Bad Request: can't parse {name} JSON object") from None
        elif name in _NUMBERS and not isinstance(value, int):
            try:
                call[name] = int(value)
            except (TypeError, ValueError):
                raise BadRequest(f"Bad Request: {name} is not specified or invalid") from None
        else:
            call[name] = value
    return call


def units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


def content(words: object, styles: object, parse_mode: object, *, caption: bool) -> tuple[str, list[Json]]:
    """The text and entities a message would carry."""
    if not isinstance(words, str):
        raise BadRequest("Bad Request: message text is empty")
    plain: str = words
    if parse_mode:
        plain, styles = _html(words, str(parse_mode))
    if not plain.strip() and not caption:
        raise BadRequest("Bad Request: message text is empty")
    if units(plain) > (MAX_CAPTION if caption else MAX_TEXT):
        raise BadRequest("Bad Request: message caption is too long" if caption else "Bad Request: message is too long")
    return plain, _entities(plain, styles or [])


def _entities(words: str, styles: object) -> list[Json]:
    encoded = words.encode("utf-16-le")
    if not isinstance(styles, list):
        raise BadRequest("Bad Request: can't parse entities: expected an Array")
    for entity in styles:
        if entity.get("type") not in ENTITY_TYPES:
            raise BadRequest("Bad Request: unsupported MessageEntity type")
        start, length = entity.get("offset"), entity.get("length")
        if type(start) is not int or type(length) is not int or start < 0 or length <= 0:
            raise BadRequest("Bad Request: can't parse MessageEntity: wrong offset or length")
        if 2 * (start + length) > len(encoded):
            raise BadRequest("Bad Request: entity is out of the message text")
        try:
            encoded[2 * start : 2 * (start + length)].decode("utf-16-le")
        except UnicodeDecodeError:
            raise BadRequest("Bad Request: entity begins or ends in a middle of a UTF-16 symbol") from None
        if entity["type"] == "text_link" and not re.match(r"(https?|tg|mailto)://?\S", str(entity.get("url"))):
            raise BadRequest("Bad Request: wrong HTTP URL")
    return styles


def keyboard(markup: object) -> Json | None:
    """An inline keyboard, or None."""
    if markup is None:
        return None
    if not isinstance(markup, dict) or not isinstance(markup.get("inline_keyboard"), list):
        raise BadRequest("Bad Request: object expected as reply markup")
    rows = markup["inline_keyboard"]
    for button in (button for row in rows for button in row):
        if not str(button.get("text", "")).strip():
            raise BadRequest("Bad Request: can't parse inline keyboard button: text is empty")
        data, url = button.get("callback_data"), button.get("url")
        if (data is None) == (url is None):
            raise BadRequest("Bad Request: can't parse inline keyboard button: Text buttons are unallowed")
        if data is not None and not 1 <= len(str(data).encode()) <= 64:
            raise BadRequest("Bad Request: BUTTON_DATA_INVALID")
    if sum(map(len, rows)) > 100 or any(len(row) > 8 for row in rows):
        raise BadRequest("Bad Request: reply markup is too long")
    return markup if rows else None


def words_of(message: Json) -> str:
    """The words with their styles, as a test reads them."""
    text = str(message.get("text") or message.get("caption") or "")
    marks: list[tuple[int, int, str]] = []
    for entity in message.get("entities") or message.get("caption_entities") or []:
        before, after = {"bold": ("*", "*"), "italic": ("_", "_")}.get(entity["type"], ("", ""))
        if entity["type"] == "text_link":
            before, after = "[", f"]({entity['url']})"
        marks.append((entity["offset"], 1, before))
        marks.append((entity["offset"] + entity["length"], 0, after))
    encoded = text.encode("utf-16-le")
    read, at = "", 0
    for offset, _, mark in sorted(marks, key=lambda mark: mark[:2]):
        read += encoded[2 * at : 2 * offset].decode("utf-16-le") + mark
        at = offset
    return read + encoded[2 * at :].decode("utf-16-le")


def labels(message: Json) -> tuple[tuple[str, ...], ...]:
    """The buttons' labels, a row a row."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return tuple(tuple(button["text"] for button in row) for row in rows)


def _html(words: str, parse_mode: str) -> tuple[str, list[Json]]:
    if parse_mode.upper() != "HTML":
        raise BadRequest("Bad Request: unsupported parse_mode")
    plain = ""
    styles: list[Json] = []
    opened: list[tuple[str, Json]] = []
    for text, closing, name, attributes in re.findall(r"([^<]+)|<(/?)([a-z]+)([^>]*)>|<", words):
        if text:
            plain += unescape(text)
        elif closing:
            if not opened or opened[-1][0] != name:
                raise BadRequest(f"Bad Request: can't parse entities: Unexpected end tag at byte offset {len(plain)}")
            _, begun = opened.pop()
            styles.append({**begun, "length": units(plain) - begun["offset"]})
        elif name in {"b", "i", "a", "u", "s", "code"}:
            href = re.search(r'href="([^"]*)"', attributes)
            kind = {
                "b": "bold",
                "i": "italic",
                "a": "text_link",
                "u": "underline",
                "s": "strikethrough",
                "code": "code",
            }
            entity: Json = {"type": kind[name], "offset": units(plain)}
            if href:
                entity["url"] = unescape(href[1])
            opened.append((name, entity))
        else:
            raise BadRequest(f'Bad Request: can\'t parse entities: Unsupported start tag "{name}" at byte offset 0')
    if opened:
        raise BadRequest("Bad Request: can't parse entities: Can't find end tag")
    return plain, [entity for entity in styles if entity["length"]]

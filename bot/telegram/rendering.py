"""A screen as the body of a Bot API call; pure.

Styles go as entities in UTF-16 units, not as HTML: nothing is escaped, so nothing can be escaped wrongly.
"""

from typing import Any

from chat.screen import Document, Picture, Rows, Screen
from chat.text import Style, Text

UPLOAD = "file"
"""The name of the part of a multipart body that carries the file."""

_STYLES = {Style.BOLD: "bold", Style.ITALIC: "italic", Style.LINK: "text_link"}
_NO_PREVIEW = {"is_disabled": True}

Body = dict[str, Any]


def message(screen: Screen) -> Body:
    """For sendMessage and editMessageText."""
    body: Body = {"text": screen.text.plain, "link_preview_options": _NO_PREVIEW}
    if styled := entities(screen.text):
        body["entities"] = styled
    if screen.rows:
        body["reply_markup"] = keyboard(screen.rows)
    return body


def attachment(screen: Screen, file: str) -> Body:
    """For sendPhoto and sendDocument; `file` is a known file id or `attach://…`."""
    body: Body = {kind(screen): file, **_caption(screen)}
    if screen.rows:
        body["reply_markup"] = keyboard(screen.rows)
    return body


def media(screen: Screen, file: str) -> Body:
    """For editMessageMedia."""
    body: Body = {"media": {"type": kind(screen), "media": file, **_caption(screen)}}
    if screen.rows:
        body["reply_markup"] = keyboard(screen.rows)
    return body


def kind(screen: Screen) -> str:
    """What Telegram calls the attachment."""
    return "photo" if isinstance(screen.attachment, Picture) else "document"


def file_of(screen: Screen) -> tuple[str, bytes]:
    """The attachment's file name and bytes."""
    match screen.attachment:
        case Picture(png=png):
            return "picture.png", png
        case Document(content=content, name=name):
            return name, content
        case None:
            raise ValueError("no attachment")


def keyboard(rows: Rows) -> Body:
    """Inline buttons, a row a row."""
    return {
        "inline_keyboard": [
            [{"text": button.label, "callback_data": button.action.pack()} for button in row] for row in rows
        ]
    }


def entities(text: Text) -> list[Body]:
    """Bold, italic and linked runs with offsets and lengths in UTF-16 units."""
    found: list[Body] = []
    offset = 0
    for run in text.runs:
        length = _units(run.text)
        if length and run.style is not Style.PLAIN:
            entity: Body = {"type": _STYLES[run.style], "offset": offset, "length": length}
            if run.style is Style.LINK:
                entity["url"] = run.url
            found.append(entity)
        offset += length
    return found


def _caption(screen: Screen) -> Body:
    body: Body = {"caption": screen.text.plain}
    if styled := entities(screen.text):
        body["caption_entities"] = styled
    return body


def _units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2

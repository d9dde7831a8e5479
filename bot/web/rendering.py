"""From a screen to what the page draws. Pure.

The body is JSON: ``{"text": [{"t": words, "s": style, "u": url}], "rows": [[{"label", "action"}]],
"picture": {"alt", "width", "height"} | "document": {"name", "size"}}``; the attached bytes travel apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chat.screen import Document, Picture, Screen
from chat.text import Run, Style

_SAFE = ("https://", "http://", "mailto:", "tel:")
_DAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """A screen as it is stored: JSON for the page, and the bytes of its attachment."""

    body: Mapping[str, Any]
    content: bytes | None = None


def written(screen: Screen) -> Written:
    """A screen as the mailbox keeps it."""
    body: dict[str, Any] = {"text": [_run(run) for run in screen.text]}
    if screen.rows:
        body["rows"] = [[{"label": b.label, "action": b.action.pack()} for b in row] for row in screen.rows]
    content: bytes | None = None
    match screen.attachment:
        case Picture(png, alt):
            width, height = _measure(png)
            body["picture"] = {"alt": alt, "width": width, "height": height}
            content = png
        case Document(kept, name):
            body["document"] = {"name": name, "size": len(kept)}
            content = kept
        case None:
            pass
    return Written(body, content)


def moment(at: datetime) -> str:
    """«вторник, 1 сентября 2026, 09:00» in the zone `at` carries."""
    return f"{_DAYS[at.weekday()]}, {at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M}"


def _run(run: Run) -> dict[str, str]:
    if run.style is Style.LINK and run.url.startswith(_SAFE):
        return {"t": run.text, "s": "link", "u": run.url}
    if run.style in {Style.BOLD, Style.ITALIC}:
        return {"t": run.text, "s": run.style.value}
    return {"t": run.text}


def _measure(png: bytes) -> tuple[int, int]:
    """Width and height from a PNG's header, so that the page keeps the place before the picture arrives."""
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])

"""The files in a message (pure)."""

from bot.vk.shapes import cleaned
from chat.events import File

_MOST = 10
_LONGEST_URL = 2_000


def files(raw: object) -> list[File]:
    """Documents and photos; everything else is left out."""
    attachments = raw if isinstance(raw, list) else []
    return [file for file in map(_file, attachments[:_MOST]) if file]


def _file(attachment: object) -> File | None:
    """A file is known by the address VK gave for it, which is good for hours."""
    match attachment:
        case {"type": "doc", "doc": {"url": str(url), "title": str(title)} as doc} if _is_web(url):
            size = doc.get("size")
            return File(url, cleaned(title) or "файл", size if isinstance(size, int) and size > 0 else 0)
        case {"type": "photo", "photo": {"sizes": [*sizes]}}:
            _, url = max(map(_size, sizes), default=(0, ""))
            return File(url, "фото.jpg", 0) if url else None
        case _:
            return None


def _size(raw: object) -> tuple[int, str]:
    match raw:
        case {"url": str(url), "width": int(width)} if _is_web(url):
            return width, url
        case _:
            return 0, ""


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://")) and len(url) <= _LONGEST_URL

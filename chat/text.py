"""A message's text as a tree of plain, bold, italic and linked runs, measured in UTF-16 units.

Messengers count in UTF-16 units (Telegram entities, VK `format_data`), so the tree does as well; nobody concatenates
markup, so nothing a person typed can ever be read as markup.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Style(Enum):
    """How a run looks."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style; `url` only for a link."""

    text: str
    style: Style = Style.PLAIN
    url: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Runs in order. Build it with `text()`, join pieces with `+` or `lines()`."""

    runs: tuple[Run, ...] = ()

    def __add__(self, other: "Text | str") -> "Text":
        return Text(self.runs + text(other).runs)

    def __bool__(self) -> bool:
        return any(run.text for run in self.runs)

    def __iter__(self) -> Iterator[Run]:
        return iter(self.runs)

    @property
    def plain(self) -> str:
        """The words without their styles."""
        return "".join([run.text for run in self.runs])

    @property
    def units(self) -> int:
        """Length in UTF-16 units."""
        return units(self.plain)


def units(plain: str) -> int:
    """UTF-16 units of a string: characters beyond the basic plane count twice."""
    return len(plain.encode("utf-16-le", "surrogatepass")) // 2


def text(*parts: "str | Run | Text") -> Text:
    """Join strings, runs and texts into one text."""
    runs: list[Run] = []
    for part in parts:
        match part:
            case Text():
                runs.extend(part.runs)
            case Run():
                runs.append(part)
            case str():
                runs.append(Run(part))
    return Text(tuple(runs))


def bold(words: str) -> Run:
    """Words that stand out."""
    return Run(words, Style.BOLD)


def italic(words: str) -> Run:
    """Words set apart."""
    return Run(words, Style.ITALIC)


def link(words: str, url: str) -> Run:
    """Words that open an address."""
    return Run(words, Style.LINK, url)


def lines(*parts: "str | Run | Text") -> Text:
    """One part a line; an empty string makes an empty line."""
    joined: list[str | Run | Text] = []
    for index, part in enumerate(parts):
        if index:
            joined.append("\n")
        joined.append(part)
    return text(*joined)


def shorten(words: str, limit: int) -> str:
    """Cut to `limit` UTF-16 units with an ellipsis, never inside a surrogate pair."""
    if units(words) <= limit:
        return words
    kept = ""
    room = limit - 1
    for char in words:
        room -= units(char)
        if room < 0:
            break
        kept += char
    return kept.rstrip() + "…"

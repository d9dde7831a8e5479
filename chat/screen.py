"""What a person sees: a text, rows of buttons, at most one attachment.

A screen refuses at construction what any messenger would refuse at send, so no adapter ever has to shorten or split:
the limits are the tightest of all messengers (VK's inline keyboard, Telegram's callback data and captions).
"""

from dataclasses import dataclass, field

from chat.actions import Action
from chat.text import Text, text, units

MAX_TEXT = 3900
MAX_CAPTION = 1000
MAX_BUTTONS = 10
MAX_ROWS = 6
MAX_IN_ROW = 5
MAX_LABEL = 40


class UnfitScreen(ValueError):
    """A screen no messenger could show: our own mistake, found before it is sent."""


@dataclass(frozen=True, slots=True)
class Button:
    """A label of 1…40 UTF-16 units and what a press of it means."""

    label: str
    action: Action

    def __post_init__(self) -> None:
        if not self.label.strip() or units(self.label) > MAX_LABEL:
            raise UnfitScreen(f"label of {units(self.label)} units")


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with the words that stand in for it where pictures are not seen."""

    png: bytes = field(repr=False)
    alt: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file to keep."""

    content: bytes = field(repr=False)
    name: str


Attachment = Picture | Document
Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """One message. Text is required, also beside an attachment (there at most 1 000 units)."""

    text: Text
    rows: Rows = ()
    attachment: Attachment | None = None
    fleeting: bool = False
    """Part of filling in a survey: a mailbox of our own erases it the moment the filling ends."""

    def __post_init__(self) -> None:
        limit = MAX_CAPTION if self.attachment else MAX_TEXT
        plain = self.text.plain
        if not plain.strip() or units(plain) > limit:
            raise UnfitScreen(f"text of {units(plain)} units, at most {limit}")
        if len(self.rows) > MAX_ROWS or not all(0 < len(row) <= MAX_IN_ROW for row in self.rows):
            raise UnfitScreen("rows of buttons")
        if sum(map(len, self.rows)) > MAX_BUTTONS:
            raise UnfitScreen("too many buttons")


def screen(
    words: Text | str, *rows: tuple[Button, ...], attachment: Attachment | None = None, fleeting: bool = False
) -> Screen:
    """A screen from words and rows; empty rows are left out."""
    return Screen(text(words), tuple(row for row in rows if row), attachment, fleeting)

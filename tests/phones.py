"""What every fake messenger offers to a test: people's phones, and a server one can wait for.

A conversation file is played through these, so the same file runs on the web page's server, Telegram and VK.
"""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Seen:
    """One message as its reader sees it.

    `words` carry their styles as `*bold*`, `_italic_` and `[label](url)`; `rows` are button labels;
    `in_place` tells an edit of an earlier message; `attachment` is "picture", a document's name, or "".
    """

    ref: str
    words: str
    rows: tuple[tuple[str, ...], ...] = ()
    in_place: bool = False
    attachment: str = ""
    content: bytes = b""


class Phone(Protocol):
    """One person's account in one messenger, in a private chat with the bot."""

    @property
    def address(self) -> str:
        """As `messenger:id`, what `/id` shows."""

    async def start(self, code: str = "") -> None:
        """Open the dialogue, through a link with a code when one is given."""

    async def type(self, words: str) -> None:
        """Send a text."""

    async def press(self, label: str) -> None:
        """Press the button with this label on the newest message that has one."""

    async def send(self, name: str, content: bytes) -> None:
        """Send a file."""

    def seen(self) -> list[Seen]:
        """Everything shown so far, oldest first; an edit stands as one more entry with `in_place`."""


class Server(Protocol):
    """A strict fake of one messenger's server on loopback."""

    @property
    def url(self) -> str:
        """Where the adapter finds it."""

    def phone(self, person: str) -> Phone:
        """The phone of this person, the same at every call."""

    async def drained(self) -> None:
        """Return once every event sent so far has been acknowledged by the bot."""

    async def close(self) -> None:
        """Stop listening."""

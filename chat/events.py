"""What a person can do, as data: nothing here holds a live object of a messenger's library."""

from dataclasses import dataclass
from typing import NewType

Ref = NewType("Ref", str)
"""A shown message as its messenger names it; opaque to everyone but the adapter that made it."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person or a group chat can be reached: two strings, stored as they are."""

    messenger: str
    id: str

    def __str__(self) -> str:
        return f"{self.messenger}:{self.id}"


@dataclass(frozen=True, slots=True)
class File:
    """A file somebody sent; its bytes are fetched later, by a worker.

    `size` is in bytes, 0 when unknown; `caption` are the words sent along with it.
    """

    id: str
    name: str
    size: int
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Started:
    """The dialogue was opened, perhaps through a link that carries a code ("" when there was none)."""

    code: str = ""


@dataclass(frozen=True, slots=True)
class TextSent:
    """Something was typed."""

    text: str


@dataclass(frozen=True, slots=True)
class ButtonPressed:
    """A button was pressed. `action` is whatever came back, so it may be forged; `on` is the message it sat on."""

    action: str
    on: Ref | None = None


@dataclass(frozen=True, slots=True)
class FileSent:
    """A file was sent."""

    file: File


@dataclass(frozen=True, slots=True)
class Left:
    """The person blocked the bot or took back the permission to write."""


What = Started | TextSent | ButtonPressed | FileSent | Left


@dataclass(frozen=True, slots=True)
class Event:
    """One thing one person did. `id` is unique within the messenger account, so a redelivery is recognised.

    `sender` is the person, `place` is where to answer: the same address in a private chat, the group's in a group.
    """

    id: str
    sender: Address
    place: Address
    what: What

    @property
    def in_group(self) -> bool:
        """Whether other people read the answer."""
        return self.sender != self.place


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something a messenger delivered that could not be parsed; kept raw for a few days and counted."""

    id: str
    messenger: str
    raw: str
    reason: str

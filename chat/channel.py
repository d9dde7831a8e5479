"""What the house asks of a messenger, and what a messenger may ask of the house."""

from collections.abc import Sequence
from typing import Protocol

from chat.events import Address, Event, File, Ref, Unreadable
from chat.screen import Screen


class Gone(Exception):
    """This address cannot be written to any more; stop writing there."""


class TryLater(Exception):
    """The messenger is busy: nothing was shown, the whole channel rests for `after` seconds."""

    def __init__(self, after: float) -> None:
        super().__init__(f"after {after:g} s")
        self.after = after


class Refused(Exception):
    """The messenger refused the content: our mistake, never retried. The reason holds no words of the screen."""


class Unknown(Exception):
    """The bytes left and no readable answer came: it may have been shown."""


class Halted(Exception):
    """The token, a permission or a quota stops the whole channel; a person must act. The reason is for them."""


class TooBig(Exception):
    """A file is larger than the bound it was fetched with."""


class Desk(Protocol):
    """The front desk as a messenger sees it."""

    async def take(self, batch: Sequence[Event | Unreadable], bookmark: str | None = None) -> None:
        """Commit a batch in order per place, then its bookmark; only after this returns may the batch be forgotten.

        Never raises for what an event contains. While storage is down it waits: intake stops, unacknowledged.
        """

    async def bookmark(self, messenger: str) -> str | None:
        """Where this messenger's queue was last read up to (VK's `ts`)."""

    async def mark(self, messenger: str, bookmark: str) -> None:
        """Commit a bookmark no event came with."""


class Channel(Protocol):
    """One messenger: a way in, one verb out, and one bounded fetch."""

    @property
    def messenger(self) -> str:
        """The name addresses of this channel carry."""

    async def connect(self) -> Sequence[str]:
        """Learn our own name there; returns sentences about what a person should switch on.

        Raises `Halted`, `TryLater` or `Unknown`.
        """

    async def listen(self, desk: Desk) -> None:
        """Bring events to the desk until cancelled."""

    async def show(
        self, to: Address, screen: Screen, *, instead_of: Ref | None = None, key: str = "", bulk: bool = False
    ) -> Ref:
        """Show a whole screen, in the place of an earlier one where that can be; returns what now shows it.

        `key` names this very delivery, so that a messenger that can will not deliver it twice.
        `bulk` waits behind replies.
        Raises `Gone`, `TryLater`, `Refused`, `Unknown` or `Halted`, nothing else.
        """

    async def fetch(self, file: File, limit: int) -> bytes:
        """The bytes of a file somebody sent, at most `limit`, else `TooBig`."""

    def invitation(self, code: str) -> str | None:
        """A link that opens the dialogue with this code, or None where the messenger has none."""

    async def close(self) -> None:
        """Let go of connections."""

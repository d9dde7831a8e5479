"""What the web chat asks of whoever remembers: who sits where, and every letter. Stored is sent.

A letter carries no time, and nothing a person typed is kept here: the page shows their own words from their own
browser, so that a copy of the database tells nobody's answers.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from chat.events import Ref


class Letter(Protocol):
    """One message as it stands now. `seq` grows with every message and every edit at its address."""

    @property
    def ref(self) -> Ref:
        """Decimal digits; they grow in the order of making."""

    @property
    def seq(self) -> int:
        """Unique at its address."""

    @property
    def body(self) -> Mapping[str, Any]:
        """The screen as `bot.web.rendering` wrote it."""


class Mailbox(Protocol):
    """Letters and browsers by address (the part after ``web:``). Moments are aware and real, not school time."""

    async def seat(self, token_hash: str, address: str, now: datetime) -> None:
        """Remember that whoever holds this token sits at this address."""

    async def seated(self, token_hash: str, now: datetime) -> str | None:
        """The address of whoever holds this token; notes the day they were last seen."""

    async def put(
        self,
        address: str,
        body: Mapping[str, Any],
        content: bytes | None,
        *,
        fleeting: bool,
        instead_of: Ref | None,
        key: str,
    ) -> Ref | None:
        """Store a message and the bytes attached to it, in the place of an earlier one when that is still there.

        A `fleeting` one is erased when the filling it belongs to ends. A `key` already used at this address makes no
        second message and gives the first.
        None when nobody sits at the address any more.
        """

    async def since(self, address: str, seq: int) -> Sequence[Letter]:
        """Messages made or changed after `seq`, in the order of their making; the newest hundred at most."""

    async def attached(self, address: str, ref: Ref) -> tuple[Mapping[str, Any], bytes] | None:
        """The body and the bytes of a message that has any."""

    async def forget(self, address: str) -> None:
        """Delete every letter of an address and everybody's seat there."""

    async def sweep(self, before: datetime) -> None:
        """Forget every address where nobody was seen since."""

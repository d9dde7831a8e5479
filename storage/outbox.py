"""What is to be said to whom and when, and what became of it. A row holds a kind and ids, never words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from chat.events import Address, Ref
from storage.moments import Moments
from storage.tables import outbox

_PLAN = {
    "sqlite": sqlite_insert(outbox).on_conflict_do_nothing(),
    "postgresql": postgresql_insert(outbox).on_conflict_do_nothing(),
}


class Sent(StrEnum):
    """Where a message stands. Every row ends in one of the last five."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FOLDED = "folded"  # said within another message, or no longer true when its time came
    UNDELIVERABLE = "undeliverable"
    UNKNOWN = "unknown"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Message:
    """A row of the outbox, with the address it was claimed for."""

    id: int
    key: str
    kind: str
    args: dict[str, Any]
    person_id: int
    bulk: bool
    due_at: datetime
    expires_at: datetime | None
    state: Sent
    attempts: int
    address: Address | None


class Outbox:
    """The outbox."""

    def __init__(self, connection: Connection, moments: Moments) -> None:
        self._connection = connection
        self._moments = moments

    def put(
        self,
        key: str,
        kind: str,
        person_id: int,
        args: dict[str, Any],
        *,
        due_at: datetime | None = None,
        expires_at: datetime | None = None,
        bulk: bool = False,
    ) -> bool:
        """Plan a message; planning the same key twice plans it once (False the second time)."""
        values = {
            "key": key,
            "kind": kind,
            "person_id": person_id,
            "args": args,
            "due_at": due_at or self._moments.school,
            "expires_at": expires_at,
            "bulk": bulk,
        }
        result = self._connection.execute(_PLAN[self._connection.dialect.name], values)
        return result.rowcount == 1

    def due(self, limit: int) -> list[Message]:
        """What may be sent now: replies to the day first, bulk behind, older first."""
        found = (
            select(outbox)
            .where(
                outbox.c.state == Sent.DUE,
                outbox.c.due_at <= self._moments.school,
                or_(outbox.c.next_at.is_(None), outbox.c.next_at <= self._moments.real),
            )
            .order_by(outbox.c.bulk, outbox.c.due_at, outbox.c.id)
            .limit(limit)
        )
        return [_message(row) for row in self._connection.execute(found)]

    def next_due(self) -> datetime | None:
        """School time of the earliest message still to be sent."""
        found = select(func.min(outbox.c.due_at)).where(outbox.c.state == Sent.DUE)
        return self._connection.execute(found).scalar_one_or_none()

    def claim(self, message_ids: Sequence[int], address: Address) -> bool:
        """Take messages for one address, all or none. What is claimed and never marked has an unknown outcome."""
        claimed = self._connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(message_ids), outbox.c.state == Sent.DUE)
            .values(
                state=Sent.SENDING,
                messenger=address.messenger,
                address=address.id,
                attempts=outbox.c.attempts + 1,
            )
        )
        return claimed.rowcount == len(message_ids)

    def mark(self, message_ids: Sequence[int], state: Sent, *, reason: str = "", ref: Ref | None = None) -> None:
        """What became of messages."""
        self._connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(message_ids))
            .values(state=state, reason=reason[:200], ref=ref, sent_at=self._moments.school)
        )

    def again(self, message_ids: Sequence[int], after: timedelta) -> None:
        """Back to due, after a pause in real time."""
        self._connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(message_ids))
            .values(state=Sent.DUE, next_at=self._moments.real + after)
        )

    def cut_short(self) -> list[Message]:
        """Messages claimed by a process that is no more."""
        found = select(outbox).where(outbox.c.state == Sent.SENDING).order_by(outbox.c.id)
        return [_message(row) for row in self._connection.execute(found)]

    def cancel(self, key_prefix: str) -> None:
        """Messages no longer wanted (the thing is done) are folded before they are sent."""
        self._connection.execute(
            update(outbox)
            .where(outbox.c.state == Sent.DUE, outbox.c.key.startswith(key_prefix, autoescape=True))
            .values(state=Sent.FOLDED, reason="no longer needed")
        )

    def tally(self, key_prefix: str) -> dict[Sent, int]:
        """How many messages of a kind stand where, for a progress line."""
        found = (
            select(outbox.c.state, func.count())
            .where(outbox.c.key.startswith(key_prefix, autoescape=True))
            .group_by(outbox.c.state)
        )
        return {Sent(state): n for state, n in self._connection.execute(found)}

    def with_state(self, state: Sent, key_prefix: str = "") -> list[Message]:
        """Messages that ended this way."""
        found = select(outbox).where(outbox.c.state == state, outbox.c.key.startswith(key_prefix, autoescape=True))
        return [_message(row) for row in self._connection.execute(found.order_by(outbox.c.id))]


def _message(row: Row[Any]) -> Message:
    return Message(
        row.id,
        row.key,
        row.kind,
        row.args,
        row.person_id,
        row.bulk,
        row.due_at,
        row.expires_at,
        Sent(row.state),
        row.attempts,
        Address(row.messenger, row.address) if row.messenger else None,
    )

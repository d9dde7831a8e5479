"""What is to be said to whom and when, and what became of it. A row holds a kind and ids, never words."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, delete, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from chat.events import Address, Ref
from storage.columns import Moment
from storage.moments import Moments
from storage.tables import addresses, outbox

KEEP = timedelta(days=400)
NEEDLESS = "no longer needed"
"""Folded because things are otherwise now: should they be as before, it is wanted again."""
SETTLED = "nothing left to say"
"""Folded when its time came."""
TOGETHER = "said within another"
"""Folded because the same was said in another message of that morning."""
LATE = "too late to be true"
"""Expired: its time passed while nobody could be written to."""
_INSERT: dict[str, Any] = {"sqlite": sqlite_insert(outbox), "postgresql": postgresql_insert(outbox)}
_PLAN = {name: insert.on_conflict_do_nothing() for name, insert in _INSERT.items()}


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
    """A row of the outbox, with the address it was claimed for.

    `bundle` is the id of the first message it was sent together with while the outcome of that is not known, else None.
    `claimed_at` is the real time of the bundle's first claim.
    """

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
    bundle: int | None
    claimed_at: datetime | None
    address: Address | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """A message to be put into the outbox."""

    key: str
    kind: str
    person_id: int
    args: Mapping[str, Any]
    due_at: datetime
    expires_at: datetime | None = None


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

    def plan(self, messages: Iterable[Planned]) -> None:
        """Put many; one that is planned already and still waits is moved to its new moment.

        One that was cancelled as needless is wanted again: a thing done and undone, a deadline moved there and back.
        """
        rows = [
            {
                "key": one.key, "kind": one.kind, "person_id": one.person_id, "args": dict(one.args), "bulk": False,
                "due_at": one.due_at, "expires_at": one.expires_at, "state": Sent.DUE, "attempts": 0,
            }
            for one in messages
        ]  # fmt: skip
        if not rows:
            return
        insert = _INSERT[self._connection.dialect.name]
        moved = {
            "due_at": insert.excluded.due_at,
            "expires_at": insert.excluded.expires_at,
            "state": Sent.DUE,
            "reason": None,
            "sent_at": None,
        }
        needless = and_(outbox.c.state == Sent.FOLDED, outbox.c.reason == NEEDLESS)
        waits = and_(or_(outbox.c.state == Sent.DUE, needless), outbox.c.bundle.is_(None))
        self._connection.execute(insert.on_conflict_do_update(index_elements=["key"], set_=moved, where=waits), rows)

    def withdraw(self, keep: Callable[[str], bool]) -> None:
        """What waits, is not stale, and need not be kept by its key is folded as needless."""
        now = self._moments.school
        fresh = or_(outbox.c.expires_at.is_(None), outbox.c.expires_at > now)
        waits = select(outbox.c.id, outbox.c.key).where(outbox.c.state == Sent.DUE, outbox.c.bundle.is_(None), fresh)
        if needless := [row.id for row in self._connection.execute(waits) if not keep(row.key)]:
            self.mark(needless, Sent.FOLDED, reason=NEEDLESS)

    def known(self, keys: Collection[str]) -> set[str]:
        """Those of these keys that were planned already, whatever became of them."""
        return set(self._connection.execute(select(outbox.c.key).where(outbox.c.key.in_(keys))).scalars())

    def due(self, limit: int, channels: Collection[str], busy: Collection[str]) -> list[tuple[Message, Address | None]]:
        """What may be sent now and where to: replies to the day first, bulk behind, older first.

        Of a person's addresses the one used last in any of `channels` is taken, None when there is none; messages for a
        messenger that is `busy` are left out.
        """
        others = addresses.alias()
        last_used = (
            select(func.max(others.c.used))
            .where(others.c.person_id == outbox.c.person_id, others.c.gone.is_(False), others.c.messenger.in_(channels))
            .scalar_subquery()
        )
        where_to = and_(
            addresses.c.person_id == outbox.c.person_id,
            addresses.c.gone.is_(False),
            addresses.c.messenger.in_(channels),
            addresses.c.used == last_used,
        )
        found = (
            select(outbox, addresses.c.messenger.label("to_messenger"), addresses.c.id.label("to_id"))
            .select_from(outbox.outerjoin(addresses, where_to))
            .where(
                self._is_due(),
                or_(addresses.c.messenger.is_(None), addresses.c.messenger.not_in(busy)),
            )
            .order_by(outbox.c.bulk, outbox.c.due_at, outbox.c.id)
            .limit(limit)
        )
        rows = {row.id: row for row in self._connection.execute(found)}
        return [
            (_message(row), Address(row.to_messenger, row.to_id) if row.to_messenger else None) for row in rows.values()
        ]

    def together(self, person_id: int, kinds: Collection[str]) -> list[Message]:
        """Everything of these kinds that is due for a person and not bound to an earlier message."""
        theirs = and_(outbox.c.person_id == person_id, outbox.c.kind.in_(kinds), outbox.c.bundle.is_(None))
        return self._select(self._is_due(), theirs)

    def bundle(self, bundle: int) -> list[Message]:
        """What was sent as one message and may have to be sent again."""
        return self._select(outbox.c.bundle == bundle, outbox.c.state == Sent.DUE)

    def _is_due(self) -> ColumnElement[bool]:
        return and_(
            outbox.c.state == Sent.DUE,
            outbox.c.due_at <= self._moments.school,
            or_(outbox.c.next_at.is_(None), outbox.c.next_at <= self._moments.real),
        )

    def next_due(self) -> datetime | None:
        """School time of the earliest message whose time has not come yet."""
        found = select(func.min(outbox.c.due_at)).where(
            outbox.c.state == Sent.DUE, outbox.c.due_at > self._moments.school
        )
        return self._connection.execute(found).scalar_one_or_none()

    def put_off(self, message_ids: Sequence[int], until: datetime) -> None:
        """Wait until a moment of school time: now is not the hour for it."""
        self._set(message_ids, due_at=until)

    def claim(self, message_ids: Sequence[int], address: Address) -> bool:
        """Take messages for sending to one address as one message; all or none.

        What is claimed and never marked has an unknown outcome.
        """
        claimed = self._connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(message_ids), outbox.c.state == Sent.DUE)
            .values(
                state=Sent.SENDING,
                messenger=address.messenger,
                address=address.id,
                attempts=outbox.c.attempts + 1,
                bundle=func.coalesce(outbox.c.bundle, message_ids[0]),
                claimed_at=func.coalesce(outbox.c.claimed_at, literal(self._moments.real, Moment)),
            )
        )
        return claimed.rowcount == len(message_ids)

    def mark(self, message_ids: Sequence[int], state: Sent, *, reason: str = "", ref: Ref | None = None) -> None:
        """What became of messages."""
        self._set(message_ids, state=state, reason=reason[:200], ref=ref, sent_at=self._moments.school)

    def unsent(self, message_ids: Sequence[int], after: timedelta) -> None:
        """Back to due, after a pause in real time: this try certainly showed nothing, so it does not count.

        An earlier try may have, so then it stays the same message.
        """
        tried_before = outbox.c.attempts > 1
        self._set(
            message_ids,
            state=Sent.DUE,
            next_at=self._moments.real + after,
            attempts=outbox.c.attempts - 1,
            bundle=case((tried_before, outbox.c.bundle), else_=None),
            claimed_at=case((tried_before, outbox.c.claimed_at), else_=None),
        )

    def repeat(self, message_ids: Sequence[int], after: timedelta) -> None:
        """Back to due as the same message: it may have been shown."""
        self._set(message_ids, state=Sent.DUE, next_at=self._moments.real + after)

    def _set(self, message_ids: Sequence[int], **values: object) -> None:
        self._connection.execute(update(outbox).where(outbox.c.id.in_(message_ids)).values(**values))

    def cut_short(self) -> list[Message]:
        """Messages claimed by a process that is no more."""
        return self._select(outbox.c.state == Sent.SENDING)

    def cancel(self, key_prefix: str) -> None:
        """Messages no longer wanted are folded before they are sent."""
        named = (outbox.c.state == Sent.DUE, outbox.c.key.startswith(key_prefix, autoescape=True))
        folded = {"state": Sent.FOLDED, "reason": NEEDLESS, "sent_at": self._moments.school}
        self._connection.execute(update(outbox).where(*named).values(folded))

    def tally(self, key_prefix: str) -> dict[Sent, int]:
        """How many messages of a kind stand where, for a progress line."""
        found = (
            select(outbox.c.state, func.count())
            .where(outbox.c.key.startswith(key_prefix, autoescape=True))
            .group_by(outbox.c.state)
        )
        return {Sent(state): n for state, n in self._connection.execute(found)}

    def reasons(self, key_prefix: str) -> dict[str, int]:
        """Why messages of a kind could not be delivered, and how many each."""
        found = (
            select(outbox.c.reason, func.count())
            .where(outbox.c.key.startswith(key_prefix, autoescape=True), outbox.c.state == Sent.UNDELIVERABLE)
            .group_by(outbox.c.reason)
        )
        return {reason or "без причины": n for reason, n in self._connection.execute(found)}

    def with_state(self, state: Sent, key_prefix: str = "") -> list[Message]:
        """Messages that ended this way."""
        return self._select(outbox.c.state == state, outbox.c.key.startswith(key_prefix, autoescape=True))

    def get(self, message_id: int) -> Message | None:
        """One message."""
        found = self._select(outbox.c.id == message_id)
        return found[0] if found else None

    def prune(self) -> None:
        """Forget messages that ended a year ago."""
        self._connection.execute(delete(outbox).where(outbox.c.sent_at < self._moments.school - KEEP))

    def _select(self, *conditions: ColumnElement[bool]) -> list[Message]:
        found = select(outbox).where(*conditions).order_by(outbox.c.due_at, outbox.c.id)
        return [_message(row) for row in self._connection.execute(found)]


def _message(row: Row[Any]) -> Message:
    said = row.id, row.key, row.kind, row.args, row.person_id, row.bulk, row.due_at, row.expires_at
    tried = row.attempts, row.bundle, row.claimed_at
    address = Address(row.messenger, row.address) if row.messenger else None
    return Message(*said, Sent(row.state), *tried, address, row.reason or "")

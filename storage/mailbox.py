"""The web chat's mailbox: who sits where, and every message as it stands now. No message carries a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from chat.events import Ref
from storage.tables import web_messages, web_sessions
from storage.writer import Writer

KEEP = 500
"""Changes of one address after which a message nobody touched is let go."""
PAGE = 100
_INSERT = {
    name: insert.on_conflict_do_update(index_elements=["token_hash"], set_={"seen_at": insert.excluded.seen_at})
    for name, insert in (("sqlite", sqlite_insert(web_sessions)), ("postgresql", postgresql_insert(web_sessions)))
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A message: `ref` grows in the order of making, `seq` with every change at its address."""

    ref: Ref
    seq: int
    body: Mapping[str, Any]


class Mailbox:
    """Sessions and messages of the browser. Moments are real time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def seat(self, token_hash: str, address: str, now: datetime) -> None:
        """Remember a browser; a second one at an address takes over how much was said there."""
        changes = self._connection.execute(
            select(func.coalesce(func.max(web_sessions.c.changes), 0)).where(web_sessions.c.address == address)
        ).scalar_one()
        values = {"token_hash": token_hash, "address": address, "seen_at": _day(now), "changes": changes}
        self._connection.execute(_INSERT[self._connection.dialect.name], values)

    def seated(self, token_hash: str, now: datetime) -> str | None:
        """Who holds this token; the day is noted once a day."""
        here = web_sessions.c.token_hash == token_hash
        row = self._connection.execute(select(web_sessions.c.address, web_sessions.c.seen_at).where(here)).first()
        if row is None:
            return None
        if row.seen_at < _day(now):
            self._connection.execute(update(web_sessions).where(here).values(seen_at=_day(now)))
        return str(row.address)

    def put(
        self,
        address: str,
        body: Mapping[str, Any],
        content: bytes | None,
        *,
        fleeting: bool,
        instead_of: Ref | None,
        key: str,
    ) -> Ref | None:
        """Write a message or over an earlier one; None when nobody sits here."""
        here = web_messages.c.address == address
        seq = self._count(address)
        if seq is None:
            return None
        values = {"seq": seq, "screen": dict(body), "attachment": content, "fleeting": fleeting, "key": key}
        if instead_of is not None:
            over = update(web_messages).where(here, web_messages.c.ref == instead_of).values(values)
            if self._connection.execute(over).rowcount:
                return instead_of
        if key and (written := self._written(address, key)):
            return written
        ref = Ref(f"{seq:08}")  # as text, too, these stand in the order of making
        self._connection.execute(web_messages.insert().values(address=address, ref=ref, **values))
        self._connection.execute(delete(web_messages).where(here, web_messages.c.seq <= seq - KEEP))
        return ref

    def since(self, address: str, seq: int) -> list[Letter]:
        """What changed after `seq`: the newest hundred, in the order of making."""
        found = (
            select(web_messages.c.ref, web_messages.c.seq, web_messages.c.screen)
            .where(web_messages.c.address == address, web_messages.c.seq > seq)
            .order_by(web_messages.c.seq.desc())
            .limit(PAGE)
        )
        letters = [Letter(Ref(row.ref), row.seq, row.screen) for row in self._connection.execute(found)]
        return sorted(letters, key=lambda letter: letter.ref)

    def attached(self, address: str, ref: Ref) -> tuple[Mapping[str, Any], bytes] | None:
        """A message's screen and bytes, when it has any."""
        found = select(web_messages.c.screen, web_messages.c.attachment).where(
            web_messages.c.address == address, web_messages.c.ref == ref, web_messages.c.attachment.is_not(None)
        )
        row = self._connection.execute(found).first()
        return (row.screen, row.attachment) if row else None

    def forget(self, address: str) -> None:
        """Everything of an address goes."""
        self._connection.execute(delete(web_messages).where(web_messages.c.address == address))
        self._connection.execute(delete(web_sessions).where(web_sessions.c.address == address))

    def sweep(self, before: datetime) -> None:
        """Everything goes of addresses where nobody was seen since."""
        seen = select(web_sessions.c.address).where(web_sessions.c.seen_at >= before)
        self._connection.execute(delete(web_messages).where(web_messages.c.address.not_in(seen)))
        self._connection.execute(delete(web_sessions).where(web_sessions.c.address.not_in(seen)))

    def _written(self, address: str, key: str) -> Ref | None:
        found = select(web_messages.c.ref).where(web_messages.c.address == address, web_messages.c.key == key)
        ref = self._connection.execute(found).scalar_one_or_none()
        return None if ref is None else Ref(ref)

    def _count(self, address: str) -> int | None:
        """The number of this change. It never falls when messages are erased, or a page would miss what follows."""
        here = web_sessions.c.address == address
        told = self._connection.execute(
            update(web_sessions)
            .where(here)
            .values(changes=web_sessions.c.changes + 1)
            .returning(web_sessions.c.changes)
        ).scalars()
        return max(told, default=None)


class StoredMailbox:
    """The mailbox as the web chat calls it: every call is a job of the writer. Raises `StorageDown`."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    async def seat(self, token_hash: str, address: str, now: datetime) -> None:
        """As `Mailbox.seat`."""
        await self._writer.run(lambda work: Mailbox(work.connection).seat(token_hash, address, now))

    async def seated(self, token_hash: str, now: datetime) -> str | None:
        """As `Mailbox.seated`."""
        return await self._writer.run(lambda work: Mailbox(work.connection).seated(token_hash, now))

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
        """As `Mailbox.put`."""
        return await self._writer.run(
            lambda work: Mailbox(work.connection).put(
                address, body, content, fleeting=fleeting, instead_of=instead_of, key=key
            )
        )

    async def since(self, address: str, seq: int) -> Sequence[Letter]:
        """As `Mailbox.since`."""
        return await self._writer.run(lambda work: Mailbox(work.connection).since(address, seq))

    async def attached(self, address: str, ref: Ref) -> tuple[Mapping[str, Any], bytes] | None:
        """As `Mailbox.attached`."""
        return await self._writer.run(lambda work: Mailbox(work.connection).attached(address, ref))

    async def forget(self, address: str) -> None:
        """As `Mailbox.forget`."""
        await self._writer.run(lambda work: Mailbox(work.connection).forget(address))

    async def sweep(self, before: datetime) -> None:
        """As `Mailbox.sweep`."""
        await self._writer.run(lambda work: Mailbox(work.connection).sweep(before))


def _day(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)

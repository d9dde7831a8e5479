"""Which events were handled, which answers are still to be shown, what was put aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from chat.events import Address, Event, Ref
from storage.tables import bookmarks, handled, set_aside

KEEP_HANDLED = timedelta(days=10)
KEEP_ASIDE = timedelta(days=7)

_SHOWN = (
    update(handled)
    .where(handled.c.messenger == bindparam("of"), handled.c.event_id == bindparam("event"))
    .values(place="", instead_of=None)
)
_INSERT = {name: kind(handled).on_conflict_do_nothing() for name, kind in
           (("sqlite", sqlite_insert), ("postgresql", postgresql_insert))}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unshown:
    """A chat whose answer was committed but not yet seen on its screen."""

    place: Address
    instead_of: Ref | None
    event_ids: tuple[str, ...]


class Events:
    """The memory that makes a redelivered event harmless."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def remember(self, event: Event, instead_of: Ref | None) -> bool:
        """Note that an event is handled here and its answer unshown; False when it was handled before."""
        values = {
            "messenger": event.place.messenger,
            "event_id": event.id,
            "place": event.place.id,
            "instead_of": instead_of,
            "at": self._now,
        }
        result = self._connection.execute(_INSERT[self._connection.dialect.name], values)
        return result.rowcount == 1

    def shown(self, keys: Sequence[tuple[str, str]]) -> None:
        """Clear the unshown mark of these (messenger, event id)."""
        if keys:
            self._connection.execute(_SHOWN, [{"of": of, "event": event} for of, event in keys])

    def unshown(self) -> list[Unshown]:
        """Chats that wait for their screen, the newest message to replace first."""
        rows = self._connection.execute(
            select(handled.c.messenger, handled.c.place, handled.c.instead_of, handled.c.event_id)
            .where(handled.c.place != "")
            .order_by(handled.c.at)
        ).all()
        found: dict[Address, Unshown] = {}
        for messenger, place, instead_of, event_id in rows:
            address = Address(messenger, place)
            before = found[address].event_ids if address in found else ()
            found[address] = Unshown(address, Ref(instead_of) if instead_of else None, (*before, event_id))
        return list(found.values())

    def put_aside(self, messenger: str, sender: str, raw: str, reason: str) -> None:
        """Keep what could not be handled, for a person to look at."""
        self._connection.execute(
            set_aside.insert().values(
                messenger=messenger, sender=sender, raw=raw[:100_000], reason=reason[:200], at=self._now
            )
        )

    def aside(self) -> int:
        """How many events lie aside."""
        return self._connection.execute(select(func.count()).select_from(set_aside)).scalar_one()

    def prune(self) -> None:
        """Forget what is too old to be redelivered or looked at."""
        self._connection.execute(delete(handled).where(handled.c.at < self._now - KEEP_HANDLED, handled.c.place == ""))
        self._connection.execute(delete(set_aside).where(set_aside.c.at < self._now - KEEP_ASIDE))

    def bookmark(self, messenger: str) -> str | None:
        """How far this messenger's queue was read."""
        return self._connection.execute(
            select(bookmarks.c.value).where(bookmarks.c.messenger == messenger)
        ).scalar_one_or_none()

    def save_bookmark(self, messenger: str, value: str) -> None:
        """Note how far this messenger's queue was read."""
        changed = self._connection.execute(
            update(bookmarks).where(bookmarks.c.messenger == messenger).values(value=value)
        )
        if not changed.rowcount:
            self._connection.execute(bookmarks.insert().values(messenger=messenger, value=value))

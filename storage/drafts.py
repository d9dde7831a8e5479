"""What somebody says in several steps, until it counts: one draft of a kind each."""

from typing import Any

from sqlalchemy import Connection, delete, select

from storage.tables import drafts


class Drafts:
    """Drafts of everybody, as plain data."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, person_id: int, kind: str) -> dict[str, Any] | None:
        """What has been said so far."""
        found = select(drafts.c.content).where(drafts.c.person_id == person_id, drafts.c.kind == kind)
        content: dict[str, Any] | None = self._connection.execute(found).scalar_one_or_none()
        return content

    def put(self, person_id: int, kind: str, content: dict[str, Any]) -> None:
        """Keep it, in the place of what was there."""
        self.drop(person_id, kind)
        self._connection.execute(drafts.insert().values(person_id=person_id, kind=kind, content=content))

    def drop(self, person_id: int, kind: str) -> None:
        """It counts now, or never will."""
        self._connection.execute(delete(drafts).where(drafts.c.person_id == person_id, drafts.c.kind == kind))

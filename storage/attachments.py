"""Photos and documents people sent as the result of a thing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, delete, select

from cyclogram.normal import tidy
from storage.columns import new_id
from storage.tables import attachments

MOST = 9
"""Files kept with one deadline."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file, without its bytes. `person_id` sent it, None when they are no more; `caption` is what they wrote."""

    id: int
    deadline_id: int
    person_id: int | None
    name: str
    caption: str


_COLUMNS = (
    attachments.c.id,
    attachments.c.deadline_id,
    attachments.c.person_id,
    attachments.c.name,
    attachments.c.caption,
)
LONGEST = 500
"""Characters of a caption."""


class Attachments:
    """All of them."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def get(self, attachment_id: int) -> Attachment | None:
        """One of them."""
        row = self._connection.execute(select(*_COLUMNS).where(attachments.c.id == attachment_id)).first()
        return _attachment(row) if row else None

    def of(self, deadline_id: int) -> list[Attachment]:
        """A deadline's, the oldest first."""
        found = select(*_COLUMNS).where(attachments.c.deadline_id == deadline_id).order_by(attachments.c.id)
        return [_attachment(row) for row in self._connection.execute(found)]

    def content(self, attachment_id: int) -> bytes:
        """The bytes; none when it is there no more."""
        found = select(attachments.c.content).where(attachments.c.id == attachment_id)
        return self._connection.execute(found).scalar_one_or_none() or b""

    def add(self, deadline_id: int, person_id: int, name: str, content: bytes, caption: str = "") -> int:
        """Keep a file."""
        values = {"deadline_id": deadline_id, "person_id": person_id, "name": name[:200], "content": content}
        values["caption"] = tidy(caption)[:LONGEST]
        return new_id(self._connection.execute(attachments.insert().values(**values, at=self._now)))

    def remove(self, attachment_id: int) -> None:
        """It was sent by mistake."""
        self._connection.execute(delete(attachments).where(attachments.c.id == attachment_id))


def _attachment(row: Row[int, int, int | None, str, str]) -> Attachment:
    return Attachment(row.id, row.deadline_id, row.person_id, row.name, row.caption)

"""Who takes part in a wave: who has begun, who has answered. Never what."""

from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from storage.tables import fillings, participations
from surveys.filling import from_data

_HAS_ANSWERED = select(participations.c.answered).where(
    participations.c.wave_id == bindparam("wave"),
    participations.c.person_id == bindparam("person"),
    participations.c.class_name == bindparam("class"),
)


class Participation:
    """Marks of having answered, while a wave runs; at its closing they are forgotten."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def has_answered(self, wave_id: int, person_id: int, class_name: str) -> bool:
        """Whether the person's ballot for this class is in the box."""
        asked = {"wave": wave_id, "person": person_id, "class": class_name}
        return bool(self._connection.execute(_HAS_ANSWERED, asked).scalar_one_or_none())

    def answered(self, wave_id: int) -> set[tuple[int, str]]:
        """(person, class) of everybody whose ballot is in the box of a running wave: they are not asked again."""
        found = select(participations.c.person_id, participations.c.class_name).where(
            participations.c.wave_id == wave_id, participations.c.answered.is_(True)
        )
        return {(person_id, name) for person_id, name in self._connection.execute(found)}

    def withdraw(self, person_id: int) -> None:
        """Drafts of somebody who wants no surveys any more. What is in the box is nobody's and stays."""
        self._connection.execute(delete(fillings).where(fillings.c.person_id == person_id))

    def merge(self, person_id: int, into: int) -> None:
        """Two rows turn out to be one person: marks and drafts move over; of two drafts for one class the longer stays.

        Ballots already in the box are nobody's, so two of them stay two.
        """
        marks = select(participations).where(
            participations.c.person_id == person_id, participations.c.answered.is_(True)
        )
        for mark in self._connection.execute(marks).all():
            key = {"wave_id": mark.wave_id, "person_id": into, "class_name": mark.class_name}
            self._connection.execute(delete(participations).filter_by(**key))
            self._connection.execute(participations.insert().values(**key, answered=True))
        for draft in self._connection.execute(select(fillings).where(fillings.c.person_id == person_id)).all():
            self._move(draft, into)
        drafts = select(fillings.c.id, fillings.c.wave_id, fillings.c.class_name).where(fillings.c.person_id == into)
        for filling_id, wave_id, name in self._connection.execute(drafts).all():
            if self.has_answered(wave_id, into, name):
                self._remove(filling_id)

    def _move(self, draft: Row[Any], into: int) -> None:
        theirs = select(fillings).filter_by(wave_id=draft.wave_id, person_id=into, class_name=draft.class_name)
        other = self._connection.execute(theirs).first()
        if other and len(from_data(other.draft).answers) >= len(from_data(draft.draft).answers):
            self._remove(draft.id)
            return
        if other:
            self._remove(other.id)
        self._connection.execute(update(fillings).where(fillings.c.id == draft.id).values(person_id=into))

    def _remove(self, filling_id: int) -> None:
        self._connection.execute(delete(fillings).where(fillings.c.id == filling_id))

"""Drafts: what a person has answered so far. They are the person's own until *Завершить*, then they are gone."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from storage.columns import new_id
from storage.tables import fillings, waves

_GET = (
    select(fillings.c.id, fillings.c.wave_id, fillings.c.class_name, fillings.c.draft, waves.c.state, waves.c.digest)
    .join(waves, waves.c.id == fillings.c.wave_id)
    .where(fillings.c.id == bindparam("filling"), fillings.c.person_id == bindparam("person"))
)
_OF = select(fillings.c.id).where(
    fillings.c.wave_id == bindparam("wave"),
    fillings.c.person_id == bindparam("person"),
    fillings.c.class_name == bindparam("class"),
)
_REMOVE = delete(fillings).where(fillings.c.id == bindparam("filling"))
_SAVE = update(fillings).where(fillings.c.id == bindparam("filling")).values(draft=bindparam("written"))


@dataclass(frozen=True, slots=True)
class FillingRow:
    """A draft as stored; `wave_state` tells whether it may still go on, `digest` which survey it is of."""

    id: int
    wave_id: int
    class_name: str
    draft: Any
    wave_state: str
    digest: str


class Fillings:
    """Drafts of people still answering."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._saved: tuple[int, FillingRow] | None = None

    def get(self, filling_id: int, person_id: int) -> FillingRow | None:
        """This person's draft; None when it is not theirs or no longer there."""
        saved, self._saved = self._saved, None  # an answer is drawn right after it was saved
        if saved and saved[0] == person_id and saved[1].id == filling_id:
            return saved[1]
        row = self._connection.execute(_GET, {"filling": filling_id, "person": person_id}).first()
        return FillingRow(*row) if row else None

    def of(self, wave_id: int, person_id: int, class_name: str) -> int | None:
        """The draft of a person in a wave for a class."""
        asked = {"wave": wave_id, "person": person_id, "class": class_name}
        return self._connection.execute(_OF, asked).scalar_one_or_none()

    def all_of(self, person_id: int) -> list[tuple[int, int, str]]:
        """(filling, wave, class) of everything a person has begun."""
        found = select(fillings.c.id, fillings.c.wave_id, fillings.c.class_name).where(
            fillings.c.person_id == person_id
        )
        return [(filling, wave, name) for filling, wave, name in self._connection.execute(found)]

    def begin(self, wave_id: int, person_id: int, class_name: str, draft: object) -> int:
        """A new draft."""
        result = self._connection.execute(
            fillings.insert().values(wave_id=wave_id, person_id=person_id, class_name=class_name, draft=draft)
        )
        return new_id(result)

    def save(self, row: FillingRow, person_id: int, draft: object) -> None:
        """Keep the draft as it is now."""
        self._connection.execute(_SAVE, {"filling": row.id, "written": draft})
        self._saved = (person_id, replace(row, draft=draft))

    def remove(self, filling_id: int) -> None:
        """The draft is no more."""
        self._connection.execute(_REMOVE, {"filling": filling_id})

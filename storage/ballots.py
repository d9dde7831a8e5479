"""The ballot box: a finished filling goes in, and nothing tells whose it was.

The pile of a class is written anew with every ballot, under new random ids and in their order, so neither the place in
the file, nor an id, nor a transaction's number tells which ballot came last. See docs/decisions/0004-ballot-box.md.
"""

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.fillings import FillingRow
from storage.tables import ballots, comments, fillings, participations

_INSERT = {
    "sqlite": sqlite_insert(participations).on_conflict_do_nothing(),
    "postgresql": postgresql_insert(participations).on_conflict_do_nothing(),
}
_HERE = (ballots.c.wave_id == bindparam("wave")) & (ballots.c.class_name == bindparam("class"))
_PILE = select(ballots.c.answers).where(_HERE)
_TAKE_PILE = delete(ballots).where(_HERE)
_TAKE_DRAFT = delete(fillings).where(fillings.c.id == bindparam("filling"))


class Ballots:
    """The ballot box."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, filling: FillingRow, person_id: int, answers: Mapping[str, int | None], comment: str) -> bool:
        """Take a filling apart for good: a mark that its person answered, and a ballot that is nobody's.

        `answers` name every statement, in the questionnaire's order. False when this person's ballot for this class is
        in the box already; the draft is gone either way. `People.forget_screens` goes with it.
        """
        key = {"wave_id": filling.wave_id, "person_id": person_id, "class_name": filling.class_name}
        marked = self._connection.execute(_INSERT[self._connection.dialect.name], {**key, "answered": True})
        self._connection.execute(_TAKE_DRAFT, {"filling": filling.id})
        if marked.rowcount != 1:
            return False
        self._on_the_pile(filling.wave_id, filling.class_name, dict(answers))
        if comment:
            self._beside(filling.wave_id, comment)
        return True

    def _on_the_pile(self, wave_id: int, class_name: str, answers: dict[str, int | None]) -> None:
        here = {"wave": wave_id, "class": class_name}
        pile = [*self._connection.execute(_PILE, here).scalars(), answers]
        self._connection.execute(_TAKE_PILE, here)
        shelf = [{"wave_id": wave_id, "class_name": class_name, "answers": one} for one in pile]
        self._connection.execute(insert(ballots), shuffled(shelf))

    def _beside(self, wave_id: int, comment: str) -> None:
        here = comments.c.wave_id == wave_id
        pile = [*self._connection.execute(select(comments.c.text).where(here)).scalars(), comment]
        self._connection.execute(delete(comments).where(here))
        self._connection.execute(insert(comments), shuffled([{"wave_id": wave_id, "text": one} for one in pile]))


def shuffled(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows under new random ids, in the order of those ids."""
    named = [{**row, "id": secrets.token_hex(16)} for row in rows]
    return sorted(named, key=lambda row: str(row["id"]))

"""Whose a deadline is: who answers for it, who has taken it, who is reminded, and as what."""

from collections.abc import Iterable

from sqlalchemy import Connection, Select, select

from storage.held import held
from storage.tables import deadlines, positions, refusals, row_positions, takings

AT_ONCE = 10_000
"""Numbers in one question to a database: more than it takes are asked in turn."""


class Whose:
    """Looks only; what changes it stands in `Deadlines`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def holders(self, deadline_id: int) -> set[int]:
        """Everybody who holds a position of its row."""
        return {row.person_id for row in self._connection.execute(_holders([deadline_id]))}

    def answering(self, deadline_id: int) -> list[int]:
        """Who answers for it: its holders without those who have said it is not theirs."""
        return self._answering([deadline_id]).get(deadline_id, [])

    def people(self, deadline_id: int) -> list[int]:
        """Who is reminded: whoever has taken it upon themselves, else everybody who answers for it."""
        return self.all_people([deadline_id]).get(deadline_id, [])

    def all_people(self, deadline_ids: Iterable[int]) -> dict[int, list[int]]:
        """The same for many."""
        ids = list(deadline_ids)
        people: dict[int, list[int]] = {}
        for start in range(0, len(ids), AT_ONCE):
            some = ids[start : start + AT_ONCE]
            people |= self._answering(some)
            for deadline_id, person_id in self._connection.execute(_takings(some)):
                if person_id in people.get(deadline_id, []):
                    people[deadline_id] = [person_id]
        return people

    def taken_by(self, deadline_id: int) -> int | None:
        """Who of several has taken it upon themselves; somebody who answers for it no more has not."""
        found = self._connection.execute(_takings([deadline_id])).first()
        return found.person_id if found and found.person_id in self.answering(deadline_id) else None

    def _answering(self, ids: list[int]) -> dict[int, list[int]]:
        asked = select(refusals).where(refusals.c.deadline_id.in_(ids))
        refused = {(row.deadline_id, row.person_id) for row in self._connection.execute(asked)}
        people: dict[int, list[int]] = {}
        for row in self._connection.execute(_holders(ids)):
            if (row.id, row.person_id) not in refused:
                people.setdefault(row.id, []).append(row.person_id)
        return people

    def responsible(self, deadline_id: int, *, but: int | None = None) -> list[str]:
        """The positions of its row, as the plan words them; without those a person holds."""
        found = _responsible(deadline_id)
        if but is not None:
            found = found.where(positions.c.id.not_in(_held_by(but)))
        return list(self._connection.execute(found).scalars())

    def responsible_as(self, deadline_id: int, person_id: int) -> list[str]:
        """The positions of its row that a person holds."""
        found = _responsible(deadline_id).where(positions.c.id.in_(_held_by(person_id)))
        return list(self._connection.execute(found).scalars())

    def speaks_as(self, deadline_id: int, person_id: int) -> list[str]:
        """The same; of somebody who only stands in for another, all the positions they hold."""
        own = select(positions.c.wording).where(positions.c.id.in_(_held_by(person_id))).order_by(positions.c.id)
        return self.responsible_as(deadline_id, person_id) or list(self._connection.execute(own).scalars())

    def vacant(self, deadline_id: int) -> list[str]:
        """The positions of its row that nobody holds."""
        taken = select(held.c.position_id)
        return list(self._connection.execute(_responsible(deadline_id).where(positions.c.id.not_in(taken))).scalars())


def _takings(ids: list[int]) -> Select[int, int]:
    return select(takings.c.deadline_id, takings.c.person_id).where(takings.c.deadline_id.in_(ids))


def _responsible(deadline_id: int) -> Select[str]:
    return (
        select(positions.c.wording)
        .join(row_positions, row_positions.c.position_id == positions.c.id)
        .join(deadlines, deadlines.c.row_id == row_positions.c.row_id)
        .where(deadlines.c.id == deadline_id)
        .order_by(positions.c.id)
    )


def _held_by(person_id: int) -> Select[int]:
    return select(held.c.position_id).where(held.c.person_id == person_id)


def _holders(deadline_ids: list[int]) -> Select[int, int]:
    return (
        select(deadlines.c.id, held.c.person_id)
        .join(row_positions, row_positions.c.row_id == deadlines.c.row_id)
        .join(held, held.c.position_id == row_positions.c.position_id)
        .where(deadlines.c.id.in_(deadline_ids))
        .order_by(held.c.person_id)
        .distinct()
    )

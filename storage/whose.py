"""Whose a deadline is: who answers for it, who has taken it, who is reminded, and as what."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import BindParameter, Connection, bindparam, or_, select

from storage.held import held
from storage.tables import deadlines, group_positions, holders, positions, refusals, row_positions, takings

AT_ONCE = 10_000
"""Numbers in one question to a database: more than it takes are asked in turn."""

_THESE: BindParameter[int] = bindparam("ids", expanding=True)
_PLACES = (
    select(deadlines.c.id, positions.c.wording, held.c.person_id)
    .join(row_positions, row_positions.c.row_id == deadlines.c.row_id)
    .join(positions, positions.c.id == row_positions.c.position_id)
    .outerjoin(held, held.c.position_id == positions.c.id)
    .where(deadlines.c.id.in_(_THESE))
    .order_by(positions.c.id)
)
_OF_ROW = (
    select(row_positions.c.position_id)
    .join(deadlines, deadlines.c.row_id == row_positions.c.row_id)
    .where(deadlines.c.id.in_(_THESE))
)
_PARTS = select(group_positions.c.position_id).where(group_positions.c.named, group_positions.c.group_id.in_(_OF_ROW))
_VACANT = (
    select(positions.c.wording)
    .where(or_(positions.c.id.in_(_OF_ROW), positions.c.id.in_(_PARTS)))
    .where(positions.c.id.not_in(select(group_positions.c.group_id).where(group_positions.c.named)))
    .where(positions.c.id.not_in(select(held.c.position_id)))
    .order_by(positions.c.id)
)
_REFUSED = select(refusals.c.deadline_id, refusals.c.person_id).where(refusals.c.deadline_id.in_(_THESE))
_TAKEN = select(takings.c.deadline_id, takings.c.person_id).where(takings.c.deadline_id.in_(_THESE))


@dataclass(slots=True)
class Belonging:
    """Whose one deadline is.

    `places` are the positions of its row as the plan words them, with who holds each; `refused` are those who have said
    it is not theirs, `said_so` is who has said they take it.
    """

    places: dict[str, set[int]] = field(default_factory=dict)
    refused: set[int] = field(default_factory=set)
    said_so: int | None = None

    @property
    def holders(self) -> set[int]:
        """Everybody who holds a position of its row."""
        return set().union(*self.places.values())

    @property
    def answering(self) -> list[int]:
        """Who answers for it: its holders without those who have said it is not theirs."""
        return sorted(self.holders - self.refused)

    @property
    def taken_by(self) -> int | None:
        """Who of several has taken it upon themselves; somebody who answers for it no more has not."""
        return self.said_so if self.said_so in self.holders - self.refused else None

    @property
    def people(self) -> list[int]:
        """Who is reminded: whoever has taken it upon themselves, else everybody who answers for it."""
        taken = self.taken_by
        return self.answering if taken is None else [taken]

    def responsible(self, *, but: int | None = None) -> list[str]:
        """The positions of its row; without those a person holds."""
        return [words for words, people in self.places.items() if but not in people]

    def responsible_as(self, person_id: int) -> list[str]:
        """The positions of its row that a person holds."""
        return [words for words, people in self.places.items() if person_id in people]


class Whose:
    """Looks only; what changes it stands in `Deadlines`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def whose(self, deadline_id: int) -> Belonging:
        """Whose it is; nobody's when there is no such deadline."""
        return self.all_whose([deadline_id])[deadline_id]

    def all_whose(self, deadline_ids: Iterable[int]) -> dict[int, Belonging]:
        """The same for many."""
        ids = list(deadline_ids)
        found = {one: Belonging() for one in ids}
        for start in range(0, len(ids), AT_ONCE):
            self._look(found, ids[start : start + AT_ONCE])
        return found

    def _look(self, found: dict[int, Belonging], ids: list[int]) -> None:
        for deadline_id, wording, person_id in self._connection.execute(_PLACES, {"ids": ids}):
            people = found[deadline_id].places.setdefault(wording, set())
            if person_id is not None:
                people.add(person_id)
        for deadline_id, person_id in self._connection.execute(_REFUSED, {"ids": ids}):
            found[deadline_id].refused.add(person_id)
        for deadline_id, person_id in self._connection.execute(_TAKEN, {"ids": ids}):
            found[deadline_id].said_so = person_id

    def people(self, deadline_id: int) -> list[int]:
        """Who is reminded of it."""
        return self.whose(deadline_id).people

    def all_people(self, deadline_ids: Iterable[int]) -> dict[int, list[int]]:
        """The same for many; without those nobody is reminded of."""
        return {one: whose.people for one, whose in self.all_whose(deadline_ids).items() if whose.people}

    def vacant(self, deadline_id: int) -> list[str]:
        """The positions of its row that nobody holds; of a group that names its positions, these."""
        return list(self._connection.execute(_VACANT, {"ids": [deadline_id]}).scalars())

    def speaks_as(self, deadline_id: int, person_id: int) -> list[str]:
        """As what a person speaks of it; of somebody who only stands in for another, all the positions they hold."""
        held = (
            select(positions.c.wording)
            .join(holders, holders.c.position_id == positions.c.id)
            .where(holders.c.person_id == person_id)
            .order_by(positions.c.id)
        )
        return self.whose(deadline_id).responsible_as(person_id) or list(self._connection.execute(held).scalars())

"""Who answers for rows: positions as the plan words them, and the people who hold them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from cyclogram.responsible import same
from storage.columns import new_id
from storage.held import held
from storage.school import PLANNED, School
from storage.tables import group_positions, holders, plan_rows, plans, positions, row_positions


@dataclass(frozen=True, slots=True)
class Position:
    """Who answers for rows, as the plan words it; `people` is how many hold it.

    `parts` are the positions a group names one by one: «кл. рук. 5 классов» is as many people as there are classes.
    """

    id: int
    wording: str
    people: int
    parts: int = 0

    @property
    def is_vacant(self) -> bool:
        """Whether it needs somebody; a group whose parts are positions of their own needs people there."""
        return not (self.people or self.parts)


_HOLDS = select(holders.c.position_id).where(holders.c.person_id == bindparam("person"))


class Positions:
    """Positions of all plans."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, wording: str) -> int:
        """The position a wording means, made when it is new."""
        likeness = same(wording)[:300]
        found = select(positions.c.id).where(positions.c.likeness == likeness)
        known: int | None = self._connection.execute(found).scalar_one_or_none()
        if known is None:
            known = self._by_wording(likeness)
        if known is not None:
            return known
        return new_id(self._connection.execute(insert(positions).values(wording=wording[:300], likeness=likeness)))

    def _by_wording(self, likeness: str) -> int | None:
        """A position stored before its wording was understood as it is now; from here on it is found at once."""
        for row in self._connection.execute(select(positions.c.id, positions.c.wording, positions.c.likeness)):
            if row.likeness != likeness and same(row.wording)[:300] == likeness:
                renamed = update(positions).where(positions.c.id == row.id).values(likeness=likeness)
                self._connection.execute(renamed)
                return int(row.id)
        return None

    def get(self, position_id: int) -> Position:
        """One position; `LookupError` when there is none."""
        found = self._select(positions.c.id == position_id)
        if not found:
            raise LookupError(position_id)
        return found[0]

    def in_force(self) -> list[Position]:
        """The positions of the plans in force and those their groups are made of, in the order they became known."""
        mine = (
            select(row_positions.c.position_id)
            .join(plan_rows, plan_rows.c.id == row_positions.c.row_id)
            .join(plans, plans.c.id == plan_rows.c.plan_id)
            .where(plans.c.state == "in_force", plan_rows.c.gone.is_(False))
        )
        taken = group_positions.c.position_id.in_(select(holders.c.position_id))
        theirs = select(group_positions.c.position_id).where(
            group_positions.c.group_id.in_(mine), or_(group_positions.c.named, taken)
        )
        return self._select(or_(positions.c.id.in_(mine), positions.c.id.in_(theirs)))

    def parts(self, group_id: int) -> list[Position]:
        """The positions that belong to a group."""
        mine = select(group_positions.c.position_id).where(group_positions.c.group_id == group_id)
        return self._select(positions.c.id.in_(mine))

    def groups_of(self, position_id: int) -> list[Position]:
        """The groups a position belongs to."""
        theirs = select(group_positions.c.group_id).where(group_positions.c.position_id == position_id)
        return self._select(positions.c.id.in_(theirs))

    def with_groups(self) -> dict[int, set[int]]:
        """Position → itself, and the groups it belongs to."""
        found = {one.id: {one.id} for one in self.in_force()}
        for row in self._connection.execute(select(group_positions)):
            found.setdefault(row.position_id, {row.position_id}).add(row.group_id)
        return found

    def held_by(self, person_id: int) -> list[Position]:
        """The positions a person holds."""
        return self._select(positions.c.id.in_(_HOLDS.params(person=person_id)))

    def holders(self, position_id: int) -> list[int]:
        """Who holds a position, or belongs to the group it is."""
        found = select(held.c.person_id).where(held.c.position_id == position_id).order_by(held.c.person_id)
        return list(self._connection.execute(found).scalars())

    def came_in(self, position_id: int) -> list[int]:
        """Who holds this very position, and not only one that belongs to it."""
        found = select(holders.c.person_id).where(holders.c.position_id == position_id).order_by(holders.c.person_id)
        return list(self._connection.execute(found).scalars())

    def is_holder(self, person_id: int) -> bool:
        """Whether a person holds any position."""
        return self._connection.execute(_HOLDS, {"person": person_id}).first() is not None

    def hold(self, position_id: int, person_id: int) -> bool:
        """The person takes a position; False when they had it already."""
        if person_id in self.came_in(position_id):
            return False
        self._connection.execute(holders.insert().values(position_id=position_id, person_id=person_id))
        self._changed()
        return True

    def free(self, position_id: int) -> None:
        """Nobody holds it any more; what was planned for them is folded when planning comes round."""
        self._connection.execute(delete(holders).where(holders.c.position_id == position_id))
        self._changed()

    def let_go(self, person_id: int) -> None:
        """The person answers for nothing any more and is not reminded."""
        self._connection.execute(delete(holders).where(holders.c.person_id == person_id))
        self._changed()

    def _select(self, condition: Any) -> list[Position]:
        parts = (
            select(func.count())
            .where(group_positions.c.group_id == positions.c.id, group_positions.c.named)
            .scalar_subquery()
        )
        found = (
            select(positions.c.id, positions.c.wording, func.count(held.c.person_id), parts)
            .outerjoin(held, held.c.position_id == positions.c.id)
            .where(condition)
            .group_by(positions.c.id, positions.c.wording)
            .order_by(positions.c.id)
        )
        return [Position(*row) for row in self._connection.execute(found)]

    def _changed(self) -> None:
        School(self._connection).put(PLANNED, "")

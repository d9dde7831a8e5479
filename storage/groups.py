"""Which positions the groups of the plans in force are made of; kept beside them, for every reminder asks."""

from collections.abc import Iterator

from sqlalchemy import Connection, Row, Select, delete, select

from cyclogram.groups import belongs, is_group, is_person, leads_class, named
from storage.positions import Positions
from storage.school import PLANNED, School
from storage.tables import group_positions, plan_rows, plans, positions, row_positions


class Groups:
    """Follows the plans and the school's list of classes."""

    def __init__(self, connection: Connection, known: Positions) -> None:
        self._connection = connection
        self._positions = known

    def follow(self) -> None:
        """Everything anew, from what the plans and the list of classes say now; positions that are named are made."""
        wanted = dict(self._wanted())
        kept = {(one.group_id, one.position_id): one.named for one in self._connection.execute(select(group_positions))}
        if wanted == kept:
            return
        self._connection.execute(delete(group_positions))
        if wanted:
            rows = [{"group_id": one, "position_id": other, "named": told} for (one, other), told in wanted.items()]
            self._connection.execute(group_positions.insert(), rows)
        School(self._connection).put(PLANNED, "")

    def _wanted(self) -> Iterator[tuple[tuple[int, int], bool]]:
        here = self._all(positions.c.id.in_(_in_force()))
        groups = [one for one in here if is_group(one.wording)]
        if not groups:
            return
        classes = School(self._connection).classes()
        parts = {one.id: {self._part(told, here) for told in named(one.wording, classes)} for one in groups}
        others = [one for one in self._all() if one in here or not is_person(one.wording)]  # who was named a year ago?
        for group in groups:
            for one in others:
                told = one.id in parts[group.id]
                if told or belongs(one.wording, group.wording):
                    yield (group.id, one.id), told

    def _part(self, wording: str, here: list[Row[int, str]]) -> int:
        """Whoever leads that class by name, else the position of that name."""
        by_name = next((one.id for one in here if leads_class(one.wording, wording)), None)
        return self._positions.of(wording) if by_name is None else int(by_name)

    def _all(self, *conditions: object) -> list[Row[int, str]]:
        found = select(positions.c.id, positions.c.wording).where(*conditions).order_by(positions.c.id)  # type: ignore[arg-type] # columns' comparisons
        return list(self._connection.execute(found))


def _in_force() -> Select[int]:
    return (
        select(row_positions.c.position_id)
        .join(plan_rows, plan_rows.c.id == row_positions.c.row_id)
        .join(plans, plans.c.id == plan_rows.c.plan_id)
        .where(plans.c.state == "in_force", plan_rows.c.gone.is_(False))
    )

"""The cyclogram as stored: the plan as it was read, and what is in force of it: rows, deadlines, positions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from cyclogram.normal import plain, tidy
from cyclogram.plan import PlanRow, ReadPlan
from cyclogram.responsible import same
from cyclogram.school_year import school_year_of
from storage.columns import new_id
from storage.outbox import Outbox
from storage.school import School
from storage.tables import deadlines, holders, plan_rows, plans, positions, row_positions

PLANNED = "planned"
"""The mark in the school's settings that reminders of what is in force are in the outbox; any change takes it away."""

Carried = dict[tuple[str, date, date], list[int]]
"""Deadlines of the plan before, by what is due and when: (words, start, end) → ids."""


class PlanState(StrEnum):
    """A plan is read, then put in force or dropped; the next one in force replaces it."""

    READ = "read"
    IN_FORCE = "in_force"
    REPLACED = "replaced"


class DeadlineState(StrEnum):
    """Whether anything is still expected. A dropped one is in no plan any more; its id is never given to another."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan; `year` is the calendar year its school year begins in."""

    id: int
    name: str
    year: int
    state: PlanState
    plan: ReadPlan


@dataclass(frozen=True, slots=True)
class Position:
    """Who answers for rows, as the plan words it; `people` is how many hold it."""

    id: int
    wording: str
    people: int


_HOLDS = select(holders.c.position_id).where(holders.c.person_id == bindparam("person"))


class Plans:
    """The cyclogram."""

    def __init__(self, connection: Connection, now: datetime, outbox: Outbox) -> None:
        self._connection = connection
        self._now = now
        self._outbox = outbox

    # --- plans

    def add(self, plan: ReadPlan, name: str) -> int:
        """Keep a plan that was read, until somebody confirms it."""
        year = school_year_of(self._now.date()).start
        values = {"name": tidy(name)[:200], "year": year, "state": PlanState.READ, "content": plan.to_dict()}
        return new_id(self._connection.execute(plans.insert().values(**values, at=self._now)))

    def get(self, plan_id: int) -> StoredPlan | None:
        """A plan by its id."""
        row = self._connection.execute(select(plans).where(plans.c.id == plan_id)).first()
        return _stored(row) if row else None

    def in_force(self) -> StoredPlan | None:
        """The plan that is reminded of."""
        row = self._connection.execute(select(plans).where(plans.c.state == PlanState.IN_FORCE)).first()
        return _stored(row) if row else None

    def waiting(self) -> StoredPlan | None:
        """The newest plan that was read and not decided on."""
        read = select(plans).where(plans.c.state == PlanState.READ).order_by(plans.c.id.desc()).limit(1)
        row = self._connection.execute(read).first()
        return _stored(row) if row else None

    def drop(self, plan_id: int) -> None:
        """Forget a plan that was only read."""
        self._connection.execute(delete(plans).where(plans.c.id == plan_id, plans.c.state == PlanState.READ))

    def enforce(self, plan_id: int) -> bool:
        """Put a read plan in force instead of the one before; False when it was not waiting for that.

        A deadline both plans have stays the same one: done remains done, and nobody is reminded of it twice.
        """
        stored = self.get(plan_id)
        if stored is None or stored.state is not PlanState.READ:
            return False
        before = self.in_force()
        carried = self._deadlines_of(before.id) if before else {}
        self._connection.execute(update(plans).where(plans.c.id < plan_id).values(state=PlanState.REPLACED))
        in_force = {"state": PlanState.IN_FORCE, "at": self._now}
        self._connection.execute(update(plans).where(plans.c.id == plan_id).values(**in_force))
        for row in stored.plan.rows:
            values = {"plan_id": plan_id, "place": row.where, "what": row.what, "output": row.output}
            self._write(new_id(self._connection.execute(plan_rows.insert().values(**values))), row, carried)
        self._abandon(carried)
        self._changed()
        return True

    def amend(self, plan_id: int, plan: ReadPlan) -> None:
        """The plan after a question was answered; what is in force follows."""
        before = self.get(plan_id)
        if before is None:
            return
        self._connection.execute(update(plans).where(plans.c.id == plan_id).values(content=plan.to_dict()))
        if before.state is not PlanState.IN_FORCE:
            return
        ids = self._row_ids(plan_id)
        for old, row in zip(before.plan.rows, plan.rows, strict=True):
            if old != row:
                row_id = ids[row.where]
                carried = self._deadlines_of(plan_id, row_id)
                self._connection.execute(
                    update(plan_rows).where(plan_rows.c.id == row_id).values(what=row.what, output=row.output)
                )
                self._connection.execute(delete(row_positions).where(row_positions.c.row_id == row_id))
                self._write(row_id, row, carried)
                self._abandon(carried)
        self._changed()

    def _row_ids(self, plan_id: int) -> Mapping[str, int]:
        found = select(plan_rows.c.place, plan_rows.c.id).where(plan_rows.c.plan_id == plan_id)
        return {row.place: row.id for row in self._connection.execute(found)}

    def _deadlines_of(self, plan_id: int, row_id: int | None = None) -> Carried:
        found = (
            select(deadlines.c.id, deadlines.c.start, deadlines.c.end, plan_rows.c.what)
            .join(plan_rows, plan_rows.c.id == deadlines.c.row_id)
            .where(plan_rows.c.plan_id == plan_id)
            .order_by(deadlines.c.id.desc())
        )
        if row_id is not None:
            found = found.where(plan_rows.c.id == row_id)
        carried: Carried = {}
        for row in self._connection.execute(found):
            carried.setdefault((plain(row.what), row.start, row.end), []).append(row.id)
        return carried

    def _write(self, row_id: int, row: PlanRow, carried: Carried) -> None:
        """A row's deadlines, each the one it was where `carried` has it, and its positions."""
        done = {"state": DeadlineState.DONE} if row.done else {}
        for span in dict.fromkeys(row.spans):
            if same_ones := carried.get((plain(row.what), span.start, span.end)):
                moved = update(deadlines).where(deadlines.c.id == same_ones.pop())
                self._connection.execute(moved.values(row_id=row_id, **done))
            else:
                values = {"row_id": row_id, "start": span.start, "end": span.end, **done}
                self._connection.execute(deadlines.insert().values(**values))
        for position_id in dict.fromkeys(map(self.position_of, row.responsible)):
            self._connection.execute(row_positions.insert().values(row_id=row_id, position_id=position_id))

    def _abandon(self, carried: Carried) -> None:
        """What the new plan does not have is not spoken of any more."""
        left = [one for same_ones in carried.values() for one in same_ones]
        for deadline_id in left:
            self._outbox.cancel(f"deadline:{deadline_id}:")
        dropped = update(deadlines).where(deadlines.c.id.in_(left), deadlines.c.state == DeadlineState.OPEN)
        self._connection.execute(dropped.values(state=DeadlineState.DROPPED))

    # --- positions and who holds them

    def position_of(self, wording: str) -> int:
        """The position a wording means, made when it is new."""
        likeness = same(wording)[:300]
        found = select(positions.c.id).where(positions.c.likeness == likeness)
        known: int | None = self._connection.execute(found).scalar_one_or_none()
        if known is not None:
            return known
        return new_id(self._connection.execute(insert(positions).values(wording=wording[:300], likeness=likeness)))

    def position(self, position_id: int) -> Position:
        """One position; `LookupError` when there is none."""
        found = self._positions(positions.c.id == position_id)
        if not found:
            raise LookupError(position_id)
        return found[0]

    def positions(self) -> list[Position]:
        """The positions of the plan in force, in the order of its rows."""
        mine = (
            select(row_positions.c.position_id)
            .join(plan_rows, plan_rows.c.id == row_positions.c.row_id)
            .join(plans, plans.c.id == plan_rows.c.plan_id)
            .where(plans.c.state == PlanState.IN_FORCE)
        )
        return self._positions(positions.c.id.in_(mine))

    def is_holder(self, person_id: int) -> bool:
        """Whether a person holds any position."""
        return self._connection.execute(_HOLDS, {"person": person_id}).first() is not None

    def hold(self, position_id: int, person_id: int) -> bool:
        """The person takes a position; False when they had it already."""
        mine = select(holders).where(holders.c.position_id == position_id, holders.c.person_id == person_id)
        if self._connection.execute(mine).first():
            return False
        self._connection.execute(holders.insert().values(position_id=position_id, person_id=person_id))
        self._changed()
        return True

    def let_go(self, person_id: int) -> None:
        """The person answers for nothing any more and is not reminded."""
        self._connection.execute(delete(holders).where(holders.c.person_id == person_id))
        self._outbox.cancel("deadline:", person_id)
        self._changed()

    def _positions(self, condition: Any) -> list[Position]:
        found = (
            select(positions.c.id, positions.c.wording, func.count(holders.c.person_id))
            .outerjoin(holders, holders.c.position_id == positions.c.id)
            .where(condition)
            .group_by(positions.c.id, positions.c.wording)
            .order_by(positions.c.id)
        )
        return [Position(*row) for row in self._connection.execute(found)]

    def _changed(self) -> None:
        School(self._connection).put(PLANNED, "")


def _stored(row: Row[Any]) -> StoredPlan:
    return StoredPlan(row.id, row.name, row.year, PlanState(row.state), ReadPlan.from_dict(row.content))

"""The plans as stored: each version as it was read, and the rows in force, which live on from version to version."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from cyclogram.diff import Pair, pairs
from cyclogram.normal import tidy
from cyclogram.plan import Origin, PlanKind, ReadPlan
from cyclogram.returning import returning
from cyclogram.school_year import start_of
from storage.columns import new_id
from storage.groups import Groups
from storage.policies import Scope
from storage.rows import Rows
from storage.school import PLANNED, School
from storage.tables import plans, policies


class PlanState(StrEnum):
    """A plan is read, then put in force or dropped; the next one of its kind and year in force replaces it."""

    READ = "read"
    IN_FORCE = "in_force"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A version of a plan; `year` is the calendar year its school year begins in, `at` when it was read or enforced."""

    id: int
    name: str
    year: int
    state: PlanState
    plan: ReadPlan
    at: datetime

    @property
    def kind(self) -> PlanKind:
        """The cyclogram or a roadmap."""
        return self.plan.kind


class Plans:
    """Versions of the plans."""

    def __init__(self, connection: Connection, now: datetime, rows: Rows, groups: Groups) -> None:
        self._connection = connection
        self._now = now
        self._rows = rows
        self._groups = groups

    # --- looking

    def get(self, plan_id: int) -> StoredPlan | None:
        """A plan by its id."""
        row = self._connection.execute(select(plans).where(plans.c.id == plan_id)).first()
        return _stored(row) if row else None

    def in_force(self, kind: PlanKind = PlanKind.CYCLOGRAM, year: int | None = None) -> StoredPlan | None:
        """The plan of a kind that is reminded of: of that year, else of the newest."""
        found = select(plans).where(plans.c.state == PlanState.IN_FORCE, plans.c.kind == kind)
        if year is not None:
            found = found.where(plans.c.year == year)
        row = self._connection.execute(found.order_by(plans.c.year.desc()).limit(1)).first()
        return _stored(row) if row else None

    def all_in_force(self) -> list[StoredPlan]:
        """Every plan that is reminded of, the cyclogram first, newer years first."""
        found = select(plans).where(plans.c.state == PlanState.IN_FORCE).order_by(plans.c.kind, plans.c.year.desc())
        return [_stored(row) for row in self._connection.execute(found)]

    def versions(self, plan: StoredPlan) -> list[StoredPlan]:
        """Earlier versions of a plan, the newest first."""
        older = select(plans).where(
            plans.c.state == PlanState.REPLACED, plans.c.kind == plan.kind, plans.c.year == plan.year
        )
        return [_stored(row) for row in self._connection.execute(older.order_by(plans.c.at.desc(), plans.c.id.desc()))]

    def waiting(self) -> StoredPlan | None:
        """The newest plan that was read and not decided on."""
        read = select(plans).where(plans.c.state == PlanState.READ).order_by(plans.c.id.desc()).limit(1)
        row = self._connection.execute(read).first()
        return _stored(row) if row else None

    # --- changing

    def add(self, plan: ReadPlan, name: str, year: int | None = None) -> int:
        """Keep a plan that was read, until somebody confirms it; without a `year` it is for its own, or the present."""
        values = {
            "name": tidy(name)[:200],
            "kind": plan.kind,
            "year": year or plan.year or start_of(self._now.date()),
            "state": PlanState.READ,
            "content": plan.to_dict(),
        }
        return new_id(self._connection.execute(plans.insert().values(**values, at=self._now)))

    def drop(self, plan_id: int) -> None:
        """Forget a plan that was only read."""
        self._connection.execute(delete(plans).where(plans.c.id == plan_id, plans.c.state == PlanState.READ))

    def enforce(self, plan_id: int) -> bool:
        """Put a read plan in force instead of its version before; False when it was not waiting for that.

        A row both have stays the same one with its deadlines, answers and decisions, and so does one that was in an
        earlier version and comes back; what is done remains done. Rows of no file stay, for no file can drop them.
        """
        stored = self.get(plan_id)
        if stored is None or stored.state is not PlanState.READ:
            return False
        before = self.in_force(stored.kind, stored.year)
        old_rows = before.plan.rows if before else ()
        matched = _with_kept(pairs(old_rows, stored.plan.rows))
        rows = tuple(pair.new for pair in matched if pair.new)
        ids = self._rows.ids(before.id) if before else {}
        stay = {one.new.where: ids.get(one.old.where) for one in matched if one.new and one.old}
        gone = self._rows.gone(stored.kind, stored.year)
        was = {**stay, **returning(gone, [row for row in rows if row.where not in stay])}
        self._replace(stored, replace(stored.plan, rows=rows))
        for row in rows:
            row_id = was.get(row.where)
            if row_id is None:
                self._rows.add(plan_id, row)
            else:
                self._rows.rewrite(row_id, plan_id, row)
        for row_id in {*ids.values()} - {*was.values()}:
            self._rows.leave(row_id)
        self._changed()
        return True

    def _replace(self, stored: StoredPlan, plan: ReadPlan) -> None:
        same = (plans.c.kind == stored.kind, plans.c.year == stored.year)
        before = select(plans.c.id).where(*same, plans.c.state == PlanState.IN_FORCE)
        wished = (policies.c.scope == Scope.PLAN, policies.c.owner.in_(before))
        self._connection.execute(update(policies).where(*wished).values(owner=stored.id))
        self._connection.execute(
            update(plans).where(*same, plans.c.state == PlanState.IN_FORCE).values(state=PlanState.REPLACED)
        )
        self._connection.execute(delete(plans).where(*same, plans.c.id < stored.id, plans.c.state == PlanState.READ))
        values = {"state": PlanState.IN_FORCE, "at": self._now, "content": plan.to_dict()}
        self._connection.execute(update(plans).where(plans.c.id == stored.id).values(**values))

    def amend(self, plan_id: int, plan: ReadPlan) -> None:
        """The plan after an answer or a change of single rows; what is in force follows.

        Rows are told apart by their address (`where`): new ones are added, missing ones are dropped, and one that
        was dropped is the same again.
        """
        before = self.get(plan_id)
        if before is None:
            return
        values = {"content": plan.to_dict(), "kind": plan.kind}
        self._connection.execute(update(plans).where(plans.c.id == plan_id).values(**values))
        if before.state is not PlanState.IN_FORCE:
            return
        ids = {**self._rows.ids(plan_id, gone=True), **self._rows.ids(plan_id)}
        old = {row.where: row for row in before.plan.rows}
        for row in plan.rows:
            if row.where not in ids:
                self._rows.add(plan_id, row)
            elif old.pop(row.where, None) != row:
                self._rows.rewrite(ids[row.where], plan_id, row)
        for where in old:
            self._rows.leave(ids[where])
        self._changed()

    def _changed(self) -> None:
        self._groups.follow()
        School(self._connection).put(PLANNED, "")


def _with_kept(matched: Sequence[Pair]) -> list[Pair]:
    """Rows of the old version that came from no file stay in the new one, at addresses nobody else has."""
    taken = {pair.new.where for pair in matched if pair.new}
    kept = []
    for pair in matched:
        row = pair.old
        if pair.new or row is None or row.origin is Origin.FILE:
            kept.append(pair)
            continue
        where, again = row.where, 1
        while where in taken:
            again += 1
            where = f"{row.where} ({again})"
        taken.add(where)
        kept.append(Pair(row, replace(row, where=where)))
    return kept


def _stored(row: Row[Any]) -> StoredPlan:
    content = {**row.content, "kind": row.kind}
    return StoredPlan(row.id, row.name, row.year, PlanState(row.state), ReadPlan.from_dict(content), row.at)

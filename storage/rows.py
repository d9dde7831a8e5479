"""Rows of the plans in force: what each is, its deadlines and repeats, kept alive when the plan is changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, or_, select, update

from cyclogram.done_days import still_asked
from cyclogram.plan import PlanKind, PlanRow
from cyclogram.returning import GoneRow
from cyclogram.spans import Span
from cyclogram.survey_rows import asked
from storage.columns import new_id
from storage.held import held
from storage.positions import Positions
from storage.tables import deadlines, plan_rows, plans, repeats, row_positions, row_surveys

SERIES = 6
"""From so many deadlines on a row's are a series: they are told of by the week, not one by one."""


class DeadlineState(StrEnum):
    """Whether anything is still expected. A dropped one is in no plan any more; its id is never given to another."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row as stored. The whole of it stands in its plan's content at the address `place`."""

    id: int
    plan_id: int
    kind: PlanKind
    place: str
    what: str
    output: str
    object_id: str
    level: str


@dataclass(frozen=True, slots=True)
class StoredRepeat:
    """What a row says comes again and again, between two days."""

    row_id: int
    plan_id: int
    what: str
    rrule: str
    start: date
    until: date


class Rows:
    """The rows."""

    def __init__(self, connection: Connection, now: datetime, positions: Positions) -> None:
        self._connection = connection
        self._now = now
        self._positions = positions

    # --- looking

    def get(self, row_id: int) -> StoredRow | None:
        """One row of a plan in force."""
        found = self._select(plan_rows.c.id == row_id)
        return found[0] if found else None

    def in_force(self) -> list[StoredRow]:
        """Every row of the plans in force."""
        return self._select(plan_rows.c.gone.is_(False))

    def repeating(self, since: date, until: date, *, of: Collection[int] | None = None) -> list[StoredRepeat]:
        """Repeats of the plans in force that may fall between two days; of these people alone, if any are named."""
        found = (
            select(plan_rows.c.id, plan_rows.c.plan_id, plan_rows.c.what, repeats.c.rrule, repeats.c.start)
            .add_columns(repeats.c.until)
            .join(repeats, repeats.c.row_id == plan_rows.c.id)
            .join(plans, plans.c.id == plan_rows.c.plan_id)
            .where(plans.c.state == "in_force", plan_rows.c.gone.is_(False))
            .where(repeats.c.start <= until, repeats.c.until >= since)
            .order_by(plan_rows.c.id)
        )
        if of is not None:
            found = found.where(plan_rows.c.id.in_(rows_of(of)))
        return [StoredRepeat(*row) for row in self._connection.execute(found)]

    def people(self, row_ids: Collection[int]) -> Mapping[int, list[int]]:
        """Row → who holds its positions."""
        found = (
            select(row_positions.c.row_id, held.c.person_id)
            .join(held, held.c.position_id == row_positions.c.position_id)
            .where(row_positions.c.row_id.in_(row_ids))
            .order_by(held.c.person_id)
            .distinct()
        )
        people: dict[int, list[int]] = {}
        for row in self._connection.execute(found):
            people.setdefault(row.row_id, []).append(row.person_id)
        return people

    def ids(self, plan_id: int, *, gone: bool = False) -> Mapping[str, int]:
        """Address → id of the rows of a plan, or of those that have left it."""
        mine = (plan_rows.c.plan_id == plan_id, plan_rows.c.gone.is_(gone))
        found = select(plan_rows.c.place, plan_rows.c.id).where(*mine)
        return {row.place: row.id for row in self._connection.execute(found)}

    def gone(self, kind: PlanKind, year: int) -> list[GoneRow]:
        """Every row that the plans of a kind and year have had and have no more, the last seen first."""
        found = (
            select(plan_rows.c.id, plan_rows.c.place, plan_rows.c.what, deadlines.c.start, deadlines.c.end)
            .join(plans, plans.c.id == plan_rows.c.plan_id)
            .outerjoin(deadlines, deadlines.c.row_id == plan_rows.c.id)
            .where(plans.c.kind == kind, plans.c.year == year)
            .where(or_(plan_rows.c.gone, plans.c.state != "in_force"))  # they left before that was noted
            .order_by(plans.c.id.desc(), plan_rows.c.id)
        )
        days: dict[tuple[int, str, str], set[Span]] = {}
        for row_id, place, what, start, end in self._connection.execute(found):
            days.setdefault((row_id, place, what), set()).update([Span(start, end)] if end else [])
        return [GoneRow(*row, frozenset(spans)) for row, spans in days.items()]

    def done(self, plan_id: int) -> Mapping[str, list[Span]]:
        """Address → days of the deadlines of a plan that are done."""
        found = (
            select(plan_rows.c.place, deadlines.c.start, deadlines.c.end)
            .join(plan_rows, plan_rows.c.id == deadlines.c.row_id)
            .where(plan_rows.c.plan_id == plan_id, deadlines.c.state == DeadlineState.DONE)
        )
        days: dict[str, list[Span]] = {}
        for place, start, end in self._connection.execute(found):
            days.setdefault(place, []).append(Span(start, end))
        return days

    def _select(self, *conditions: Any) -> list[StoredRow]:
        found = (
            select(plan_rows, plans.c.kind)
            .join(plans, plans.c.id == plan_rows.c.plan_id)
            .where(plans.c.state == "in_force", *conditions)
            .order_by(plan_rows.c.id)
        )
        return [_row(row) for row in self._connection.execute(found)]

    # --- changing

    def add(self, plan_id: int, row: PlanRow) -> int:
        """A new row with its deadlines, repeats and positions; one that is a survey by its words is tied to it."""
        values = {"plan_id": plan_id, "known_at": self._now, **_values(row)}
        row_id = new_id(self._connection.execute(plan_rows.insert().values(**values)))
        for audience in asked(row):
            self._connection.execute(row_surveys.insert().values(row_id=row_id, audience=audience))
        self._write(row_id, row)
        return row_id

    def rewrite(self, row_id: int, plan_id: int, row: PlanRow) -> None:
        """The row says something else now; deadlines that stay, or only move, are the same ones as before."""
        values = {"plan_id": plan_id, "gone": False, **_values(row)}
        self._connection.execute(update(plan_rows).where(plan_rows.c.id == row_id).values(**values))
        self._connection.execute(delete(row_positions).where(row_positions.c.row_id == row_id))
        self._connection.execute(delete(repeats).where(repeats.c.row_id == row_id))
        self._write(row_id, row)

    def leave(self, row_id: int) -> None:
        """The row is in no plan any more: nothing is expected of it."""
        self._connection.execute(update(plan_rows).where(plan_rows.c.id == row_id).values(gone=True))
        self._drop([one.id for one in self._deadlines(row_id) if one.state == DeadlineState.OPEN])

    def _write(self, row_id: int, row: PlanRow) -> None:
        self._write_deadlines(row_id, row)
        for repeat in row.repeats:
            values = {"rrule": repeat.rrule[:200], "start": repeat.start, "until": repeat.until}
            self._connection.execute(repeats.insert().values(row_id=row_id, **values))
        for position_id in dict.fromkeys(map(self._positions.of, row.responsible)):
            self._connection.execute(row_positions.insert().values(row_id=row_id, position_id=position_id))

    def _write_deadlines(self, row_id: int, row: PlanRow) -> None:
        """Those with the same days stay, what is done is not asked for again; open ones move to the rest in order."""
        wanted = list(dict.fromkeys(row.spans))
        series = {"series": len(wanted) >= SERIES}
        done = {"state": DeadlineState.DONE} if row.done else {}
        left: dict[int, Span] = {}
        closed = []
        for one in self._deadlines(row_id):
            days = Span(one.start, one.end)
            if days in wanted:
                wanted.remove(days)
                revived = {"state": DeadlineState.OPEN} if one.state == DeadlineState.DROPPED else {}
                self._set(one.id, **{**series, **revived, **done})
            elif one.state == DeadlineState.OPEN:
                left[one.id] = days
            elif one.state == DeadlineState.DONE:
                closed.append(days)
        wanted = still_asked(wanted, closed, left.values())
        for deadline_id, days in zip(left, wanted, strict=False):
            self._set(deadline_id, start=days.start, end=days.end, **series, **done)
        for days in wanted[len(left) :]:
            values = {"row_id": row_id, "start": days.start, "end": days.end, **series, **done}
            self._connection.execute(deadlines.insert().values(**values))
        self._drop([*left][len(wanted) :])

    def _deadlines(self, row_id: int) -> list[Row[int, date, date, str]]:
        found = select(deadlines.c.id, deadlines.c.start, deadlines.c.end, deadlines.c.state)
        return list(self._connection.execute(found.where(deadlines.c.row_id == row_id).order_by(deadlines.c.end)))

    def _drop(self, ids: list[int]) -> None:
        for deadline_id in ids:
            self._set(deadline_id, state=DeadlineState.DROPPED)

    def _set(self, deadline_id: int, **values: Any) -> None:
        self._connection.execute(update(deadlines).where(deadlines.c.id == deadline_id).values(**values))


def rows_of(people: Collection[int]) -> Select[int]:
    """The rows these people answer for."""
    return (
        select(row_positions.c.row_id)
        .join(held, held.c.position_id == row_positions.c.position_id)
        .where(held.c.person_id.in_(people))
    )


def _values(row: PlanRow) -> dict[str, str]:
    return {
        "place": row.where,
        "what": row.what,
        "output": row.output,
        "object_id": row.object_id[:64],
        "level": row.level,
    }


def _row(row: Row[Any]) -> StoredRow:
    kind = PlanKind(row.kind)
    return StoredRow(row.id, row.plan_id, kind, row.place, row.what, row.output, row.object_id, row.level)

"""What was planned and what became of it: rows of the plans in force, and of earlier ones what was done of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select

from cyclogram.plan import PlanKind
from cyclogram.spans import Span
from storage.held import held
from storage.plans import PlanState
from storage.rows import DeadlineState
from storage.tables import (
    attachments,
    deadlines,
    decisions,
    plan_rows,
    plans,
    positions,
    repeats,
    row_positions,
)


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A row and who answers for it: position → its wording, and the people who hold one of them."""

    id: int
    plan_id: int
    kind: PlanKind
    place: str
    what: str
    output: str
    object_id: str
    level: str
    positions: Mapping[int, str]
    people: frozenset[int]

    @property
    def who(self) -> tuple[str, ...]:
        """The positions as the plan words them."""
        return tuple(self.positions.values())


@dataclass(frozen=True, slots=True)
class StoredFact:
    """A deadline and what became of it."""

    id: int
    row: KnownRow
    start: date
    end: date
    state: DeadlineState
    word: str
    form: str
    done_by: int | None
    done_at: datetime | None

    @property
    def is_done(self) -> bool:
        """Whether it is done."""
        return self.state is DeadlineState.DONE

    def is_late(self, today: date) -> bool:
        """Whether its day is over and nothing is done."""
        return self.state is DeadlineState.OPEN and self.end < today


@dataclass(frozen=True, slots=True)
class KnownRepeat:
    """Something of a row that comes again and again between two days; `number` is its place among the row's."""

    row: KnownRow
    number: int
    rrule: str
    start: date
    until: date


@dataclass(frozen=True, slots=True)
class StoredDecision:
    """A management decision and how it stands: None where it has become no row, or nothing is expected any more."""

    row_id: int
    deadline_id: int | None
    what: str
    who: str
    metric: str
    due: date | None
    state: DeadlineState | None
    done_at: datetime | None


_COUNTS = or_(
    and_(plans.c.state == PlanState.IN_FORCE, deadlines.c.state != DeadlineState.DROPPED),
    deadlines.c.state == DeadlineState.DONE,
)


class Facts:
    """Reads a stretch of the year in a few statements, however many rows there are."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # --- deadlines

    def get(self, deadline_id: int) -> StoredFact | None:
        """One of them."""
        found = self._facts(_COUNTS, deadlines.c.id == deadline_id)
        return found[0] if found else None

    def touching(self, days: Span) -> list[StoredFact]:
        """Deadlines whose days touch these, the earliest first."""
        return self._facts(_COUNTS, deadlines.c.start <= days.end, deadlines.c.end >= days.start)

    def due(self, days: Span) -> list[StoredFact]:
        """Deadlines that end within these days."""
        return self._facts(_COUNTS, deadlines.c.end >= days.start, deadlines.c.end <= days.end)

    def of_plan(self, plan_id: int) -> list[StoredFact]:
        """What a plan in force expects or has seen done."""
        return self._facts(deadlines.c.state != DeadlineState.DROPPED, plan_rows.c.plan_id == plan_id)

    def in_force(self, dropped_since: date) -> list[StoredFact]:
        """Deadlines of all plans in force; with those nobody expects any more that would have been due since a day."""
        dropped = and_(deadlines.c.state == DeadlineState.DROPPED, deadlines.c.end >= dropped_since)
        kept = and_(plans.c.state == PlanState.IN_FORCE, deadlines.c.state != DeadlineState.DROPPED)
        return self._facts(or_(kept, dropped))

    def _facts(self, *conditions: ColumnElement[bool]) -> list[StoredFact]:
        found = (
            select(deadlines)
            .join(plan_rows, plan_rows.c.id == deadlines.c.row_id)
            .join(plans, plans.c.id == plan_rows.c.plan_id)
            .where(*conditions)
        )
        rows = self._rows(found.with_only_columns(deadlines.c.row_id))
        return [
            StoredFact(
                row.id,
                rows[row.row_id],
                row.start,
                row.end,
                DeadlineState(row.state),
                row.word,
                row.form,
                row.done_by,
                row.done_at,
            )
            for row in self._connection.execute(found.order_by(deadlines.c.end, deadlines.c.id))
        ]

    # --- what has no deadlines

    def repeats(self, days: Span) -> list[KnownRepeat]:
        """Repeats of the plans in force that may fall on these days."""
        found = (
            select(repeats)
            .join(plan_rows, plan_rows.c.id == repeats.c.row_id)
            .join(plans, plans.c.id == plan_rows.c.plan_id)
            .where(plans.c.state == PlanState.IN_FORCE, plan_rows.c.gone.is_(False))
        )
        rows = self._rows(found.with_only_columns(repeats.c.row_id))
        numbers: dict[int, int] = {}
        kept = []
        for row in self._connection.execute(found.order_by(repeats.c.row_id, repeats.c.id)):
            number = numbers[row.row_id] = numbers.get(row.row_id, 0) + 1
            if row.start <= days.end and row.until >= days.start:
                kept.append(KnownRepeat(rows[row.row_id], number, row.rrule, row.start, row.until))
        return kept

    def undated(self) -> list[KnownRow]:
        """Rows of the plans in force of which no day is known."""
        dated = select(deadlines.c.row_id).where(deadlines.c.state != DeadlineState.DROPPED)
        found = (
            select(plan_rows.c.id)
            .join(plans, plans.c.id == plan_rows.c.plan_id)
            .where(plans.c.state == PlanState.IN_FORCE, plan_rows.c.gone.is_(False), plan_rows.c.id.not_in(dated))
        )
        return list(self._rows(found).values())

    # --- rows

    def _rows(self, ids: Select[int]) -> dict[int, KnownRow]:
        answering = self._answering(ids)
        found = (
            select(plan_rows, plans.c.kind)
            .join(plans, plans.c.id == plan_rows.c.plan_id)
            .where(plan_rows.c.id.in_(ids))
            .order_by(plan_rows.c.id)
        )
        rows = {}
        for row in self._connection.execute(found):
            named, people = answering.get(row.id, ({}, set()))
            told = (row.place, row.what, row.output, row.object_id, row.level)
            rows[row.id] = KnownRow(row.id, row.plan_id, PlanKind(row.kind), *told, named, frozenset(people))
        return rows

    def _answering(self, ids: Select[int]) -> dict[int, tuple[dict[int, str], set[int]]]:
        found = (
            select(row_positions.c.row_id, positions.c.id, positions.c.wording, held.c.person_id)
            .join(positions, positions.c.id == row_positions.c.position_id)
            .outerjoin(held, held.c.position_id == positions.c.id)
            .where(row_positions.c.row_id.in_(ids))
            .order_by(positions.c.id)
        )
        answering: dict[int, tuple[dict[int, str], set[int]]] = {}
        for row_id, position_id, wording, person_id in self._connection.execute(found):
            named, people = answering.setdefault(row_id, ({}, set()))
            named[position_id] = wording
            if person_id is not None:
                people.add(person_id)
        return answering

    # --- what came of them

    def attached(self, days: Span) -> Mapping[int, int]:
        """Deadline that ends within these days → how many files were attached to it."""
        found = (
            select(attachments.c.deadline_id)
            .join(deadlines, deadlines.c.id == attachments.c.deadline_id)
            .where(deadlines.c.end >= days.start, deadlines.c.end <= days.end)
        )
        number: dict[int, int] = {}
        for deadline_id in self._connection.execute(found).scalars():
            number[deadline_id] = number.get(deadline_id, 0) + 1
        return number

    def decisions(self, row_ids: Iterable[int]) -> list[StoredDecision]:
        """Management decisions that came from these rows, in the order they were made."""
        wanted = set(row_ids)
        every = self._connection.execute(select(decisions).order_by(decisions.c.id))
        made = [row for row in every if row.row_id in wanted]
        becoming = self._becoming()
        return [_decision(row, becoming.get(row.made_row_id, [])) for row in made]

    def _becoming(self) -> dict[int, list[Any]]:
        """Row made by a decision → its deadlines."""
        made = select(decisions.c.made_row_id).where(decisions.c.made_row_id.is_not(None))
        found: dict[int, list[Any]] = {}
        for row in self._connection.execute(select(deadlines).where(deadlines.c.row_id.in_(made))):
            found.setdefault(row.row_id, []).append(row)
        return found

    def held(self) -> Mapping[int, Mapping[int, str]]:
        """Person → the positions they hold, with their wording."""
        found = select(held.c.person_id, positions.c.id, positions.c.wording).join(
            positions, positions.c.id == held.c.position_id
        )
        held_by: dict[int, dict[int, str]] = {}
        for person_id, position_id, wording in self._connection.execute(found.order_by(positions.c.id)):
            held_by.setdefault(person_id, {})[position_id] = wording
        return held_by


def _decision(row: Any, became: list[Any]) -> StoredDecision:
    expected = [one for one in became if one.state != DeadlineState.DROPPED]
    done = [one for one in expected if one.state == DeadlineState.DONE]
    state = None
    if expected:
        state = DeadlineState.DONE if len(done) == len(expected) else DeadlineState.OPEN
    elif became:
        state = DeadlineState.DROPPED
    ended = [one.done_at for one in done if one.done_at] if state is DeadlineState.DONE else []
    due = max((one.end for one in expected), default=None)
    told = (row.what, row.who, row.metric)
    return StoredDecision(row.row_id, row.deadline_id, *told, due, state, max(ended, default=None))

"""Deadlines of the plan in force: what became of them, and what is still to be said about them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, case, delete, func, select, union, update

from cyclogram.horizon import Near
from cyclogram.normal import tidy
from storage.plans import PlanState
from storage.rows import DeadlineState, rows_of
from storage.school import PLANNED, School
from storage.tables import (
    attachments,
    deadlines,
    plan_rows,
    plans,
    refusals,
    takings,
)
from storage.whose import Whose


@dataclass(frozen=True, slots=True)
class Deadline:
    """One due thing.

    `known_since` is when its row was put in force; `series` tells that it is one of many in its row. When it is done:
    `word` is what was said, `form` the document that came of it.
    """

    id: int
    row_id: int
    plan_id: int
    what: str
    output: str
    start: date
    end: date
    state: DeadlineState
    word: str
    known_since: datetime
    series: bool
    form: str
    done_by: int | None
    done_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether anything is still expected."""
        return self.state is DeadlineState.OPEN


class Deadlines(Whose):
    """Deadlines of the plan in force; those of earlier plans are not there."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        super().__init__(connection)
        self._now = now

    # --- looking

    def get(self, deadline_id: int) -> Deadline | None:
        """One deadline."""
        found = self._select(deadlines.c.id == deadline_id)
        return found[0] if found else None

    def these(self, deadline_ids: Collection[int]) -> dict[int, Deadline]:
        """Those of these that are in a plan in force."""
        return {one.id: one for one in self._select(deadlines.c.id.in_(deadline_ids))}

    def open(self, limit: int | None = None, after: int | None = None) -> list[Deadline]:
        """What is still expected, the earliest first: all of it, or some after so many."""
        return self._select(deadlines.c.state == DeadlineState.OPEN, limit=limit, after=after)

    def near(self, near: Near) -> list[Deadline]:
        """What is still expected and begins or ends in these stretches; what lies elsewhere is not even looked at."""
        begin = select(deadlines.c.id).where(deadlines.c.start.between(near.starts.start, near.starts.end))
        end = select(deadlines.c.id).where(deadlines.c.end.between(near.ends.start, near.ends.end))
        return self._select(deadlines.c.state == DeadlineState.OPEN, deadlines.c.id.in_(union(begin, end)))

    def ending(
        self,
        since: date,
        until: date,
        state: DeadlineState = DeadlineState.OPEN,
        *,
        of: Collection[int] | None = None,
    ) -> list[Deadline]:
        """What is due between two days and still expected, or whatever the state; of these people alone, if any."""
        end = select(deadlines.c.id).where(deadlines.c.end.between(since, until))
        theirs = () if of is None else (deadlines.c.row_id.in_(rows_of(of)),)
        return self._select(deadlines.c.state == state, deadlines.c.id.in_(end), *theirs)

    def done_between(self, since: datetime, until: datetime) -> list[Deadline]:
        """What was closed from a moment on and before another."""
        closed = select(deadlines.c.id).where(deadlines.c.done_at >= since, deadlines.c.done_at < until)
        return self._select(deadlines.c.state == DeadlineState.DONE, deadlines.c.id.in_(closed))

    def count(self, today: date, plan_id: int | None = None) -> tuple[int, int]:
        """How many are still expected, of one plan or of all, and how many of these are overdue."""
        found = (
            select(func.count(), func.count(case((deadlines.c.end < today, 1))))
            .select_from(deadlines)
            .join(plan_rows, plan_rows.c.id == deadlines.c.row_id)
            .join(plans, plans.c.id == plan_rows.c.plan_id)
            .where(plans.c.state == PlanState.IN_FORCE, deadlines.c.state == DeadlineState.OPEN)
            .where(*([plans.c.id == plan_id] if plan_id is not None else []))
        )
        still_open, overdue = self._connection.execute(found).one()
        return still_open, overdue

    def open_rows(self, row_ids: Collection[int]) -> set[int]:
        """Those of these rows of which something is still expected."""
        found = select(deadlines.c.row_id).where(
            deadlines.c.row_id.in_(row_ids), deadlines.c.state == DeadlineState.OPEN
        )
        return set(self._connection.execute(found).scalars())

    def open_of(self, person_id: int) -> list[Deadline]:
        """What is still expected of a person."""
        mine = rows_of([person_id])
        refused = select(refusals.c.deadline_id).where(refusals.c.person_id == person_id)
        return self._select(
            deadlines.c.state == DeadlineState.OPEN, deadlines.c.row_id.in_(mine), deadlines.c.id.not_in(refused)
        )

    def products(self) -> tuple[int, int]:
        """Of how many things done a product was noted, a document named or sent, and how many are done."""
        done = self._select(deadlines.c.state == DeadlineState.DONE)
        sent = select(attachments.c.deadline_id).where(attachments.c.deadline_id.in_([one.id for one in done]))
        with_file = set(self._connection.execute(sent).scalars())
        return sum(1 for one in done if one.form or one.id in with_file), len(done)

    # --- what people say about them

    def done(self, deadline_id: int, person_id: int, word: str = "", form: str = "") -> bool:
        """Close it; nothing more is said about it. False when it was closed already.

        `word` is what they say of it, `form` the document that came of it; both may be "".
        """
        values = {"word": tidy(word)[:1000], "form": form[:200], "done_by": person_id, "done_at": self._now}
        self._changed()
        return self._turn(deadline_id, DeadlineState.OPEN, DeadlineState.DONE, values)

    def describe(self, deadline_id: int, *, word: str | None = None, form: str | None = None) -> None:
        """What came of a thing that is done; None leaves what was said before. No reminder changes because of it."""
        said = {} if word is None else {"word": tidy(word)[:1000]}
        named = {} if form is None else {"form": form[:200]}
        self._turn(deadline_id, DeadlineState.DONE, DeadlineState.DONE, said | named)

    def reopen(self, deadline_id: int) -> bool:
        """It is expected again, and reminded of. False when it was not done."""
        values = {"word": "", "form": "", "done_by": None, "done_at": None}
        self._changed()
        return self._turn(deadline_id, DeadlineState.DONE, DeadlineState.OPEN, values)

    def _turn(self, deadline_id: int, old: DeadlineState, new: DeadlineState, values: dict[str, Any]) -> bool:
        stands = (deadlines.c.id == deadline_id, deadlines.c.state == old)
        return self._connection.execute(update(deadlines).where(*stands).values(state=new, **values)).rowcount == 1

    def refuse(self, deadline_id: int, person_id: int) -> bool:
        """It is not theirs, or no more: they are not reminded of it. False when they said so before."""
        if self._connection.execute(select(refusals).where(*_refused(deadline_id, person_id))).first():
            return False
        self._connection.execute(refusals.insert().values(deadline_id=deadline_id, person_id=person_id))
        self._changed()
        return True

    def accept(self, deadline_id: int, person_id: int) -> None:
        """It is theirs after all."""
        self._connection.execute(delete(refusals).where(*_refused(deadline_id, person_id)))
        self._changed()

    def take(self, deadline_id: int, person_id: int) -> bool:
        """One of several does it and alone is reminded. False when somebody has taken it already."""
        if self.whose(deadline_id).taken_by is not None:
            return False
        self._connection.execute(delete(takings).where(takings.c.deadline_id == deadline_id))
        self._connection.execute(takings.insert().values(deadline_id=deadline_id, person_id=person_id))
        self._changed()
        return True

    def give_back(self, deadline_id: int, person_id: int) -> bool:
        """Everybody who answers for it is reminded again. False when this person had not taken it."""
        mine = (takings.c.deadline_id == deadline_id, takings.c.person_id == person_id)
        self._changed()
        return self._connection.execute(delete(takings).where(*mine)).rowcount == 1

    def _changed(self) -> None:
        School(self._connection).put(PLANNED, "")

    def _select(
        self, *conditions: ColumnElement[bool], limit: int | None = None, after: int | None = None
    ) -> list[Deadline]:
        found = (
            select(deadlines, plan_rows.c.plan_id, plan_rows.c.what, plan_rows.c.output, plan_rows.c.known_at)
            .join(plan_rows, plan_rows.c.id == deadlines.c.row_id)
            .join(plans, plans.c.id == plan_rows.c.plan_id)
            .where(plans.c.state == PlanState.IN_FORCE, deadlines.c.state != DeadlineState.DROPPED, *conditions)
            .order_by(deadlines.c.end, deadlines.c.id)
            .limit(limit)
            .offset(after)
        )
        return [_deadline(row) for row in self._connection.execute(found)]


def _refused(deadline_id: int, person_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return refusals.c.deadline_id == deadline_id, refusals.c.person_id == person_id


def _deadline(row: Row[Any]) -> Deadline:
    return Deadline(
        id=row.id,
        row_id=row.row_id,
        plan_id=row.plan_id,
        what=row.what,
        output=row.output,
        start=row.start,
        end=row.end,
        state=DeadlineState(row.state),
        word=row.word,
        known_since=row.known_at,
        series=row.series,
        form=row.form,
        done_by=row.done_by,
        done_at=row.done_at,
    )

"""Management decisions: what each came from, and the row of the plan it has become."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from storage.columns import new_id
from storage.rows import DeadlineState
from storage.tables import deadlines, decisions, plan_rows


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `row_id` and `source` are what it came from, `made_row_id` the row it is now.

    `who`, `due` and `metric` (how the school will know) are as they were said. `is_done` when nothing of its row is
    expected any more and something was done.
    """

    id: int
    row_id: int
    deadline_id: int | None
    made_row_id: int | None
    source: str
    what: str
    who: str
    due: str
    metric: str
    is_done: bool


class Decisions:
    """All of them."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def get(self, decision_id: int) -> Decision | None:
        """One of them."""
        found = self._select(decisions.c.id == decision_id)
        return found[0] if found else None

    def of_row(self, row_id: int) -> list[Decision]:
        """Those a row has led to, the oldest first."""
        return self._select(decisions.c.row_id == row_id)

    def behind(self, row_id: int) -> Decision | None:
        """The decision a row has come from."""
        found = self._select(decisions.c.made_row_id == row_id)
        return found[0] if found else None

    def add(self, row_id: int, deadline_id: int, by: int, *, what: str, who: str, due: str, metric: str) -> int:
        """A decision; the row it becomes is told of by `became`."""
        said = {"what": what, "who": who, "due": due, "metric": metric}
        values = {"row_id": row_id, "deadline_id": deadline_id, "by": by, "at": self._now, **said}
        return new_id(self._connection.execute(decisions.insert().values(**values)))

    def became(self, decision_id: int, row_id: int) -> None:
        """Its row of the plan."""
        self._connection.execute(update(decisions).where(decisions.c.id == decision_id).values(made_row_id=row_id))

    def _select(self, condition: Any) -> list[Decision]:
        found = (
            select(decisions, plan_rows.c.what.label("source"))
            .join(plan_rows, plan_rows.c.id == decisions.c.row_id)
            .where(condition)
            .order_by(decisions.c.id)
        )
        return [self._decision(row) for row in self._connection.execute(found).all()]

    def _decision(self, row: Row[Any]) -> Decision:
        states = select(deadlines.c.state).where(deadlines.c.row_id == row.made_row_id)
        left = {state for state in self._connection.execute(states).scalars() if state != DeadlineState.DROPPED}
        return Decision(
            id=row.id,
            row_id=row.row_id,
            deadline_id=row.deadline_id,
            made_row_id=row.made_row_id,
            source=row.source,
            what=row.what,
            who=row.who,
            due=row.due,
            metric=row.metric,
            is_done=left == {DeadlineState.DONE},
        )

"""Rows that are surveys: whom each asks, the waves opened for it, and what a wave gives back to its row."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Row, and_, delete, insert, select, update

from storage.people import Audience
from storage.rows import DeadlineState
from storage.school import PLANNED, School
from storage.tables import deadlines, plan_rows, plans, row_surveys, wave_deadlines, waves


@dataclass(frozen=True, slots=True)
class SurveyDue:
    """A survey of the plan that nobody has opened yet, and the days its row gives it."""

    deadline_id: int
    audience: Audience
    what: str
    start: date
    end: date


class RowSurveys:
    """Ties between rows and surveys."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def of(self, row_id: int) -> list[Audience]:
        """Whom a row asks."""
        found = select(row_surveys.c.audience).where(row_surveys.c.row_id == row_id)
        told = set(self._connection.execute(found).scalars())
        return [audience for audience in Audience if audience in told]

    def tie(self, row_id: int, audience: Audience) -> None:
        """The row is a survey of this audience, or is not any more."""
        if audience in self.of(row_id):
            same = and_(row_surveys.c.row_id == row_id, row_surveys.c.audience == audience)
            self._connection.execute(delete(row_surveys).where(same))
        else:
            self._connection.execute(insert(row_surveys).values(row_id=row_id, audience=audience))

    def open_for(self, wave_id: int, deadline_id: int) -> None:
        """This wave was opened for this deadline."""
        self._connection.execute(insert(wave_deadlines).values(wave_id=wave_id, deadline_id=deadline_id))

    def wave_of(self, deadline_id: int, audience: Audience) -> int | None:
        """The wave of an audience opened for a deadline."""
        found = self._waves(deadline_id)
        return next((row.id for row in found if row.audience == audience), None)

    def due(self, first: date, last: date) -> list[SurveyDue]:
        """Surveys whose days begin between two days and that nobody has opened."""
        opened = (
            select(wave_deadlines.c.wave_id)
            .join(waves, waves.c.id == wave_deadlines.c.wave_id)
            .where(wave_deadlines.c.deadline_id == deadlines.c.id, waves.c.audience == row_surveys.c.audience)
        )
        found = (
            select(deadlines.c.id, deadlines.c.start, deadlines.c.end, row_surveys.c.audience, plan_rows.c.what)
            .join(plan_rows, plan_rows.c.id == deadlines.c.row_id)
            .join(plans, plans.c.id == plan_rows.c.plan_id)
            .join(row_surveys, row_surveys.c.row_id == plan_rows.c.id)
            .where(plans.c.state == "in_force", deadlines.c.state == DeadlineState.OPEN, ~opened.exists())
            .where(deadlines.c.start.between(first, last))
            .order_by(deadlines.c.start, deadlines.c.id, row_surveys.c.audience)
        )
        return [
            SurveyDue(row.id, Audience(row.audience), row.what, row.start, row.end)
            for row in self._connection.execute(found)
        ]

    def closed(self, wave_id: int, result: str) -> None:
        """A wave has closed: its deadline keeps what came of it, and is done once everybody the row asks was asked."""
        tied = select(wave_deadlines.c.deadline_id).where(wave_deadlines.c.wave_id == wave_id)
        deadline_id = self._connection.execute(tied).scalar_one_or_none()
        if deadline_id is None:
            return
        found = select(deadlines.c.row_id, deadlines.c.word, deadlines.c.state).where(deadlines.c.id == deadline_id)
        deadline = self._connection.execute(found).one()
        values: dict[str, object] = {"word": f"{deadline.word} {result}".strip()[:1000]}
        closed = {row.audience for row in self._waves(deadline_id) if row.state == "closed"}
        if deadline.state == DeadlineState.OPEN and closed >= set(self.of(deadline.row_id)):
            values |= {"state": DeadlineState.DONE, "done_at": self._now}
            School(self._connection).put(PLANNED, "")
        self._connection.execute(update(deadlines).where(deadlines.c.id == deadline_id).values(**values))

    def _waves(self, deadline_id: int) -> list[Row[int, str, str]]:
        found = (
            select(waves.c.id, waves.c.audience, waves.c.state)
            .join(wave_deadlines, wave_deadlines.c.wave_id == waves.c.id)
            .where(wave_deadlines.c.deadline_id == deadline_id)
        )
        return list(self._connection.execute(found))

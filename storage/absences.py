"""Who is away, until when, and which position stands in."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, select, update

from cyclogram.spans import DAY
from cyclogram.stand_ins import who_hears
from storage.columns import new_id
from storage.school import PLANNED, School
from storage.tables import absences


@dataclass(frozen=True, slots=True)
class Absence:
    """One absence, both days included; `position_id` is who stands in, None for nobody."""

    id: int
    person_id: int
    since: date
    until: date
    position_id: int | None

    def __contains__(self, when: object) -> bool:
        return isinstance(when, date) and self.since <= when <= self.until


class Absences:
    """Absences of everybody."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._on: dict[date, Mapping[int, Absence]] = {}

    def get(self, absence_id: int) -> Absence | None:
        """One absence."""
        found = self._select(absences.c.id == absence_id)
        return found[0] if found else None

    def around(self, since: date, until: date) -> list[Absence]:
        """Those that touch a stretch of days."""
        return self._select(absences.c.since <= until, absences.c.until >= since)

    def on(self, day: date) -> Mapping[int, Absence]:
        """Person → their absence on a day; of two the later said."""
        if day not in self._on:
            self._on[day] = {one.person_id: one for one in self.around(day, day)}
        return self._on[day]

    def hearers(
        self, people: Collection[int], day: date, holders: Callable[[int], Iterable[int]]
    ) -> Mapping[int, Collection[int]]:
        """Who hears on a day of what is these people's → those for whom they stand in; `holders` of a position."""
        return who_hears(people, {person: one.position_id for person, one in self.on(day).items()}, holders)

    def of(self, person_id: int, today: date) -> list[Absence]:
        """A person's absences that are not over."""
        return self._select(absences.c.person_id == person_id, absences.c.until >= today)

    def to_come(self, today: date) -> list[Absence]:
        """Everybody's that are not over."""
        return self._select(absences.c.until >= today)

    def add(self, person_id: int, since: date, until: date, position_id: int | None) -> int:
        """Somebody is away. What overlaps was said before: it becomes one absence, as it is said now."""
        overlaps = [one for one in self.around(since, until) if one.person_id == person_id]
        since = min([since, *(one.since for one in overlaps)])
        if [(one.since, one.until, one.position_id) for one in overlaps] == [(since, until, position_id)]:
            return overlaps[0].id  # said again, and nobody need hear of it twice
        self._connection.execute(delete(absences).where(absences.c.id.in_([one.id for one in overlaps])))
        values = {"person_id": person_id, "since": since, "until": until, "position_id": position_id}
        absence_id = new_id(self._connection.execute(absences.insert().values(**values)))
        self._changed()
        return absence_id

    def end(self, absence_id: int, today: date) -> None:
        """They are back on this day; an absence that has not begun is none."""
        yesterday = today - DAY
        this = absences.c.id == absence_id
        self._connection.execute(update(absences).where(this, absences.c.until > yesterday).values(until=yesterday))
        self._connection.execute(delete(absences).where(this, absences.c.until < absences.c.since))
        self._changed()

    def _select(self, *conditions: ColumnElement[bool]) -> list[Absence]:
        found = select(absences).where(*conditions).order_by(absences.c.since, absences.c.id)
        return [_absence(row) for row in self._connection.execute(found)]

    def _changed(self) -> None:
        self._on.clear()
        School(self._connection).put(PLANNED, "")


def _absence(row: Row[Any]) -> Absence:
    return Absence(row.id, row.person_id, row.since, row.until, row.position_id)

"""Which reminders a plan, a row or a person gets where it is not the usual ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, delete, select

from cyclogram.presets import Preset, fewer
from storage.school import PLANNED, School
from storage.tables import policies


class Scope(StrEnum):
    """Whose reminders; a row's own beat its plan's, and a person may only have fewer than either."""

    PLAN = "plan"
    ROW = "row"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Wishes:
    """All that is other than usual."""

    kept: Mapping[tuple[Scope, int], Preset]

    def of_row(self, row_id: int, plan_id: int) -> Preset:
        """What is said of a row, to administrators too."""
        return self.kept.get((Scope.ROW, row_id)) or self.kept.get((Scope.PLAN, plan_id)) or Preset.USUAL

    def of_person(self, person_id: int) -> Preset:
        """The most a person wants to hear."""
        return self.kept.get((Scope.PERSON, person_id), Preset.USUAL)

    def heard(self, row_id: int, plan_id: int, person_id: int, *, series: bool) -> Preset:
        """What one person hears of a row; one of a series is told of by the week at most."""
        series_too = (Preset.WEEKLY,) if series else ()
        return fewer(self.of_row(row_id, plan_id), self.of_person(person_id), *series_too)


class Policies:
    """The wishes as stored."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> Wishes:
        """Every wish at once: there are few."""
        found = self._connection.execute(select(policies))
        return Wishes({(Scope(row.scope), row.owner): Preset(row.preset) for row in found})

    def get(self, scope: Scope, owner: int) -> Preset | None:
        """One wish, None where nothing was said."""
        found = select(policies.c.preset).where(policies.c.scope == scope, policies.c.owner == owner)
        preset = self._connection.execute(found).scalar_one_or_none()
        return Preset(preset) if preset else None

    def put(self, scope: Scope, owner: int, preset: Preset | None) -> None:
        """From now on this; None takes the wish back. What is planned otherwise is folded when planning comes round."""
        self._connection.execute(delete(policies).where(policies.c.scope == scope, policies.c.owner == owner))
        if preset is not None:
            self._connection.execute(policies.insert().values(scope=scope, owner=owner, preset=preset))
        School(self._connection).put(PLANNED, "")

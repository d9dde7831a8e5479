"""The school's own facts: class sizes, its calendar and small settings."""

import re
import secrets
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, func, select

from cyclogram.corrected_year import corrected
from cyclogram.school_year import SchoolYear, school_year, start_of
from cyclogram.year_changes import YearChanges
from storage.people import Audience
from storage.tables import headcounts, school

PLANNED = "planned"
"""The mark that reminders of what is in force are in the outbox; any change of plans or people takes it away."""
TIDIED = "tidied"
"""The mark that what is old was forgotten today and the file's log emptied; whoever erases something takes it away."""


def class_order(name: str) -> tuple[int, str]:
    """Classes as a school lists them: 2Б before 10А."""
    number = re.match(r"\d+", name)
    return (int(number.group()) if number else 99, name)


class School:
    """What the school told about itself."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._years: dict[int, SchoolYear] = {}

    def get(self, key: str) -> object:
        """A small setting, None when never set."""
        return self._connection.execute(select(school.c.value).where(school.c.key == key)).scalar_one_or_none()

    def put(self, key: str, value: object) -> None:
        """Keep a small setting."""
        self._connection.execute(delete(school).where(school.c.key == key))
        self._connection.execute(school.insert().values(key=key, value=value))

    def calendar_id(self) -> str:
        """What tells this school's events from those of any other in a calendar: random, and always the same."""
        known = self.get("calendar")
        if not isinstance(known, str):
            known = secrets.token_hex(8)
            self.put("calendar", known)
        return known

    # --- the calendar

    def year(self, start: int) -> SchoolYear:
        """The school year that begins in `start`, as this school has it; looked up once in a transaction."""
        if start not in self._years:
            self._years[start] = corrected(school_year(start), self.year_changes(start))
        return self._years[start]

    def year_of(self, day: date) -> SchoolYear:
        """The same, by a day that belongs to it."""
        return self.year(start_of(day))

    def year_changes(self, start: int) -> YearChanges:
        """What the school has overwritten in one year."""
        stored = self.get(f"year:{start}")
        return YearChanges.from_dict(stored) if isinstance(stored, dict) else YearChanges()

    def plan_years(self, start: int) -> dict[str, Any]:
        """What reading a plan has to know of the year it is for and of the next, as plain data."""
        changes, following = (self.year_changes(year).to_dict() for year in (start, start + 1))
        return {"year": start, "changes": changes, "following": following}

    def change_year(self, start: int, changes: YearChanges) -> None:
        """Other dates from now on; reminders are planned anew."""
        self.put(f"year:{start}", changes.to_dict())
        self.put(PLANNED, "")
        self._years.pop(start, None)

    # --- what is assessed this year

    def chosen_objects(self, start: int) -> frozenset[str]:
        """The objects of the tree (its leaves) the school has chosen for a year; empty when it has not."""
        stored = self.get(f"objects:{start}")
        return frozenset(stored) if isinstance(stored, list) else frozenset()

    def choose_objects(self, start: int, objects: Collection[str]) -> None:
        """These and no others."""
        self.put(f"objects:{start}", sorted(objects))

    # --- who is who

    def settled_positions(self) -> dict[str, str]:
        """What was said of wordings that resemble a position: form → the wording meant, "" for somebody else."""
        stored = self.get("positions")
        return stored if isinstance(stored, dict) else {}

    def settle_position(self, form: str, meant: str) -> None:
        """It is not asked again."""
        self.put("positions", {**self.settled_positions(), form: meant})

    # --- class sizes

    def set_size(self, audience: Audience, class_name: str, n: int) -> None:
        """How many people of an audience there are in a class ("" for teachers)."""
        self.remove_size(audience, class_name)
        self._connection.execute(headcounts.insert().values(audience=audience, class_name=class_name, n=n))

    def remove_size(self, audience: Audience, class_name: str) -> None:
        """There is no such class any more."""
        self._connection.execute(
            delete(headcounts).where(headcounts.c.audience == audience, headcounts.c.class_name == class_name)
        )
        self.put(PLANNED, "")  # groups of the plan follow the list of classes

    def sizes(self, audience: Audience) -> Mapping[str, int]:
        """Class → number of people, in the school's order."""
        found = select(headcounts.c.class_name, headcounts.c.n).where(headcounts.c.audience == audience)
        rows = [(name, n) for name, n in self._connection.execute(found)]
        return dict(sorted(rows, key=lambda row: class_order(row[0])))

    def classes(self) -> list[str]:
        """The classes anybody was counted in, in the school's order."""
        found = select(headcounts.c.class_name).where(headcounts.c.class_name != "").distinct()
        return sorted(self._connection.execute(found).scalars(), key=class_order)

    def total(self, audience: Audience) -> int:
        """Everybody of an audience."""
        found = select(func.coalesce(func.sum(headcounts.c.n), 0)).where(headcounts.c.audience == audience)
        return int(self._connection.execute(found).scalar_one())

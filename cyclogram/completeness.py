"""What a plan lacks by the criteria a ВСОКО is judged by; counts and rows, no verdict on the school.

Criteria: every required section filled; conditions, process, results and management all covered; objects, subjects,
procedures, instruments and resources named; products named; the objects chosen for the year covered; nothing without a
person, a date or an instrument; no week and no person overloaded.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cyclogram.normal import plain
from cyclogram.objects import component, nodes
from cyclogram.plan import PlanRow
from cyclogram.spans import DAY

COMPONENTS = ("results", "processes", "conditions", "management")
BUSY_WEEK = 10
"""Deadlines in one week from which on it is overloaded."""
BUSY_PERSON = 4
"""Deadlines of one position in one week from which on it is overloaded."""


class Lack(StrEnum):
    """What may be missing in a row; the value is part of a button."""

    DEADLINE = "deadline"
    RESPONSIBLE = "responsible"
    TOOL = "tool"
    OBJECT = "object"
    BASIS = "basis"
    SUBJECTS = "subjects"
    PROCEDURE = "procedure"
    OUTPUT = "output"
    DECISION = "decision"
    RESOURCES = "resources"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class BusyWeek:
    """A week (by its Monday) with too much due; `who` is the position, "" for the whole school."""

    monday: date
    n: int
    who: str
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True, slots=True)
class Completeness:
    """What was found. `lacks`: rows in which something is missing; `uncovered`: chosen objects no row assesses."""

    rows: int
    lacks: dict[Lack, tuple[PlanRow, ...]]
    components: dict[str, int]
    uncovered: tuple[str, ...]
    chosen: int
    busy: tuple[BusyWeek, ...]
    questions: int
    assumed: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing at all."""
        return not (any(self.lacks.values()) or self.uncovered or self.questions or 0 in self.components.values())


def completeness(rows: Sequence[PlanRow], chosen: Collection[str]) -> Completeness:
    """Look at the rows of a plan; `chosen` are the objects of the year, empty where nobody has chosen."""
    objects = [row.object_id for row in rows if row.object_id]
    return Completeness(
        rows=len(rows),
        lacks={lack: tuple(row for row in rows if _lacks(row, lack)) for lack in Lack},
        components={name: sum(1 for one in objects if component(one) == name) for name in COMPONENTS},
        uncovered=tuple(one for one in nodes() if one in chosen and not _covered(one, objects)),
        chosen=len(set(chosen) & nodes().keys()),
        busy=tuple(_busy(rows)),
        questions=sum(len(row.questions) for row in rows),
        assumed=sum(1 for row in rows if row.is_assumed and not row.done),
    )


def _lacks(row: PlanRow, lack: Lack) -> bool:
    match lack:
        case Lack.DEADLINE:
            return not (row.deadlines or row.repeats or row.done)
        case Lack.RESPONSIBLE:
            return not row.responsible
        case Lack.OBJECT:
            return not (row.object or row.object_id)
        case Lack.PROCEDURE:
            return not (row.procedure or row.what)
        case Lack.RESOURCES:
            return not any(plain(note).startswith("ресурс") for note in row.notes)
        case _:
            return not getattr(row, lack.value)


def _covered(chosen: str, objects: Collection[str]) -> bool:
    return any(_within(one, chosen) for one in objects)


def _within(node_id: str, whole: str) -> bool:
    while node_id:
        if node_id == whole:
            return True
        node = nodes().get(node_id)
        node_id = node.parent if node else ""
    return False


def _busy(rows: Sequence[PlanRow]) -> Iterator[BusyWeek]:
    """Overloaded weeks of the school, then of single positions, in order of time."""
    school: dict[date, list[PlanRow]] = {}
    people: dict[tuple[date, str], list[PlanRow]] = {}
    for row in rows:
        for end in () if row.done else [span.end for span in row.spans]:
            monday = end - end.weekday() * DAY
            school.setdefault(monday, []).append(row)
            for who in row.responsible:
                people.setdefault((monday, who), []).append(row)
    for monday, due in sorted(school.items()):
        if len(due) >= BUSY_WEEK:
            yield BusyWeek(monday, len(due), "", _once(due))
    for (monday, who), due in sorted(people.items(), key=lambda one: one[0]):
        if len(due) >= BUSY_PERSON:
            yield BusyWeek(monday, len(due), who, _once(due))


def _once(rows: Sequence[PlanRow]) -> tuple[PlanRow, ...]:
    return tuple({row.where: row for row in rows}.values())

"""A file from end to end: bytes in, a plan that can be stored out. What the worker process runs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from cyclogram.corrected_year import corrected
from cyclogram.files import sheets
from cyclogram.files.pasted import pasted
from cyclogram.files.sheet import Sheet
from cyclogram.plan import Problem, ReadPlan
from cyclogram.school_year import school_year
from cyclogram.table import read_plan
from cyclogram.titles import title_year
from cyclogram.year_changes import NOTHING, YearChanges

PASTED = "Сообщение"
"""What is said instead of a file's name."""


def read_file(
    content: bytes, name: str, year: int, changes: YearChanges = NOTHING, following: YearChanges = NOTHING
) -> ReadPlan:
    """The plan in a file for the school year that begins in `year`; raises `files.BadFile` with a sentence.

    `changes` are what the school has overwritten in that year. A title that names the year after makes it next year's
    plan, read for that year with what the school has overwritten there, `following`; an earlier year is only warned of.
    """
    return _read(sheets(content, name), name, year, changes, following)


def _read(found: Sequence[Sheet], name: str, year: int, changes: YearChanges, following: YearChanges) -> ReadPlan:
    notes = [Problem(sheet.name, note) for sheet in found for note in sheet.notes]
    if title_year(found, name) == year + 1:
        plan = read_plan(found, corrected(school_year(year + 1), following), name)
        notes.append(Problem(name, f"Это план на {year + 1}/{year + 2} учебный год: сроки прочитаны на него."))
    else:
        plan = read_plan(found, corrected(school_year(year), changes), name)
    return replace(plan, problems=(*notes, *plan.problems))


def read_plan_file(
    content: bytes,
    name: str,
    year: int,
    changes: Mapping[str, Any] = MappingProxyType({}),
    following: Mapping[str, Any] = MappingProxyType({}),
) -> dict[str, Any]:
    """The same as plain data in (`YearChanges.to_dict`) and out (`ReadPlan.from_dict` takes it back)."""
    return read_file(content, name, year, YearChanges.from_dict(changes), YearChanges.from_dict(following)).to_dict()


def read_pasted(
    text: str, year: int, changes: Mapping[str, Any], following: Mapping[str, Any]
) -> dict[str, Any] | None:
    """The plan in a table or a list somebody pasted, as plain data; None where the words are neither."""
    found = pasted(text)
    if not found:
        return None
    return _read(found, PASTED, year, YearChanges.from_dict(changes), YearChanges.from_dict(following)).to_dict()

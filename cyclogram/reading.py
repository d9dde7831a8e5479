"""A file from end to end: bytes in, a plan that can be stored out. What the worker process runs."""

from typing import Any

from cyclogram.files import sheets
from cyclogram.plan import ReadPlan
from cyclogram.school_year import school_year
from cyclogram.table import read_plan


def read_file(content: bytes, name: str, year: int) -> ReadPlan:
    """The plan in a file for the school year that begins in `year`; raises `files.BadFile` with a sentence."""
    return read_plan(sheets(content, name), school_year(year))


def read_plan_file(content: bytes, name: str, year: int) -> dict[str, Any]:
    """The same as plain data (`ReadPlan.from_dict` takes it back)."""
    return read_file(content, name, year).to_dict()

"""From sheets of cells to a plan: every filled row becomes a row, a title, a header, or a named problem."""

from collections.abc import Sequence
from dataclasses import astuple, replace

from cyclogram.files import Sheet
from cyclogram.headers import Header
from cyclogram.plan import PlanRow, Problem, ReadPlan, Tally
from cyclogram.school_year import SchoolYear
from cyclogram.sheet_reader import Before, SheetReader
from cyclogram.titles import kind_of


def read_plan(found: Sequence[Sheet], year: SchoolYear, name: str = "") -> ReadPlan:
    """Read all sheets; never raises for what they contain. `name` is the file's: it may tell the plan's kind."""
    rows: list[PlanRow] = []
    problems: list[Problem] = []
    headers: list[Header] = []
    tallies: list[Tally] = []
    before: Before | None = None
    for sheet in found:
        reader = SheetReader(sheet, year, before)
        rows.extend(reader.rows())
        problems.extend(reader.problems)
        headers.extend(reader.headers)
        tallies.append(reader.tally)
        before = reader.after or before
    if rows:  # a sheet of signatures beside a plan is no trouble worth a sentence; a table is, whatever it holds
        tables = {sheet.name for sheet in found if any(sum(1 for cell in row if cell) >= 3 for row in sheet.rows)}
        problems = [one for one in problems if "!" in one.where or one.where in tables or len(found) == 1]
    if not (rows or problems):
        problems = [Problem(sheet.name, "Под заголовками нет ни одной строки.") for sheet in found[:1]]
    kind = kind_of(found, headers, name)
    return ReadPlan(_numbered(rows), tuple(problems), kind, year.start, _together(tallies))


def _together(tallies: Sequence[Tally]) -> Tally:
    return Tally(*(sum(counts) for counts in zip(*map(astuple, tallies), strict=True)))


def _numbered(rows: list[PlanRow]) -> tuple[PlanRow, ...]:
    """Questions get their ids over the whole plan."""
    last = 0
    numbered = []
    for row in rows:
        questions = tuple(replace(one, id=last + at) for at, one in enumerate(row.questions, 1))
        last += len(questions)
        numbered.append(replace(row, questions=questions))
    return tuple(numbered)

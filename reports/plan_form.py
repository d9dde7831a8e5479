"""A plan in the form a school keeps it in: its titles, its columns, and the words of every cell.

The columns are read back by `cyclogram.headers`, so an exported plan can be corrected in Word or Excel and sent again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cyclogram.chosen_object import object_words
from cyclogram.corrected_year import corrected
from cyclogram.normal import tidy
from cyclogram.phrases import ASSUMPTIONS
from cyclogram.plan import PlanKind, PlanRow
from cyclogram.responsible import wordings
from cyclogram.row_kinds import time_title
from cyclogram.school_year import SchoolYear, school_year
from cyclogram.year_changes import NOTHING, YearChanges
from reports.deadline_words import deadline_words


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of the plan and what became of it («выполнено 12.03.2027»; "": nothing yet)."""

    row: PlanRow
    state: str = ""


@dataclass(frozen=True, slots=True)
class PlanForm:
    """A plan to be written down."""

    school: str
    kind: PlanKind
    year: SchoolYear
    rows: tuple[FormRow, ...]

    @property
    def title(self) -> str:
        """«Циклограмма ВСОКО на 2026/2027 учебный год»."""
        name = "Дорожная карта ВСОКО" if self.kind is PlanKind.ROADMAP else "Циклограмма ВСОКО"
        return f"{name} на {self.year.start}/{self.year.start + 1} учебный год"

    @property
    def in_order(self) -> tuple[FormRow, ...]:
        """Rows of no section come first: under a section's title they would belong to it."""
        return tuple(sorted(self.rows, key=lambda one: bool(one.row.section)))

    @property
    def sections_across(self) -> bool:
        """Whether sections may be titles over the whole width; one named like a month or a signature may not."""
        sections = {one.row.section for one in self.rows}
        return any(sections) and not any(time_title(one, self.year) or "___" in one for one in sections)


@dataclass(frozen=True, slots=True)
class FormColumn:
    """`always` means that the column stands even where no row has anything in it."""

    title: str
    words: Callable[[FormRow, SchoolYear], str]
    always: bool = True


NUMBER = "№"
SECTION = "Раздел"

COLUMNS = (
    FormColumn(SECTION, lambda line, _: line.row.section, always=False),
    FormColumn("Что оценивается, мероприятие", lambda line, _: line.row.what),
    FormColumn("Объект ВСОКО", lambda line, _: object_words(line.row)),
    FormColumn("Локальный акт", lambda line, _: line.row.basis),
    FormColumn("Субъекты", lambda line, _: line.row.subjects),
    FormColumn("Процедура", lambda line, _: line.row.procedure),
    FormColumn("Инструментарий", lambda line, _: line.row.tool),
    FormColumn("Сроки", lambda line, year: deadline_words(line.row, year)),
    FormColumn("Ответственные", lambda line, _: people(line.row.responsible)),
    FormColumn("Форма результата", lambda line, _: line.row.output),
    FormColumn("Управленческое решение", lambda line, _: line.row.decision),
    FormColumn("Уровень", lambda line, _: line.row.level, always=False),
    FormColumn("Статус", lambda line, _: status(line)),
    FormColumn("Примечания", lambda line, _: "\n".join(_noted(line.row)), always=False),
)


def _noted(row: PlanRow) -> list[str]:
    """The school's own notes; what was assumed on reading is assumed again whenever the file is read."""
    return [note for note in row.notes if note not in ASSUMPTIONS]


def people(responsible: tuple[str, ...]) -> str:
    """Everybody in one cell, a line each or separated; bare names last where they would take the next position."""
    names_last = sorted(responsible, key=lambda one: one[:1].isupper())
    ways = ("\n".join(responsible), "; ".join(responsible), "; ".join(names_last))
    exact = next((one for one in ways if wordings(one) == responsible), "")
    return exact or next((one for one in ways if set(wordings(one)) == set(responsible)), ways[0])


def status(line: FormRow) -> str:
    """What the school's own table said, and what became of the row here."""
    said = tuple(one for one in (line.row.status, line.state) if one)
    return "; ".join(dict.fromkeys(said or (("выполнено",) if line.row.done else ())))


def columns(form: PlanForm, *, section: bool) -> tuple[FormColumn, ...]:
    """The columns this plan needs, with or without that of its sections."""
    return tuple(
        column
        for column in COLUMNS
        if (section or column.title != SECTION)
        and (column.always or any(column.words(line, form.year) for line in form.rows))
    )


def cell(column: FormColumn, line: FormRow, year: SchoolYear) -> str:
    """One cell, without characters no document can hold."""
    return "\n".join(words for one in column.words(line, year).split("\n") if (words := tidy(one)))


def to_data(form: PlanForm, changes: YearChanges = NOTHING) -> dict[str, Any]:
    """Plain data for the worker process; `changes` are what the school has overwritten in its year."""
    rows = [{"row": line.row.to_dict(), "state": line.state} for line in form.rows]
    year = {"year": form.year.start, "changes": changes.to_dict()}
    return {"school": form.school, "kind": form.kind.value, "rows": rows, **year}


def from_data(data: Mapping[str, Any]) -> PlanForm:
    """The inverse of `to_data`."""
    rows = tuple(FormRow(PlanRow.from_dict(line["row"]), line["state"]) for line in data["rows"])
    year = corrected(school_year(data["year"]), YearChanges.from_dict(data["changes"]))
    return PlanForm(data["school"], PlanKind(data["kind"]), year, rows)

"""The plan as a Word document: to be printed, signed, corrected and sent back."""

from collections.abc import Iterator

from reports.document import Document
from reports.plan_form import NUMBER, FormColumn, PlanForm, cell, columns
from reports.tables import Across, Line


def plan_docx(form: PlanForm) -> bytes:
    """The title, then one table; sections are titles over its whole width."""
    across = form.sections_across
    shown = columns(form, section=not across)
    document = Document(form.title, form.school)
    document.heading(form.title, form.school)
    document.table(
        [NUMBER, *(column.title for column in shown)],
        list(_lines(form, shown, across=across)),
    )
    return document.bytes()


def _lines(form: PlanForm, shown: tuple[FormColumn, ...], *, across: bool) -> Iterator[Line]:
    section = ""
    for number, line in enumerate(form.in_order, 1):
        if across and line.row.section != section:
            section = line.row.section
            yield Across(section)
        yield (number, *(cell(column, line, form.year) for column in shown))

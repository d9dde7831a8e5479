"""The plan as an Excel workbook: to be filtered, corrected and sent back."""

from reports.plan_form import NUMBER, PlanForm, cell, columns
from reports.workbook import Book


def plan_xlsx(form: PlanForm) -> bytes:
    """One sheet: two lines of title, the header, a row for each row of the plan; every cell is text."""
    shown = columns(form, section=True)
    book = Book(form.title, form.school)
    page = book.page("Циклограмма" if form.kind == "cyclogram" else "Дорожная карта")
    page.heading(form.title, form.school)
    page.table(
        [NUMBER, *(column.title for column in shown)],
        [
            (number, *(cell(column, line, form.year) for column in shown))
            for number, line in enumerate(form.in_order, 1)
        ],
    )
    return book.close()

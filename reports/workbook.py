"""Excel workbooks as a school prints them: titles, a ruled table under a frozen header, A4 across, pages numbered."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cyclogram.normal import tidy
from reports.tables import Across, Line, cells
from reports.widths import height, shared

if TYPE_CHECKING:  # costs 30 ms, needed only when a workbook is made
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

FACE = "Arial"
SIZE, LINE = 10, 12.5
"""Points of the letters, and from one line to the next."""
ROOM = 1_040
"""Points all columns take together: on A4 across they are printed at three quarters of their size."""
PADDING = 12
"""Points of a column that are no room for words; the arrow of a filter stands there too."""
BOLD = 0.85
"""What is left of a column for words in bold, measured as if they were not."""
SPAN = 6
"""The last column, counted from 0, a paragraph runs over."""
HIGHEST = 400
"""Points; Excel knows no higher rows than 409."""
FONT = {"font_name": FACE, "font_size": SIZE, "valign": "top"}
RULED = {**FONT, "border": 1, "border_color": "#9AA5B1", "text_wrap": True}
HEADER = {**RULED, "bold": True, "bg_color": "#DCE8F3", "align": "center", "valign": "vcenter"}
A4 = 9


class Book:
    """A workbook in memory. No cell is ever a formula, whatever its text begins with."""

    def __init__(self, title: str, author: str) -> None:
        from xlsxwriter import Workbook  # noqa: PLC0415 see above

        self._kept = io.BytesIO()
        self._book = Workbook(self._kept, {"in_memory": True})
        self._book.set_properties({"title": title[:255], "author": tidy(author)[:255]})

    def page(self, name: str) -> "Page":
        """Another sheet."""
        return Page(self._book, self._book.add_worksheet(name))

    def close(self) -> bytes:
        """The finished file."""
        self._book.close()
        return self._kept.getvalue()


class Page:
    """A sheet filled from the top down."""

    def __init__(self, book: "Workbook", sheet: "Worksheet") -> None:
        self._sheet = sheet
        self._titles = book.add_format({**FONT, "bold": True, "font_size": 14})
        self._lines = book.add_format({**FONT})
        self._wrapped = book.add_format({**FONT, "text_wrap": True})
        self._header = book.add_format(HEADER)
        self._ruled = book.add_format(RULED)
        self._text = book.add_format({**RULED, "quote_prefix": True})
        self._number = book.add_format({**RULED, "align": "center"})
        self._bold = book.add_format({**RULED, "bold": True, "bg_color": "#F2F5F8"})
        self._next = 0
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&9&P из &N")

    def heading(self, title: str, *lines: str) -> None:
        """The title and what stands under it."""
        self._sheet.write_string(self._next, 0, title, self._titles)
        for at, line in enumerate(lines, self._next + 1):
            self._sheet.write_string(at, 0, tidy(line), self._lines)
        self._next += len(lines) + 2

    def table(self, titles: Sequence[str], lines: Sequence[Line]) -> None:
        """A header that stays in sight and returns on every printed page, with filters; then the rows."""
        top = self._next
        widths = shared(cells(titles, lines), ROOM - PADDING * len(titles), SIZE, FACE)
        for at, (title, width) in enumerate(zip(titles, widths, strict=True)):
            self._sheet.set_column_pixels(at, at, round((width + PADDING) / 0.75))
            self._sheet.write_string(top, at, title, self._header)
        self._sheet.set_row(top, LINE * height(titles, [one * BOLD for one in widths], SIZE, FACE) + 4)
        for index, line in enumerate(lines, top + 1):
            self._line(index, line, [one + PADDING / 2 for one in widths])
        self._sheet.freeze_panes(top + 1, 2)
        self._sheet.repeat_rows(top)
        self._sheet.autofilter(top, 0, top + max(len(lines), 1), len(titles) - 1)
        self._next = top + len(lines) + 2

    def paragraph(self, words: str) -> None:
        """Words below or above a table, over all of its width."""
        self._sheet.merge_range(self._next, 0, self._next, SPAN, words, self._wrapped)
        self._sheet.set_row(self._next, LINE * height([words], [ROOM * 0.7], SIZE, FACE) + 4)
        self._next += 2

    def _line(self, index: int, line: Line, room: Sequence[float]) -> None:
        if isinstance(line, Across):
            for at in range(len(room)):
                self._sheet.write_string(index, at, "" if at else line.title, self._bold)
            return
        self._sheet.set_row(index, min(LINE * height([str(one) for one in line], room, SIZE, FACE) + 4, HIGHEST))
        for at, value in enumerate(line):
            self._write(index, at, value)

    def _write(self, index: int, at: int, value: str | int) -> None:
        if isinstance(value, int):
            self._sheet.write_number(index, at, value, self._number)
        else:  # a sign that would make a formula of the text once somebody edits the cell
            look = self._text if value.startswith(("=", "+", "-", "@")) else self._ruled
            self._sheet.write_string(index, at, "\n".join(map(tidy, value.split("\n"))), look)

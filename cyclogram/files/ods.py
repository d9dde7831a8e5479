"""A LibreOffice spreadsheet, read from its XML: calamine tells nothing of its merged cells and unrolls its repeats."""

from datetime import date

from cyclogram.files.markup import Attributes, Mark, times, walk
from cyclogram.files.package import Package, damaged
from cyclogram.files.sheet import (
    LOCKED,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_MERGED,
    MAX_ROWS,
    PICTURES,
    Area,
    BadFile,
    Cell,
    Sheet,
    check_sheets,
    check_size,
)
from cyclogram.files.shown_dates import shows_a_part

_DAMAGED = damaged(".ods")
_ASIDE = {"annotation", "tracked-changes", "shapes", "forms", "content-validations", "desc", "title"}
"""What stands beside the cells: comments, deleted text, drawings."""
_BREAKS = {"p": "\n", "tab": "\t", "line-break": "\n"}
_MANY_ROWS, _MANY_COLUMNS = 2_000_000, 20_000


def read_ods(package: Package) -> tuple[Sheet, ...]:
    """The sheets of a spreadsheet; raises `BadFile`."""
    if "encrypted-package" in package.names or b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise BadFile(LOCKED)
    reader = _Reader()
    for mark, name, own in walk(package.read("content.xml"), _DAMAGED):
        if mark is Mark.TEXT:
            reader.text(name)
        elif mark is Mark.START:
            reader.start(name, own)
        else:
            reader.end(name)
    if not any(sheet.rows for sheet in reader.sheets) and any(name.startswith("Pictures/") for name in package.names):
        raise BadFile(PICTURES)
    return tuple(reader.sheets)


class _Reader:
    """What has been read of a spreadsheet so far. Repeats of empty cells and rows are counted, not unrolled."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._aside = 0
        self._name = ""
        self._rows: list[tuple[Cell, ...]] = []
        self._merged: list[Area] = []
        self._empty_rows = 0
        self._row: list[Cell] = []
        self._empty_cells = 0
        self._repeat = 1
        self._cell: Attributes | None = None
        self._words: list[str] = []
        self._deep = 0

    def start(self, name: str, own: Attributes) -> None:
        if self._aside or name in _ASIDE:
            self._aside += 1
            return
        match name:
            case "table":
                self._begin_sheet(own)
            case "table-row":
                self._row, self._empty_cells = [], 0
                self._repeat = times(own.get("number-rows-repeated", ""), _MANY_ROWS)
            case "table-cell" | "covered-table-cell":
                self._cell, self._words = own, []
            case "s":
                self._words.append(" " * times(own.get("c", ""), 100))
            case "p" | "tab" | "line-break":
                self._words.append(_BREAKS[name])
            case _:
                pass

    def _begin_sheet(self, own: Attributes) -> None:
        self._deep += 1
        if self._deep == 1:
            self._name = own.get("name", "")
            self._rows, self._merged, self._empty_rows = [], [], 0

    def text(self, words: str) -> None:
        if self._cell is not None and not self._aside:
            self._words.append(words)

    def end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
            return
        match name:
            case "table-cell" | "covered-table-cell":
                self._end_cell(self._cell or {}, covered=name.startswith("covered"))
                self._cell = None
            case "table-row":
                self._end_row()
            case "table":
                self._deep -= 1
                if self._deep == 0:
                    self._end_sheet()
            case _:
                pass

    def _end_cell(self, own: Attributes, *, covered: bool) -> None:
        value = "" if covered else _value(own, "".join(self._words))
        repeat = times(own.get("number-columns-repeated", ""), _MANY_COLUMNS)
        self._merge(own)
        if not value:
            self._empty_cells += repeat
            return
        check_size(0, len(self._row) + self._empty_cells + repeat)
        self._row.extend([""] * self._empty_cells)
        self._row.extend([value] * repeat)
        self._empty_cells = 0

    def _merge(self, own: Attributes) -> None:
        down = times(own.get("number-rows-spanned", ""), MAX_ROWS)
        across = times(own.get("number-columns-spanned", ""), MAX_COLUMNS)
        top, left = len(self._rows) + self._empty_rows, len(self._row) + self._empty_cells
        if (down > 1 or across > 1) and top < MAX_ROWS and left < MAX_COLUMNS and len(self._merged) < MAX_MERGED:
            self._merged.append((top, left, top + down - 1, left + across - 1))

    def _end_row(self) -> None:
        if not self._row:
            self._empty_rows += self._repeat
            return
        check_size(len(self._rows) + self._empty_rows + self._repeat, 0)
        self._rows.extend([()] * self._empty_rows)
        self._rows.extend([tuple(self._row)] * self._repeat)
        self._empty_rows = 0

    def _end_sheet(self) -> None:
        check_sheets(len(self.sheets) + 1)
        if self._rows:
            self.sheets.append(Sheet(self._name, tuple(self._rows), tuple(self._merged)))


def _value(own: Attributes, words: str) -> Cell:
    """A date as a date where it is shown whole; anything else as it is shown."""
    if own.get("value-type") == "date" and not shows_a_part(words):
        try:
            return date.fromisoformat(own.get("date-value", "")[:10])
        except ValueError:
            pass
    return words.strip()[:MAX_CELL]

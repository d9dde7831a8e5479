"""One table of a Word document: what its XML says row by row, and the sheet it makes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cyclogram.files.docx_columns import columns
from cyclogram.files.markup import Attributes, times
from cyclogram.files.sheet import MAX_CELL, MAX_COLUMNS, MAX_MERGED, Area, Sheet, check_size, column_letters


@dataclass(slots=True)
class _Cell:
    """A cell as drawn: from one line of the grid to another. `down`: "restart", "continue" or "" for merged down."""

    start: int
    end: int
    words: list[str] = field(default_factory=list)
    down: str = ""
    across: str = ""
    picture: bool = False

    @property
    def text(self) -> str:
        return "" if self.down == "continue" else "\n".join(self.words).strip()[:MAX_CELL]


class Grid:
    """A table that is being read."""

    def __init__(self, order: int, titles: Sequence[str]) -> None:
        self._order = order
        self._titles = tuple(titles)
        self._widths: list[int] = []
        self._rows: list[list[_Cell]] = []
        self._blank = 0
        self._row: list[_Cell] = []
        self._cell: _Cell | None = None
        self._line = 0
        self._about_row = False
        self._deleted = False

    def start(self, name: str, attributes: Attributes) -> None:
        value = attributes.get("val", "")
        match name:
            case "gridCol":
                self._widths.append(times(attributes.get("w", ""), 100_000) if len(self._widths) < MAX_COLUMNS else 1)
            case "tr":
                self._row, self._line, self._deleted = [], 0, False
            case "trPr":
                self._about_row = True
            case "del" if self._about_row:
                self._deleted = True
            case "gridBefore":
                self._move(times(value, MAX_COLUMNS + 1) if value != "0" else 0)
            case "tc":
                self._cell = _Cell(self._line, self._line + 1)
            case "gridSpan" if self._cell:
                self._cell.end = self._line + times(value, MAX_COLUMNS + 1)
            case "vMerge" if self._cell:
                self._cell.down = value or "continue"
            case "hMerge" if self._cell:
                self._cell.across = value or "continue"
            case _:
                pass

    def end(self, name: str) -> None:
        match name:
            case "trPr":
                self._about_row = False
            case "tc" if self._cell:
                self._end_cell(self._cell)
            case "tr":
                self._end_row()
            case _:
                pass

    def say(self, words: str) -> None:
        """A paragraph of the cell that is being read."""
        if self._cell and words and len(self._cell.words) < MAX_CELL:
            self._cell.words.append(words)

    def count(self, number: str) -> None:
        """Word's own number in an empty cell: «№ п/п» is numbered so; in other columns it is a stray format."""
        if self._cell and self._cell.start == 0:
            self.say(number)

    def picture(self) -> None:
        """A picture in the cell that is being read."""
        if self._cell:
            self._cell.picture = True

    def _move(self, lines: int) -> None:
        self._line += lines
        check_size(0, self._line)

    def _end_cell(self, cell: _Cell) -> None:
        self._cell = None
        self._move(cell.end - cell.start)
        if cell.across == "continue" and self._row:
            self._row[-1].end = cell.end
            self._row[-1].words.extend(cell.words)
        else:
            self._row.append(cell)

    def _end_row(self) -> None:
        if self._deleted:
            return
        if not any(cell.text or cell.down or cell.picture for cell in self._row):
            self._blank += 1
            return
        check_size(len(self._rows) + self._blank + 1, 0)
        self._rows.extend([] for _ in range(self._blank))
        self._rows.append(self._row)
        self._blank = 0

    def drawn(self) -> "Drawn":
        """The table as it was drawn."""
        laid = columns([[(cell.start, cell.end) for cell in row] for row in self._rows], self._widths)
        rows = [
            [Place(first, last, cell) for (first, last), cell in zip(places, row, strict=True)]
            for places, row in zip(laid, self._rows, strict=True)
        ]
        return Drawn(self._order, self._titles, tuple(map(tuple, rows)))


@dataclass(frozen=True, slots=True)
class Place:
    """A cell in its columns."""

    first: int
    last: int
    cell: _Cell


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table that has been read; `order` counts the tables of a document from 1."""

    order: int
    titles: tuple[str, ...]
    rows: tuple[tuple[Place, ...], ...]

    @property
    def width(self) -> int:
        return max((row[-1].last + 1 for row in self.rows if row), default=0)

    @property
    def has_text(self) -> bool:
        return any(place.cell.text for row in self.rows for place in row)

    @property
    def is_table(self) -> bool:
        """Within a cell of another table: a plan of its own, no mere words set beside one another."""
        return self.could_be_plan and len(self.rows) >= 2

    @property
    def could_be_plan(self) -> bool:
        """Three cells are filled in some row: no stamp of approval, no place for signatures."""
        return any(sum(1 for place in row if place.cell.text) >= 3 for row in self.rows)

    def as_text(self) -> str:
        """The words alone, a line a row."""
        lines = (" ".join(place.cell.text for place in row if place.cell.text) for row in self.rows)
        return "\n".join(line for line in lines if line)

    def sheet(self) -> Sheet:
        """Titles from above the table stand in rows of their own across it, before the first."""
        width = max(self.width, 1)
        titles = tuple((title, *[""] * (width - 1)) for title in self.titles)
        down = len(titles)
        rows = tuple(_row(row, width) for row in self.rows)
        across = [(at, 0, at, width - 1) for at in range(down) if width > 1]
        merged = [(top + down, left, bottom + down, right) for top, left, bottom, right in _merged(self.rows)]
        return Sheet(f"Таблица {self.order}", titles + rows, tuple(across + merged)[:MAX_MERGED], self._notes(down))

    def _notes(self, down: int) -> tuple[str, ...]:
        seen = [
            f"{column_letters(place.first)}{index + down + 1}"
            for index, row in enumerate(self.rows)
            for place in row
            if place.cell.picture and not place.cell.text
        ]
        if not seen:
            return ()
        more = f" и ещё {len(seen) - 5}" if len(seen) > 5 else ""
        return (f"В ячейках картинки вместо текста, их не прочитать: {', '.join(seen[:5])}{more}.",)


def _row(places: Sequence[Place], width: int) -> tuple[str, ...]:
    row = [""] * width
    for place in places:
        row[place.first] = place.cell.text
    return tuple(row)


def _merged(rows: Sequence[Sequence[Place]]) -> list[Area]:
    areas: list[Area] = []
    growing: dict[int, int] = {}  # the first column of what is merged down so far → its place among `areas`
    for index, row in enumerate(rows):
        still: dict[int, int] = {}
        for place in row:
            at = growing.get(place.first)
            if place.cell.down == "continue" and at is not None:
                top, left, _, right = areas[at]
                areas[at] = (top, left, index, right)
                still[place.first] = at
            elif place.cell.down or place.last > place.first:
                areas.append((index, place.first, index, place.last))
                if place.cell.down:
                    still[place.first] = len(areas) - 1
        growing = still
    return [one for one in areas if one[:2] != one[2:]]

"""A sheet as one even grid of texts: what each cell says, and what merged cells say for their neighbours."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from cyclogram.files import Cell, Sheet, column_letters
from cyclogram.headers import Merged
from cyclogram.normal import tidy

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """All rows are equally long.

    `down` holds what a merged cell says in the rows below its first, `across` the last column one reaches into. A
    column that was taken out of another one stands `beside` it.
    """

    name: str
    raws: tuple[tuple[Cell, ...], ...]
    texts: Rows
    merged: Merged
    down: dict[tuple[int, int], str]
    across: dict[tuple[int, int], int]
    wide: frozenset[int]
    points: tuple[str, ...] = ()
    beside: Mapping[int, int] = field(default_factory=dict)

    def cell(self, index: int, at: int, *, lines: bool = False) -> str:
        """What the cell says, be it by a merged one above; with its line breaks when asked for."""
        value = self.down.get((index, at), self.texts[index][at])
        return value if lines else tidy(value)

    def day(self, index: int, at: int) -> date | None:
        """A real date of the table program."""
        row = self.raws[index]
        return value if at < len(row) and isinstance(value := row[at], date) else None

    def filled(self, index: int) -> list[tuple[int, str]]:
        """The cells of a row that say something themselves, with their columns."""
        return [(at, cell) for at, cell in enumerate(self.texts[index]) if cell]

    def where(self, index: int, at: int) -> str:
        """«Лист1!C7», «Список!пункт 5»."""
        if index < len(self.points) and self.points[index]:
            return f"{self.name}!пункт {self.points[index]}"
        return f"{self.name}!{column_letters(self.beside.get(at, at))}{index + 1}"

    def number(self, index: int) -> int:
        """By which number people call the row: that of the sheet, or the point's own."""
        point = self.points[index] if index < len(self.points) else ""
        return int(point) if point.isdecimal() else index + 1


def grid(sheet: Sheet) -> Grid:
    """Nothing of a row that is longer than the others is lost."""
    width = max(map(len, sheet.rows), default=0)
    texts = tuple((*map(_text, row), *[""] * (width - len(row))) for row in sheet.rows)
    across = {(top, left): right for top, left, _, right in sheet.merged if right > left}
    wide = frozenset(top for (top, left), right in across.items() if right - left >= 2)
    return Grid(
        sheet.name, sheet.rows, texts, sheet.merged, dict(_down(texts, sheet.merged)), across, wide, sheet.points
    )


def _down(texts: Rows, merged: Merged) -> Iterator[tuple[tuple[int, int], str]]:
    """Cells merged downwards say the same in each of their rows; merged across, they stay in their first column."""
    for top, left, bottom, _ in merged:
        if top >= len(texts) or left >= len(texts[top]):
            continue
        for index in range(top + 1, min(bottom + 1, len(texts))):
            if not texts[index][left]:
                yield (index, left), texts[top][left]


def _text(cell: Cell) -> str:
    return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else cell.strip()

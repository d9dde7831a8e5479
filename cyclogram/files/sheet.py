"""What every kind of file becomes: sheets of cells, within bounds; or one sentence saying what is wrong."""

from dataclasses import dataclass
from datetime import date

MAX_ROWS = 5_000
MAX_COLUMNS = 200
MAX_SHEETS = 50
MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 60 * 1024 * 1024
"""Bytes of the parts of a package that are ever read: a million cells; pictures are not among them."""
MAX_MERGED = 20_000
MAX_CELL = 2_000
"""Characters of one cell that are read; a plan holds sentences, not chapters."""

Cell = str | date
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 0."""

CROWDED = "В файле слишком много данных. Оставьте в нём только таблицу с планом."
LOCKED = "Файл закрыт паролем. Снимите пароль и пришлите ещё раз."
PICTURES = "В таблице картинки, а не текст. Наберите план текстом (или вставьте как таблицу) и пришлите ещё раз."


class BadFile(Exception):
    """The file cannot be read; the text is a Russian sentence for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet or table: rows of cells from A1 on, cells merged across or down, and notes on what was not read.

    A list has `points`: what each of its rows is numbered, "" for a title.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Area, ...] = ()
    notes: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


def check_size(rows: int, columns: int) -> None:
    """Refuse a table larger than any plan; raises `BadFile`."""
    if rows > MAX_ROWS:
        raise BadFile(f"В таблице больше {MAX_ROWS} строк. Похоже, это не план; удалите лишнее и пришлите ещё раз.")
    if columns > MAX_COLUMNS:
        raise BadFile(f"В таблице больше {MAX_COLUMNS} столбцов. Удалите лишние столбцы и пришлите ещё раз.")


def check_sheets(number: int) -> None:
    """Refuse a file of more tables than any plan has; raises `BadFile`."""
    if number > MAX_SHEETS:
        raise BadFile(
            f"В файле больше {MAX_SHEETS} листов или таблиц. Оставьте только те, где план, и пришлите ещё раз."
        )


def column_letters(index: int) -> str:
    """The letters of a column counted from 0: 0 is A, 27 is AB."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column counted from 1: A is 1, AB is 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number

"""A table without titles over its columns: it goes on from the page before, or its cells tell what they are."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from cyclogram.contents import column_cells, is_deadline, is_name, is_person, share_of_deadlines
from cyclogram.files import column_letters
from cyclogram.headers import LOOK_DOWN, Column, Field, Header, Rows
from cyclogram.phrases import Ask, read
from cyclogram.row_kinds import lists_people
from cyclogram.school_year import SchoolYear

_ENOUGH = 0.5


def carried(rows: Rows, before: Header, year: SchoolYear) -> Header | None:
    """The header of the table before, where this one is just as wide and its cells are of the same kinds."""
    filled = [row for row in rows if any(row)]
    width = max((at + 1 for row in filled for at, cell in enumerate(row) if cell), default=0)
    if width != len(before.columns) or any(map(lists_people, filled[:LOOK_DOWN])):
        return None
    deadlines = before.of(Field.DEADLINE)
    if deadlines and max(share_of_deadlines(rows, one.index, year) for one in deadlines) < _ENOUGH:
        return None
    if not deadlines and not before.of(Field.TIME, Field.EACH):
        return None
    return replace(before, first=-1, last=-1)


def guessed(rows: Rows, year: SchoolYear) -> Header | None:
    """Which column says when, who and what, by the cells; None where that is no plan."""
    if any(map(lists_people, rows[:LOOK_DOWN])):
        return None
    width = max(map(len, rows), default=0)
    when = _best(width, lambda at: share_of_deadlines(rows, at, year) if _dates(rows, at, year) >= 2 else 0)
    if when is None:
        return None
    others = [at for at in range(width) if at != when]
    who = _best(width, lambda at: _share(column_cells(rows, at), is_person) if at != when else 0)
    free = [at for at in others if at != who and column_cells(rows, at)]
    numbers = {at for at in free if _share(column_cells(rows, at), _is_number) >= _ENOUGH}
    words = [at for at in free if at not in numbers and _share(column_cells(rows, at), is_name) < _ENOUGH]
    if not words:
        return None
    what = max(words, key=lambda at: sum(map(len, column_cells(rows, at))) / len(column_cells(rows, at)))
    first = next(
        (
            index
            for index, row in enumerate(rows)
            if what < len(row) and when < len(row) and row[what] and is_deadline(row[when], year)
        ),
        0,
    )
    fields = {when: Field.DEADLINE, what: Field.WHAT, **dict.fromkeys(numbers, Field.NUMBER)}
    if who is not None:
        fields[who] = Field.RESPONSIBLE
    columns = tuple(Column(at, fields.get(at, Field.OTHER), f"столбец {column_letters(at)}") for at in range(width))
    return Header(first, first - 1, columns, guessed=True)


def _dates(rows: Rows, at: int, year: SchoolYear) -> int:
    return sum(1 for cell in column_cells(rows, at) if not isinstance(read(cell, year), Ask))


def _best(width: int, share: Callable[[int], float]) -> int | None:
    at = max(range(width), key=share, default=None)
    return at if at is not None and share(at) >= _ENOUGH else None


def _share(cells: Sequence[str], is_such: Callable[[str], bool]) -> float:
    return sum(1 for cell in cells if is_such(cell)) / len(cells) if cells else 0.0


def _is_number(cell: str) -> bool:
    return cell.strip(". )").replace(".", "").isdecimal()

"""Where the row of headers stands, how many rows it takes, and what each column holds."""

from collections.abc import Iterator, Sequence
from itertools import islice

from cyclogram.columns import NAMES, TIMED, TOLD, Column, Header, Rows
from cyclogram.header_words import Field, field_of
from cyclogram.neighbours import settled
from cyclogram.normal import plain
from cyclogram.school_year import SchoolYear
from cyclogram.spans import Span
from cyclogram.time_columns import is_class, is_week_title, months_by_number, says_class, time_of, time_under

__all__ = ["Column", "Field", "Header", "Merged", "Rows", "again", "field_of", "find", "time_of"]

LOOK_DOWN = 40
"""Rows of some cells in which a header may still begin, below titles and approval stamps."""

LONGEST = 90
"""Characters of a header; longer cells are contents."""

HIGHEST = 3
"""Rows of a header."""

_UNDER = frozenset({"план", "по плану", "планир.", "факт", "по факту", "начало", "конец", "с", "по", "от", "до"})

Merged = tuple[tuple[int, int, int, int], ...]
"""(row, column, last row, last column) of cells made one, counted from 0."""


def find(rows: Rows, year: SchoolYear, merged: Merged = ()) -> Header | None:
    """The likeliest header among the first rows; None where the sheet is no plan."""
    found: Header | None = None
    best = (0, 0, 0)
    for index in islice((at for at, row in enumerate(rows) if sum(map(bool, row)) >= 2), LOOK_DOWN):
        for header in _candidates(index, rows, year, merged):
            named = sum(1 for column in header.columns if column.field is not Field.OTHER)
            rank = (_points(header), named, header.first - header.last)
            if rank > best and rank[0]:
                found, best = header, rank
    if found is None:
        return None
    return next((first for at in range(found.first) if (first := again(at, rows, year, merged))), None) or found


def again(index: int, rows: Rows, year: SchoolYear, merged: Merged = ()) -> Header | None:
    """A row that can be nothing but headers: a sheet may hold one table under another, with other columns."""
    told = [cell for cell in rows[index] if cell]
    if len(told) < 3 or not all(len(cell) <= 40 and not any(c.isdigit() for c in cell) for cell in told):
        return None
    for header in _candidates(index, rows, year, merged):
        fields = [column.field for column in header.columns if column.title and column.field is not Field.TIME]
        timed = Field.DEADLINE in fields or len(header.of(Field.TIME)) >= 2
        if timed and len(set(fields)) == len(fields) and Field.OTHER not in fields and _points(header):
            return header
    return None


def _candidates(index: int, rows: Rows, year: SchoolYear, merged: Merged) -> Iterator[Header]:
    """Headers that begin in this row: as high as their merged cells, else of one row and as many as continue it."""
    forced = max((bottom for top, left, bottom, right in merged if top == index and left == right), default=index)
    highest = min(index + HIGHEST, len(rows)) - 1
    forced = min(forced, highest)
    for last in range(forced, highest + 1):
        if last > forced and not _continues(rows[index:last], rows[last], year):
            return
        yield _header(index, last, rows, year, merged)


def _header(first: int, last: int, rows: Rows, year: SchoolYear, merged: Merged) -> Header:
    titles = _titles(rows, first, last, merged)
    months = months_by_number([stack[-1] for stack in titles], year)
    columns = [_column(at, stack, months.get(at), year) for at, stack in enumerate(titles)]
    return Header(first, last, settled(columns, rows[last + 1 :], year))


def _titles(rows: Rows, first: int, last: int, merged: Merged) -> list[tuple[str, ...]]:
    """The titles of every column from the top down; one that stands over several columns counts for each of them."""
    width = max(len(row) for row in rows[first : last + 1])
    across = {(top, left): right for top, left, _, right in merged if first <= top <= last}
    stacks: list[list[str]] = [[] for _ in range(width)]
    for index in range(first, last + 1):
        row = [*rows[index], *[""] * (width - len(rows[index]))]
        below = rows[index + 1] if index < last else ()
        owner = -1
        for at in range(width):
            if row[at]:
                owner = at
            shared = owner >= 0 and at < len(below) and owner < len(below) and bool(below[at] and below[owner])
            spread = at <= across.get((index, owner), owner) if across else shared
            stacks[at].append(row[owner] if row[at] or (index < last and owner >= 0 and spread) else "")
    return [tuple(stack) for stack in stacks]


def _column(at: int, stack: Sequence[str], by_number: Span | None, year: SchoolYear) -> Column:
    told = [title for title in stack if title]
    title = told[-1] if told else ""
    if days := by_number or time_under(stack, year):
        whole = title if len(told) < 2 or time_of(title, year) else f"{told[-2]}, {title}"
        return Column(at, Field.TIME, whole, days)
    if is_class(title):
        return Column(at, Field.CLASS, title)
    for one in reversed(told):
        if len(one) <= LONGEST and (field := field_of(one)):
            return Column(at, field, title if one == title else f"{one}: {title}")
    return Column(at, Field.OTHER, ": ".join(dict.fromkeys(told[-2:])))


def _continues(upper: Rows, lower: Sequence[str], year: SchoolYear) -> bool:
    """Whether the next row only says more about those above: times, classes or field names under shared titles."""
    filled = [(at, cell) for at, cell in enumerate(lower) if cell]
    above = _over(upper, len(lower))
    told = [at for at, cell in filled if _says_more(cell, above[at], year)]
    last = upper[-1]
    shared = [at for at in told if at >= len(last) or not last[at]]
    return len(told) >= 2 and len(told) == len(filled) and bool(shared)


def _over(upper: Rows, width: int) -> list[str]:
    """What stands above each column, or left of that."""
    above: list[str] = []
    for at in range(width):
        own = next((row[at] for row in reversed(upper) if at < len(row) and row[at]), "")
        above.append(own or (above[-1] if above else ""))
    return above


def _says_more(cell: str, above: str, year: SchoolYear) -> bool:
    if len(cell) > LONGEST:
        return False
    known = time_of(cell, year) or field_of(cell) or plain(cell) in _UNDER or (is_class(cell) and not cell.isdigit())
    return (
        bool(known) or (is_class(cell) and says_class(above)) or time_under((above, cell), year) != time_of(above, year)
    )


def _points(header: Header) -> int:
    fields = {column.field for column in header.columns} - {Field.OTHER, Field.NUMBER, Field.NOTES, Field.CLASS}
    timed = bool(fields & TIMED) or any(is_week_title(column.title) for column in header.of(Field.THING))
    if not fields & TOLD or len(fields) < 2 or not (timed or Field.RESPONSIBLE in fields):
        return 0
    if not timed and not fields & NAMES:
        return 0  # classes and their teachers are no plan
    spread = len(header.of(Field.TIME, Field.EACH))
    return 2 * len(fields) + (3 if timed else 0) + min(spread, 3)

"""A column «Сроки, ответственные»: each of its cells says when and who, and is taken apart."""

import re
from dataclasses import replace

from cyclogram.files.list_parts import told
from cyclogram.grid import Grid
from cyclogram.headers import Column, Field, Header
from cyclogram.normal import plain

_WHEN, _WHO = re.compile(r"\b(?:срок|дат[аы]\b|период)"), re.compile(r"\b(?:отв|исполнител)")
_THING = "Дело"


def apart(grid: Grid, header: Header) -> tuple[Grid, Header]:
    """The same with one more column, of people, where one column names both and no other names people."""
    both = [one for one in header.of(Field.DEADLINE, Field.RESPONSIBLE) if _names_both(one.title)]
    if len(both) != 1 or header.of(Field.DEADLINE, Field.RESPONSIBLE) != tuple(both):
        return grid, header
    (column,) = both
    at, more = column.index, len(grid.texts[0])
    texts = [[*row, ""] for row in grid.texts]
    for row in texts[header.last + 1 :]:
        if plain(row[at]) != plain(column.title):  # the header once more, after a page
            row[at], row[more] = _taken_apart(row[at])
    down = {place: words for place, words in grid.down.items() if place[1] != at}
    for (index, left), words in grid.down.items():
        if left == at:
            down[index, at], down[index, more] = _taken_apart(words)
    columns = tuple(replace(one, field=Field.DEADLINE) if one is column else one for one in header.columns)
    header = replace(header, columns=(*columns, Column(more, Field.RESPONSIBLE, column.title)))
    return replace(grid, texts=tuple(map(tuple, texts)), down=down, beside={more: at}), header


def _names_both(title: str) -> bool:
    text = plain(title)
    return bool(_WHEN.search(text) and _WHO.search(text))


def _taken_apart(cell: str) -> tuple[str, str]:
    """When and who; a cell in which something else stands stays whole."""
    found = told(f"{_THING} — {'; '.join(filter(None, map(str.strip, cell.splitlines())))}")
    return (found.deadline, found.who) if found.what == _THING and (found.deadline or found.who) else (cell, "")

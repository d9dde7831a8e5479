"""Which column a cell of a Word table stands in.

A border dragged by hand in one row gives Word one more line of its grid, and cells one beneath another no longer begin
at the same line. So the columns are those of the usual row, and other rows are laid upon it.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

Stretch = tuple[int, int]
"""A cell from one line of the grid to another, the latter not included; or its first and last column."""


def columns(rows: Sequence[Sequence[Stretch]], widths: Sequence[int]) -> list[list[Stretch]]:
    """The first and last column of each cell of each row. `widths` are of the grid, in any unit, and may be missing."""
    as_drawn = [[(start, end - 1) for start, end in row] for row in rows]
    usual = _usual(rows)
    if all(row == usual for row in rows if len(row) == len(usual)):
        return as_drawn
    lines = _lines(rows, widths)
    laid = [_laid(row, usual, lines) for row in rows]
    apart = all(before[1] < after[0] for row in laid for before, after in pairwise(row))
    return laid if apart else as_drawn


def _usual(rows: Sequence[Sequence[Stretch]]) -> tuple[Stretch, ...]:
    """The commonest layout among rows of the commonest number of cells; of as common ones, that of more cells."""
    lengths = Counter(len(row) for row in rows)
    length = max(lengths, key=lambda one: (lengths[one] if one > 1 else 0, one), default=0)
    layouts = Counter(tuple(row) for row in rows if len(row) == length)
    return layouts.most_common(1)[0][0] if layouts else ()


def _lines(rows: Sequence[Sequence[Stretch]], widths: Sequence[int]) -> list[int]:
    """Where each line of the grid stands."""
    last = max((end for row in rows for _, end in row), default=0)
    known = [*widths[:last], *[0] * (last - len(widths))]
    if not all(width > 0 for width in known):
        known = [1] * last
    lines = [0]
    for width in known:
        lines.append(lines[-1] + width)
    return lines


def _laid(row: Sequence[Stretch], usual: Sequence[Stretch], lines: Sequence[int]) -> list[Stretch]:
    if len(row) == len(usual):
        return [(at, at) for at in range(len(row))]
    return [_over(cell, usual, lines) for cell in row]


def _over(cell: Stretch, usual: Sequence[Stretch], lines: Sequence[int]) -> Stretch:
    """The usual columns that lie mostly within this cell, or the one it lies mostly in."""
    start, end = lines[cell[0]], lines[cell[1]]
    shared = [min(end, lines[right]) - max(start, lines[left]) for left, right in usual]
    within = [at for at, (left, right) in enumerate(usual) if 2 * shared[at] > lines[right] - lines[left]]
    if within:
        return within[0], within[-1]
    most = max(range(len(usual)), key=lambda at: shared[at])
    return most, most

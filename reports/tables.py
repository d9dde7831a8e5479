"""What a printed table is made of, whatever program prints it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Across:
    """A title over the whole width of a table."""

    title: str


Line = Across | Sequence[str | int]
"""A title, or one cell for each column."""


def cells(titles: Sequence[str], lines: Sequence[Line]) -> list[list[str]]:
    """Each column's words: its title first, then its cells."""
    rows = [line for line in lines if not isinstance(line, Across)]
    return [[title, *(str(row[at]) for row in rows)] for at, title in enumerate(titles)]

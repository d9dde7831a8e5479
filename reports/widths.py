"""How wide the columns of a printed table must be, so that words stay whole and rows stay low."""

from collections.abc import Sequence
from math import sqrt

from reports.typeface import Weight, face

NARROWER = {"Times New Roman": 0.82, "Arial": 0.9}
"""Office faces beside DejaVu Sans, whose widths we know; rounded up, so that what is measured fits."""


def width(words: str, size: float, font: str, weight: Weight = Weight.REGULAR) -> float:
    """Points a line takes."""
    return face(weight).width(words, size) * NARROWER[font]


def shared(columns: Sequence[Sequence[str]], room: float, size: float, font: str) -> list[float]:
    """Points for each column (its title, then its cells), `room` together.

    The words of a title stay whole, then those of the cells, as far as there is room; what is left goes by fullness.
    """
    base = [_longest(titles[0], size, font, Weight.BOLD) for titles in columns]
    if sum(base) > room:
        return [room * one / sum(base) for one in base]
    least = [
        max(own, *(_longest(cell, size, font) for cell in cells[1:]), own)
        for own, cells in zip(base, columns, strict=True)
    ]
    if sum(least) >= room:  # the longest words give way
        return _cut(base, least, room)
    fullness = [_fullness(cells, own, size, font) for cells, own in zip(columns, least, strict=True)]
    spare = (room - sum(least)) / sum(fullness)
    return [one + full * spare for one, full in zip(least, fullness, strict=True)]


def _fullness(cells: Sequence[str], least: float, size: float, font: str) -> float:
    """What a column may ask of the spare room: much where there is much to read, hardly anything where all fits."""
    lines = [width(line, size, font) for cell in cells for line in cell.split("\n")]
    return sqrt(sum(lines)) if max(lines) > least else size


def height(cells: Sequence[str], widths: Sequence[float], size: float, font: str) -> int:
    """Lines the fullest cell of a row takes."""
    letters = face(Weight.REGULAR)
    return max(
        sum(max(1, len(letters.wrap(line, size * NARROWER[font], room))) for line in cell.split("\n"))
        for cell, room in zip(cells, widths, strict=True)
    )


def _cut(base: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """The widths cut to one level, none below its title, that fill the room."""
    low, high = 0.0, room
    cut = list(base)
    for _ in range(30):
        level = (low + high) / 2
        cut = [max(own, min(one, level)) for own, one in zip(base, least, strict=True)]
        low, high = (low, level) if sum(cut) > room else (level, high)
    return cut


def _longest(words: str, size: float, font: str, weight: Weight = Weight.REGULAR) -> float:
    return max((width(word, size, font, weight) for word in words.replace("-", "- ").split()), default=size)

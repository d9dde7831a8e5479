"""A QR code to print: who it is for, the code to scan, and the same code to type in by hand."""

import segno

from reports.drawing import GREY, WIDTH, ZOOM, Anchor, Page, Type
from reports.typeface import Weight

QUIET = 4
"""Blank modules around the code, as the standard asks."""
SIDE = 280.0

HEADING = Type(19, Weight.BOLD)
LINE = Type(12.5, colour=GREY)
CODE = Type(25, Weight.BOLD)
CENTRE = WIDTH / 2
"""Everything stands in the middle of the page."""


def invitation(link: str, code: str, who: str, school: str = "") -> bytes:
    """PNG, 1 080 pixels wide: `who` («Родители, 5А»), a QR code of `link`, and the typed `code` in large letters.

    Raises ValueError for a link that fits no QR code.
    """
    page = Page()
    y = _centred(page, who, HEADING, 18)
    y = _centred(page, school, LINE, y + 2)
    y = _modules(page, link, y + 2)
    y = _centred(page, "Наведите камеру телефона или напишите боту код", LINE, y)
    y = _centred(page, code, CODE, y + 6)
    return page.png(y + 20)


def _modules(page: Page, link: str, y: float) -> float:
    """One rectangle for each run of dark modules, on whole pixels so that no hairline shows between rows."""
    matrix = segno.make(link, error="m", micro=False).matrix
    across = len(matrix) + 2 * QUIET
    side = int(SIDE * ZOOM / across) / ZOOM
    left, top = (round(edge * ZOOM) / ZOOM for edge in ((WIDTH - side * across) / 2, y))
    for row, modules in enumerate(matrix, QUIET):
        for start, length in _runs(bytes(modules)):
            page.box((left + (start + QUIET) * side, top + row * side), (length * side, side), "#000000")
    return top + side * across


def _runs(modules: bytes) -> list[tuple[int, int]]:
    """(start, length) of each run of dark modules in a row."""
    runs: list[tuple[int, int]] = []
    for place, dark in enumerate(modules):
        if dark and runs and sum(runs[-1]) == place:
            runs[-1] = runs[-1][0], runs[-1][1] + 1
        elif dark:
            runs.append((place, 1))
    return runs


def _centred(page: Page, words: str, look: Type, y: float) -> float:
    for line in look.wrap(words, WIDTH - 28):
        page.words((CENTRE, y + look.size), line, look, Anchor.MIDDLE)
        y += look.line
    return y

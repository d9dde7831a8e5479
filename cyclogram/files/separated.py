"""Text cut into cells by a sign: semicolon, tab, comma or upright line."""

import csv
import io
import re
from collections.abc import Sequence

from cyclogram.files.sheet import MAX_CELL, BadFile, check_size

SIGNS = ";\t,|"
_SAMPLE = 20_000
_TOLD = re.compile(r'"?sep=(.)"?\r?(?:\n|$)', re.IGNORECASE)
_UNREADABLE = "Таблицу разобрать не получилось. Сохраните её как .xlsx и пришлите ещё раз."


def cells(text: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a .csv file, by the sign it names or seems to be cut with; raises `BadFile`."""
    sign = separator(text)
    if told := _TOLD.match(text):
        sign, text = told[1], text[told.end() :]
    return cut(text, sign or ";")


def separator(text: str, signs: str = SIGNS) -> str:
    """The sign that cuts the first lines into the most even number of cells; "" where none does."""
    best = max(signs, key=lambda sign: _evenness(text[:_SAMPLE], sign))
    return best if _evenness(text[:_SAMPLE], best)[0] else ""


def cut(text: str, sign: str) -> tuple[tuple[str, ...], ...]:
    """The cells of the rows, without empty rows at the end; raises `BadFile`."""
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign):
            check_size(len(rows) + 1, len(row))
            _check_quotes(len(rows) + 1, row, sign)
            rows.append(tuple(cell.strip()[:MAX_CELL] for cell in row))
    except (csv.Error, TypeError, ValueError):
        raise BadFile(_UNREADABLE) from None
    while rows and not any(rows[-1]):
        rows.pop()
    return tuple(rows)


def _check_quotes(number: int, row: Sequence[str], sign: str) -> None:
    """One stray quote would swallow the rows after it: a cell with whole rows inside is no cell."""
    usual = max(len(row) - 1, 2)
    if any("\n" in cell and any(line.count(sign) >= usual for line in cell.splitlines()[1:]) for cell in row):
        raise BadFile(
            f"В строке {number} кавычка открыта и не закрыта: следующие строки слились с ней. "
            "Исправьте кавычки или сохраните таблицу как .xlsx и пришлите ещё раз."
        )


def _evenness(sample: str, sign: str) -> tuple[int, int]:
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=sign) if any(row)]
    except csv.Error:
        return (0, 0)
    usual = max(set(widths), key=lambda width: (widths.count(width) if width > 1 else 0, width), default=1)
    return (widths.count(usual), usual) if usual > 1 else (0, 0)

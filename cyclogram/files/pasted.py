"""What was pasted into a chat: a table copied from Excel or Word, or a list; an ordinary sentence is neither."""

import re
from collections.abc import Sequence

from cyclogram.files.letters import decoded
from cyclogram.files.listing import Line, listed
from cyclogram.files.separated import cells, cut, separator
from cyclogram.files.sheet import BadFile, Sheet
from cyclogram.headers import find
from cyclogram.school_year import school_year

_POINT = re.compile(r"(?:\d{1,3}[.)]|[•–—-])\s+\S")
_RULE = re.compile(r"[\s|+:=-]*-[\s|+:=-]*")
"""The line under the header of a table drawn with signs."""


def pasted(text: str) -> tuple[Sheet, ...] | None:
    """The table or the list in a message; None where it is neither; raises `BadFile` for one larger than any plan.

    A list comes with a header of its own: «№», «Мероприятие», «Срок», «Ответственный».
    """
    table = _table(text)
    if table and find(table, school_year()):
        return (Sheet("Таблица", table),)
    lines = ["\t".join(row) for row in table] or text.splitlines()  # rows alone, copied without their header
    if found := listed([Line(line) for line in lines]):
        return (found,)
    return (Sheet("Таблица", table),) if table else None


def read_text(content: bytes, name: str) -> tuple[Sheet, ...]:
    """A .csv file, or a text with the same table or list one might have pasted; raises `BadFile`."""
    text = decoded(content)
    rows = cells(text)
    may_be_list = separator(text) in "|," or sum(1 for row in rows if row and _POINT.match(row[0])) >= 2
    header = find(rows, school_year()) if may_be_list else None
    if may_be_list and (header is None or _POINT.match(rows[header.first][0])) and (found := pasted(text)):
        return found
    return (Sheet(name[:31] or "Таблица", rows),)


def _table(text: str) -> tuple[tuple[str, ...], ...]:
    lines = [line for line in text.splitlines() if line.strip()]
    for sign in "\t|;":
        drawn = [line for line in lines if not (sign == "|" and _RULE.fullmatch(line))]
        if len(drawn) < 2 or sum(1 for line in drawn if sign in line) < max(2, 0.6 * len(drawn)):
            continue
        rows = _rows(text if sign == "\t" else "\n".join(drawn), sign)
        widths = [len(row) for row in rows if any(row)]
        if sign == "\t" or (min(widths, default=0) >= 2 and max(widths) >= 3):
            return rows
    return ()


def _rows(text: str, sign: str) -> tuple[tuple[str, ...], ...]:
    try:
        rows = cut(text, sign)
    except BadFile:  # a lone quote; larger than any plan it is still
        rows = cut(text.replace('"', "”"), sign)
    return _without_frame(rows) if sign == "|" else rows


def _without_frame(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """«| a | b |» has an empty cell at either end."""
    if all(len(row) > 2 and not row[0] and not row[-1] for row in rows):
        return tuple(row[1:-1] for row in rows)
    return tuple(rows)

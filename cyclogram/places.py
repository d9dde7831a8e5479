"""Where something stands in a file, in the words of whoever looks for it there."""

import re

_IN_TEXT = re.compile(r"(Таблица(?: \d+)?)![A-Z]+(\d+)")
"""An address in a document or a message: its tables have rows, but nobody counts their columns by letters."""


def place(where: str) -> str:
    """«Таблица 1, строка 23» of a document; of a workbook the cell, as it is called there: «Лист1!C7»."""
    found = _IN_TEXT.fullmatch(where)
    return f"{found[1]}, строка {found[2]}" if found else where


def cell(where: str) -> str:
    """The same as the beginning of a line: «Ячейка Лист1!C7»."""
    return place(where) if _IN_TEXT.fullmatch(where) else f"Ячейка {where}"

"""Rows of a table that are no rows of the plan: titles, repeated headers, signatures, lists of people."""

import re
from collections.abc import Sequence

from cyclogram.contents import is_name
from cyclogram.deadlines import Period
from cyclogram.headers import Header
from cyclogram.normal import plain
from cyclogram.school_year import SchoolYear
from cyclogram.time_columns import time_of

_PEOPLE = re.compile(r"ф\. ?и\. ?о\b.*|фио\b.*|фамили.*|должност.*|подпис.*|роспис.*|расшифровка.*")
_BESIDE = re.compile(r"№.*|n|дата.*|п/п")
_CUT = re.compile(r"\s*[(:.,–—]|\s-\s|\sмесяц\b")
_ROMAN = re.compile(r"[ivx]+")
_REMARK = re.compile(
    r"\*+ ?\w|примечани|исп\.|исполнитель:|приложение\b|условные обозначени|с планом (?:работы )?ознаком"
)
_HEAD = re.compile(r"(?:и\.?о\.? )?(?:директор|зам|заместитель|заведующ|завуч|председатель|методист)[^,;:]{0,50}")
_SIGNED = re.compile(r"_{3,}|подпись|м\. ?п\.")


def time_title(title: str, year: SchoolYear) -> Period | None:
    """The days a title names: «СЕНТЯБРЬ», «II четверть (ноябрь – декабрь)», «Октябрь. Месячник безопасности»."""
    title = title.strip()
    if len(title) > 120:
        return None
    for words in (title, _CUT.split(title, maxsplit=1)[0]):
        if not _ROMAN.fullmatch(plain(words)) and (days := time_of(words, year)):
            return Period(days, words)
    return None


def is_only_time(title: str, period: Period) -> bool:
    """Whether a title says nothing beside the time."""
    return plain(title) == plain(period.title)


def repeats_header(row: Sequence[str], header: Header) -> bool:
    """The header once more, after a page."""
    titles = {column.index: plain(column.title) for column in header.columns if column.title}
    told = [(at, plain(cell)) for at, cell in enumerate(row) if cell]
    return len(told) >= 2 and all(titles.get(at) == cell for at, cell in told)


def counts_columns(row: Sequence[str]) -> bool:
    """The line «1 2 3 4 5» under a header."""
    told = [cell.strip(".") for cell in row if cell]
    return len(told) >= 3 and told == [str(number) for number in range(1, len(told) + 1)]


def lists_people(row: Sequence[str]) -> bool:
    """The header of a list of a commission or of those who have read the plan: «№, ФИО, должность, подпись»."""
    filled = [cell for cell in row if cell]
    if not 2 <= len(filled) <= 8 or any(len(cell) > 40 for cell in filled):
        return False
    told = [one for one in map(plain, filled) if not _BESIDE.fullmatch(one)]
    return sum(1 for cell in told if _PEOPLE.fullmatch(cell)) >= max(2, len(told) - 1)


def is_signature(filled: Sequence[tuple[int, str]]) -> bool:
    """«Директор ________», «(подпись)», «Директор | И.И. Примеров», in a cell or some beneath the table."""
    if len(filled) == 2 and _HEAD.fullmatch(plain(filled[0][1])) and is_name(filled[1][1]):
        return True
    return len(filled) <= 3 and any(_SIGNED.search(plain(cell)) or "___" in cell for _, cell in filled)


def is_remark(filled: Sequence[tuple[int, str]]) -> bool:
    """«Примечание: …», «* для выпускных классов», «Исп. Иванова И.И., тел. …»."""
    return len(filled) == 1 and bool(_REMARK.match(filled[0][1].lower()))


def is_only_number(filled: Sequence[tuple[int, str]], header: Header) -> bool:
    """A row prepared and left empty: its number and nothing else."""
    numbers = {column.index for column in header.columns if column.field.value == "number"}
    return len(filled) == 1 and filled[0][0] in numbers and filled[0][1].strip(". )").isdecimal()

"""Columns that are a time or a class themselves: «IX», «сент.», «II четв.», «Сентябрь: 1 нед.», «5А»."""

import re
from collections.abc import Sequence
from itertools import pairwise

from cyclogram.normal import plain
from cyclogram.phrases import Reading, leaves_aside, read
from cyclogram.school_year import SchoolYear
from cyclogram.spans import Span, month, week_of

_CALENDAR = {"month", "month_range", "term", "half", "quarter", "trimester", "module", "holiday"}
_WEEK = re.compile(
    r"(?P<number>[1-5]|iv|v|i{1,3})(?:-?(?:я|ая|ья))? ?(?:нед(?:еля|ели|\.)?|н\.?)?|(?P<last>посл\w*\.?) нед\w*\.?"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_DAYS = re.compile(r"(\d{1,2})(?:\.\d\d)? ?- ?(\d{1,2})(?:\.\d\d)?|(\d{1,2})")
_CLASS = re.compile(r"(?:[1-9]|1[01])(?:-?[еы]{1,2}|-?[хй])? ?-?[\"«]?[а-я]?[\"»]?(?: ?(?:кл|класс\w*)\.?)?")
_CLASS_WORD = re.compile(r"класс|параллел|\bкл\b")


def time_of(header: str, year: SchoolYear) -> Span | None:
    """The days a column stands for when its header is a month, a term or the like."""
    if not header or len(header) > 30:
        return None
    what = read(header, year)
    if not isinstance(what, Reading) or len(what.spans) != 1 or what.kind not in _CALENDAR or leaves_aside(what):
        return None
    return what.spans[0]


def time_under(titles: Sequence[str], year: SchoolYear) -> Span | None:
    """The days of a column by its titles from the top down: «Сентябрь» over «2 нед.» or over «7-12», or one alone."""
    below = next((title for title in reversed(titles) if title), "")
    above = [days for title in titles[:-1] if (days := time_of(title, year))]
    if above and below not in titles[:-1] and (part := _part_of_month(below, above[-1])):
        return part
    return next((days for title in reversed(titles) if (days := time_of(title, year))), None)


def _part_of_month(title: str, days: Span) -> Span | None:
    if (days.end - days.start).days > 31:
        return None
    text = plain(title)
    if found := _WEEK.fullmatch(text):
        number = found["number"]
        return week_of(days, -1 if number is None else _ROMAN.get(number) or int(number))
    if found := _DAYS.fullmatch(text):
        first, last = (int(found[1]), int(found[2])) if found[1] else (int(found[3]), int(found[3]))
        if 1 <= first <= last <= days.end.day:
            return Span(days.start.replace(day=first), days.start.replace(day=last))
    return None


def is_week_title(title: str) -> bool:
    """«1 неделя», «II нед.»: a week of a month told elsewhere."""
    return "нед" in title.lower() and bool(_WEEK.fullmatch(plain(title)))


def months_by_number(titles: Sequence[str], year: SchoolYear) -> dict[int, Span]:
    """Columns «9 10 11 12 1 2 3 4 5»: four or more in a row and December among them, for there is no 12th class."""
    numbers = {at: int(title) for at, title in enumerate(titles) if title.isdecimal() and 1 <= int(title) <= 12}
    told = list(numbers.values())
    if len(told) < 4 or 12 not in told or any(one % 12 + 1 != other for one, other in pairwise(told)):
        return {}
    return {at: month(year.year_of(number), number) for at, number in numbers.items()}


def is_class(title: str) -> bool:
    """«5А», «7 класс», «1-е классы», «10»."""
    return bool(title) and len(title) <= 20 and bool(_CLASS.fullmatch(plain(title).strip("., ")))


def says_class(title: str) -> bool:
    """Whether columns under this title may be classes by their bare numbers."""
    return bool(_CLASS_WORD.search(plain(title)))

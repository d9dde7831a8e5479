"""What the cells of a column look like when no header tells: deadlines, people, plain words."""

import re
from collections.abc import Sequence
from functools import lru_cache

from cyclogram.normal import plain
from cyclogram.phrases import Ask, Why, read
from cyclogram.school_year import SchoolYear

_SAMPLE = 40
"""Rows that are looked at."""

_LONGEST = 120
"""Characters of a cell that may be a deadline; a longer one tells of more."""

_NOTHING = re.compile(r"[-–—_.\s]*|нет|не проводится")
_PERSON = re.compile(
    r"^(зам|директор|завуч|завхоз|учител|педагог|психолог|кл\b|классн|рук|соц|методист|отв|администр|комисси|библиотек"
    r"|председ|куратор|врач|медсест|логопед|рабочая групп|шмо|мо\b|воспитател|совет|секретар|специалист|наставник)"
)
_NAME = re.compile(r"^[а-я-]+ (?:[а-я]\. ?){1,2}$|^(?:[а-я]\. ?){1,2}[а-я-]+$|^[а-я-]+ [а-я]+ [а-я]+(?:вич|вна|ична)$")
_ASKED = {Why.SCHEDULE, Why.NEED, Why.WHICH_TERM, Why.UNSURE, Why.CYCLE, Why.ONCE_A_YEAR}


def says_nothing(cell: str) -> bool:
    """An empty cell, a dash, «не проводится»."""
    return len(cell) < 20 and bool(_NOTHING.fullmatch(plain(cell) or cell.strip()))


@lru_cache(maxsize=1 << 15)
def is_deadline(cell: str, year: SchoolYear) -> bool:
    """Whether the cell reads as days, a repeat, or a question about days."""
    if not 1 < len(cell) <= _LONGEST:
        return False
    what = read(cell, year)
    return not isinstance(what, Ask) or what.why in _ASKED


def is_person(cell: str) -> bool:
    """Whether the cell begins like a position or is a name."""
    text = plain(cell)
    return bool(_PERSON.match(text) or is_name(cell))


def is_name(cell: str) -> bool:
    """«Белова С.Н.», «Белова Светлана Николаевна»."""
    return bool(_NAME.match(plain(cell)))


def column_cells(rows: Sequence[Sequence[str]], at: int) -> list[str]:
    """The cells of a column that say something."""
    return [row[at] for row in rows[:_SAMPLE] if at < len(row) and not says_nothing(row[at])]


def share_of_deadlines(rows: Sequence[Sequence[str]], at: int, year: SchoolYear) -> float:
    """0…1: how many of the cells that say something say when."""
    told = column_cells(rows, at)
    return sum(1 for cell in told if is_deadline(cell, year)) / len(told) if told else 0.0

"""How a real date is shown in its cell: Excel keeps «сентябрь 2026» as the first of September, «15.мар» with a year.

Whoever typed «15.03» in August never meant the March that has passed: only what is shown was said.
"""

import re
from datetime import date
from enum import Enum

from chat.words import MONTH_NAMES
from cyclogram.files.markup import Mark, walk


class Shown(Enum):
    """The part of a date that is shown, where it is not the whole."""

    MONTH = "month"
    DAY = "day without its year"


BUILT_IN = {"16": Shown.DAY, "17": Shown.MONTH}
"""Excel's own «Д.ммм» and «ммм.гг»."""
_ASIDE = re.compile(r'\[[^\]]*\]|"[^"]*"|\\.|_.|\*.|am/pm')
_AS_WORDS = re.compile(
    r"[а-яё]{3,9}\.?[ .]?(?:(?:20)?\d\d)?(?: ?г\.?)?|\d\d[./]20\d\d|\d{1,2}[. ](?:\d\d|[а-яё]{3,9})\.?", re.IGNORECASE
)


def shown_styles(styles: bytes, damaged: str) -> dict[str, Shown]:
    """The numbers of the cell formats in `xl/styles.xml` that show a part of a date; raises `BadFile`."""
    formats = dict(BUILT_IN)
    found: dict[str, Shown] = {}
    number, within = 0, False
    for mark, name, own in walk(styles or b"<none/>", damaged):
        match mark, name:
            case Mark.START, "numFmt" if shown := shown_by(own.get("formatCode", "")):
                formats[own.get("numFmtId", "")] = shown
            case ((Mark.START | Mark.END), "cellXfs"):
                within = mark is Mark.START
            case Mark.START, "xf" if within:
                if shown := formats.get(own.get("numFmtId", "")):
                    found[str(number)] = shown
                number += 1
            case _:
                pass
    return found


def shown_by(code: str) -> Shown | None:
    """What a format («[$-419]mmmm yyyy») shows of a date, None where it is the whole or no date at all."""
    letters = _ASIDE.sub("", code).lower()
    if "m" not in letters or "h" in letters or "s" in letters:
        return None
    if "d" in letters:
        return None if "y" in letters else Shown.DAY
    return Shown.MONTH if "y" in letters or "mmm" in letters else None


def as_shown(day: date, shown: Shown | None) -> date | str:
    """«сентябрь 2026», «15.03», or the date itself."""
    match shown:
        case Shown.MONTH:
            return f"{MONTH_NAMES[day.month - 1]} {day.year}"
        case Shown.DAY:
            return f"{day:%d.%m}"
        case None:
            return day


def shows_a_part(words: str) -> bool:
    """Whether the words of a date's cell say less than the date: «сен 26», «09.2026», «15.03», «15 мар»."""
    return bool(_AS_WORDS.fullmatch(words.strip()))

"""Another deadline for a row: which row, from when, to when, or by how much."""

import re
from collections.abc import Sequence

from cyclogram.intents import Move, When, Which
from cyclogram.phrases import Ask, read
from cyclogram.plan import PlanRow
from cyclogram.row_match import which
from cyclogram.said_days import AMOUNT, count_said
from cyclogram.school_year import SchoolYear
from cyclogram.sentence_dates import NOT_YET_A_DATE, TAKEN, aimless, stretches, without

MONTHS, DAYS = 12, 366
"""The furthest a row is moved by."""

_BY = re.compile(rf"(?<!\w)(?:на|к)\s+{AMOUNT}(?:\s+(?:позже|вперед|вперёд))?", re.IGNORECASE)
_EARLIER = re.compile(r"(?<!\w)(?:раньше|назад)(?!\w)", re.IGNORECASE)
_TO_AND_FROM = re.compile(r"(?<!\w)(?:с|со|от|вместо|на|к|до)\s*(?=[;\x1f]|$)", re.IGNORECASE)


def move(rest: str, year: SchoolYear, rows: Sequence[PlanRow], *, extends: bool) -> Move:
    """«ВПР с апреля на 15 мая», «адаптацию на неделю»: `rest` is the sentence without its verb."""
    found = stretches(rest, year)
    aimed = any(re.match(r"(?i)(?:на|к|до)\s", one.phrase) for one in found)
    old = next((one for one in found if one.is_old or (aimed and re.match(r"(?i)со?\s", one.phrase))), None)
    new = next((one for one in found if one is not old), None)
    by = _BY.search(rest)
    if new is None and by is not None:
        when = _shift(by, earlier=bool(_EARLIER.search(rest)))
        rest = _EARLIER.sub(" ", f"{rest[: by.start()]} ; {rest[by.end() :]}")
    elif new is not None:
        when = When(aimless(new.phrase))
    else:
        when, rest = _not_yet_moved(rest, year)
    left = _TO_AND_FROM.sub(" ", without(rest, *(one for one in (old, new) if one)))
    was = When(old.phrase) if old else When()
    return Move(row_meant(left, year, rows, was), when, was, extends)


def _shift(by: re.Match[str], *, earlier: bool) -> When:
    """Nothing for more than a year: it is asked to when."""
    count, unit = count_said(by), by["unit"].lower()
    sign = -1 if earlier else 1
    if unit.startswith("мес"):
        return When(months=sign * count) if count <= MONTHS else When()
    days = 7 * count if unit.startswith("недел") else count
    return When(shift=sign * days) if days <= DAYS else When()


def _not_yet_moved(rest: str, year: SchoolYear) -> tuple[When, str]:
    found = re.search(r"(?i)\s(?:на|до)\s+(?P<words>\S.*)$", rest)
    if found:
        asked = read(found["words"], year)
        if isinstance(asked, Ask) and asked.why in NOT_YET_A_DATE:
            return When(found["words"]), rest[: found.start()]
    return When(), rest


def row_meant(words: str, year: SchoolYear, rows: Sequence[PlanRow], was: When | None = None) -> Which:
    """The row meant; among alike ones the deadline it has now decides."""
    words = " ".join(words.replace(";", " ").replace(TAKEN, " ").split()).strip(" ,.:—–-")
    found = which(words, rows)
    days = was.read(year) if was else None
    if found.where or days is None or isinstance(days, Ask) or not hasattr(days, "spans"):
        return found
    fitting = [row.where for row in rows if row.where in found.among and set(row.spans) & set(days.spans)]
    fitting = fitting or [
        row.where for row in rows
        if row.where in found.among and {one.end for one in row.spans} & {one.end for one in days.spans}
    ]  # fmt: skip
    return Which(found.said, fitting[0], ()) if len(fitting) == 1 else found

"""Cells under months, terms and weeks: a tick takes the column's days, words say more about them or name a thing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chat.words import MONTHS, whole_month
from cyclogram.areas import ASSUMED
from cyclogram.contents import says_nothing
from cyclogram.normal import plain
from cyclogram.phrases import Ask, Reading, Repeats, What, Why, leaves_aside, read
from cyclogram.school_year import SchoolYear
from cyclogram.spans import Span

_TICK = re.compile(r"[+*xхv✓✔✗✘☑☒√•●○◯■□▪◆★⚫⬤#v\u2713\uf0fc\uf0fe\uf0d6]+|да|да!|есть|ü|þ")
_NUMBERS = re.compile(r"(?:\d|1[01])(?:\s?[-,;и]\s?(?:\d|1[01]))*")
_DATE = re.compile(r"(?<![\d.])\d{1,2}\.\d{2}(?:\.\d{2,4})?(?![\d])")
_UNSURE = re.compile(r"\bесли\b|по (?:необх|мере|возмож|граф|итог|согласов)|при (?:необх|наличи|услов)|\?")


@dataclass(frozen=True, slots=True)
class Mark:
    """A filled cell of a time column: its days, its title, the cell, its place; `wide` over several columns."""

    days: Span
    title: str
    cell: str
    at: int
    wide: bool = False


def is_tick(cell: str) -> bool:
    """A plus, a cross, a tick, «да»."""
    return bool(_TICK.fullmatch(plain(cell) or cell.strip().lower()))


def told(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Without the cells that only say no."""
    return tuple(mark for mark in marks if not says_nothing(mark.cell))


def names_a_thing(mark: Mark, year: SchoolYear) -> bool:
    """«5 кл.», «ВПР», «5А – 15.10»: the cell says what happens then, so it is a row of its own."""
    cell = mark.cell
    if is_tick(cell) or _NUMBERS.fullmatch(plain(cell)) or _UNSURE.search(plain(cell)):
        return False
    return sum(1 for char in cell if char.isalpha()) >= 1 and not _inner(mark, year)


def thing_days(mark: Mark, year: SchoolYear) -> Reading:
    """When such a thing is due: the dates it names within the column's days, else all of those."""
    parts = [mark.cell, *re.split(r"[;\n]", mark.cell), *_DATE.findall(mark.cell)]
    spans = [span for part in parts for span in _days_in(part, year)]
    inside = tuple(sorted({span for span in spans if span.start in mark.days and span.end in mark.days}))
    if inside:
        return Reading(inside, ASSUMED, "matrix")
    return Reading((mark.days,), ASSUMED, "matrix", (f"срок взят из столбца «{mark.title}»",))


def _days_in(words: str, year: SchoolYear) -> tuple[Span, ...]:
    what = read(words, year)
    return what.spans if isinstance(what, Reading) else what.guess if isinstance(what, Ask) else ()


def marked(marks: Sequence[Mark], year: SchoolYear) -> tuple[str, What]:
    """The phrase and the days of a row's ticks; words in a cell are read together with the column's title."""
    spans: list[Span] = []
    asked: list[Span] = []
    for mark in marks:
        if is_tick(mark.cell):
            spans.append(mark.days)
        elif not _NUMBERS.fullmatch(plain(mark.cell)) and (inner := _inner(mark, year)):
            spans.extend(inner.spans)
        else:  # «5» or «9-11» under a month: days, classes, or how many times?
            asked.append(mark.days)
    phrase = ", ".join(mark.title if is_tick(mark.cell) else f"{mark.title}: {mark.cell}" for mark in marks)
    if asked:
        text = "В клетках под месяцами не только плюсы. Так ли поняты даты?"
        return phrase, Ask(text, Why.UNSURE, tuple(dict.fromkeys(spans + asked)))
    return phrase, Reading(tuple(dict.fromkeys(spans)), 0.9, "matrix")


def _inner(mark: Mark, year: SchoolYear) -> Reading | None:
    """«2 неделя» under «XI» is «2 неделя ноября»; «до 15» is «до 15 ноября»; «еженедельно» is all of November."""
    days = mark.days
    if whole_month(days.start, days.end):
        named = f"{mark.cell} {MONTHS[days.start.month - 1]}"
    else:
        named = f"{mark.cell} {mark.title}"
    for phrase in (named, mark.cell):
        what = read(phrase, year)
        if leaves_aside(what):
            continue
        if isinstance(what, Reading) and all(one.start in days or one.end in days for one in what.spans):
            return Reading((days,), ASSUMED, "matrix") if mark.wide and what.kind == "year" else what
        if isinstance(what, Repeats):
            return Reading((days,), ASSUMED, "matrix")
    return None

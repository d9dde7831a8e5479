"""What is wrong with a school's own year, in sentences for the one who typed it."""

from collections.abc import Iterator
from itertools import pairwise

from chat.words import capital, day, span
from cyclogram.school_year import Break, SchoolYear
from cyclogram.spans import Span
from cyclogram.year_changes import BESIDE

NAMES = {
    "terms": ("четверть", "четверти", "-я"),
    "halves": ("полугодие", "полугодия", "-е"),
    "trimesters": ("триместр", "триместры", "-й"),
    "modules": ("модуль", "модули", "-й"),
}
"""One of them, all of them, the ending of an ordinal."""


def part_name(unit: str, number: int) -> str:
    """«1-я четверть»."""
    one, _, ending = NAMES[unit]
    return f"{number}{ending} {one}"


def faults(year: SchoolYear) -> tuple[str, ...]:
    """Sentences; none when the year holds together."""
    return (*_ends(year), *_breaks(year), *_parts(year), *_into_breaks(year))


def _ends(year: SchoolYear) -> Iterator[str]:
    if year.teaching.start not in year.around or year.teaching.end not in year.around:
        yield f"Занятия {days_words(year.teaching)} — это не {year.start}/{(year.start + 1) % 100:02} учебный год."
    if year.plan_until < year.teaching.end:
        yield f"План кончается раньше занятий: {day(year.plan_until)}, а занятия идут до {day(year.teaching.end)}."


def _breaks(year: SchoolYear) -> Iterator[str]:
    between = [pause for season in BESIDE for pause in year.breaks if pause.season == season]
    for pause in between:
        if not _inside(pause.days, year.teaching):
            yield f"{break_name(pause)} {days_words(pause.days)} выходят за учебный год."
    for first, second in pairwise(between):
        if second.days.start <= first.days.end:
            yield f"{break_name(second)} начинаются раньше, чем кончаются {break_name(first).lower()}."


def _parts(year: SchoolYear) -> Iterator[str]:
    for unit in NAMES:
        spans: tuple[Span, ...] = getattr(year, unit)
        for number, days in enumerate(spans, 1):
            if not _inside(days, year.teaching):
                teaching = days_words(year.teaching)
                yield f"{part_name(unit, number)} {days_words(days)} выходит за учебный год ({teaching})."
        for number, (first, second) in enumerate(pairwise(spans), 1):
            if second.start <= first.end:
                begins = f"{part_name(unit, number + 1)} начинается {day(second.start)}"
                yield f"{begins}, а {part_name(unit, number)} идёт до {day(first.end)}. Напишите обе даты."


def _into_breaks(year: SchoolYear) -> Iterator[str]:
    for number, days in enumerate(year.terms, 1):
        for pause in year.breaks:
            if pause.season in BESIDE and days.start <= pause.days.end and pause.days.start <= days.end:
                both = f"{part_name('terms', number)} {days_words(days)} заходит на {pause.name} каникулы"
                yield f"{both} {days_words(pause.days)}. Напишите и новые каникулы."


def break_name(pause: Break) -> str:
    """«Осенние каникулы», «Каникулы летние до начала года»."""
    return f"{capital(pause.name)} каникулы" if " " not in pause.name else f"Каникулы {pause.name}"


def days_words(days: Span) -> str:
    """«с 1 сентября по 26 мая»; a whole month by its days as well."""
    if days.start == days.end:
        return day(days.start)
    words = span(days.start, days.end)
    return words if " " in words else f"с 1 по {day(days.end)}"


def _inside(days: Span, outer: Span) -> bool:
    return days.start in outer and days.end in outer

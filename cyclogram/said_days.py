"""Days as people say them when they know what day it is: «завтра», «в пятницу», «через неделю», «после каникул»."""

import re
from calendar import monthrange
from datetime import date, timedelta

from cyclogram.normal import plain
from cyclogram.phrases import Reading, read
from cyclogram.school_year import SchoolYear
from cyclogram.spans import DAY, Span

WEEK = timedelta(days=7)

_NUMBERS = {"": 1, "один": 1, "одну": 1, "два": 2, "две": 2, "пару": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6,
            "семь": 7, "десять": 10, "полторы": 2}  # fmt: skip
_WEEKDAYS = ("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень")
AMOUNT = (
    rf"(?<![а-яё])(?P<number>\d{{1,3}}|{'|'.join(word for word in _NUMBERS if word)})?\s*"
    r"(?P<unit>день|дня|дней|дн|недел[а-я]+|месяц[а-я]*|мес)\b"
)
"""«неделю», «3 дня», «две недели»."""

_AMOUNT = re.compile(AMOUNT)
_IN = re.compile(r"\bчерез " + AMOUNT)
_NAMED = {"сегодня": 0, "завтра": 1, "завтрашн": 1, "послезавтра": 2}
_NAMED_DAY = re.compile(r"\b(сегодня|послезавтра|завтрашн|завтра)")
_WEEKDAY = re.compile(r"\b(?P<next>следующ[а-я]+ )?(?P<day>" + "|".join(_WEEKDAYS) + r")[а-я]{0,3}\b")
_NUMBER_OF_MONTH = re.compile(r"\b(\d{1,2})(?:-?го)? ?(?:числа?|ч\b)")
_NEXT_WEEK = re.compile(r"\b(?:на |со? )?следующ[а-я]+ недел")
_NEXT_MONTH = re.compile(r"\b(?:в |со? )?следующ[а-я]+ месяц")
_AFTER_BREAK = re.compile(r"\bпосле (?:[а-я]+ )?каникул")
_AFTER_HOLIDAYS = re.compile(r"\bпосле (?:[а-я]+ )?(?P<what>праздник|выходн)")
_END_OF = re.compile(r"\bкон(?:ец|ца|це) (?:эт[а-я]+ )?(?P<what>недел|месяц)")
_HOURS = re.compile(r"\b(?:с утра|утром|днем|вечером|после обеда|после уроков)\b|\bв \d{1,2}(?:[:.]\d\d| час\w*)")
_REPEATED = re.compile(r"\bкажд|\bеже")
_AFTER = re.compile(r"^после (?=\d)")


def later(text: str, today: date, year: SchoolYear) -> date | None:
    """The day to come back to something, after today; None where no such day is said."""
    words = _HOURS.sub("", plain(text[:100])).strip(" ,.")
    if _REPEATED.search(words):
        return None
    when = said_day(words, today, year)
    if when is not None and _AFTER.search(words):
        when += DAY
    return when if when is not None and today < when <= today + timedelta(days=366) else None


def said_day(text: str, today: date, year: SchoolYear) -> date | None:
    """The one day these words mean; of a stretch the first. May be in the past: who asks has to look."""
    words = plain(text)
    if found := _NAMED_DAY.search(words):
        return today + _NAMED[found[1]] * DAY
    if found := _IN.search(words):
        return ahead(today, found, every_other=True)
    if _NEXT_WEEK.search(words) and not _WEEKDAY.search(words):
        return monday(today) + WEEK
    if _NEXT_MONTH.search(words):
        return plus_months(today, 1).replace(day=1)
    if _AFTER_BREAK.search(words):
        return _after_break(today, year)
    if found := _AFTER_HOLIDAYS.search(words):
        return _after_days_off(today, year, weekends=found["what"] == "выходн")
    if found := _END_OF.search(words):
        return end_of_week(today) if found["what"] == "недел" else end_of_month(today)
    return _calendar_day(words, today, year)


def _calendar_day(words: str, today: date, year: SchoolYear) -> date | None:
    if found := _NUMBER_OF_MONTH.search(words):
        return _next_number(today, int(found[1]))
    if (when := _dated(words, year)) is not None:
        return when.end if re.match(r"до |не позд", words) else when.start
    if found := _WEEKDAY.search(words):
        return next_weekday(today, found["day"], skip_this_week=bool(found["next"]))
    return None


def _dated(words: str, year: SchoolYear) -> Span | None:
    """The phrase reader knows dates and months; a repeat («каждую пятницу») is no day."""
    what = read(_AFTER.sub("", words), year)
    return what.spans[0] if isinstance(what, Reading) and what.sure >= 0.7 else None


def next_weekday(today: date, name: str, *, skip_this_week: bool = False) -> date:
    """The next such day after today; «следующий» is the one of the week to come."""
    number = next(n for n, stem in enumerate(_WEEKDAYS) if name.startswith(stem))
    if skip_this_week:
        return monday(today) + WEEK + number * DAY
    return today + ((number - today.weekday() - 1) % 7 + 1) * DAY


def ahead(start: date, found: re.Match[str], *, every_other: bool = False) -> date:
    """`start` plus the amount found by `AMOUNT`; «через день» is the day after tomorrow."""
    unit, count = found["unit"].lower(), count_said(found)
    if unit.startswith("мес"):
        return plus_months(start, count)
    if unit.startswith("недел"):
        return start + count * WEEK
    return start + (2 if every_other and not found["number"] else count) * DAY


def count_said(found: re.Match[str]) -> int:
    """The number of an amount, 1 where none is said, at most 999."""
    said = (found["number"] or "").lower()
    return int(said) if said.isdigit() else _NUMBERS.get(said, 1)


def amount(text: str) -> re.Match[str] | None:
    """«на две недели» and the like, wherever it stands."""
    return _AMOUNT.search(plain(text))


def monday(when: date) -> date:
    """The first day of its week."""
    return when - when.weekday() * DAY


def end_of_week(when: date) -> date:
    """Its Friday; on a weekend the Friday to come."""
    return when + ((4 - when.weekday()) % 7) * DAY


def end_of_month(when: date) -> date:
    """Its last day."""
    return when.replace(day=monthrange(when.year, when.month)[1])


def plus_months(when: date, months: int) -> date:
    """The same day so many months on, or the last of a shorter one."""
    number = when.year * 12 + when.month - 1 + months
    year, month = min(max(number // 12, 1), 9998), number % 12 + 1
    return date(year, month, min(when.day, monthrange(year, month)[1]))


def _next_number(today: date, number: int) -> date | None:
    for months in range(1 if number <= today.day else 0, 14):
        first = plus_months(today.replace(day=1), months)
        if 1 <= number <= monthrange(first.year, first.month)[1]:
            return first.replace(day=number)
    return None


def _after_break(today: date, year: SchoolYear) -> date | None:
    ahead_of_us = sorted((pause.days for pause in year.breaks if pause.days.end >= today), key=lambda days: days.start)
    return year.following(ahead_of_us[0].end + DAY) if ahead_of_us else None


def _after_days_off(today: date, year: SchoolYear, *, weekends: bool) -> date | None:
    """The first working day after the next days off; «после праздников» passes over plain weekends."""
    days = (today + n * DAY for n in range(1, 200))
    free = (day for day in days if not year.is_working_day(day) and (weekends or day.weekday() < year.days_per_week))
    first = next(free, None)
    return year.following(first) if first is not None else None

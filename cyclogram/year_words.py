"""What a school types about its year: «осенние каникулы с 26 октября по 3 ноября», «шестидневка»; several at once."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from chat.words import day
from cyclogram.corrected_year import corrected
from cyclogram.normal import plain, tidy
from cyclogram.phrases import Reading, read
from cyclogram.school_year import SchoolYear, Weeks
from cyclogram.spans import DAY, Span
from cyclogram.vocabulary import Kind, known
from cyclogram.year_changes import YearChanges
from cyclogram.year_faults import part_name

MAX_SAID = 40
"""Clauses of one message that are read; more is no message about a year."""
MAX_DAYS_OFF = 62
MOST = {"terms": 4, "halves": 2, "trimesters": 3, "modules": 8}


@dataclass(frozen=True, slots=True)
class Said:
    """What a message comes to: all changes together, clauses nobody understood, and what cannot be so."""

    changes: YearChanges
    unclear: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


class _Wrong(Exception):
    """Understood, but it cannot be so; the sentence says why."""


def read_changes(words: str, year: SchoolYear, before: YearChanges) -> Said:
    """Read a message on top of what was said before; never raises. `year` is the calendar without any changes."""
    changes, unclear, wrong = before, list[str](), list[str]()
    clauses = [clause for line in re.split(r"[\n;]", words) if (clause := tidy(line).strip(" .,•-–—"))]
    for clause in clauses[:MAX_SAID]:
        try:
            more = _clause(plain(clause), corrected(year, changes), changes)
        except _Wrong as why:
            wrong.append(str(why))
            continue
        if more is None:
            unclear.append(clause)
        else:
            changes = more
    return Said(changes, (*unclear, *clauses[MAX_SAID:]), tuple(wrong))


Rule = Callable[[re.Match[str], SchoolYear, YearChanges], YearChanges | None]


def _clause(said: str, year: SchoolYear, changes: YearChanges) -> YearChanges | None:
    for form, rule in _RULES:
        if (found := form.search(said)) and (more := rule(found, year, changes)) is not None:
            return more
    return None


# --- conventions


def _six(_: re.Match[str], __: SchoolYear, changes: YearChanges) -> YearChanges:
    return replace(changes, days_per_week=6)


def _five(_: re.Match[str], __: SchoolYear, changes: YearChanges) -> YearChanges:
    return replace(changes, days_per_week=5)


def _quarters(found: re.Match[str], _: SchoolYear, changes: YearChanges) -> YearChanges:
    return replace(changes, quarters_are_terms=found["what"].startswith("четверт") and not found["no"])


def _weeks(found: re.Match[str], _: SchoolYear, changes: YearChanges) -> YearChanges:
    by = {"п": Weeks.MONDAY, "ч": Weeks.THURSDAY}
    return replace(changes, weeks=Weeks.DAYS if found["by"].startswith("числ") else by[found["by"][0]])


# --- days


def _season(found: re.Match[str], year: SchoolYear, changes: YearChanges) -> YearChanges | None:
    season = next(name for stem, name in _SEASONS.items() if found["season"].startswith(stem))
    days = _span(found["days"], year, year.season(season))
    return changes.with_break(season, days) if days else None


def _part(found: re.Match[str], year: SchoolYear, changes: YearChanges) -> YearChanges | None:
    unit = next(name for stem, name in _UNITS.items() if found["unit"].startswith(stem))
    number = _number(found["n"])
    spans: tuple[Span, ...] = getattr(year, unit)
    if number is None or not 1 <= number <= min(MOST[unit], len(spans) + 1):
        return None
    now = spans[number - 1] if number <= len(spans) else None
    days = _span(found["days"], year, now, part_name(unit, number))
    return changes.with_part(unit, number, days) if days else None


def _teaching(found: re.Match[str], year: SchoolYear, changes: YearChanges) -> YearChanges | None:
    days = _span(found["days"], year, year.teaching, "учебный год")
    return replace(changes, teaching=days) if days else None


def _plan(found: re.Match[str], year: SchoolYear, changes: YearChanges) -> YearChanges | None:
    days = _span(found["days"], year, year.plan, "план")
    return replace(changes, plan_until=days.end) if days else None


def _day_off(found: re.Match[str], year: SchoolYear, changes: YearChanges) -> YearChanges | None:
    days = _days(found["days"], year)
    return changes.with_days(days, working=False) if days else None


def _working(found: re.Match[str], year: SchoolYear, changes: YearChanges) -> YearChanges | None:
    days = _days(found["days"], year)
    return changes.with_days(days, working=True) if days else None


def _days(words: str, year: SchoolYear) -> list[date] | None:
    spans = _spans(words, year)
    named = [span.start + at * DAY for span in spans for at in range((span.end - span.start).days + 1)]
    return named if 0 < len(named) <= MAX_DAYS_OFF else None


def _span(words: str, year: SchoolYear, now: Span | None, name: str = "") -> Span | None:
    """Both ends, or one: «до 15 ноября» keeps the first day as it is now, «с 9 ноября» the last."""
    start, end = (now.start, now.end) if now else (None, None)
    if only_end := _UNTIL.fullmatch(words):
        ends = _spans(only_end["day"], year)
        end = ends[-1].end if ends else None
    elif only_start := _SINCE.fullmatch(words):
        starts = _spans(only_start["day"], year)
        start = starts[0].start if starts else None
    else:
        both = _spans(words, year)
        start, end = (both[0].start, both[0].end) if len(both) == 1 else (None, None)
    if not start or not end:
        return None
    if end < start:
        raise _Wrong(f"{name or 'Это'}: {_backwards(start, end)}.")
    return Span(start, end)


def _backwards(start: date, end: date) -> str:
    return f"конец ({day(end)}) раньше начала ({day(start)})"


def _spans(words: str, year: SchoolYear) -> tuple[Span, ...]:
    """The days a phrase names; () when it names none for sure. Days of another year cannot be meant."""
    what = read(words.strip(), year)
    if not isinstance(what, Reading):
        return ()
    for span in what.spans:
        if span.start not in year.around or span.end not in year.around:
            raise _Wrong(f"«{words.strip()}» — это не {year.start}/{(year.start + 1) % 100:02} учебный год.")
    return what.spans


def _number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    token = known(word)
    return token.value if token and token.kind in (Kind.NUMBER, Kind.ROMAN) and isinstance(token.value, int) else None


_UNTIL = re.compile(r"(?:до|по|не позднее) (?P<day>[^-]+)")
_SINCE = re.compile(r"(?:с|со|от|начиная с) (?P<day>(?:(?! по | до |-).)+)")
_SEASONS = {"осен": "autumn", "зим": "winter", "весен": "spring", "лет": "summer", "дополн": "first_class",
            "первоклас": "first_class"}  # fmt: skip
_UNITS = {"четв": "terms", "полуг": "halves", "трим": "trimesters", "модул": "modules"}
_UNIT = r"(?P<unit>четверт\w*|полугоди\w*|триместр\w*|модул\w*)"
_ORDINAL = r"(?P<n>\d{1,2}|[ivx]+|[а-я]+)(?: ?-? ?(?:ый|ой|ий|ая|я|й|е|ое))?"
_SEASON = r"(?P<season>(осен|зим|весен|лет|дополнительн|первоклас)\w*)"
_FIRST_CLASS = r"( (для|у|в) (1|перв)\w*( ?- ?х)?( класс\w*)?)?"
_DAYS = r"[\s:,=-]*(?P<days>\S.*)$"
_BY = r"(?P<by>понедельник|четверг|числ)"
_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = tuple(
    (re.compile(form), rule)
    for form, rule in (
        (r"шестиднев|\b6-? ?(ти)?-?днев|\b(6|шесть) (учебных |рабочих )?дней", _six),
        (r"пятиднев|\b5-? ?(ти)?-?днев|\b(5|пять) (учебных |рабочих )?дней", _five),
        (r"^кварталы? ?[-:=]? ?(это )?(?P<no>не )?(по )?(?P<what>четверт|календар)", _quarters),
        (rf"^(первая )?недел.*\b{_BY}", _weeks),
        (rf"^{_SEASON} каникул\w*{_FIRST_CLASS}{_DAYS}", _season),
        (rf"^каникул\w* {_SEASON}{_DAYS}", _season),
        (rf"^{_ORDINAL} {_UNIT}{_DAYS}", _part),
        (rf"^{_UNIT} №? ?{_ORDINAL}{_DAYS}", _part),
        (rf"^(учебный год|учебные занятия|занятия|учеба|учимся)( начина\w+| заканчива\w+)?{_DAYS}", _teaching),
        (rf"^план( года| работы)?{_DAYS}", _plan),
        (rf"^(не ?рабочи\w+|выходн\w+|не ?учебн\w+|не учимся|праздник\w*)( день| дни)?{_DAYS}", _day_off),
        (rf"^(рабоч\w+|учебн\w+|учимся в) (день|дни|суббот\w+|воскресень\w+){_DAYS}", _working),
    )
)

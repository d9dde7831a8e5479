"""Days a person may only have to confirm: never applied by themselves."""

import re
from datetime import date

from cyclogram.areas import Assumption, Days
from cyclogram.cursor import Stuck
from cyclogram.grammar import Grammar
from cyclogram.lexicon import tokens
from cyclogram.school_year import SchoolYear
from cyclogram.spans import DAY, Span, one_day
from cyclogram.vocabulary import Kind, Token

_FEASTS = tuple(
    (re.compile(form), first, last)
    for form, first, last in (
        (r"\bд(ень|ню|ня) знани", (9, 1), (9, 1)),
        (r"\bд(ень|ню|ня) учител", (10, 5), (10, 5)),
        (r"\bнов(ый|ому|ого) год", (12, 31), (12, 31)),
        (r"\bд(ень|ню|ня) защитник", (2, 23), (2, 23)),
        (r"\bд(ень|ню|ня) победы", (5, 9), (5, 9)),
        (r"\bвпр\b", (4, 20), (5, 20)),  # as in 2026; the dates of 2027 are not published
    )
)
_LAST_BELL = re.compile(r"последн\w+ звон")
_NUMBERS = {
    "": 1, "одну": 1, "одной": 1, "две": 2, "два": 2, "двух": 2, "три": 3, "трех": 3, "четыре": 4, "пять": 5, "пяти": 5,
    "семь": 7, "десять": 10, "десяти": 10,
}  # fmt: skip
_AMOUNT = (
    rf"(?P<number>\d{{1,2}}(?:-х|-и|-ти)?|{'|'.join(filter(None, _NUMBERS))})? ?"
    r"(?P<unit>д(?:ень|ня|ней|н\.?)|недел\w+|нед\.?)(?: \(?календарн\w+\)?)?"
)
_COUNTED = re.compile(
    rf"(?P<how>за|через|в течении|в течение|в теч\.) {_AMOUNT} (?:(?P<before>до)|после|со дня|с) (?P<what>[^,;()]+)$"
)
_AHEAD = re.compile(r"\bза [^,;]*(?:дн|ден|нед|месяц|час)\w*\.?[^,;]* до ")
_UP_TO = re.compile(r"\bдо\b|\bперед\b|\bнакануне\b")
_LATER = re.compile(r"\bпосле\b|\bпо (итог|результат|оконч|заверш)")
_GOVERNING = {Kind.BY, Kind.NOT_LATER, Kind.BEFORE, Kind.LATER, Kind.AFTER, Kind.DAY_WORD, Kind.TIMES}
_DAYS = ("point", "point_before", "month", "month_list", "month_range", "day_range", "month_part", "week_of_month",
         "mixed", "week_of_term", "term_after", "term_end", "season", "week", "holiday")  # fmt: skip


LONGEST = 60
"""Days counted from a known one."""


def guessed(normal: str, found: tuple[Token, ...], year: SchoolYear) -> tuple[Span, ...]:
    """Days written between words nobody knows, counted from a day the calendar knows, or those of a feast."""
    if counted := _COUNTED.search(normal.rstrip(" .,;")):
        return _counted(counted, year)
    if _AHEAD.search(normal):
        return ()
    spans: list[Span] = []
    for run in _runs(found):
        grammar = Grammar(tuple(run), year)
        try:
            whole = grammar.phrase()
            spans.extend(getattr(whole, "spans", ()) if getattr(whole, "kind", "") in _DAYS else ())
        except Stuck:
            spans.extend(_piecemeal(tuple(run), year))
    return tuple(dict.fromkeys(spans)) or _feast(normal, year)


def _counted(found: re.Match[str], year: SchoolYear) -> tuple[Span, ...]:
    """«за 10 дней до конца четверти», «в течение недели после окончания I полугодия»."""
    if bool(found["before"]) is not (found["how"] == "за"):
        return ()
    said = re.sub(r"\D", "", found["number"] or "") or _NUMBERS.get(found["number"] or "", 1)
    days = int(said) * (7 if found["unit"].startswith("нед") else 1) * DAY
    whole = not found["before"] and not re.match(r"\d|начал|кон|оконч", found["what"])  # «после каникул»
    anchor = f"до конца {found['what']}" if whole else f"до {found['what']}"
    try:
        known = Grammar(tokens(anchor).tokens, year).phrase()
    except Stuck:
        return ()
    if not isinstance(known, Days) or any(one.start != one.end for one in known.spans):
        return ()
    begins = found["what"].startswith("начал") or Assumption.BEFORE_IT in known.assumed  # «до …» is the day before it
    ends = [one.end + begins * DAY for one in known.spans]
    if not 1 <= days.days <= LONGEST:
        return ()
    if found["before"]:
        return tuple(one_day(end - days) for end in ends)
    return tuple(one_day(end + days) if found["how"] == "через" else Span(end + DAY, end + days) for end in ends)


def _runs(found: tuple[Token, ...]) -> list[list[Token]]:
    runs: list[list[Token]] = [[]]
    for token in found:
        if token.kind in (Kind.UNKNOWN, Kind.SCHEDULE, Kind.OPEN, Kind.CLOSE):
            while token.kind is Kind.UNKNOWN and runs[-1] and runs[-1][-1].kind in (Kind.NUMBER, Kind.SEPARATOR):
                runs[-1].pop()  # «октябрь, 10 классы»: the number counts the unknown
            runs.append([])
        elif runs[-1] or token.kind not in (Kind.SEPARATOR, Kind.DASH):
            runs[-1].append(token)
    return [run for run in runs if run]


def _piecemeal(run: tuple[Token, ...], year: SchoolYear) -> list[Span]:
    grammar = Grammar(run, year)
    spans: list[Span] = []
    while not grammar.ended():
        days = grammar.days()
        if days is None and grammar.last_kind() in _GOVERNING:
            return []  # «за 10 дней до начала каникул»: the days that follow are not the ones meant
        if days is not None and days.kind in _DAYS and Assumption.ROMAN not in days.assumed:
            spans.extend(days.spans)
    return spans


def _feast(normal: str, year: SchoolYear) -> tuple[Span, ...]:
    if _LATER.search(normal):
        return ()
    if _LAST_BELL.search(normal):
        return (one_day(year.teaching.end),)
    for form, first, last in _FEASTS:
        if form.search(normal):
            begins, ends = (date(year.year_of(month), month, day) for month, day in (first, last))
            before = begins != ends and _UP_TO.search(normal)
            return (one_day(begins - DAY) if before else Span(begins, ends),)
    return ()

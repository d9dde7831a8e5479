"""Days a person may only have to confirm: never applied by themselves."""

import re
from datetime import date

from cyclogram.areas import Assumption
from cyclogram.cursor import Stuck
from cyclogram.grammar import Grammar
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
_UP_TO = re.compile(r"\bдо\b|\bперед\b|\bнакануне\b")
_LATER = re.compile(r"\bпосле\b|\bпо (итог|результат|оконч|заверш)")
_GOVERNING = {Kind.BY, Kind.NOT_LATER, Kind.BEFORE, Kind.LATER, Kind.AFTER, Kind.DAY_WORD, Kind.TIMES}
_DAYS = ("point", "point_before", "month", "month_list", "month_range", "day_range", "month_part", "week_of_month",
         "mixed", "week_of_term", "term_after", "term_end", "season", "week", "holiday")  # fmt: skip


def guessed(normal: str, found: tuple[Token, ...], year: SchoolYear) -> tuple[Span, ...]:
    """Days written between words nobody knows, else those of a feast the words name."""
    spans: list[Span] = []
    for run in _runs(found):
        grammar = Grammar(tuple(run), year)
        try:
            whole = grammar.phrase()
            spans.extend(getattr(whole, "spans", ()) if getattr(whole, "kind", "") in _DAYS else ())
        except Stuck:
            spans.extend(_piecemeal(tuple(run), year))
    return tuple(dict.fromkeys(spans)) or _feast(normal, year)


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

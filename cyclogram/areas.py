"""What a part of a phrase stands for: stretches of days, how sure they are, and what was taken for granted."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from cyclogram.cursor import Stuck
from cyclogram.spans import DAY, Span, one_day
from cyclogram.vocabulary import Kind

SURE, ASSUMED, UNSURE = 0.95, 0.7, 0.4
"""Apply; apply and show as an assumption; ask first."""


class Assumption(Enum):
    """What a reading takes for granted and one question can settle."""

    WEEKS = "weeks"
    QUARTERS = "quarters"
    AUGUST = "august"
    YEAR_END = "year_end"
    BEFORE_IT = "before_it"
    TRIMESTERS = "trimesters"
    SPLIT = "split"
    SPELLING = "spelling"
    AFTER_TERM = "after_term"
    PARTS = "parts"
    ROMAN = "roman"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Days:
    """What the grammar understood: stretches, how sure, and what it took for granted."""

    spans: tuple[Span, ...]
    sure: float = SURE
    kind: str = "dates"
    assumed: frozenset[Assumption] = frozenset()


@dataclass(frozen=True, slots=True)
class Weekly:
    """A repeat as an RFC 5545 rule."""

    rule: str
    sure: float = SURE


@dataclass(frozen=True, slots=True)
class Area:
    """A stretch whose calendar year may still be open: `at(year)` gives the days. `year` is set when it was written."""

    at: Callable[[int], Span]
    default: int
    year: int | None = None
    sure: float = SURE
    kind: str = "point"
    assumed: frozenset[Assumption] = frozenset()

    @property
    def span(self) -> Span:
        """The days in the year written, else in the school year's own."""
        return self.at(self.year or self.default)


def inner(area: Area, cut: Callable[[Span], Span]) -> Area:
    return replace(area, at=lambda year: cut(area.at(year)))


def moved(area: Area, pick: Callable[[Span], date]) -> Area:
    return replace(area, at=lambda year: one_day(pick(area.at(year))), kind="point_before")


def limit(area: Area, part: Kind | None, *, strict: bool) -> Area:
    if strict and part is not Kind.END and area.kind not in ("point", "term_end", "year"):
        assumed = area.assumed | {Assumption.BEFORE_IT}
        sure = min(area.sure, ASSUMED)
        if Assumption.AUGUST in assumed:  # before the year begins, or at its very end?
            area, sure = replace(area, year=area.default + 1), UNSURE
        return replace(moved(area, lambda span: span.start - DAY), sure=sure, assumed=assumed)
    if part is Kind.END and area.kind == "month_part":  # the end of a month is no matter of opinion
        area = replace(area, sure=SURE, assumed=frozenset())
    return moved(area, lambda span: span.end)


def joined(first: Area | int, last: Area) -> Area:
    """From the first day of one to the last day of the other; a range keeps running into the next year."""
    if isinstance(first, int):
        return _from_day(first, last)
    if first.year is None and last.year is not None:
        year = last.year if first.at(last.year).start <= last.span.end else last.year - 1
        first = replace(first, year=year)
    elif last.year is None:
        begun = first.span.start
        year = first.year or last.default
        last = replace(last, year=year + 1 if last.at(year).end < begun else year)
    start, end = first.span.start, last.span.end
    if end < start or (end - start).days > 731:
        raise Stuck
    months = first.kind == last.kind == "month"
    sure = min(first.sure, last.sure)
    assumed = first.assumed | last.assumed
    if months and assumed == {Assumption.AUGUST}:  # the other end tells which August is meant
        sure = SURE if start.month == 8 else ASSUMED
        assumed = assumed if sure < SURE else frozenset()
    kind = "month_range" if months else "day_range"
    return Area(lambda _: Span(start, end), start.year, start.year, sure, kind, assumed)


def _from_day(day: int, last: Area) -> Area:
    def at(year: int) -> Span:
        end = last.at(year).end
        if not 1 <= day <= end.day:
            raise Stuck
        return Span(end.replace(day=day), end)

    at(last.year or last.default)
    return replace(last, at=at, kind="day_range")


def days_of(areas: list[Area]) -> Days:
    spans = tuple(dict.fromkeys(area.span for area in areas))
    assumed = frozenset[Assumption]().union(*(area.assumed for area in areas))
    kinds = {area.kind for area in areas}
    if len(areas) > 1 and kinds == {"month"} and Assumption.ROMAN not in assumed:
        straight = spans == tuple(sorted(spans, key=lambda span: span.start))
        if Assumption.AUGUST in assumed and not straight:  # «июнь, август»
            return Days(spans, UNSURE, "month_list", assumed)
        assumed -= {Assumption.AUGUST}  # a list that runs through the school year
        return Days(spans, SURE, "month_list", assumed)
    sure = min(area.sure for area in areas)
    if kinds & {"month", "month_range"} and "point_before" in kinds:
        sure = UNSURE  # «сентябрь, до 20 октября»: two things, or one with an end?
    return Days(spans, sure, kinds.pop() if len(kinds) == 1 else "mixed", assumed)

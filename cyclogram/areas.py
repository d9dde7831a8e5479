"""What a part of a phrase stands for: stretches of days, how sure they are, and what was taken for granted."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from itertools import pairwise

from cyclogram.cursor import Stuck
from cyclogram.spans import DAY, Span, one_day, shared_days
from cyclogram.vocabulary import Kind

SURE, ASSUMED, UNSURE = 0.95, 0.7, 0.4
"""Apply; apply and show as an assumption; ask first."""


ONCE = frozenset({"once_a_year", "every_year"})
"""Kinds of days that name no month yet."""


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
    EACH = "each"
    LABELS = "labels"
    INSIDE = "inside"
    CALENDAR = "calendar"
    SCHEDULE = "schedule"
    FINER = "finer"
    LISTED = "listed"
    MODULES = "modules"


@dataclass(frozen=True, slots=True)
class Days:
    """What the grammar understood: stretches, how sure, and what it took for granted."""

    spans: tuple[Span, ...]
    sure: float = SURE
    kind: str = "dates"
    assumed: frozenset[Assumption] = frozenset()

    def meets(self, stretch: Span) -> bool:
        """Whether some of them lie in the stretch."""
        return any(shared_days(one, stretch) > 0 for one in self.spans)


@dataclass(frozen=True, slots=True)
class Weekly:
    """A repeat as an RFC 5545 rule, `within` a stretch where one is named."""

    rule: str
    sure: float = SURE
    within: Span | None = None


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


def taking(area: Area, *assumed: Assumption, sure: float = ASSUMED) -> Area:
    """The same, with something taken for granted."""
    return replace(area, sure=min(area.sure, sure), assumed=area.assumed | set(assumed))


def without(area: Area, opinion: Assumption) -> Area:
    """The same where a matter of opinion does not matter."""
    if opinion not in area.assumed:
        return area
    assumed = area.assumed - {opinion}
    return replace(area, assumed=assumed, sure=area.sure if assumed or area.sure < ASSUMED else SURE)


def moved(area: Area, pick: Callable[[Span], date]) -> Area:
    return replace(area, at=lambda year: one_day(pick(area.at(year))), kind="point_before")


def limit(area: Area, part: Kind | None, *, strict: bool) -> Area:
    """«до …»: where `strict`, the day before it begins; else, and for days and ends of anything, its last day."""
    if part in (Kind.BEGIN, Kind.END):  # where a month or a term begins and ends is no matter of opinion
        area = without(area, Assumption.PARTS)
    if part is Kind.MIDDLE:
        return replace(moved(area, lambda span: span.start + (span.end - span.start) // 2), sure=UNSURE)
    if not strict or part is Kind.END or area.kind in ("point", "term_end"):
        return moved(area, lambda span: span.end)
    if part is not Kind.BEGIN:
        area = taking(area, Assumption.BEFORE_IT)
        if Assumption.AUGUST in area.assumed:  # before the year begins, or at its very end?
            area = replace(area, year=area.default + 1, sure=UNSURE)
    return moved(area, lambda span: span.start - DAY)


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
    if end < start or (end - start).days > 731 or "year" in (first.kind, last.kind):
        raise Stuck
    months = first.kind == last.kind == "month"
    sure = min(first.sure, last.sure)
    assumed = first.assumed | last.assumed
    kind = "month_range" if months else "day_range"
    both = Area(lambda _: Span(start, end), start.year, start.year, sure, kind, assumed)
    if start.month == 8 and end.month != 8:  # the other end tells which August is meant
        return without(both, Assumption.AUGUST)
    return both


def _from_day(day: int, last: Area) -> Area:
    def at(year: int) -> Span:
        end = last.at(year).end
        if not 1 <= day <= end.day:
            raise Stuck
        return Span(end.replace(day=day), end)

    at(last.year or last.default)
    return replace(last, at=at, kind="day_range")


def days_of(areas: list[Area]) -> Days:
    """A list: its last year holds for all of it, and its order tells which August is meant."""
    areas = _the_day_in_its_month(_surest(_of_one_year(areas)))
    spans = tuple(area.span for area in areas)
    straight = all(one.start <= other.start for one, other in pairwise(spans))
    written = len({area.year is None for area in areas}) > 1
    if len(spans) > 1 and straight and not all(span.start.month == 8 for span in spans):
        areas = [without(area, Assumption.AUGUST) for area in areas]
    assumed = frozenset[Assumption]().union(*(area.assumed for area in areas))
    sure = min(area.sure for area in areas)
    kinds = {area.kind for area in areas}
    if not straight and (Assumption.AUGUST in assumed or (written and kinds <= {"month", "point"})):
        sure = UNSURE  # «июнь, август»; «май, сентябрь 2026»
    if kinds & {"month", "month_range"} and "point_before" in kinds:
        sure = UNSURE  # «сентябрь, до 20 октября»: two things, or one with an end?
    if len(kinds) > 1 and any(one.end >= two.start for one, two in pairwise(sorted(spans))):
        sure = UNSURE  # «июнь, по итогам года»; «4 четверть, май»
    if ("year" in kinds and len(kinds) > 1) or any(one != two and two.within(one) for one in spans for two in spans):
        sure = UNSURE  # «август, в течение года»; «август, перед началом учебного года»
    kind = kinds.pop() if len(kinds) == 1 else "mixed"
    return Days(spans, sure, "month_list" if kind == "month" and len(spans) > 1 else kind, assumed)


def _the_day_in_its_month(areas: list[Area]) -> list[Area]:
    """«апрель, до 20.04»; «октябрь, 12.10-16.10»: one time, said twice."""
    if len(areas) != 2 or areas[0].kind != "month" or areas[1].kind not in ("point", "point_before", "day_range"):
        return areas
    if areas[1].span.within(areas[0].span):
        return [taking(areas[1], Assumption.FINER)]
    return areas


def _surest(areas: list[Area]) -> list[Area]:
    """«постоянно, в течение года»: one time named twice."""
    best: dict[Span, Area] = {}
    for area in areas:
        span = area.span
        if span not in best or best[span].sure < area.sure:
            best[span] = area
    return list(best.values())


def _of_one_year(areas: list[Area]) -> list[Area]:
    """«октябрь, ноябрь 2025 г.»: both of the school year the last one belongs to."""
    last = areas[-1]
    if last.year == last.default + 1 and last.span.start.month == 8:  # «октябрь, август 2027»: it ends the same year
        return areas
    away = (last.year or last.default) - last.default
    return [replace(area, year=area.default + away) if away and area.year is None else area for area in areas]

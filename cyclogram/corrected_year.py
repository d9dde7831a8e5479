"""The school's own year: the default calendar with what the school has overwritten, and all that follows from it."""

from dataclasses import replace
from datetime import date, timedelta

from cyclogram.school_year import Break, SchoolYear
from cyclogram.spans import DAY, Span
from cyclogram.year_changes import BESIDE, NOTHING, Parts, YearChanges

TERMS = 4


def corrected(year: SchoolYear, changes: YearChanges) -> SchoolYear:
    """The year as this school has it; never raises, whatever was said (see `year_faults.faults`).

    Terms follow from the breaks, halves from the terms; what was only assumed gives way to what was said.
    """
    if changes == NOTHING:
        return year
    teaching = changes.teaching or year.teaching
    until = changes.plan_until or max(year.plan_until, teaching.end)
    fresh = replace(
        year,
        teaching=teaching,
        plan_until=max(until, teaching.start),
        breaks=_breaks(year, changes, teaching),
        days_off=(year.days_off | changes.days_off) - changes.working_days,
        working_days=(year.working_days | changes.working_days) - changes.days_off,
        days_per_week=changes.days_per_week or year.days_per_week,
        quarters_are_terms=year.quarters_are_terms
        if changes.quarters_are_terms is None
        else changes.quarters_are_terms,
        weeks=changes.weeks or year.weeks,
        trimesters_assumed=year.trimesters_assumed and len(changes.trimesters) < len(year.trimesters),
        modules_assumed=year.modules_assumed and len(changes.modules) < len(year.modules),
        trimesters=_overwritten(_within(year.trimesters, teaching), changes.trimesters),
        modules=_overwritten(_within(year.modules, teaching), changes.modules, may_end_early=True),
    )
    terms = _overwritten(_following(fresh, year.terms, changes), changes.terms)
    return replace(fresh, terms=terms, halves=_overwritten(_halves(terms, year), changes.halves))


def _breaks(year: SchoolYear, changes: YearChanges, teaching: Span) -> tuple[Break, ...]:
    said = dict(changes.breaks)
    found = []
    for pause in year.breaks:
        days = said.get(pause.season, pause.days)
        if pause.season == "summer":
            before = pause.days.end < year.teaching.start
            days = pause.days if before else days
            start, end = (days.start, teaching.start - DAY) if before else (teaching.end + DAY, days.end)
            if changes.teaching:
                days = _stretch(start, end) or days
        found.append(replace(pause, days=days))
    return tuple(found)


def _following(fresh: SchoolYear, terms: tuple[Span, ...], changes: YearChanges) -> tuple[Span, ...]:
    """The terms between the breaks: up to the last school day before one, from the first after it."""
    starts, ends = [one.start for one in terms], [one.end for one in terms]
    said = dict(changes.breaks)
    for season, (before, after) in BESIDE.items():
        if season in said:
            ends[before - 1] = fresh.preceding(said[season].start - DAY)
            starts[after - 1] = fresh.following(said[season].end + DAY)
        elif changes.days_per_week:
            ends[before - 1] = _school_day(fresh, ends[before - 1], -DAY)
            starts[after - 1] = _school_day(fresh, starts[after - 1], DAY)
    starts[0], ends[-1] = fresh.teaching.start, fresh.teaching.end
    return tuple(_stretch(*ends_of) or old for *ends_of, old in zip(starts, ends, terms, strict=True))


def _school_day(year: SchoolYear, when: date, step: timedelta) -> date:
    """The day itself, or the next day of the school's week; a day off of its own does not end a term."""
    while when.weekday() >= year.days_per_week:
        when += step
    return when


def _halves(terms: tuple[Span, ...], year: SchoolYear) -> tuple[Span, ...]:
    if len(terms) != TERMS or terms == year.terms:
        return year.halves
    halves = _stretch(terms[0].start, terms[1].end), _stretch(terms[2].start, terms[3].end)
    return tuple(half or old for half, old in zip(halves, year.halves, strict=True))


def _within(spans: tuple[Span, ...], teaching: Span) -> tuple[Span, ...]:
    """The first begins with the teaching, the last ends with it."""
    first, *between, last = spans
    first = _stretch(teaching.start, first.end) or first
    return (first, *between, _stretch(last.start, teaching.end) or last)


def _overwritten(spans: tuple[Span, ...], said: Parts, *, may_end_early: bool = False) -> tuple[Span, ...]:
    """Those that were said in their places; the others make room. With `may_end_early` the last ones may vanish."""
    if not said:
        return spans
    named = dict(said)
    last = max(len(spans), *named)
    found: list[Span | None] = []
    for number in range(1, last + 1):
        default = spans[number - 1] if number <= len(spans) else None
        found.append(named.get(number) or (_beside(default, number, said) if default else None))
    while may_end_early and found and found[-1] is None:
        found.pop()
    kept = [days or (spans[at] if at < len(spans) else None) for at, days in enumerate(found)]
    return tuple(days for days in kept if days)


def _beside(default: Span, number: int, said: Parts) -> Span | None:
    start = max([default.start, *(days.end + DAY for at, days in said if at < number)])
    end = min([default.end, *(days.start - DAY for at, days in said if at > number)])
    return _stretch(start, end)


def _stretch(start: date, end: date) -> Span | None:
    return Span(start, end) if start <= end else None

"""The school's calendar: terms, breaks, public holidays and what counts as a working day."""

from dataclasses import replace
from datetime import date

import pytest

from cyclogram.school_year import school_year, school_year_of
from cyclogram.spans import Span, decade_of, half_of, month, week_of

YEAR = school_year(2026)


@pytest.mark.parametrize(
    ("when", "works"),
    [
        (date(2026, 9, 1), True),
        (date(2026, 9, 5), False),  # Saturday
        (date(2026, 10, 26), False),  # autumn break
        (date(2026, 11, 4), False),  # public holiday
        (date(2026, 11, 5), True),
        (date(2026, 12, 31), False),
        (date(2027, 1, 11), True),
        (date(2027, 2, 16), True),  # a break of the first classes only
        (date(2027, 2, 20), True),  # a Saturday the decree made a working day
        (date(2027, 2, 22), False),  # the day off it was moved to
        (date(2027, 3, 8), False),
        (date(2027, 3, 29), False),  # spring break
        (date(2027, 5, 3), False),  # 1 May, moved from Saturday
        (date(2027, 5, 31), True),  # summer: the staff works
        (date(2027, 6, 14), False),  # 12 June, moved from Saturday
    ],
    ids=str,
)
def test_working_day(when: date, works: bool) -> None:
    assert YEAR.is_working_day(when) is works


def test_a_six_day_week_and_the_schools_own_corrections() -> None:
    six = replace(YEAR, days_per_week=6)
    assert six.is_working_day(date(2026, 9, 5))
    assert not six.is_working_day(date(2026, 9, 6))
    corrected = replace(YEAR, days_off=frozenset({date(2026, 9, 7)}), working_days=frozenset({date(2026, 9, 6)}))
    assert not corrected.is_working_day(date(2026, 9, 7))
    assert corrected.is_working_day(date(2026, 9, 6))


@pytest.mark.parametrize(
    ("due", "seven", "one", "same", "after"),
    [
        (date(2026, 9, 16), date(2026, 9, 7), date(2026, 9, 15), date(2026, 9, 16), date(2026, 9, 17)),
        (date(2026, 11, 15), date(2026, 11, 5), date(2026, 11, 13), date(2026, 11, 13), date(2026, 11, 16)),
        (date(2026, 11, 4), date(2026, 10, 15), date(2026, 10, 23), date(2026, 10, 23), date(2026, 11, 5)),
        (date(2027, 1, 11), date(2026, 12, 22), date(2026, 12, 30), date(2027, 1, 11), date(2027, 1, 12)),
        (date(2027, 3, 30), date(2027, 3, 18), date(2027, 3, 26), date(2027, 3, 26), date(2027, 4, 5)),
    ],
    ids=str,
)
def test_days_around_a_deadline(due: date, seven: date, one: date, same: date, after: date) -> None:
    assert YEAR.working_days_before(due, 7) == seven
    assert YEAR.working_days_before(due, 1) == one
    assert YEAR.preceding(due) == same
    assert YEAR.working_days_after(due, 1) == after


def test_a_year_not_in_the_data_is_the_nearest_one_moved() -> None:
    moved = school_year(2028)
    assert moved.teaching == Span(date(2028, 9, 1), date(2029, 5, 26))
    assert moved.trimesters_assumed
    assert not moved.is_working_day(date(2029, 1, 5))


@pytest.mark.parametrize(
    ("today", "start"), [(date(2026, 11, 22), 2026), (date(2027, 5, 30), 2026), (date(2027, 7, 1), 2027)]
)
def test_which_year_a_day_belongs_to(today: date, start: int) -> None:
    assert school_year_of(today).start == start


def test_modules_are_assumed_until_the_school_says() -> None:
    assert YEAR.modules_assumed
    assert [one.start for one in YEAR.modules][:2] == [date(2026, 9, 1), date(2026, 10, 12)]
    assert YEAR.modules[-1].end == YEAR.teaching.end


def test_a_calendar_without_any_working_day_does_not_hang() -> None:
    never = replace(YEAR, days_per_week=0)
    assert never.preceding(date(2026, 9, 16)) == date(2026, 9, 16)


def test_weeks_decades_and_halves_of_a_month() -> None:
    december = month(2026, 12)
    assert week_of(december, 1) == Span(date(2026, 12, 1), date(2026, 12, 6))
    assert week_of(december, 6) is None
    assert week_of(december, -1) == Span(date(2026, 12, 25), date(2026, 12, 31))
    assert decade_of(month(2027, 2), 3) == Span(date(2027, 2, 21), date(2027, 2, 28))
    assert half_of(december, 2) == Span(date(2026, 12, 16), date(2026, 12, 31))
    with pytest.raises(ValueError, match="ends before"):
        Span(date(2026, 9, 2), date(2026, 9, 1))

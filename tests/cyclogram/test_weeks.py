"""Weeks as they are told of, and repeats as days: holidays, breaks, rules that mean nothing."""

from datetime import date

import pytest

from cyclogram.repeats import days_of, is_daily
from cyclogram.school_year import school_year_of
from cyclogram.spans import Span
from cyclogram.stand_ins import who_hears
from cyclogram.weeks import next_week, week_of

TERM = (date(2026, 9, 1), date(2027, 5, 26))


@pytest.mark.parametrize(
    "day, first, last",
    [
        pytest.param("2026-09-16", "2026-09-14", "2026-09-20", id="an ordinary week"),
        pytest.param("2026-10-30", "2026-10-19", "2026-11-04", id="a break belongs to the week before it"),
        pytest.param("2026-11-05", "2026-11-05", "2026-11-08", id="and the week after it begins on a Thursday"),
        pytest.param("2027-01-01", "2026-12-28", "2027-01-10", id="the new year"),
        pytest.param("2027-06-30", "2027-06-28", "2027-07-04", id="where one school year ends"),
    ],
)
def test_the_week_of_a_day(day: str, first: str, last: str) -> None:
    week = week_of(date.fromisoformat(day), school_year_of)
    assert (week.first, week.last) == (date.fromisoformat(first), date.fromisoformat(last))


def test_weeks_follow_each_other_without_a_gap() -> None:
    week = week_of(date(2026, 9, 1), school_year_of)
    while week.first < date(2027, 9, 1):
        following = next_week(week, school_year_of)
        assert (following.first - week.last).days == 1
        assert school_year_of(week.first).is_working_day(week.first)
        week = following


@pytest.mark.parametrize(
    "rrule, days",
    [
        pytest.param("FREQ=WEEKLY;BYDAY=FR", ["2026-09-18"], id="every Friday"),
        pytest.param("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", ["2026-09-15"], id="every other Tuesday"),
        pytest.param("FREQ=MONTHLY;BYMONTHDAY=20", ["2026-09-20"], id="on the twentieth"),
        pytest.param("FREQ=DAILY", [f"2026-09-{day}" for day in range(14, 21)], id="daily"),
        pytest.param("FREQ=DAILY;UNTIL=20200101", [f"2026-09-{day}" for day in range(14, 21)], id="its own end"),
        pytest.param("FREQ=SECONDLY", [], id="finer than a day"),
        pytest.param("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", [], id="never"),
        pytest.param("FREQ=WEEKLY;BYDAY=ПН", [], id="unreadable"),
        pytest.param("каждую пятницу", [], id="no rule"),
    ],
)  # fmt: skip
def test_the_days_of_a_repeat(rrule: str, days: list[str]) -> None:
    found = days_of(rrule, *TERM, Span(date(2026, 9, 14), date(2026, 9, 20)))
    assert [day.isoformat() for day in found] == days


def test_every_day_and_every_other_day() -> None:
    assert is_daily("FREQ=DAILY")
    assert not is_daily("FREQ=DAILY;INTERVAL=2")


ANNA, BORIS, VERA, GLEB = 1, 2, 3, 4
HOLDERS = {10: [VERA], 20: [GLEB], 30: []}


@pytest.mark.parametrize(
    "people, away, heard",
    [
        pytest.param([ANNA, BORIS], {}, {ANNA: set(), BORIS: set()}, id="nobody is away"),
        pytest.param([ANNA], {ANNA: 10}, {VERA: {ANNA}}, id="somebody stands in"),
        pytest.param([ANNA], {ANNA: None}, {}, id="nobody stands in"),
        pytest.param([ANNA], {ANNA: 30}, {}, id="a position nobody holds"),
        pytest.param([ANNA], {ANNA: 10, VERA: 20}, {GLEB: {ANNA}}, id="who stands in is away as well"),
        pytest.param([ANNA], {ANNA: 10, VERA: 20, GLEB: 10}, {}, id="round in a circle"),
        pytest.param([ANNA, VERA], {ANNA: 10}, {VERA: set()}, id="it is theirs anyway"),
        pytest.param([ANNA, BORIS], {ANNA: 10, BORIS: 10}, {VERA: {ANNA, BORIS}}, id="for two"),
    ],
)
def test_who_hears_when_somebody_is_away(
    people: list[int], away: dict[int, int | None], heard: dict[int, set[int]]
) -> None:
    assert who_hears(people, away, lambda position: HOLDERS[position]) == heard

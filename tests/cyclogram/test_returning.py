"""What was in the plan, is gone from it and comes back: rows, and days that are done already."""

from datetime import date

import pytest

from cyclogram.done_days import still_asked
from cyclogram.plan import Due, PlanRow
from cyclogram.returning import GoneRow, returning
from cyclogram.spans import Span, one_day

YEAR = Span(date(2026, 9, 1), date(2027, 5, 31))
OCTOBER = Span(date(2026, 10, 1), date(2026, 10, 31))


def day(number: int, month: int = 10) -> Span:
    return one_day(date(2026, month, number))


def gone(number: int, what: str, *days: Span, at: int = 0) -> GoneRow:
    return GoneRow(number, f"Л!A{at or number}", what, frozenset(days))


def row(at: int, what: str, *days: Span) -> PlanRow:
    return PlanRow(f"Л!A{at}", at, what, deadlines=tuple(Due(one, "", 1.0) for one in days))


@pytest.mark.parametrize(
    "was, rows, found",
    [
        pytest.param([gone(1, "Сайт", day(5))], [row(9, "«сайт»", day(5))], {9: 1}, id="at another address"),
        pytest.param([gone(1, "Сайт", day(5))], [row(1, "Питание", day(5))], {}, id="another name"),
        pytest.param([gone(1, "Сайт", day(5))], [row(1, "Сайт", day(5, 12))], {}, id="other days altogether"),
        pytest.param([gone(1, "Сайт", OCTOBER)], [row(1, "Сайт", day(31))], {1: 1}, id="the same days in other words"),
        pytest.param([gone(1, "Сайт")], [row(1, "Сайт")], {1: 1}, id="no days"),
        pytest.param([gone(1, "Сайт", day(5))], [row(1, "Сайт", day(5)), row(2, "Сайт", day(5))], {1: 1}, id="once"),
        pytest.param(
            [gone(7, "Сайт", OCTOBER), gone(8, "Сайт", day(5))], [row(1, "Сайт", day(5))], {1: 8}, id="the nearest"
        ),
        pytest.param(
            [gone(7, "Сайт", day(5), at=2), gone(8, "Сайт", day(5), at=1)],
            [row(1, "Сайт", day(5)), row(2, "Сайт", day(5))],
            {1: 8, 2: 7},
            id="twins by their address",
        ),
    ],
)
def test_a_row_that_comes_back_is_what_it_was(was: list[GoneRow], rows: list[PlanRow], found: dict[int, int]) -> None:
    assert returning(was, rows) == {f"Л!A{at}": number for at, number in found.items()}


@pytest.mark.parametrize(
    "wanted, done, still_open, asked",
    [
        pytest.param([day(31)], [OCTOBER], [], [], id="its last day"),
        pytest.param([OCTOBER], [day(10)], [], [], id="a month for a day"),
        pytest.param([day(11)], [day(10)], [], [day(11)], id="a day apart"),
        pytest.param([OCTOBER, day(5, 12)], [day(10)], [], [day(5, 12)], id="one of two"),
        pytest.param([YEAR], [day(10)], [day(10, 12)], [YEAR], id="not all of it is done"),
    ],
)
def test_days_asked_for_again(wanted: list[Span], done: list[Span], still_open: list[Span], asked: list[Span]) -> None:
    assert still_asked(wanted, done, still_open) == asked

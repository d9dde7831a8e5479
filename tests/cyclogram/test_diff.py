"""Which row of the new plan is which of the old."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyclogram.diff import pairs
from cyclogram.plan import Due, PlanRow
from cyclogram.spans import one_day


def row(n: int, what: str, day: int = 1, section: str = "") -> PlanRow:
    return PlanRow(f"Л!A{n}", n, what, section=section, deadlines=(Due(one_day(date(2026, 10, day)), "", 1.0),))


@pytest.mark.parametrize(
    "old, new, expected",
    [
        pytest.param([row(1, "Сайт")], [row(9, "Сайт", 5)], [(1, 9)], id="moved"),
        pytest.param([row(1, "Проверка сайта школы")], [row(2, "Проверка сайтов школы")], [(1, 2)], id="reworded"),
        pytest.param([row(1, "Итоги 1 четверти")], [row(2, "Итоги 2 четверти")], [(None, 2), (1, None)], id="term"),
        pytest.param([row(1, "Сайт")], [], [(1, None)], id="gone"),
        pytest.param([], [row(1, "Сайт")], [(None, 1)], id="added"),
        pytest.param(
            [row(1, "Опрос", section="Родители"), row(2, "Опрос", section="Ученики")],
            [row(1, "Опрос", section="Ученики"), row(2, "Опрос", section="Родители")],
            [(2, 1), (1, 2)],
            id="told apart by section",
        ),
        pytest.param([row(1, "Опрос", 1), row(2, "Опрос", 2)], [row(1, "Опрос", 2)], [(2, 1), (1, None)], id="by days"),
    ],
)  # fmt: skip
def test_pairs(old: list[PlanRow], new: list[PlanRow], expected: list[tuple[int | None, int | None]]) -> None:
    found = [(one.old and one.old.number, one.new and one.new.number) for one in pairs(old, new)]
    assert found == expected


ROWS = st.lists(st.builds(row, st.integers(1, 9), st.sampled_from(("Сайт", "Опрос родителей", "опрос родителя", ""))))


@given(ROWS, ROWS)
def test_every_row_of_both_plans_is_in_one_pair(old: list[PlanRow], new: list[PlanRow]) -> None:
    found = pairs(old, new)
    assert [one.new for one in found if one.new] == new
    assert sorted(id(one.old) for one in found if one.old) == sorted(map(id, old))

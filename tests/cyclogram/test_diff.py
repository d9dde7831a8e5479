"""Which row of the new plan is which of the old."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyclogram.diff import pairs
from cyclogram.diff_screens import diff
from cyclogram.plan import Due, PlanRow
from cyclogram.spans import Span, one_day


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


CHOSEN = replace(row(1, "Опрос"), object="питание", object_id="social_infrastructure", object_chosen=True)


@pytest.mark.parametrize(
    "said, kept",
    [
        pytest.param("питание", True, id="the same file"),
        pytest.param("Обеспеченность ОО социальной инфраструктурой", True, id="an exported one"),
        pytest.param("уроки", False, id="other words"),
    ],
)
def test_an_object_chosen_by_hand_stays_while_the_file_says_the_same(said: str, *, kept: bool) -> None:
    (pair,) = pairs([CHOSEN], [replace(row(1, "Опрос"), object=said, object_id="mentoring_effectiveness")])
    assert (pair.new == CHOSEN, pair.changes == frozenset()) == (kept, kept)


@pytest.mark.parametrize(
    "before, after, told",
    [
        pytest.param(row(1, "Сайт", 5), row(1, "Сайт", 6), "Прежний срок выполнен, о новом напомню", id="apart"),
        pytest.param(
            replace(row(1, "Сайт"), deadlines=(Due(Span(date(2026, 10, 1), date(2026, 10, 9)), "", 1.0),)),
            row(1, "Сайт", 9),
            "Уже выполнено, напоминать не буду",
            id="in other words",
        ),
        pytest.param(
            row(1, "Сайт"), replace(row(1, "Сайт"), object_id="results"), "не выбран → Результаты", id="object"
        ),
    ],
)
def test_what_becomes_of_a_row_is_told_honestly(before: PlanRow, after: PlanRow, told: str) -> None:
    assert told in diff(pairs([before], [after]), 0, (), {before.where: before.spans}).text.plain


ROWS = st.lists(st.builds(row, st.integers(1, 9), st.sampled_from(("Сайт", "Опрос родителей", "опрос родителя", ""))))


@given(ROWS, ROWS)
def test_every_row_of_both_plans_is_in_one_pair(old: list[PlanRow], new: list[PlanRow]) -> None:
    found = pairs(old, new)
    assert [one.new for one in found if one.new] == new
    assert sorted(id(one.old) for one in found if one.old) == sorted(map(id, old))

"""What a plan lacks: counts and rows, whatever the plan is."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cyclogram.completeness import BUSY_PERSON, BUSY_WEEK, Lack, completeness
from cyclogram.objects import nodes
from cyclogram.plan import Due, PlanRow
from cyclogram.spans import one_day

WHOLE = PlanRow(
    "Л!A2",
    2,
    "Комплексная работа",
    object="Метапредметные результаты",
    subjects="5 классы",
    basis="Положение о ВСОКО",
    procedure="контрольная работа",
    tool="банк заданий",
    output="справка",
    decision="семинар",
    level="школьный",
    responsible=("Методист",),
    deadlines=(Due(one_day(date(2026, 10, 14)), "14 октября", 0.95),),
    notes=("Ресурсы: кабинет 12",),
    object_id="metasubject_results",
)


def rows(n: int, who: str = "Методист") -> list[PlanRow]:
    return [replace(WHOLE, where=f"Л!A{at}", responsible=(who,)) for at in range(n)]


def test_a_row_with_everything_lacks_nothing() -> None:
    found = completeness([WHOLE], ())
    assert not any(found.lacks.values())
    assert found.components == {"results": 1, "processes": 0, "conditions": 0, "management": 0}
    assert not found.is_whole  # three components have no row at all


def test_every_field_that_is_empty_is_told() -> None:
    assert {lack for lack, lacking in completeness([PlanRow("Л!A2", 2, "")], ()).lacks.items() if lacking} == set(Lack)


def test_what_is_done_needs_no_day() -> None:
    assert not completeness([PlanRow("Л!A2", 2, "Опрос", done=True)], ()).lacks[Lack.DEADLINE]


def test_an_object_is_covered_by_a_row_on_it_or_on_a_part_of_it() -> None:
    found = completeness([WHOLE], {"student_achievements", "metasubject_results", "computers"})
    assert found.uncovered == ("computers",)
    assert found.chosen == 3


def test_a_row_on_the_whole_covers_no_part_in_particular() -> None:
    assert completeness([replace(WHOLE, object_id="results")], {"subject_results"}).uncovered == ("subject_results",)


def test_overloaded_weeks_and_people() -> None:
    assert completeness(rows(BUSY_PERSON - 1), ()).busy == ()
    (one,) = completeness(rows(BUSY_PERSON), ()).busy
    assert (one.monday, one.n, one.who) == (date(2026, 10, 12), BUSY_PERSON, "Методист")
    spread = [replace(row, responsible=(f"Учитель {at}",)) for at, row in enumerate(rows(BUSY_WEEK))]
    (whole,) = completeness(spread, ()).busy
    assert (whole.n, whole.who, len(whole.rows)) == (BUSY_WEEK, "", BUSY_WEEK)


ROWS = st.sampled_from([WHOLE, PlanRow("Л!A2", 2, ""), replace(WHOLE, object_id="")])


@given(st.lists(ROWS), st.sets(st.sampled_from([*nodes()])))
def test_counts_agree_with_rows(plan: list[PlanRow], chosen: set[str]) -> None:
    found = completeness(plan, chosen)
    assert found.rows == len(plan)
    assert sum(found.components.values()) == sum(1 for row in plan if row.object_id)
    assert set(found.uncovered) <= chosen
    assert all(set(map(id, lacking)) <= set(map(id, plan)) for lacking in found.lacks.values())

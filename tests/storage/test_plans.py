"""The plan as stored: what a new one keeps of the old, who holds what, whose a deadline is."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

import pytest
from sqlalchemy import update

from cyclogram.plan import Due, Origin, PlanKind, PlanRow, Question, ReadPlan
from cyclogram.presets import Preset
from cyclogram.spans import Span, one_day
from storage.engine import open_engine
from storage.moments import Moments
from storage.outbox import SETTLED, Planned, Sent
from storage.plans import PlanState
from storage.policies import Scope
from storage.school import PLANNED
from storage.tables import metadata, positions
from storage.work import Work
from tests.scheduler.stage import MONDAY, person

T = TypeVar("T")
Do = Callable[[Callable[[Work], Any]], Any]
OCTOBER, NOVEMBER = date(2026, 10, 15), date(2026, 11, 16)


@pytest.fixture
def do(database_url: str) -> Iterator[Do]:
    engine = open_engine(database_url)
    metadata.create_all(engine)

    def run(job: Callable[[Work], T]) -> T:
        with engine.begin() as connection:
            return job(Work(connection, Moments(MONDAY, MONDAY)))

    yield run
    engine.dispose()


def row(n: int, what: str, *days: date, who: str = "Завуч", done: bool = False) -> PlanRow:
    due = tuple(Due(one_day(day), "", 1.0) for day in days)
    return PlanRow(f"Л!A{n}", n, what, responsible=(who,) if who else (), deadlines=due, done=done)


def enforce(*rows: PlanRow) -> Callable[[Work], int]:
    def job(work: Work) -> int:
        plan_id = work.plans.add(ReadPlan(rows), "план.xlsx")
        assert work.plans.enforce(plan_id)
        return plan_id

    return job


def standing(work: Work) -> dict[int, tuple[str, date]]:
    return {one.id: (one.what, one.end) for one in work.deadlines.open()}


def test_a_plan_comes_back_as_it_was_read(do: Do) -> None:
    question = Question(1, "deadline", "Когда?", "Л!B1", guess=(one_day(OCTOBER),))
    plan = ReadPlan((PlanRow("Л!A1", 1, "Ё «кавычки»", questions=(question,)), row(2, "Справка", OCTOBER)))
    stored = do(lambda work: work.plans.get(work.plans.add(plan, "план.xlsx")))
    assert stored
    assert (stored.plan, stored.year, stored.state) == (plan, 2026, PlanState.READ)


def test_a_new_plan_keeps_the_deadlines_both_have(do: Do) -> None:
    do(enforce(row(1, "Справка", OCTOBER), row(2, "Отчёт", OCTOBER), row(3, "Приказ", OCTOBER)))
    before = do(standing)
    done = next(one for one, (what, _) in before.items() if what == "Отчёт")
    do(lambda work: work.deadlines.done(done, person(work, "vk:1"), "готово"))
    do(enforce(row(7, "«справка»", OCTOBER), row(8, "отчет", OCTOBER), row(9, "Приказ", NOVEMBER)))
    after = do(standing)
    assert set(after.values()) == {("Приказ", NOVEMBER), ("«справка»", OCTOBER)}
    assert after.keys() < before.keys()  # a deadline that moved is still the same one
    kept = do(lambda work: work.deadlines.get(done))
    assert (kept.what, kept.is_open, kept.word) == ("отчет", False, "готово")
    assert not after.keys() & {done}


def test_a_row_of_no_file_stays_when_a_file_replaces_the_plan(do: Do) -> None:
    plan_id = do(enforce(row(1, "Справка", OCTOBER)))
    said = replace(row(2, "Осмотр столовой", NOVEMBER), where="Чат!1", origin=Origin.CHAT)
    do(lambda work: work.plans.amend(plan_id, ReadPlan((row(1, "Справка", OCTOBER), said))))
    before = do(standing)
    do(enforce(row(5, "Приказ", OCTOBER)))
    after = do(standing)
    assert set(after.values()) == {("Приказ", OCTOBER), ("Осмотр столовой", NOVEMBER)}
    assert {one for one, (what, _) in after.items() if what == "Осмотр столовой"} < before.keys()


def test_a_wrong_file_taken_back_has_cost_nothing(do: Do) -> None:
    right = (row(1, "Справка", OCTOBER), row(2, "Отчёт", OCTOBER, NOVEMBER), row(3, "Отчёт", NOVEMBER), row(4, "Опрос"))
    plan_id = do(enforce(*right))
    ids = do(lambda work: work.rows.ids(plan_id))
    done = min(do(standing))
    do(lambda work: work.deadlines.done(done, person(work, "vk:1"), "готово"))
    expected = do(standing)
    do(lambda work: work.policies.put(Scope.PLAN, plan_id, Preset.WEEKLY))
    do(enforce(row(1, "Совсем другое дело", NOVEMBER)))
    assert set(do(standing).values()) == {("Совсем другое дело", NOVEMBER)}
    plan_id = do(enforce(*right))
    assert do(standing) == expected
    assert do(lambda work: work.rows.ids(plan_id)) == ids
    assert do(lambda work: work.deadlines.get(done)).word == "готово"
    assert do(lambda work: work.policies.get(Scope.PLAN, plan_id)) is Preset.WEEKLY


def test_what_is_done_is_not_asked_for_in_other_words(do: Do) -> None:
    window = Due(Span(date(2026, 11, 1), NOVEMBER), "до середины ноября", 1.0)
    do(enforce(replace(row(1, "Мониторинг"), deadlines=(window,)), row(2, "Отчёт", OCTOBER)))
    who = do(lambda work: person(work, "vk:1"))
    do(lambda work: [work.deadlines.done(one.id, who, "") for one in work.deadlines.open()])
    do(enforce(row(1, "Мониторинг", NOVEMBER), row(2, "Отчёт", NOVEMBER)))
    assert list(do(standing).values()) == [("Отчёт", NOVEMBER)]  # another day altogether is another deadline


def test_a_plan_of_next_year_waits_while_this_one_is_decided_on(do: Do) -> None:
    next_year = do(lambda work: work.plans.add(ReadPlan((row(1, "Справка"),)), "на будущий год.xlsx", 2027))
    do(enforce(row(1, "Справка", OCTOBER)))
    assert do(lambda work: work.plans.waiting()).id == next_year


def test_a_roadmap_stands_beside_the_cyclogram(do: Do) -> None:
    do(enforce(row(1, "Справка", OCTOBER)))
    roadmap = ReadPlan((row(1, "Рабочая группа", NOVEMBER),), kind=PlanKind.ROADMAP)
    do(lambda work: work.plans.enforce(work.plans.add(roadmap, "карта.docx")))
    assert set(do(standing).values()) == {("Справка", OCTOBER), ("Рабочая группа", NOVEMBER)}
    assert [one.kind for one in do(lambda work: work.plans.all_in_force())] == [PlanKind.CYCLOGRAM, PlanKind.ROADMAP]
    found = do(lambda work: (work.plans.in_force(), work.plans.in_force(PlanKind.ROADMAP)))
    assert [one.name for one in found] == ["план.xlsx", "карта.docx"]


def test_earlier_versions_are_kept(do: Do) -> None:
    first = do(enforce(row(1, "Справка", OCTOBER)))
    do(enforce(row(1, "Приказ", OCTOBER)))
    now = do(lambda work: work.plans.in_force())
    assert [one.id for one in do(lambda work: work.plans.versions(now))] == [first]


def test_what_was_needless_and_is_planned_again_goes_out_and_what_had_its_time_does_not(do: Do) -> None:
    who = do(lambda work: person(work, "vk:1"))
    message = Planned("deadline:1:week:x:1", "reminder", who, {"deadline": 1}, MONDAY)
    folds: list[tuple[Callable[[Work], object], list[str]]] = [
        (lambda work: work.outbox.withdraw(lambda _: False), [message.key]),
        (lambda work: work.outbox.mark([1], Sent.FOLDED, reason=SETTLED), []),
    ]
    for fold, left in folds:
        do(lambda work: work.outbox.plan([message]))
        do(fold)
        do(lambda work: work.outbox.plan([message]))
        assert [one.key for one in do(lambda work: work.outbox.with_state(Sent.DUE))] == left


def test_two_alike_stay_two(do: Do) -> None:
    do(enforce(row(1, "Справка", OCTOBER), row(2, "Справка", OCTOBER)))
    before = do(standing)
    do(enforce(row(1, "Справка", OCTOBER), row(2, "Справка", OCTOBER)))
    assert do(standing).keys() == before.keys()
    assert len(before) == 2


def test_what_a_row_says_is_done_is_not_asked_for(do: Do) -> None:
    do(enforce(row(1, "Справка", OCTOBER, done=True), row(2, "Отчёт", OCTOBER)))
    assert list(do(standing).values()) == [("Отчёт", OCTOBER)]
    do(enforce(row(1, "Отчёт", OCTOBER, done=True)))
    assert do(standing) == {}


def test_a_plan_is_put_in_force_once(do: Do) -> None:
    plan_id = do(enforce(row(1, "Справка", OCTOBER)))
    assert not do(lambda work: work.plans.enforce(plan_id))
    assert not do(lambda work: work.plans.enforce(99))
    do(enforce(row(1, "Справка", OCTOBER)))
    assert do(lambda work: work.plans.get(plan_id)).state is PlanState.REPLACED


def test_an_answer_changes_only_its_row(do: Do) -> None:
    plan_id = do(enforce(row(1, "Справка", OCTOBER, NOVEMBER), row(2, "Отчёт", OCTOBER, who="")))
    before = do(standing)
    stored = do(lambda work: work.plans.get(plan_id))
    first, second = stored.plan.rows
    do(lambda work: work.plans.amend(plan_id, ReadPlan((row(1, first.what, NOVEMBER), second))))
    after = do(standing)
    assert sorted(after.values()) == [("Отчёт", OCTOBER), ("Справка", NOVEMBER)]
    assert after.keys() < before.keys()
    do(lambda work: work.plans.amend(plan_id, ReadPlan((row(1, first.what, NOVEMBER), row(2, "Отчёт", OCTOBER)))))
    assert do(standing) == after
    assert [one.wording for one in do(lambda work: work.positions.in_force())] == ["Завуч"]


@pytest.mark.parametrize(
    "one, other, alike",
    [
        pytest.param("Зам. директора по УВР", "заместитель директора по УВР", True, id="shortened"),
        pytest.param("Кл. рук. 5А", "классный руководитель 5А", True, id="shortened twice"),
        pytest.param("Зам. директора по УВР", "Зам. директора по ВР", False, id="another deputy"),
    ],
)
def test_the_same_position_in_other_words(do: Do, one: str, other: str, *, alike: bool) -> None:
    found = do(lambda work: (work.positions.of(one), work.positions.of(other)))
    assert (found[0] == found[1]) is alike


def test_any_change_of_people_asks_for_planning(do: Do) -> None:
    do(enforce(row(1, "Справка", OCTOBER)))
    (position,) = do(lambda work: work.positions.in_force())
    changes: list[Callable[[Work], object]] = [
        lambda work: work.positions.hold(position.id, person(work, "vk:1")),
        lambda work: work.deadlines.refuse(work.deadlines.open()[0].id, 1),
        lambda work: work.positions.let_go(1),
    ]
    for change in changes:
        do(lambda work: work.school.put(PLANNED, "planned"))
        do(change)
        assert do(lambda work: work.school.get(PLANNED)) == ""
    assert do(lambda work: work.positions.hold(position.id, 1))
    assert not do(lambda work: work.positions.hold(position.id, 1))


def test_whose_a_deadline_is(do: Do) -> None:
    do(enforce(row(1, "Справка", OCTOBER), row(2, "Отчёт", OCTOBER, who="Психолог")))
    head, teacher = do(lambda work: (person(work, "vk:1"), person(work, "vk:2")))
    do(lambda work: [work.positions.hold(one.id, head) for one in work.positions.in_force()])
    do(lambda work: work.positions.hold(work.positions.in_force()[0].id, teacher))
    first, second = do(standing)
    assert do(lambda work: work.deadlines.all_people([first, second])) == {first: [head, teacher], second: [head]}
    assert do(lambda work: work.deadlines.refuse(first, head))
    assert not do(lambda work: work.deadlines.refuse(first, head))
    assert do(lambda work: work.deadlines.all_people([first, second])) == {first: [teacher], second: [head]}
    assert do(lambda work: [one.id for one in work.deadlines.open_of(head)]) == [second]
    assert do(lambda work: work.deadlines.vacant(first)) == []
    do(lambda work: work.people.forget(teacher))
    assert do(lambda work: work.deadlines.people(first)) == []


def test_a_position_stored_before_its_wording_was_understood_keeps_its_people(do: Do) -> None:
    def as_it_was(work: Work) -> int:
        position_id = work.positions.of("Завуч по УВР")
        stored = update(positions).where(positions.c.id == position_id).values(likeness="завуч по увр")
        work.positions._connection.execute(stored)
        return position_id

    position_id = do(as_it_was)
    assert do(lambda work: work.positions.of("зам. директора по УВР")) == position_id
    assert do(lambda work: work.positions.of("зам. директора по ВР")) != position_id

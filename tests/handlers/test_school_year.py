"""The school year in the chat: seen, changed in words, looked at before anything moves, put back."""

from dataclasses import replace
from datetime import date

import pytest

from cyclogram.phrases import Reading, read
from cyclogram.plan import PlanRow, ReadPlan, with_reading
from cyclogram.school_year import school_year
from scheduler.planner import look_ahead
from storage.outbox import Planned
from storage.work import Work
from tests.desk import FACTS, Desk, Guest

YEAR = school_year(2026)
MOVE = "весенние каникулы с 20 по 28 марта"
"""Ends the third term on 19 March and begins the fourth on 29 March."""


def row(n: int, what: str, phrase: str, sure: float = 0) -> PlanRow:
    reading = read(phrase, YEAR)
    assert isinstance(reading, Reading)
    fresh = replace(reading, sure=sure or reading.sure)
    return with_reading(PlanRow(f"Л!A{n}", n, what, responsible=("Завуч",)), phrase, fresh)


ROWS = (
    row(1, "Журналы", "3 четверть"),
    row(2, "Итоги", "по итогам 3 четверти", sure=1.0),
    row(3, "Питание", "до 15 марта"),
)


@pytest.fixture
def deputy(desk: Desk) -> Guest:
    def enforce(work: Work) -> None:
        assert work.plans.enforce(work.plans.add(ReadPlan(ROWS), "план.xlsx", 2026))

    desk.write(enforce)
    return desk.admin()


def due(desk: Desk) -> dict[str, date]:
    return desk.write(lambda work: {one.what: one.end for one in work.deadlines.open()})  # type: ignore[no-any-return] # a job's


def test_a_change_is_looked_at_and_then_moves_only_what_follows_it(desk: Desk, deputy: Guest) -> None:
    before = due(desk)
    deputy.type("/year").type(MOVE)
    assert "весенние каникулы: с 27 марта по 4 апреля → с 20 по 28 марта" in deputy.text
    assert "Строка 1 Журналы: было до 26 марта → станет до 19 марта" in deputy.text
    assert "Итоги" not in deputy.text
    assert due(desk) == before
    deputy.press("Применить")
    assert due(desk) == before | {"Журналы": date(2027, 3, 19)}
    assert desk.write(lambda work: work.school.year(2026).terms[2].end) == date(2027, 3, 19)
    stored = desk.write(lambda work: work.plans.in_force())
    assert stored.plan.rows[0].deadlines[0].phrase == "3 четверть"


def test_reminders_of_a_moved_deadline_are_taken_back_and_planned_anew(desk: Desk, deputy: Guest) -> None:
    def plan(work: Work) -> int:
        (moved,) = (one for one in work.deadlines.open() if one.what == "Журналы")
        who = work.people.at(deputy.address)
        assert who
        key = f"deadline:{moved.id}:eve:2027-03-26:{who.id}"
        work.outbox.plan([Planned(key, "reminder", who.id, {"deadline": moved.id}, work.now.replace(year=2027))])
        work.school.put("planned", "planned")
        return moved.id

    moved = desk.write(plan)
    deputy.type("/year").type(MOVE).press("Применить")
    assert desk.write(lambda work: work.school.get("planned")) == ""
    desk.write(lambda work: look_ahead(work, FACTS.policy))
    assert desk.write(lambda work: work.outbox.next_due()) is None
    assert desk.write(lambda work: work.deadlines.get(moved).end) == date(2027, 3, 19)


def test_what_is_done_stays_done_and_is_not_expected_again(desk: Desk, deputy: Guest) -> None:
    def done(work: Work) -> None:
        (one,) = (one for one in work.deadlines.open() if one.what == "Журналы")
        who = work.people.at(deputy.address)
        assert who
        work.deadlines.done(one.id, who.id, "")

    desk.write(done)
    deputy.type("/year").type(MOVE)
    assert "Сроки плана не сдвинутся." in deputy.text
    deputy.press("Применить")
    assert set(due(desk)) == {"Итоги", "Питание"}


def test_a_plan_changed_since_is_looked_at_again(desk: Desk, deputy: Guest) -> None:
    deputy.type("/year").type(MOVE)

    def another(work: Work) -> None:
        rows = (*ROWS, row(4, "Дневники", "в конце 3 четверти"))
        assert work.plans.enforce(work.plans.add(ReadPlan(rows), "новый.xlsx", 2026))

    desk.write(another)
    deputy.press("Применить")
    assert "Дневники" in deputy.text
    assert due(desk)["Журналы"] == date(2027, 3, 26)
    deputy.press("Применить")
    assert due(desk)["Журналы"] == date(2027, 3, 19)


def test_putting_it_back_is_looked_at_too(desk: Desk, deputy: Guest) -> None:
    before = due(desk)
    deputy.type(f"/year {MOVE}").press("Применить").type("вернуть как у министерства")
    assert "станет до 26 марта" in deputy.text
    deputy.press("Применить")
    assert due(desk) == before
    assert desk.write(lambda work: work.school.year(2026)) == YEAR
    assert "Вернуть как у министерства" not in deputy.buttons


def test_a_year_that_does_not_hold_together_cannot_be_applied_and_more_may_be_typed(desk: Desk, deputy: Guest) -> None:
    deputy.type("/year").type("3 четверть до 31 марта")
    assert "заходит на весенние каникулы" in deputy.text
    assert "Применить" not in deputy.buttons
    deputy.type("весенние каникулы с 1 по 7 апреля; абракадабра")
    assert "«абракадабра»" in deputy.text
    deputy.press("Применить")
    assert due(desk)["Журналы"] == date(2027, 3, 31)


def test_what_is_so_already_needs_no_decision(deputy: Guest) -> None:
    deputy.type("/year шестидневка").press("Применить").type("шестидневка")
    assert deputy.text.startswith("Так и есть")


@pytest.mark.parametrize("forged", ["year", "year_said", "year_apply.00000000", "year_keep", "year_reset"])
def test_nobody_else_gets_near_it(desk: Desk, deputy: Guest, forged: str) -> None:
    deputy.type("/year").type(MOVE)
    teacher = desk.guest("77", "vk")
    teacher.send(forged)
    assert "каникул" not in teacher.text
    assert desk.write(lambda work: work.school.year(2026)) == YEAR


def test_a_forged_mark_changes_nothing(desk: Desk, deputy: Guest) -> None:
    deputy.type("/year").type(MOVE)
    deputy.send("year_apply.00000000")
    assert desk.write(lambda work: work.school.year(2026)) == YEAR
    assert "Применить" in deputy.buttons


def test_next_year_is_changed_before_it_begins(desk: Desk, deputy: Guest) -> None:
    before = due(desk)
    deputy.type("/year").press("Следующий учебный год")
    assert "Учебный год 2027/28" in deputy.text
    deputy.type("1 четверть до 20 октября").press("Применить")
    assert "Это ваш календарь" in deputy.text
    assert "Учебный год 2026/27" in deputy.press("Этот учебный год").text
    assert desk.write(lambda work: work.school.year(2027).terms[0].end) == date(2027, 10, 20)
    assert desk.write(lambda work: work.school.year_changes(2026).to_dict()) == {}
    assert desk.write(lambda work: work.school.plan_years(2026)["following"]) != {}
    assert due(desk) == before
    assert "2026/27" in deputy.press("Следующий учебный год").type("/year").text

"""How the plans stand: the roadmap beside the cyclogram, a thing of the school's, the row behind it."""

from dataclasses import replace
from datetime import date

import pytest

from cyclogram.plan import Due, PlanKind, PlanRow, Question, ReadPlan
from cyclogram.spans import one_day
from storage.people import Role
from storage.work import Work
from tests.desk import Desk, Guest


def row(n: int, what: str, who: str, when: date) -> PlanRow:
    return PlanRow(f"Л!A{n}", n, what, responsible=(who,), deadlines=(Due(one_day(when), "", 1.0),))


CYCLOGRAM = ReadPlan(
    (
        row(2, "Проверка журналов", "Завуч", date(2026, 12, 10)),
        row(3, "Адаптация", "Психолог", date(2026, 12, 14)),
    )
)
ASKED = PlanRow("Р!A2", 2, "Семинар", questions=(Question(1, "deadline", "Р!D2", "Когда?", "по графику"),))


@pytest.fixture
def deputy(desk: Desk) -> Guest:
    guest = desk.admin()
    for plan in (CYCLOGRAM, ReadPlan((ASKED,), kind=PlanKind.ROADMAP)):
        desk.write(lambda work, plan=plan: work.plans.enforce(work.plans.add(plan, "план.xlsx")))
    return guest.type("план")


def test_the_roadmap_and_what_it_asks_are_reached_from_the_plan(deputy: Guest) -> None:
    assert "В плане 2 строки, в дорожной карте 1 строка" in deputy.text
    assert "Семинар" in deputy.press("Строки плана").press("Строки дорожной карты").text
    assert "«по графику»" in deputy.type("план").press("Ответить на вопросы (1)").text
    assert "Вопросов к вам нет." in deputy.type("до 15 марта").text


def test_earlier_versions_are_there_while_a_plan_waits(desk: Desk, deputy: Guest) -> None:
    desk.write(lambda work: work.plans.enforce(work.plans.add(CYCLOGRAM, "новый.xlsx")))
    moved = replace(CYCLOGRAM, rows=CYCLOGRAM.rows[:1])
    desk.write(lambda work: work.plans.add(moved, "третий.xlsx"))
    assert "Прочитанный план ждёт решения" in deputy.type("план").buttons
    assert "Что изменится: 1 строка" in deputy.press("Прочитанный план ждёт решения").press("Что изменится").text
    assert "С действующим планом всё совпадает" in deputy.type("план").press("Прежние версии").press("1").text
    assert "План принят." in deputy.press("Принять план").text


def test_a_version_brought_back_remembers_what_was_done(desk: Desk, deputy: Guest) -> None:
    def close(work: Work) -> None:
        (done,) = (one for one in work.deadlines.open() if one.what == "Проверка журналов")
        work.deadlines.done(done.id, work.people.with_role(Role.ADMIN)[0], "Замечаний нет")

    def still_open() -> list[str]:
        found: list[str] = desk.write(lambda work: [one.what for one in work.deadlines.open()])
        return found

    desk.write(close)
    other = row(5, "Осмотр кабинетов", "Завхоз", date(2026, 12, 10))
    desk.write(lambda work: work.plans.enforce(work.plans.add(ReadPlan((other,)), "другой.xlsx")))
    assert still_open() == ["Осмотр кабинетов"]
    deputy.type("план").press("Прежние версии").press("1").press("Принять план")
    assert still_open() == ["Адаптация"]


def test_a_thing_of_the_schools_is_moved_and_handed_over_at_its_row(deputy: Guest) -> None:
    deputy.press("Сроки школы").press("1").press("Передать другому").type("психолог")
    assert "Готово, записано." in deputy.text
    assert "Отвечает: Психолог" in deputy.text
    assert "Пока никого: Психолог" in deputy.text
    deputy.type("план").press("Сроки школы").press("1").press("Перенести срок").type("до 11 декабря")
    assert "Срок: 11 декабря" in deputy.text
    for forged in ("due_row.999.deadline", "due_row.x", "due_row.1.where"):
        before = deputy.text
        assert deputy.send(forged).text == before


def test_who_is_needed_stands_first(desk: Desk, deputy: Guest) -> None:
    def take(work: Work) -> None:
        work.positions.hold(work.positions.of("Завуч"), work.people.with_role(Role.ADMIN)[0])

    desk.write(take)
    assert "1. Психолог — пока никого\n2. Завуч — 1 человек" in deputy.press("Должности").text

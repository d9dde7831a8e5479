"""A management decision becomes a row of the plan, linked with what it came from."""

from datetime import date

import pytest

from storage.tables import decisions, drafts
from tests.desk import Desk, Guest
from tests.handlers.test_plan_deadlines import deadline, holder, plan


@pytest.fixture
def head(desk: Desk) -> Guest:
    """A завуч, who may decide; a teacher, who may not; both answer for the journals (deadline 1)."""
    desk.admin("deputy")
    desk.write(plan)
    holder(desk, "teacher", "Учитель")
    return holder(desk, "head", "Завуч")


def decide(head: Guest) -> Guest:
    head.send("done.1").press("Записать решение")
    return head.type("Повторный контроль журналов, учитель, до 15 марта, узнаем по доле заполненных страниц")


def test_from_done_to_a_row_with_reminders_of_its_own(head: Guest) -> None:
    head.send("done.1").press("Записать решение")
    assert head.text.startswith("Решение, шаг 1 из 4\nПо делу: Проверка журналов")
    head.type("Повторный контроль журналов")
    assert "Кто это сделает?" in head.text
    head.press("Учитель")
    head.type("до 15 марта")
    head.press("Пропустить")
    assert "Что: Повторный контроль журналов\nКто: Учитель\nСрок: 15 марта" in head.text
    assert head.desk.rows(decisions) == 0  # nothing counts before it is confirmed
    head.press("Записать")
    assert head.text.startswith("✓ Решение записано: Повторный контроль журналов")
    made = deadline(head.desk, "Повторный контроль журналов")
    assert made.end == date(2027, 3, 15)
    assert head.desk.write(lambda work: work.deadlines.whose(made.id).responsible()) == ["Учитель"]
    assert head.desk.write(lambda work: work.school.get("planned")) == ""
    assert head.desk.rows(drafts) == 0


def test_it_is_linked_both_ways_with_its_state(head: Guest) -> None:
    decide(head).press("Записать")
    made = deadline(head.desk, "Повторный контроль журналов")
    assert "Решение: Повторный контроль журналов — Учитель, до 15 марта (ещё нет)" in head.send("deadline.1").text
    teacher = head.desk.guest("teacher").send(f"deadline.{made.id}")
    assert "Решение по: Проверка журналов" in teacher.text
    teacher.send(f"done.{made.id}")
    assert "до 15 марта (сделано)" in head.send("deadline.1").text


def test_it_outlives_the_next_version_of_the_plan(head: Guest) -> None:
    decide(head).press("Записать")
    head.desk.write(plan)
    made = deadline(head.desk, "Повторный контроль журналов")
    assert "Решение по: Проверка журналов" in head.desk.guest("teacher").send(f"deadline.{made.id}").text


def test_a_double_tap_records_it_once(head: Guest) -> None:
    record = decide(head).buttons["Записать"]
    head.send(record)
    shown = head.text
    assert head.send(record).text == shown
    assert head.desk.rows(decisions) == 1


def test_the_draft_outlives_a_restart_and_is_corrected(head: Guest) -> None:
    decide(head)
    head.start()
    head.send("decide.1")
    assert head.text.startswith("Решение\nПо делу: Проверка журналов")
    head.press("Исправить: кто").press("Завуч")
    assert "Кто: Завуч" in head.text
    head.press("Не записывать")
    assert head.text.startswith("Решение не записано.")
    assert (head.desk.rows(decisions), head.desk.rows(drafts)) == (0, 0)


def test_a_position_nobody_holds_is_invited_by_an_admin(head: Guest) -> None:
    deputy = head.desk.guest("deputy").send("decide.1")
    deputy.type("Установить датчики, Завхоз, до 15 марта")
    deputy.type("завхоз").press("Пропустить").press("Записать")
    assert "Пока никто не занял: завхоз" in deputy.text
    assert "Пригласить: завхоз" in deputy.buttons


def test_a_decision_may_follow_when_the_thing_is_closed(head: Guest) -> None:
    head.send("done.1").press("Записать решение")
    assert head.text.startswith("Решение, шаг 1 из 4")
    head.send("deadline.1")
    assert head.text.startswith("Уже закрыто")
    assert "Записать решение" in head.buttons


BUTTONS = (
    "decide.1 decision decide_planned decide_who.1 decide_yes decide_skip decide_back decide_at.what decide_drop "
    "decide_ok.1 decided.1 undecided.1"
).split()


@pytest.mark.parametrize("pressed", BUTTONS)
def test_who_does_not_lead_the_school_decides_nothing(head: Guest, pressed: str) -> None:
    decide(head).press("Записать")
    teacher = head.desk.guest("teacher")
    assert "Записать решение" not in teacher.send("done.1").buttons
    here = teacher.text
    assert teacher.send(pressed).text == here
    assert head.desk.rows(drafts) == 0


@pytest.mark.parametrize("pressed", BUTTONS[1:])
def test_buttons_without_a_draft_are_stale(head: Guest, pressed: str) -> None:
    here = head.start().text
    if pressed != "undecided.1":
        assert head.send(pressed).text == here
    assert head.desk.rows(decisions) == 0


def test_a_button_of_another_decision_records_nothing(head: Guest) -> None:
    decide(head)
    head.send("decide_ok.2")
    assert head.desk.rows(decisions) == 0

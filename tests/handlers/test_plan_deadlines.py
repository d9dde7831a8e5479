"""My deadlines and the buttons beneath a reminder: who may press what, and what follows."""

from datetime import date

import pytest

from chat.events import Address
from cyclogram.plan import Due, PlanRow, ReadPlan
from cyclogram.spans import one_day
from scheduler.planner import look_ahead
from storage.deadlines import Deadline
from storage.outbox import Message, Sent
from storage.work import Work
from tests.desk import FACTS, Desk, Guest


def plan(work: Work) -> None:
    rows = [
        PlanRow(f"Л!A{n}", n, what, responsible=who, deadlines=(Due(one_day(due), "", 1.0),), output="справка")
        for n, what, who, due in (
            (1, "Проверка журналов", ("Завуч", "Учитель"), date(2026, 11, 25)),
            (2, "Отчёт о кружках", ("Завуч",), date(2026, 11, 20)),
            (3, "Приказ", ("Директор",), date(2026, 12, 1)),
        )
    ]
    assert work.plans.enforce(work.plans.add(ReadPlan(tuple(rows)), "план.xlsx"))


def holder(desk: Desk, name: str, wording: str) -> Guest:
    """Somebody who holds a position."""

    def come(work: Work) -> None:
        person = work.people.add(Address("telegram", name))
        work.positions.hold(work.positions.of(wording), person.id)

    desk.write(come)
    return desk.guest(name)


@pytest.fixture
def head(desk: Desk) -> Guest:
    desk.admin("deputy")
    desk.write(plan)
    return holder(desk, "head", "Завуч")


def deadline(desk: Desk, what: str) -> Deadline:
    found: list[Deadline] = desk.write(lambda work: [one for one in work.deadlines.open() if one.what == what])
    return found[0]


def told(desk: Desk, state: Sent = Sent.DUE) -> list[Message]:
    messages: list[Message] = desk.write(lambda work: work.outbox.with_state(state))
    return messages


def reminded(desk: Desk, due: Deadline, person: int = 2) -> bool:
    """Whether anything waits to be said of it."""
    desk.write(lambda work: look_ahead(work, FACTS.policy))
    return any(one.args.get("deadline") == due.id and one.person_id == person for one in told(desk))


def test_mine_are_listed_overdue_first(head: Guest) -> None:
    head.type("сроки")
    assert head.text.startswith("У вас 2 открытых срока, просрочено: 1")
    assert head.text.index("Отчёт о кружках") < head.text.index("Проверка журналов")
    assert "Приказ" not in head.text
    head.press("2")
    assert "Вместе с вами: Учитель" in head.text


def test_a_stranger_has_none(head: Guest) -> None:
    assert head.desk.guest("stranger").type("/deadlines").text.startswith("За вами пока нет сроков")


def test_done_with_a_word(head: Guest) -> None:
    due = deadline(head.desk, "Проверка журналов")
    assert reminded(head.desk, due)
    head.send(f"done.{due.id}").type("приказ № 12")
    assert head.text.startswith("✓ Закрыто: Проверка журналов")
    assert "приказ № 12" in head.text
    assert not reminded(head.desk, due)
    kept = head.desk.write(lambda work: work.deadlines.get(due.id))
    assert (kept.is_open, kept.word) == (False, "приказ № 12")


def test_done_without_a_word_and_only_once(head: Guest) -> None:
    due = deadline(head.desk, "Отчёт о кружках")
    shown = head.send(f"done.{due.id}").text
    assert shown.startswith("✓ Закрыто")
    for again in ("later", "notmine", "deadline", "take", "need_help", "help_plain"):
        assert head.send(f"{again}.{due.id}").text.startswith("Уже закрыто: Отчёт о кружках")
    assert head.send(f"done.{due.id}").text == shown
    assert told(head.desk) == []


def test_a_word_that_asks_for_something_else_is_not_what_came_of_it(head: Guest) -> None:
    due = deadline(head.desk, "Отчёт о кружках")
    head.send(f"done.{due.id}").type("Сроки")
    assert head.text.startswith("У вас 1 открытый срок")
    assert head.desk.write(lambda work: work.deadlines.get(due.id)).word == ""


def test_not_mine_reaches_the_admin_and_ends_it_for_me(head: Guest) -> None:
    due = deadline(head.desk, "Проверка журналов")
    assert reminded(head.desk, due)
    head.send(f"notmine.{due.id}")
    assert head.text.startswith("Понятно, передаю администратору: Проверка журналов")
    assert not reminded(head.desk, due)
    (notice,) = [one for one in told(head.desk) if ":choice:" in one.key]
    assert (notice.kind, notice.person_id, notice.args["trouble"]) == ("notice", 1, "not_mine")
    assert "Проверка журналов" not in head.type("сроки").text
    shown = head.text
    for forged in ("notmine", "done", "later", "deadline", "take", "need_help", "help_plain"):
        assert head.send(f"{forged}.{due.id}").text == shown


def test_not_mine_of_one_leaves_the_other(head: Guest) -> None:
    teacher = holder(head.desk, "teacher", "Учитель")
    due = deadline(head.desk, "Проверка журналов")
    teacher.send(f"notmine.{due.id}")
    assert head.desk.write(lambda work: work.deadlines.people(due.id)) == [2]


def test_the_admin_sees_the_whole_plan_and_may_close_anything_in_it(head: Guest) -> None:
    deputy = head.desk.guest("deputy").send("school_deadlines.0")
    assert deputy.text.startswith("Сроки школы: 3, просрочено: 1")
    assert "Отвечает: Завуч, Учитель" in deputy.text
    deputy.press("3")
    assert "Отвечает: Директор" in deputy.text
    assert not {"Позже", "Не моё", "Нужна помощь"} & deputy.buttons.keys()
    deputy.press("Сделано")
    assert deputy.text.startswith("✓ Закрыто: Приказ")


def test_the_whole_plan_is_for_admins(head: Guest) -> None:
    here = head.start().text
    assert head.send("school_deadlines.0").text == here


@pytest.mark.parametrize("verb", ["later", "later_by", "notmine", "take", "give_back", "need_help", "help_plain"])
def test_the_admin_cannot_put_off_or_refuse_what_is_not_hers(head: Guest, verb: str) -> None:
    deputy = head.desk.guest("deputy")
    home = deputy.start().text
    days = ".1" if verb == "later_by" else ""
    assert deputy.send(f"{verb}.{deadline(head.desk, 'Приказ').id}{days}").text == home
    assert told(head.desk) == []


@pytest.mark.parametrize(
    "verb", "deadline done done_part take give_back later notmine mine need_help help_plain reopen".split()
)
def test_nobody_else_may_press(head: Guest, verb: str) -> None:
    due = deadline(head.desk, "Приказ")  # the director's
    here = head.start().text
    assert head.send(f"{verb}.{due.id}").text == here
    assert head.send(f"{verb}.999").text == here
    assert head.send(f"{verb}.x").text == here
    assert head.send(verb).text == here
    assert head.desk.guest("stranger").send(f"{verb}.{due.id}").text.startswith("Здравствуйте!")
    assert deadline(head.desk, "Приказ").is_open


def test_a_deadline_of_a_replaced_plan_is_gone(head: Guest) -> None:
    due = deadline(head.desk, "Проверка журналов")
    assert reminded(head.desk, due)
    row = PlanRow("Л!A1", 1, "Другое", responsible=("Завуч",), deadlines=(Due(one_day(date(2026, 12, 1)), "", 1.0),))
    head.desk.write(lambda work: work.plans.enforce(work.plans.add(ReadPlan((row,)), "новый.xlsx")))
    here = head.type("сроки").text
    assert "Другое" in here
    assert head.send(f"done.{due.id}").text == here
    assert not reminded(head.desk, due)


def test_who_wants_no_reminders_gets_none(head: Guest) -> None:
    assert reminded(head.desk, deadline(head.desk, "Проверка журналов"))
    head.send("withdraw.reminders")
    assert head.type("сроки").text.startswith("За вами пока нет сроков")
    assert head.desk.write(lambda work: work.school.get("planned")) == ""  # somebody else must be told instead
    assert not reminded(head.desk, deadline(head.desk, "Проверка журналов"))
    assert "vacant" in [one.kind for one in told(head.desk)]  # the administrator learns that a position is free


def test_two_that_turn_out_to_be_one_keep_what_is_planned(head: Guest) -> None:
    due = deadline(head.desk, "Проверка журналов")
    assert reminded(head.desk, due)
    other = head.desk.write(lambda work: work.people.add(Address("vk", "head")).id)
    head.desk.write(lambda work: work.people.merge(2, other))
    assert reminded(head.desk, due, other)
    places = head.desk.write(lambda work: work.people.reachable(other))
    assert set(places) == {Address("vk", "head"), Address("telegram", "head")}

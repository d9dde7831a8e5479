"""Groups in the plan: everybody in them is reminded, whoever is missing has an invitation, new classes are followed."""

from dataclasses import replace
from datetime import date

import pytest

from cyclogram.plan import Due, PlanRow, ReadPlan
from cyclogram.spans import one_day
from storage.people import Audience
from storage.work import Work
from tests.desk import Desk, Guest

ROWS = {
    "Анкеты": "кл. рук. 5, 6 классов",
    "Итоги года": "администрация",
    "Педсовет": "все педагоги",
    "Приказ": "Директор",
    "Планы": "зам. директора по УВР, ВР",
}


@pytest.fixture
def head(desk: Desk) -> Guest:
    due = (Due(one_day(date(2026, 12, 10)), "", 1.0),)
    rows = [PlanRow(f"A{n}", n, what, responsible=(who,), deadlines=due) for n, (what, who) in enumerate(ROWS.items())]

    def begin(work: Work) -> None:
        for name in ("5А", "5Б", "7А"):
            work.school.set_size(Audience.PARENTS, name, 20)
        assert work.plans.enforce(work.plans.add(ReadPlan(tuple(rows)), "план.xlsx"))

    desk.write(begin)
    return desk.admin()


def enter(desk: Desk, wording: str) -> Guest:
    """By the invitation to a position."""
    code = desk.write(lambda work: work.codes.for_position(work.positions.of(wording)).code)
    return desk.guest(wording).start(code).press("Согласен(на)")


def wordings(desk: Desk) -> list[str]:
    found: list[str] = desk.write(lambda work: [one.wording for one in work.positions.in_force()])
    return found


@pytest.mark.parametrize(
    ("wording", "theirs"),
    [
        ("Классный руководитель 5А", {"Анкеты", "Педсовет"}),
        ("Директор", {"Приказ", "Итоги года"}),
        ("Заместитель директора по ВР", {"Планы", "Итоги года"}),
        ("кл. рук. 5, 6 классов", {"Анкеты", "Педсовет"}),
    ],
    ids=["a class teacher", "the director", "one of two deputies", "by the invitation of the group itself"],
)
def test_whoever_belongs_to_a_group_is_reminded(head: Guest, wording: str, theirs: set[str]) -> None:
    guest = enter(head.desk, wording)

    def reminded(work: Work) -> set[str]:
        person = work.people.at(guest.address)
        assert person
        return {one.what for one in work.deadlines.open() if person.id in work.deadlines.people(one.id)}

    assert head.desk.write(reminded) == theirs
    assert all(what in guest.type("сроки").text for what in theirs)


def test_each_does_their_part_and_the_last_one_closes_it(head: Guest) -> None:
    first = enter(head.desk, "Классный руководитель 5А")
    first.type("сроки").press("1").press("Сделано")
    assert "закрыто оно для всех" in first.text
    first.press("Готова только моя часть")
    assert "Остальные части пока ничьи" in first.text
    assert "Вернул, как было" in first.press("Вернуть, как было").text
    second = enter(head.desk, "Классный руководитель 5Б")
    first.press("Сделано").type("свои собрал").press("Готова только моя часть")
    assert "Остальным напоминаю: 1 человек" in first.text
    assert "Анкеты" not in first.type("сроки").text
    second.type("сроки").press("1").press("Сделано")
    assert "Готова только моя часть" not in second.buttons
    assert second.text.startswith("✓ Закрыто: Анкеты\nЗаписано: свои собрал\n")


def test_whoever_is_missing_in_a_group_is_named(head: Guest) -> None:
    enter(head.desk, "Классный руководитель 5А")
    due = head.desk.write(lambda work: next(one.id for one in work.deadlines.open() if one.what == "Анкеты"))
    assert head.desk.write(lambda work: work.deadlines.vacant(due)) == ["Классный руководитель 5Б"]


def test_positions_that_a_group_names_have_invitations_of_their_own(head: Guest) -> None:
    assert wordings(head.desk) == [
        *ROWS.values(),
        "Классный руководитель 5А", "Классный руководитель 5Б",
        "Заместитель директора по УВР", "Заместитель директора по ВР",
    ]  # fmt: skip
    enter(head.desk, "Классный руководитель 5А")
    enter(head.desk, "Директор")
    assert "никто не занял: 3" in head.type("план").text  # of 5Б, and two deputies; a class teacher is a teacher
    group = head.desk.write(lambda work: work.positions.of(ROWS["Анкеты"]))
    head.send(f"position.{group}")
    assert "Занимают: 1 человек" in head.text
    assert "• Классный руководитель 5Б — пока никого" in head.text
    assert "Освободить должность" not in head.buttons


def test_one_of_a_group_finds_its_things_in_the_month(head: Guest) -> None:
    assert "Классный руководитель 5А — 2" in head.send("month_people.202612.1").text
    head.press("6")
    assert "Анкеты" in head.text
    assert "Приказ" not in head.text
    teacher = head.desk.write(lambda work: work.positions.of("Классный руководитель 5А"))
    assert "Входит в группы: кл. рук. 5, 6 классов; все педагоги" in head.send(f"position.{teacher}").text


def test_a_new_class_brings_its_teacher(head: Guest) -> None:
    head.type("/classes родителей 6А 25")
    head.desk.write(lambda work: work.groups.follow())
    assert "Классный руководитель 6А" in wordings(head.desk)
    head.desk.write(lambda work: work.groups.follow())
    assert wordings(head.desk).count("Классный руководитель 6А") == 1


def test_a_teacher_the_plan_knows_by_name_leads_her_class(head: Guest) -> None:
    by_name = PlanRow("A9", 9, "Портфолио", responsible=("Белова С.Н., кл. рук. 5Б",))

    def add(work: Work) -> list[str]:
        stored = work.plans.in_force()
        assert stored
        work.plans.amend(stored.id, replace(stored.plan, rows=(*stored.plan.rows, by_name)))
        return [one.wording for one in work.positions.in_force()]

    named = head.desk.write(add)
    assert "Классный руководитель 5А" in named
    assert "Классный руководитель 5Б" not in named

    def a_year_later(work: Work) -> list[str]:
        stored = work.plans.in_force()
        assert stored
        work.plans.amend(stored.id, replace(stored.plan, rows=stored.plan.rows[:-1]))
        return [one.wording for one in work.positions.parts(work.positions.of(ROWS["Анкеты"]))]

    assert head.desk.write(a_year_later) == ["Классный руководитель 5А", "Классный руководитель 5Б"]

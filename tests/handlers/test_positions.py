"""One position: its rows handed over at once, the position freed, reminders of its rows, and who hears of leavers."""

from datetime import date

import pytest

from cyclogram.plan import Due, PlanKind, PlanRow, ReadPlan, Repeat
from cyclogram.presets import Preset
from cyclogram.spans import one_day
from storage.policies import Scope
from storage.tables import outbox
from storage.work import Work
from tests.desk import Desk, Guest

DAY = date(2026, 12, 10)


def row(number: int, what: str, *who: str, done: bool = False, often: bool = False) -> PlanRow:
    due = () if often else (Due(one_day(DAY), "", 1.0),)
    repeats = (Repeat("FREQ=WEEKLY;BYDAY=FR", date(2026, 9, 1), date(2027, 5, 26), "", 1.0),) if often else ()
    return PlanRow(f"A{number}", number, what, responsible=who, deadlines=due, repeats=repeats, done=done)


@pytest.fixture
def head(desk: Desk) -> Guest:
    """A cyclogram and a roadmap; the methodologist answers for rows of both."""
    year = [row(1, "Справка", "Методист"), row(2, "Дежурство", "Методист", often=True)]
    year += [
        row(3, "Сделанное", "Методист", done=True),
        row(4, "Вдвоём", "Методист", "Психолог"),
        row(5, "Чужое", "Завуч"),
    ]
    map_ = ReadPlan((row(1, "Этап", "методист"),), kind=PlanKind.ROADMAP)

    def enforce(work: Work) -> None:
        for plan in (ReadPlan(tuple(year)), map_):
            assert work.plans.enforce(work.plans.add(plan, "план.xlsx"))

    desk.write(enforce)
    return desk.admin()


def holder(desk: Desk, wording: str, name: str = "") -> Guest:
    guest = desk.guest(name or wording)
    desk.write(lambda work: work.positions.hold(work.positions.of(wording), work.people.add(guest.address).id))
    return guest


def of(desk: Desk, wording: str) -> int:
    found: int = desk.write(lambda work: work.positions.of(wording))
    return found


def theirs(desk: Desk, guest: Guest) -> list[str]:
    def mine(work: Work) -> list[str]:
        person = work.people.at(guest.address)
        assert person
        return sorted(one.what for one in work.deadlines.open_of(person.id))

    found: list[str] = desk.write(mine)
    return found


def test_all_open_rows_are_handed_over_at_once(head: Guest) -> None:
    psychologist = holder(head.desk, "Психолог")
    head.start().send("plan_people")
    assert "1. Методист — пока никого" in head.text
    assert "Открытых дел: 4" in head.press("1").text
    assert "Кому передать все дела" in head.press("Передать все дела").text
    assert "4 дела: Методист → Психолог" in head.type("психологу").text
    assert "Сделанное" not in head.text.replace("Сделанное останется", "")
    assert theirs(head.desk, psychologist) == ["Вдвоём"]
    assert "дела переданы" in head.press("Передать").text
    assert "Открытых дел: 0" in head.text
    assert theirs(head.desk, psychologist) == ["Вдвоём", "Справка", "Этап"]
    plans = head.desk.write(lambda work: [one.plan for one in work.plans.all_in_force()])
    assert [one.responsible for plan in plans for one in plan.rows] == [
        ("Психолог",), ("Психолог",), ("Методист",), ("Психолог",), ("Завуч",), ("Психолог",),
    ]  # fmt: skip


def test_a_row_that_is_cancelled_is_nobodys_any_more(head: Guest) -> None:
    for words in ("отменить дежурство", "отменить чужое"):
        head.type(words).press("Да, убрать")

    def left(work: Work) -> tuple[list[str], list[str], list[str]]:
        repeated = [one.what for one in work.rows.repeating(date(2026, 12, 1), date(2026, 12, 31))]
        undated = [one.what for one in work.facts.undated()]
        return repeated, undated, [one.wording for one in work.positions.in_force()]

    assert head.desk.write(left) == ([], [], ["Методист", "Психолог"])
    head.type("до 15 декабря справка о кружках, завуч").press("Да, добавить")
    assert head.desk.write(left)[2] == ["Методист", "Психолог", "Завуч"]


def test_a_taker_nobody_knows_is_asked_for_again(head: Guest) -> None:
    head.start().send(f"hand_to.{of(head.desk, 'Методист')}.0")
    assert "не нашёл" in head.type("космонавту").text
    assert "Не передавать" in head.buttons


def test_a_freed_position_has_a_new_invitation(head: Guest) -> None:
    teacher = holder(head.desk, "Методист")
    position = of(head.desk, "Методист")
    old = head.desk.write(lambda work: work.codes.for_position(position).code)
    head.start().send(f"position.{position}").press("Освободить должность")
    assert "1 человек" in head.text
    head.press("Освободить")
    assert old[:5] not in head.text
    assert head.desk.write(lambda work: work.positions.holders(position)) == []
    assert theirs(head.desk, teacher) == []


def test_who_leaves_leaves_positions_that_are_told_of(head: Guest) -> None:
    alone = holder(head.desk, "Методист")
    two = [holder(head.desk, "Психолог", name) for name in ("Психолог-1", "Психолог-2")]
    alone.start().send("erase")
    two[0].start().send("erase")
    notices = outbox.select().where(outbox.c.kind == "vacant")
    told = head.desk.write(lambda work: [row.args for row in work.connection.execute(notices)])
    assert told == [{"position": of(head.desk, "Методист")}]


@pytest.mark.parametrize("scope", ["person", "plan", "row", "position"])
def test_reminders_are_chosen(head: Guest, scope: str) -> None:
    desk = head.desk
    plan, first = desk.write(lambda work: (work.plans.all_in_force()[0].id, work.rows.in_force()[0].id))
    owner = {"person": 0, "plan": plan, "row": first, "position": of(desk, "Методист")}[scope]
    head.start().send(f"policy.{scope}.{owner}")
    assert "● Обычно" in head.text
    head.press("Только в день срока")
    assert "● Только в день срока" in head.text
    wishes = desk.write(lambda work: work.policies.all())
    assert Preset.DAY in wishes.kept.values()
    assert wishes.of_row(first, plan) is (Preset.USUAL if scope == "person" else Preset.DAY)
    head.press("Обычно")
    assert "● Обычно" in head.text


def test_each_plan_has_its_own_way_to_be_quieter(head: Guest) -> None:
    assert "Циклограмма ВСОКО" in head.type("/reminders").press("Для всех: циклограмма ВСОКО").text
    assert "Дорожная карта" in head.type("/reminders").press("Для всех: дорожная карта ВСОКО").text


def test_a_row_of_a_quiet_plan_may_speak_up(head: Guest) -> None:
    plan, first = head.desk.write(lambda work: (work.plans.all_in_force()[0].id, work.rows.in_force()[0].id))
    head.start().send(f"policy_set.plan.{plan}.weekly")
    head.send(f"policy_set.row.{first}.usual")
    wishes = head.desk.write(lambda work: work.policies.all())
    assert wishes.of_row(first, plan) is Preset.USUAL
    assert wishes.of_row(first + 1, plan) is Preset.WEEKLY


def test_a_holder_chooses_only_for_themselves(head: Guest) -> None:
    teacher = holder(head.desk, "Методист").start().type("/reminders").press("Не напоминать")
    assert "● Не напоминать" in teacher.text
    for scope in (Scope.PLAN, Scope.ROW, "position"):
        teacher.send(f"policy_set.{scope}.1.silent")
    assert [scope for scope, _ in head.desk.write(lambda work: work.policies.all()).kept] == [Scope.PERSON]

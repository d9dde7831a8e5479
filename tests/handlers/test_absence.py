"""`/away`: what is understood of it, who is told, and who may say it of whom."""

from dataclasses import replace
from datetime import date

import pytest

from cyclogram.plan import Due, PlanRow, ReadPlan
from cyclogram.spans import one_day
from storage.people import Role
from storage.tables import outbox
from storage.work import Work
from tests.desk import Desk, Guest

POSITIONS = ("Методист", "Педагог-психолог", "Завуч")


@pytest.fixture
def plan(desk: Desk) -> Desk:
    """A plan with three positions."""
    due = (Due(one_day(date(2026, 12, 10)), "", 1.0),)
    rows = [PlanRow(f"A{n}", n, f"Дело {n}", responsible=(who,), deadlines=due) for n, who in enumerate(POSITIONS)]
    desk.write(lambda work: work.plans.enforce(work.plans.add(ReadPlan(tuple(rows)), "план.xlsx")))
    return desk


def holder(desk: Desk, wording: str) -> Guest:
    guest = desk.guest(wording)

    def hold(work: Work) -> None:
        work.positions.hold(work.positions.of(wording), work.people.add(guest.address).id)

    desk.write(hold)
    return guest


@pytest.mark.parametrize(
    "words, understood",
    [
        ("/away до 15 декабря, за меня завуч", ("С 23 ноября по 15 декабря", "Замещает: Завуч")),
        ("/away с 1 по 4 декабря", ("С 1 по 4 декабря", "Замены нет")),
        ("я в отпуске до 15 декабря", ("вас не будет", "С 23 ноября по 15 декабря")),
        ("/away", ("Сейчас все на месте", "я в отпуске до 15 марта")),
        ("/away в отпуске", ("До какого дня?",)),
        ("/away до 15 декабря, за меня космонавт", ("Должности «космонавт» в плане нет",)),
        ("/away бегемот", ("Не понял",)),
        ("/away до 15 ноября", ("Эти дни уже прошли", "До какого дня?")),
        ("/away с 1 по 10 ноября", ("Эти дни уже прошли",)),
        ("/away с 10 декабря по 1 декабря", ("С 10 декабря 2026 года по 1 декабря 2027 года",)),
        ("/away до 31.12.9999, за меня завуч", ("не больше чем на год", "До какого дня?")),
        ("/away до 15 декабря, за меня методист", ("«Методист» — это тот, кого не будет",)),
        ("/away до 15 декабря, за меня никто", ("Замены нет",)),
    ],
)
def test_what_is_understood(plan: Desk, words: str, understood: tuple[str, ...]) -> None:
    said = holder(plan, "Методист").type(words).text
    assert all(one in said for one in understood), said


def test_it_counts_when_confirmed_and_others_are_told(plan: Desk) -> None:
    plan.admin()
    holder(plan, "Завуч")
    teacher = holder(plan, "Методист")
    teacher.type("/away до 15 декабря, за меня завуч")
    assert plan.write(lambda work: work.absences.to_come(plan.today())) == []
    teacher.press("Да, верно")
    assert "замещает: Завуч" in teacher.text
    told = plan.write(lambda work: [row.kind for row in work.connection.execute(outbox.select())])
    assert sorted(told) == ["away", "stand_in"]
    teacher.press("Вернулся раньше")
    assert "С возвращением" in teacher.text
    assert plan.write(lambda work: work.absences.to_come(plan.today())) == []


def test_who_stands_in_finds_it_among_their_own(plan: Desk) -> None:
    due = [(n, Due(one_day(date(2026, 12, day)), "", 1.0)) for n, day in ((3, 24), (4, 25))]
    far = tuple(PlanRow(f"A{n}", n, f"Дело {n}", responsible=("Методист",), deadlines=(day,)) for n, day in due)
    stored = plan.write(lambda work: work.plans.in_force())
    plan.write(lambda work: work.plans.amend(stored.id, replace(stored.plan, rows=(*stored.plan.rows, *far))))
    deputy = holder(plan, "Завуч")
    holder(plan, "Методист").type("/away до 15 декабря, за меня завуч").press("Да, верно")
    shown = deputy.type("сроки").text
    assert "3 открытых срока" in shown
    assert shown.count("Вы замещаете: Методист") == 2  # of what is due a week after, and no later
    assert "Дело 4" not in shown
    assert "Вы замещаете: Методист" in deputy.press("1").text
    plan.later(days=23)
    assert "1 открытый срок" in deputy.type("сроки").text


def test_what_is_missing_is_asked_for(plan: Desk) -> None:
    teacher = holder(plan, "Методист").type("/away в отпуске, за меня космонавт")
    assert "Должности «космонавт»" in teacher.text
    assert "До какого дня?" in teacher.type("никто").text
    assert "С 23 ноября по 15 декабря" in teacher.type("15 декабря").text
    assert "ничего не меняю" in teacher.press("Нет, не надо").text


def test_an_admin_says_it_of_a_position(plan: Desk) -> None:
    psychologist = holder(plan, "Педагог-психолог")
    head = plan.admin().type("психолог в отпуске до 15 декабря, за него методист")
    assert "нет на месте: Педагог-психолог" in head.text
    assert "пока никто не занял" in head.text
    head.press("Да, верно")
    ((absence),) = plan.write(lambda work: work.absences.to_come(plan.today()))
    assert absence.until == date(2026, 12, 15)
    assert psychologist.type("/away").text.count("Вы: с 23 ноября по 15 декабря") == 1
    head.type("/away").press("Вернулся раньше")
    assert "Сейчас все на месте" in psychologist.type("/away").text


def test_what_is_said_twice_is_told_once(plan: Desk) -> None:
    plan.admin("other")
    holder(plan, "Завуч")
    head = plan.admin()
    holder(plan, "Методист")
    for words in ("методист в отпуске до 10 декабря, за него завуч", "методиста не будет до 10 декабря, за него завуч"):
        assert "нет на месте: Методист" in head.type(words).type(words).text
        head.press("Да, верно")
    assert len(plan.write(lambda work: work.absences.to_come(plan.today()))) == 1
    told = plan.write(lambda work: [row.kind for row in work.connection.execute(outbox.select())])
    assert sorted(told) == ["away", "stand_in"]
    head.type("методиста не будет до 12 декабря").press("Да, верно")
    assert plan.write(lambda work: [one.until.day for one in work.absences.to_come(plan.today())]) == [12]
    assert "человек на месте" in head.press("Вернулся раньше").text


def test_a_thing_that_does_not_happen_is_nobodys_absence(plan: Desk) -> None:
    assert "убрать из плана" in plan.admin().type("дела 1 не будет").text


def test_who_stands_in_may_be_away_as_well(plan: Desk) -> None:
    teacher, psychologist = holder(plan, "Методист"), holder(plan, "Педагог-психолог")
    psychologist.type("/away до 10 декабря").press("Да, верно")
    assert "там тоже никого" in teacher.type("/away до 15 декабря, за меня психолог").text
    assert "Замещает: Завуч" in teacher.type("за меня завуч до 15 декабря").text
    psychologist.type("/away до 10 декабря, за меня завуч").press("Да, верно")
    holder(plan, "Завуч")
    assert "Напоминания этих дней придут туда" in teacher.type("/away до 15 декабря, за меня психолог").text


def test_an_admin_stands_in_herself(plan: Desk) -> None:
    head = holder(plan, "Завуч")
    plan.write(lambda work: work.people.grant(work.people.at(head.address).id, Role.ADMIN))
    holder(plan, "Методист")
    assert "Замещает: Завуч" in head.type("методист болеет до пятницы, вместо него буду я").text
    head.type("меня не будет до 15 марта, за меня завуч")
    assert "это тот, кого не будет" in head.text
    assert "Замещает: Методист" in head.type("методист").text
    assert "это тот, кого не будет" in head.type("меня не будет до 16 марта, за меня завуч").text
    assert "Замены нет" in head.type("никто").text


def test_a_position_nobody_holds_is_away_for_nobody(plan: Desk) -> None:
    assert "пока никто не занял" in plan.admin().type("/away методист до 15 декабря").press("Да, верно").text


def test_only_their_own_absence_is_ended(plan: Desk) -> None:
    teacher, other = holder(plan, "Методист"), holder(plan, "Завуч")
    teacher.type("/away до 15 декабря").press("Да, верно")
    ((absence),) = plan.write(lambda work: work.absences.to_come(plan.today()))
    other.start().send(f"away_end.{absence.id}")
    assert plan.write(lambda work: work.absences.to_come(plan.today())) == [absence]


def test_somebody_without_a_position_has_nothing_to_be_away_from(plan: Desk) -> None:
    assert "За вами пока нет сроков" in plan.guest("мама").agree(plan.code()).type("/away до 15 декабря").text

"""A sentence about the plan: nobody but an administrator, nothing before yes, nothing on a row that is gone."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from cyclogram.plan import Due, Origin, PlanKind, PlanRow, ReadPlan
from cyclogram.spans import one_day
from storage.work import Work
from tests.desk import Desk, Guest


def row(n: int, what: str, when: date, who: str) -> PlanRow:
    return PlanRow(f"Л!A{n}", n, what, responsible=(who,), deadlines=(Due(one_day(when), "", 1.0),))


PLAN = ReadPlan(
    (
        row(2, "Проверка журналов", date(2026, 12, 10), "Завуч"),
        row(3, "Проверка дневников", date(2026, 12, 11), "Завуч"),
        row(4, "Адаптация пятиклассников", date(2026, 12, 14), "Психолог"),
    )
)


SELF_ASSESSMENT = row(3, "Самообследование", date(2028, 4, 10), "Директор")


@pytest.fixture
def deputy(desk: Desk) -> Guest:
    guest = desk.admin()
    desk.write(lambda work: work.plans.enforce(work.plans.add(PLAN, "план.xlsx")))
    return guest


def standing(desk: Desk) -> dict[str, date]:
    found: dict[str, date] = desk.write(lambda work: {one.what: one.end for one in work.deadlines.open()})
    return found


def test_nothing_changes_before_yes(desk: Desk, deputy: Guest) -> None:
    before = standing(desk)
    deputy.type("до 15 марта справка по питанию, соцпедагог")
    assert "Понял так" in deputy.text
    assert standing(desk) == before
    deputy.press("Да, добавить")
    assert standing(desk)["Справка по питанию"] == date(2027, 3, 15)
    stored = desk.write(lambda work: work.plans.in_force())
    assert stored.plan.rows[-1].origin is Origin.CHAT
    assert "Соцпедагог" in [one.wording for one in desk.write(lambda work: work.positions.in_force())]


def test_another_sentence_is_no_answer_to_what_was_asked(deputy: Guest) -> None:
    assert "Кто отвечает?" in deputy.type("опрос выпускников в мае").text
    assert "Адаптация пятиклассников" in deputy.type("отменить адаптацию").text
    assert "Да, убрать" in deputy.buttons


def test_yes_pressed_twice_adds_once(desk: Desk, deputy: Guest) -> None:
    deputy.type("до 15 марта справка по питанию, соцпедагог")
    yes = deputy.buttons["Да, добавить"]
    deputy.send(yes).send(yes)
    assert len(standing(desk)) == 4


def test_which_row_is_asked_where_two_could_be_meant(desk: Desk, deputy: Guest) -> None:
    deputy.type("отменить проверку")
    assert "Проверка журналов" in deputy.text
    assert "Проверка дневников" in deputy.text
    deputy.send("said_row.9")  # there is no such
    deputy.send("said_row.1")
    deputy.press("Да, убрать")
    assert len(standing(desk)) == 2


def test_a_corrected_date_is_taken(desk: Desk, deputy: Guest) -> None:
    deputy.type("перенести адаптацию на 21 декабря").type("до 22 декабря").press("Да, перенести")
    assert standing(desk)["Адаптация пятиклассников"] == date(2026, 12, 22)


def test_a_row_gone_meanwhile_is_said(desk: Desk, deputy: Guest) -> None:
    deputy.type("перенести адаптацию на 21 декабря")
    yes = deputy.buttons["Да, перенести"]

    def without(work: Work) -> None:
        stored = work.plans.in_force()
        assert stored
        work.plans.amend(stored.id, replace(stored.plan, rows=stored.plan.rows[:2]))

    desk.write(without)
    assert "Этой строки в плане уже нет" in deputy.send(yes).text


def test_a_sentence_typed_beneath_a_row_of_a_replaced_plan_is_understood(desk: Desk, deputy: Guest) -> None:
    deputy.send(f"plan_edit.1.{PLAN.rows[0].key}.deadline")
    desk.write(lambda work: work.plans.enforce(work.plans.add(PLAN, "план 2.xlsx")))
    assert "Понял так: перенести" in deputy.type("перенести адаптацию на 21 декабря").text


def test_a_year_that_is_a_slip_of_the_pen_is_asked_about(desk: Desk, deputy: Guest) -> None:
    before = standing(desk)
    assert "опечатка" in deputy.send(f"plan_edit.1.{PLAN.rows[0].key}.deadline").type("31.12.9999").text
    assert "опечатка" in deputy.type("перенести адаптацию на 31.12.9999").send("said_yes").text
    deputy.send("said_no").type("перенести адаптацию на 99 месяцев").send("said_yes")
    assert standing(desk) == before


def test_a_late_yes_never_means_somebody_elses_new_row(desk: Desk, deputy: Guest) -> None:
    deputy.type("до 5 декабря справка по питанию, соцпедагог").press("Да, добавить")
    yes = deputy.type("отменить справку по питанию").buttons["Да, убрать"]
    other = desk.admin("other")
    other.type("отменить справку по питанию").press("Да, убрать")
    other.type("до 15 декабря приказ о ВПР, завуч").press("Да, добавить")
    assert "Этой строки в плане уже нет" in deputy.send(yes).text
    assert "Приказ о ВПР" in standing(desk)


def test_rows_of_the_roadmap_are_meant_as_well(desk: Desk, deputy: Guest) -> None:
    roadmap = ReadPlan((row(2, "Рабочая группа", date(2026, 12, 1), "Директор"),), kind=PlanKind.ROADMAP)
    desk.write(lambda work: work.plans.enforce(work.plans.add(roadmap, "карта.docx")))
    deputy.type("перенести рабочую группу на 8 декабря").press("Да, перенести")
    assert standing(desk)["Рабочая группа"] == date(2026, 12, 8)
    assert len(desk.write(lambda work: work.plans.in_force().plan.rows)) == 3


@pytest.mark.parametrize(
    ("today", "sentence", "what", "end", "told"),
    [
        ("2027-05-11", "до 28 мая справка по питанию, соцпедагог", "Справка по питанию", "2027-05-28", ""),
        ("2027-05-11", "до 15 октября стартовые работы, завуч", "Стартовые работы", "2027-10-15", "15 октября 2027"),
        ("2027-05-11", "перенести самообследование на 15 апреля", "Самообследование", "2028-04-15", "15 апреля 2028"),
        ("2027-05-11", "перенести проверку журналов на 25 мая", "Проверка журналов", "2027-05-25", ""),
        ("2027-07-05", "до 20 июля акт готовности, завхоз", "Акт готовности", "2027-07-20", "20 июля 2027"),
        ("2027-09-06", "перенести самообследование на 15 апреля", "Самообследование", "2028-04-15", ""),
        ("2027-09-06", "перенести рабочую группу на 8 октября", "Рабочая группа", "2027-10-08", ""),
        ("2027-07-05", "перенести рабочую группу на 20 июля", "Рабочая группа", "2027-07-20", "20 июля 2027"),
    ],
)
def test_next_years_plan_in_force_does_not_change_what_may_is(
    desk: Desk, deputy: Guest, today: str, sentence: str, what: str, end: str, told: str
) -> None:
    """The roadmap is of the year before, so its rows are read by that year while they can be."""
    following = ReadPlan((row(2, "Проверка журналов", date(2027, 12, 10), "Завуч"), SELF_ASSESSMENT), year=2027)
    roadmap = ReadPlan((row(2, "Рабочая группа", date(2027, 3, 1), "Директор"),), kind=PlanKind.ROADMAP, year=2026)
    for plan in (following, roadmap):
        desk.write(lambda work, plan=plan: work.plans.enforce(work.plans.add(plan, "план.xlsx")))
    desk.moment = datetime.fromisoformat(f"{today}T09:00+03:00")
    before = desk.write(lambda work: {(one.what, one.end) for one in work.deadlines.open()})
    assert told in deputy.type(sentence).text
    assert ("другом учебном году" in deputy.text) == bool(told)
    deputy.send("said_yes")
    after = desk.write(lambda work: {(one.what, one.end) for one in work.deadlines.open()})
    assert after - before == {(what, date.fromisoformat(end))}


def test_a_school_without_a_plan_begins_one(desk: Desk) -> None:
    deputy = desk.admin()
    deputy.type("до 15 марта справка по питанию, соцпедагог").press("Да, добавить")
    assert list(standing(desk)) == ["Справка по питанию"]


def test_nobody_else_changes_the_plan(desk: Desk, deputy: Guest) -> None:
    before = standing(desk)
    teacher = desk.guest("teacher").agree(desk.code())
    teacher.type("отменить адаптацию пятиклассников")
    for forged in ("said_yes", "said_no", "said_row.0", "said_who.0", "sentence"):
        teacher.send(forged)
    assert standing(desk) == before

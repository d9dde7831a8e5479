"""`/report`: what was planned, done and decided in some days, on the screen and in the file."""

from datetime import date
from typing import Any

import pytest

from cyclogram.plan import PlanRow, ReadPlan
from cyclogram.spans import one_day
from storage.tables import attachments, decisions
from storage.work import Work
from tests.desk import Desk, Guest
from tests.handlers.test_export import made
from tests.handlers.test_month import holder, row

ROWS = (
    row(1, "Осмотр кабинетов", "Завхоз", one_day(date(2026, 9, 25)), section="Условия"),
    row(2, "Проверка журналов", "Завуч", one_day(date(2026, 10, 15)), one_day(date(2026, 11, 25))),
    row(3, "Отчёт о кружках", "Завуч", one_day(date(2026, 11, 20))),
    row(4, "Педсовет", "Директор", one_day(date(2026, 12, 21))),
    row(5, "Экзамен в прошлом году", "Директор", one_day(date(2026, 5, 20))),
    PlanRow("Л!A6", 6, "По мере необходимости", responsible=("Завуч",)),
)


@pytest.fixture
def deputy(desk: Desk) -> Guest:
    admin = desk.admin("deputy")
    desk.write(lambda work: work.plans.enforce(work.plans.add(ReadPlan(ROWS), "план.xlsx")))
    return admin


def close(desk: Desk, what: str, by: str = "head", word: str = "") -> int:
    """Somebody has done it; the deadline's id."""
    person = holder(desk, by, "Завуч").address

    def job(work: Work) -> int:
        found = next(one for one in work.deadlines.open() if one.what == what)
        known = work.people.at(person)
        assert known
        work.deadlines.done(found.id, known.id, word)
        return found.id

    done: int = desk.write(job)
    return done


def decide(work: Work, deadline_id: int, what: str, *, becoming: str) -> None:
    """A decision a deadline has led to, which has become another row."""
    found = work.facts.get(deadline_id)
    made_of = next(one.row_id for one in work.deadlines.open() if one.what == becoming)
    assert found
    told = {"what": what, "who": "директор", "metric": "доля опозданий"}
    values = {"row_id": found.row.id, "deadline_id": deadline_id, "made_row_id": made_of, "at": work.now, **told}
    work.connection.execute(decisions.insert().values(**values))
    sent = {"deadline_id": deadline_id, "name": "фото.jpg", "content": b"", "at": work.now}
    work.connection.execute(attachments.insert().values(**sent))


def facts(desk: Desk, deputy: Guest) -> dict[str, dict[str, Any]]:
    deputy.press("Excel")
    args, _ = made(desk)
    return {f"{one['what']} {one['end'] or ''}".strip(): one for one in args["report"]["facts"]}


def test_a_year_is_told_in_numbers(deputy: Guest, desk: Desk) -> None:
    close(desk, "Проверка журналов")
    close(desk, "Отчёт о кружках")
    deputy.type("отчёт")
    assert deputy.text.split("\n") == [
        "План — факт — решение",
        "Учебный год 2026/27, с 1 августа по 31 июля",
        "",
        "Запланировано: 6 дел",
        "✓ Сделано позже срока: 2",
        "⚠ Не сделано, срок прошёл: 1",
        "Срок ещё впереди: 2",
        "Без срока: 1",
        "Управленческие решения не записаны",
        "",
        "Больше всего не сделано:",
        "• Завхоз — 1",
        "",
        "Другой период напишите словами: «с 1 сентября по 31 декабря».",
    ]


def test_a_fact_says_who_did_it_what_came_of_it_and_what_was_decided(deputy: Guest, desk: Desk) -> None:
    done = close(desk, "Отчёт о кружках", word="Всё в порядке")
    desk.write(lambda work: decide(work, done, "Изменить расписание", becoming="Педсовет"))
    deputy.type("отчёт")
    assert "Управленческих решений: 1, исполнено: 0" in deputy.text
    found = facts(desk, deputy)
    assert list(found) == [
        "Осмотр кабинетов 2026-09-25",
        "Проверка журналов 2026-10-15",
        "Проверка журналов 2026-11-25",
        "Отчёт о кружках 2026-11-20",
        "Педсовет 2026-12-21",
        "По мере необходимости",
    ]
    one = found["Отчёт о кружках 2026-11-20"]
    assert (one["state"], one["done_on"], one["done_by"]) == ("done", "2026-11-23", "Завуч")
    assert (one["word"], one["attachments"]) == ("Всё в порядке", 1)
    (decision,) = one["decisions"]
    assert (decision["what"], decision["due"], decision["state"]) == ("Изменить расписание", "2026-12-21", "в работе")
    assert found["Осмотр кабинетов 2026-09-25"]["section"] == "Условия"


def test_a_decision_is_done_when_its_row_is(deputy: Guest, desk: Desk) -> None:
    done = close(desk, "Отчёт о кружках")
    desk.write(lambda work: decide(work, done, "Изменить расписание", becoming="Педсовет"))
    close(desk, "Педсовет")
    deputy.type("отчёт")
    assert "Управленческих решений: 1, исполнено: 1" in deputy.text
    (decision,) = facts(desk, deputy)["Отчёт о кружках 2026-11-20"]["decisions"]
    assert (decision["state"], decision["done_on"]) == ("", "2026-11-23")


def test_what_was_done_of_a_row_that_is_gone_is_still_told(deputy: Guest, desk: Desk) -> None:
    close(desk, "Отчёт о кружках")
    left = tuple(one for one in ROWS if one.what not in {"Отчёт о кружках", "Педсовет"})
    desk.write(lambda work: work.plans.enforce(work.plans.add(ReadPlan(left), "план.xlsx")))
    deputy.type("отчёт")
    assert deputy.text.split("\n")[3] == "Запланировано: 5 дел"
    found = facts(desk, deputy)
    assert found["Отчёт о кружках 2026-11-20"]["number"] == 3
    assert "Педсовет 2026-12-21" not in found


@pytest.mark.parametrize(
    ("asked", "head", "planned"),
    [
        ("Этот месяц", "Ноябрь 2026 года", "2 дела"),
        ("Эта четверть", "С 5 ноября по 30 декабря 2026 года", "3 дела"),
        ("2026 год", "С 1 января по 31 декабря 2026 года", "6 дел"),
        ("с 1 сентября по 31 октября", "С 1 сентября по 31 октября 2026 года", "2 дела"),
        ("/report октябрь", "Октябрь 2026 года", "1 дело"),
        ("в I четверти", "С 1 сентября по 24 октября 2026 года", "2 дела"),
    ],
)
def test_periods(deputy: Guest, asked: str, head: str, planned: str) -> None:
    deputy.type("отчет")
    deputy.press(asked) if asked in deputy.buttons else deputy.type(asked)
    assert deputy.text.split("\n")[1:4] == [head, "", f"Запланировано: {planned}"]


def test_days_that_are_no_period_are_asked_for_again(deputy: Guest) -> None:
    before = deputy.type("/report октябрь").text
    for said in ("15 марта", "октябрь, декабрь", "с 5 по 55"):
        assert deputy.type(said).text == f"Отрезок понять не получилось.\n\n{before}"


def test_before_august_the_calendar_year_is_the_one_before(deputy: Guest, desk: Desk) -> None:
    desk.later(days=120)
    assert "2026 год" in deputy.type("отчёт").buttons


def test_the_file_comes_with_its_paragraph(deputy: Guest, desk: Desk) -> None:
    deputy.type("/report октябрь").press("Word")
    assert "Готовлю файл…" in deputy.text
    args, content = made(desk)
    assert args["called"] == "План — факт — решение, с 01.10.2026 по 31.10.2026.docx"
    assert content.startswith(b"PK")


def test_days_without_a_plan_have_no_file(deputy: Guest) -> None:
    deputy.type("/report с 1 июня по 30 июня")
    assert "На эти дни в плане ничего нет." in deputy.text
    assert "Excel" not in deputy.buttons


def test_a_report_takes_as_many_statements_with_a_long_plan(desk: Desk) -> None:
    deputy = desk.admin()

    def statements(rows: int) -> int:
        many = tuple(row(n, f"Дело {n}", f"Кто {n}", one_day(date(2026, 11, 3))) for n in range(rows))
        desk.write(lambda work: work.plans.enforce(work.plans.add(ReadPlan(many), "план.xlsx")))
        desk.statements.clear()
        deputy.type("отчёт")
        return len(desk.statements)

    assert statements(5) >= statements(80)

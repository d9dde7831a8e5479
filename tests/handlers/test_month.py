"""`/cyclogram`: the month as a list, who sees what of it, and the filters."""

from datetime import date
from typing import Any

import pytest

from chat.events import Address
from cyclogram.plan import Due, PlanKind, PlanRow, ReadPlan, Repeat
from cyclogram.spans import Span, one_day
from storage.people import Audience, Membership
from storage.work import Work
from tests.desk import Desk, Guest

NOVEMBER = Span(date(2026, 11, 1), date(2026, 11, 30))


def row(n: int, what: str, who: str, *days: Span, **more: Any) -> PlanRow:
    due = tuple(Due(one, "", 1.0) for one in days)
    return PlanRow(f"Л!A{n}", n, what, responsible=(who,), deadlines=due, **more)


FRIDAYS = Repeat("FREQ=WEEKLY;BYDAY=FR", date(2026, 9, 1), date(2027, 5, 26), "каждую пятницу", 1.0)
PLAN = (
    row(1, "Осмотр кабинетов", "Завхоз", NOVEMBER, object_id="equipment", level="Школьный"),
    row(2, "Проверка журналов", "Завуч", one_day(date(2026, 11, 25)), object_id="subject_results"),
    row(3, "Отчёт о кружках", "Завуч", one_day(date(2026, 11, 20)), level="муниципальный"),
    row(4, "Педсовет", "Директор", one_day(date(2026, 12, 21))),
    row(5, "Дежурство", "Завуч", repeats=(FRIDAYS,)),
    row(6, "Самообследование", "Директор", Span(date(2026, 11, 9), date(2026, 12, 4))),
)
ROADMAP = (row(1, "Новые программы", "Завуч", one_day(date(2026, 11, 27))),)


def plans(work: Work) -> None:
    for kind, rows in ((PlanKind.CYCLOGRAM, PLAN), (PlanKind.ROADMAP, ROADMAP)):
        assert work.plans.enforce(work.plans.add(ReadPlan(rows, kind=kind), "план.xlsx"))


def holder(desk: Desk, name: str, wording: str) -> Guest:
    """Somebody who holds a position."""
    come = lambda work: work.positions.hold(work.positions.of(wording), work.people.add(Address("telegram", name)).id)  # noqa: E731 a job
    desk.write(come)
    return desk.guest(name)


@pytest.fixture
def deputy(desk: Desk) -> Guest:
    admin = desk.admin("deputy")
    desk.write(plans)
    return admin


def listed(guest: Guest) -> list[str]:
    """The names on the screen, in order."""
    known = [one.what for one in (*PLAN, *ROADMAP)]
    return sorted((one for one in known if one in guest.text), key=guest.text.index)


def test_a_month_is_listed_by_the_day_things_are_due_on(deputy: Guest) -> None:
    deputy.type("/cyclogram")
    assert deputy.text.startswith("Ноябрь 2026\nВся школа\n5 сроков: просрочено — 1, впереди — 4.")
    assert listed(deputy) == ["Отчёт о кружках", "Проверка журналов", "Новые программы", "Осмотр кабинетов"]
    assert "1. ⚠ Отчёт о кружках\n20 ноября; Завуч" in deputy.text
    assert "27 ноября; Завуч; дорожная карта" in deputy.text
    deputy.press("Следующие ▶")
    assert listed(deputy) == ["Самообследование", "Дежурство"]
    assert "5. Самообследование\nс 9 ноября по 4 декабря; Директор" in deputy.text
    assert "↻ Дежурство\nпо пятницам; Завуч" in deputy.text
    assert "6" not in deputy.buttons
    deputy.press("К первым")
    assert listed(deputy)[0] == "Отчёт о кружках"


def test_months_are_turned_and_typed(deputy: Guest) -> None:
    deputy.type("циклограмма").press("Декабрь ▶")
    assert deputy.text.startswith("Декабрь 2026")
    assert listed(deputy) == ["Самообследование", "Педсовет", "Дежурство"]
    assert deputy.type("июль").text.startswith("Июль 2027\nВся школа\nСроков в этом месяце нет.")
    assert deputy.press("◀ Июнь").text.startswith("Июнь 2027")
    assert deputy.type("/cyclogram ноябрь").text.startswith("Ноябрь 2026")


def test_what_is_done_has_its_mark_and_leads_to_what_came_of_it(deputy: Guest, desk: Desk) -> None:
    head = holder(desk, "head", "Завуч")
    head.type("сроки").press("1").press("Сделано").type("Всё в порядке")
    deputy.type("циклограмма")
    assert "1. ✓ Отчёт о кружках" in deputy.text
    deputy.press("1")
    assert deputy.text.startswith("Уже закрыто: Отчёт о кружках\nЗаписано: Всё в порядке")
    deputy.type("циклограмма").press("2")
    assert "Сделано" in deputy.buttons


def test_a_holder_sees_what_is_theirs_and_may_look_at_the_rest(deputy: Guest, desk: Desk) -> None:
    head = holder(desk, "head", "Директор")
    head.type("циклограмма")
    assert (head.text.split("\n")[1], listed(head)) == ("Мои сроки", ["Самообследование"])
    assert "Сделано" in head.press("1").buttons
    head.type("циклограмма").press("Фильтр").press("Показать всё")
    assert len(listed(head)) == 4
    head.press("1")
    assert head.text.startswith("⚠ Отчёт о кружках")
    assert list(head.buttons) == ["К циклограмме"]


def test_nobody_else_sees_the_plan(deputy: Guest, desk: Desk) -> None:
    mother = desk.guest("mother")
    desk.write(lambda work: work.people.join(work.people.add(mother.address).id, Membership(Audience.PARENTS, "5А")))
    due = deputy.type("циклограмма").buttons["1"].removeprefix("deadline.")
    for guest in (mother, desk.guest("stranger")):
        for sent in ("cyclogram", "cyclogram.202611.all.0", f"plan_due.{due}.202611.all", "month_people.202611.0"):
            assert not listed(guest.send(sent))
            assert "Завуч" not in guest.text
        guest.send("month_draw.202611.all.0")
        assert not listed(guest.type("циклограмма"))
    assert desk.write(lambda work: work.jobs.waiting()) is None


@pytest.mark.parametrize(
    ("presses", "caption", "names"),
    [
        (("По должности", "1"), "Завхоз", ["Осмотр кабинетов"]),
        (("По объекту", "1", "Показать целиком"), "Результаты", ["Проверка журналов"]),
        (("По объекту", "1", "1", "1"), "Предметные", ["Проверка журналов"]),
        (("По уровню", "2"), "Уровень: муниципальный", ["Отчёт о кружках"]),
        (("Мои сроки",), "Мои сроки", []),
    ],
    ids=["a position", "a component", "an object", "a level", "hers"],
)
def test_less_of_it(deputy: Guest, presses: tuple[str, ...], caption: str, names: list[str]) -> None:
    deputy.type("циклограмма").press("Фильтр").answer(*presses)
    assert deputy.text.split("\n")[:2] == ["Ноябрь 2026", caption]
    assert listed(deputy) == names
    assert deputy.press("Декабрь ▶").text.split("\n")[:2] == ["Декабрь 2026", caption]


def test_a_filter_tells_how_much_it_leaves(deputy: Guest) -> None:
    deputy.type("циклограмма").press("Фильтр").press("По должности")
    assert "2. Завуч — 3" in deputy.text
    assert "3. Директор — 1" in deputy.text


def test_the_picture_is_asked_for_with_what_the_list_shows(deputy: Guest, desk: Desk) -> None:
    before = deputy.type("циклограмма").press("Фильтр").press("По должности").press("2").text
    deputy.press("Картинкой")
    assert deputy.text == before
    job = desk.write(lambda work: work.jobs.waiting())
    assert (job.kind, job.args["caption"], job.args["today"]) == ("month", "Завуч", "2026-11-23")
    assert [one["what"] for one in job.args["entries"]] == ["Отчёт о кружках", "Проверка журналов", "Новые программы"]
    assert [one["state"] for one in job.args["entries"]] == ["overdue", "open", "open"]


def test_a_month_takes_as_many_statements_with_a_long_plan(desk: Desk) -> None:
    deputy = desk.admin()

    def statements(rows: int) -> int:
        many = tuple(row(n, f"Дело {n}", f"Кто {n}", NOVEMBER) for n in range(rows))
        desk.write(lambda work: work.plans.enforce(work.plans.add(ReadPlan(many), "план.xlsx")))
        desk.statements.clear()
        deputy.type("циклограмма")
        return len(desk.statements)

    assert statements(5) >= statements(80)

"""The plan as files: what is asked of the workshop, who may ask, and what comes of it."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import vobject

from chat.screen import Document
from cyclogram.plan import PlanRow, ReadPlan
from cyclogram.reading import read_file
from cyclogram.spans import Span, one_day
from cyclogram.year_changes import YearChanges
from handlers.crafts import CRAFTS
from handlers.results import job_done
from storage.jobs import Job
from tests.desk import FACTS, Desk, Guest
from tests.handlers.test_month import PLAN, deputy, holder, row

__all__ = ["deputy"]


def made(desk: Desk) -> tuple[Mapping[str, Any], bytes]:
    """Do the piece of work that waits, as the workshop would; its arguments and what came of it."""
    job: Job | None = desk.write(lambda work: work.jobs.waiting())
    assert job
    result, content = CRAFTS[job.kind](b"", job.args)
    desk.write(lambda work: work.jobs.finish(job.id, failed=False, result=result, content=content))
    shown = desk.write(lambda work: job_done(work, job.id, FACTS))
    assert shown
    assert shown.aside
    assert shown.screen.attachment == Document(content, job.args["called"])
    return job.args, content


def done(desk: Desk, what: str) -> None:
    head = holder(desk, "head", "Завуч").type("сроки")
    number = next(line.split(".")[0] for line in head.text.split("\n") if line.endswith(what))
    head.press(number).press("Сделано").type("Всё в порядке")


def test_a_workbook_says_what_became_of_each_row(deputy: Guest, desk: Desk) -> None:
    done(desk, "Проверка журналов")
    deputy.type("план").press("Файлы и отчёт").press("Циклограмма 2026-27: Excel")
    assert "Готовлю файл…" in deputy.text
    args, content = made(desk)
    assert args["called"] == "Циклограмма ВСОКО 2026-27.xlsx"
    cells = _cells(content)
    header = next(at for at, line in enumerate(cells) if "Статус" in line)
    status = cells[header].index("Статус")
    assert [line[status] or "" for line in cells[header + 1 :]] == [
        "",
        "выполнено 23.11.2026",
        "просрочено",
        "",
        "",
        "",
    ]


def test_a_written_plan_comes_back_and_what_is_done_stays_done(deputy: Guest, desk: Desk) -> None:
    done(desk, "Проверка журналов")
    before = desk.write(lambda work: {one.id for one in work.deadlines.open()})
    deputy.type("план").press("Файлы и отчёт").press("Циклограмма 2026-27: Word")
    args, content = made(desk)
    plan = read_file(content, args["called"], 2026)
    assert [one.what for one in plan.rows] == [one.what for one in PLAN]
    desk.write(lambda work: work.plans.enforce(work.plans.add(plan, args["called"])))
    assert desk.write(lambda work: {one.id for one in work.deadlines.open()}) == before
    deputy.type("план").press("Файлы и отчёт").press("Циклограмма 2026-27: Word")
    assert [one["state"] for one in made(desk)[0]["form"]["rows"]].count("выполнено 23.11.2026") == 1


def test_a_written_plan_keeps_to_the_schools_own_year(desk: Desk) -> None:
    admin = desk.admin()
    changes = YearChanges().with_part("terms", 1, Span(date(2026, 9, 1), date(2026, 10, 17)))
    book = "Мероприятие;Срок;Ответственный\nСправка;конец I четверти;Завуч\n".encode()
    desk.write(lambda work: work.school.change_year(2026, changes))
    desk.write(lambda work: work.plans.enforce(work.plans.add(read_file(book, "план.csv", 2026, changes), "план.csv")))
    admin.type("план").press("Файлы и отчёт").press("Excel")
    _, content = made(desk)
    assert "конец I четверти" in [cell for line in _cells(content) for cell in line]


def _cells(content: bytes) -> list[list[Any]]:
    return [list(line) for line in openpyxl.load_workbook(BytesIO(content)).active.values]  # type: ignore[union-attr] # a sheet


def events(content: bytes) -> dict[str, Any]:
    book = vobject.readOne(content.decode())
    return {one.summary.value: one for one in book.vevent_list}


def test_a_calendar_of_all_has_everything_once_with_ids_that_stay(deputy: Guest, desk: Desk) -> None:
    deputy.type("план").press("Файлы и отчёт").press("Календарь")
    _, content = made(desk)
    first = events(content)
    assert len(first) == 7
    assert str(first["Дежурство"].rrule.value).startswith("FREQ=WEEKLY")
    done(desk, "Отчёт о кружках")
    rows = [one for one in PLAN if one.what != "Педсовет"]
    rows[1] = row(2, "Проверка журналов", "Завуч", one_day(date(2026, 11, 30)))
    desk.later(days=1)
    desk.write(lambda work: work.plans.enforce(work.plans.add(ReadPlan(tuple(rows)), "план.xlsx")))
    deputy.type("план").press("Файлы и отчёт").press("Календарь")
    again = events(made(desk)[1])
    assert {one.uid.value for one in again.values()} == {one.uid.value for one in first.values()}
    moved, was = again["Проверка журналов"], first["Проверка журналов"]
    assert (moved.uid.value, moved.dtstart.value) == (was.uid.value, date(2026, 11, 30))
    assert int(moved.sequence.value) > int(was.sequence.value)
    assert again["Педсовет"].status.value == "CANCELLED"
    assert "✓ Отчёт о кружках" in again


def test_my_calendar_is_mine(deputy: Guest, desk: Desk) -> None:
    head = holder(desk, "head", "Директор")
    head.type("сроки").press("В календарь")
    assert head.text == "Готовлю файл… Он придёт отдельным сообщением."
    args, content = made(desk)
    assert (args["called"], sorted(events(content))) == ("Мои сроки.ics", ["Педсовет", "Самообследование"])
    assert head.press("Мои сроки").text.startswith("У вас 2 открытых срока")


def test_a_calendar_with_nothing_in_it_is_not_made(desk: Desk) -> None:
    admin = desk.admin()
    asked = (PlanRow("Л!A1", 1, "Отчёт", responsible=("Завуч",)),)
    desk.write(lambda work: work.plans.enforce(work.plans.add(ReadPlan(asked), "план.xlsx")))
    admin.type("план").press("Файлы и отчёт").press("Календарь")
    assert "Сроков пока нет: класть в календарь нечего." in admin.text
    assert admin.send("export_mine").text == "Сроков пока нет: класть в календарь нечего."
    assert desk.write(lambda work: work.jobs.waiting()) is None


@pytest.mark.parametrize(
    "sent", ["export", "export_calendar", "export_plan.xlsx.1", "report", "report_file.xlsx.20260901.20261231"]
)
def test_the_schools_files_are_the_administrators(deputy: Guest, desk: Desk, sent: str) -> None:
    head = holder(desk, "head", "Директор")
    head.send(sent)
    assert "Файлы и отчёт" not in head.text
    assert "Запланировано" not in head.text
    assert desk.write(lambda work: work.jobs.waiting()) is None


def test_a_version_that_was_replaced_is_not_written(deputy: Guest, desk: Desk) -> None:
    old = desk.write(lambda work: work.plans.in_force().id)
    desk.write(lambda work: work.plans.enforce(work.plans.add(ReadPlan(PLAN), "план.xlsx")))
    deputy.send(f"export_plan.xlsx.{old}")
    assert desk.write(lambda work: work.jobs.waiting()) is None


def test_a_plan_without_a_roadmap_has_short_labels(desk: Desk) -> None:
    admin = desk.admin()
    desk.write(lambda work: work.plans.enforce(work.plans.add(ReadPlan(PLAN), "план.xlsx")))
    admin.type("план").press("Файлы и отчёт")
    assert list(admin.buttons) == ["Excel", "Word", "Календарь", "План — факт — решение", "К плану"]

"""What the worker process makes of plain data: the right kind of file, and the words beside it."""

import json
from datetime import date
from typing import Any

import pytest

from cyclogram.plan import PlanKind, PlanRow
from cyclogram.school_year import school_year
from cyclogram.spans import Span, one_day
from handlers.crafts import CRAFTS
from reports.facts import Fact
from reports.facts import State as Done
from reports.ics import Deadline
from reports.month import Entry, MonthPlan, State
from reports.plain import plain
from reports.plan_form import FormRow, PlanForm, to_data
from reports.year_report import YearReport

DAY = date(2026, 10, 5)
ROW = PlanRow(where="Лист1!A2", number=2, what="Проверка журналов")
FORM = to_data(PlanForm("Школа № 5", PlanKind.CYCLOGRAM, school_year(2026), (FormRow(ROW),)))
DEADLINE = plain(Deadline("row-17-1@school5", "Проверка журналов", DAY, DAY))
MONTH = MonthPlan(2026, 10, (Entry("Проверка журналов", ("завуч",), one_day(DAY), State.OPEN),)).to_dict()
FACT = Fact(2, "", "Проверка журналов", "", ("Завуч",), None, DAY, Done.DONE, DAY)
REPORT = plain(YearReport("Школа № 5", Span(DAY, DAY), (FACT,)))


@pytest.mark.parametrize(
    "craft, args, begins, says",
    [
        ("plan_file", {"form": FORM, "format": "docx"}, b"PK", None),
        ("plan_file", {"form": FORM, "format": "xlsx"}, b"PK", None),
        (
            "calendar",
            {"name": "Завуч", "deadlines": [DEADLINE], "written": "2026-09-01T06:00:00+00:00", "remind_at": "09:00"},
            b"BEGIN:VCALENDAR\r\n",
            None,
        ),
        ("month", MONTH, b"\x89PNG", "Октябрь 2026: 1 срок, 1 впереди. Ближайший: 5 октября, Проверка журналов."),
        ("year_report", {"report": REPORT, "format": "docx"}, b"PK", "Выполнено 1 из 1"),
        ("year_report", {"report": REPORT, "format": "xlsx"}, b"PK", "Выполнено 1 из 1"),
    ],
)
def test_a_craft(craft: str, args: dict[str, Any], begins: bytes, says: str | None) -> None:
    said, content = CRAFTS[craft](b"", json.loads(json.dumps(args)))
    assert content.startswith(begins)
    assert said is None if says is None else says in str(said)

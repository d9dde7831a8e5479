"""What titles say of a whole plan: its school year and its kind."""

from datetime import date

import pytest

from cyclogram.files import Sheet
from cyclogram.plan import PlanKind, ReadPlan
from cyclogram.reading import read_file
from cyclogram.school_year import school_year
from cyclogram.spans import Span
from cyclogram.table import read_plan
from cyclogram.titles import title_year
from cyclogram.year_changes import YearChanges
from tests.cyclogram.books import FLAT, xlsx

YEAR = school_year(2026)
HEAD = ("Мероприятие", "Срок", "Отв.")
ROW = ("Опрос", "октябрь", "Завуч")


@pytest.mark.parametrize(
    ("title", "name", "year"),
    [
        ("План ВШК на 2026/2027 учебный год", "", 2026),
        ("на 2026-2027 уч. г.", "", 2026),
        ("на 2026 – 2027 учебный год", "", 2026),
        ("на 2026/27 уч.год", "", 2026),
        ("2027-2028 уч. год", "", 2027),
        ("", "План ВСОКО 2026-2027.xlsx", 2026),
        ("", "vsoko_2025_2026.xlsx", 2025),
        ("План", "план.xlsx", None),
        ("с 2025-2026 по 2026-2027", "", None),
        ("на 2026-2030 годы", "", None),
        ("от 30.08.2026", "", None),
        ("Утверждено приказом 2026-20", "", None),
    ],
)
def test_the_year_of_a_title(title: str, name: str, year: int | None) -> None:
    assert title_year([Sheet("Лист1", ((title,), HEAD, ROW))], name) == year


@pytest.mark.parametrize(
    ("title", "year", "start", "told"),
    [
        ("на 2026/27 уч. год", 2026, "2026-10-01", []),
        ("на 2027/28 уч. год", 2027, "2027-10-01", ["Это план на 2027/2028 учебный год"]),
        ("на 2025/26 уч. год", 2026, "2026-10-01", ["В заголовке 2025/2026 год"]),
        ("без года", 2026, "2026-10-01", []),
    ],
    ids=["this year", "next year's plan is read for next year", "last year's plan is warned of", "no year"],
)
def test_a_plan_is_read_for_the_year_of_its_title(title: str, year: int, start: str, told: list[str]) -> None:
    read = read_file(xlsx({"Лист1": ((f"План {title}",), (None,), *FLAT)}), "plan.xlsx", 2026)
    assert (read.year, read.rows[0].spans[0].start.isoformat()) == (year, start)
    assert [problem.message[: len(one)] for problem, one in zip(read.problems, told, strict=True)] == told


def test_next_years_plan_is_read_by_what_the_school_has_overwritten_there() -> None:
    book = xlsx(
        {"Лист1": (("План на 2027/28 уч. год",), (None,), FLAT[0], ("1", "Журналы", "1 четверть", "Завуч", ""))}
    )
    first = (Span(date(2026, 9, 1), date(2026, 10, 9)), Span(date(2027, 9, 1), date(2027, 10, 20)))
    this, following = (YearChanges(terms=((1, days),)) for days in first)
    assert read_file(book, "plan.xlsx", 2026, this, following).rows[0].spans[0].end == date(2027, 10, 20)


def test_plans_stored_before_they_knew_their_year_still_come_back() -> None:
    stored = read_plan([Sheet("Л", (HEAD, ROW))], YEAR).to_dict()
    del stored["year"], stored["tally"]
    assert (ReadPlan.from_dict(stored).year, ReadPlan.from_dict(stored).tally.filled) == (0, 0)


@pytest.mark.parametrize(
    ("rows", "name", "kind"),
    [
        ((("Дорожная карта по развитию ВСОКО",), HEAD, ROW), "", "roadmap"),
        ((("План мероприятий по устранению недостатков",), HEAD, ROW), "", "roadmap"),
        ((("План действий",), HEAD, ROW), "", "roadmap"),
        ((HEAD, ROW), "Дорожная_карта.xlsx", "roadmap"),
        ((("Этап", *HEAD, "Показатель готовности", "Статус"), ("1", *ROW, "", "")), "", "roadmap"),
        ((("Недостаток", *HEAD, "Реализованные меры"), ("Нет зоны", *ROW, "")), "", "roadmap"),
        ((("Циклограмма ВСОКО",), HEAD, ROW), "", "cyclogram"),
        ((HEAD, ("Утвердить дорожную карту", "май", "Директор")), "", "cyclogram"),
        ((("Мероприятие", "Срок", "Отв.", "Отметка о выполнении"), (*ROW, "")), "", "cyclogram"),
    ],
)
def test_the_kind_of_a_plan(rows: tuple[tuple[str, ...], ...], name: str, kind: str) -> None:
    assert read_plan([Sheet("Л", rows)], YEAR, name).kind is PlanKind(kind)

"""Layouts of plans: every row comes out as a row, a section title, or a named problem."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyclogram.checked import check_plan
from cyclogram.files import Sheet, sheets
from cyclogram.plan import PlanRow, ReadPlan
from cyclogram.reading import read_plan_file
from cyclogram.school_year import school_year
from cyclogram.spans import Span, month
from cyclogram.table import read_plan
from tests.cyclogram.books import FLAT, Rows, text, xlsx

YEAR = school_year(2026)
OCTOBER, NOVEMBER, APRIL = month(2026, 10), month(2026, 11), month(2027, 4)


def plan(rows: Rows, *merged: str) -> ReadPlan:
    return read_plan(sheets(xlsx({"Лист1": rows}, {"Лист1": merged}), "plan.xlsx"), YEAR)


def dates(row: PlanRow) -> list[Span]:
    return list(row.spans)


def test_a_flat_table() -> None:
    read = plan(FLAT)
    assert [row.what for row in read.rows] == ["Проверка журналов", "Опрос родителей", "Итоги года"]
    assert [dates(row) for row in read.rows] == [[OCTOBER], [Span(date(2027, 4, 20), date(2027, 4, 20))], []]
    assert read.rows[1].responsible == ("Психолог", "кл. рук. 5А, 7Б")
    assert read.rows[1].output == "Справка"
    assert [(question.where, question.kind) for _, question in read.questions] == [("Лист1!C4", "deadline")]
    assert read.positions == ("Завуч", "Психолог", "кл. рук. 5А, 7Б", "Директор")
    assert read.problems == ()


def test_the_shape_of_check_plan() -> None:
    checked = check_plan(plan(FLAT))
    first = checked["rows"][0]
    assert {key: first[key] for key in ("row", "where", "what", "responsible", "deadlines", "questions")} == {
        "row": 2,
        "where": "Лист1!A2",
        "what": "Проверка журналов",
        "responsible": ["Завуч"],
        "deadlines": [{"start": "2026-10-01", "end": "2026-10-31", "phrase": "октябрь", "sure": 0.95}],
        "questions": [],
    }
    assert (first["object_id"], first["output"], checked["kind"]) == (
        "current_control_system",
        "Совещание",
        "cyclogram",
    )
    assert checked["count"] == {"filled": 4, "rows": 3, "titles": 0, "headers": 1, "named": 0}
    assert checked["rows"][2]["questions"] == ["Срок зависит от события. Какого числа это будет?"]


def test_a_plan_is_stored_and_comes_back_the_same() -> None:
    read = plan([*FLAT, ("4", "Линейка", "каждый понедельник", "", "")])
    assert ReadPlan.from_dict(read.to_dict()) == read
    assert read.to_dict() == read_plan_file(
        xlsx({"Лист1": [*FLAT, ("4", "Линейка", "каждый понедельник", "", "")]}), "x", 2026
    )


def test_titles_above_sections_across_and_numbers_of_columns() -> None:
    read = plan(
        [
            ("Утверждаю",),
            ("План ВСОКО на 2026/27 учебный год",),
            ("№", "Мероприятие", "Сроки", "Ответственный"),
            ("1", "2", "3", "4"),
            ("Качество условий", None, None, None),
            ("1", "Осмотр кабинетов", "октябрь", "Завхоз"),
            (),
            ("Качество результатов",),
            ("2", "Срез знаний", "ноябрь", "Завуч"),
        ],
        "A5:D5",
    )
    assert [(row.section, row.what, row.number) for row in read.rows] == [
        ("Качество условий", "Осмотр кабинетов", 6),
        ("Качество результатов", "Срез знаний", 9),
    ]
    assert read.problems == ()


def test_months_as_rows() -> None:
    read = plan(
        [
            ("Срок", "Мероприятие", "Ответственный"),
            ("ОКТЯБРЬ",),
            ("5", "Линейка", "Завуч"),
            ("10-13", "Срез", "Завуч"),
            (None, "Опрос", "Психолог"),
            ("НОЯБРЬ",),
            ("до 20", "Отчёт", "Завуч"),
        ]
    )
    assert [dates(row)[0] for row in read.rows] == [
        Span(date(2026, 10, 5), date(2026, 10, 5)),
        Span(date(2026, 10, 10), date(2026, 10, 13)),
        OCTOBER,
        Span(date(2026, 11, 20), date(2026, 11, 20)),
    ]


def test_time_as_columns() -> None:
    read = plan(
        [
            ("Процедура", "Ответственный", "IX", "X", "XI", "IV"),
            ("Опрос родителей", "Психолог", None, "+", None, "+"),
            ("Проверка", "Завуч", None, None, "2 неделя", None),
            ("Встреча", "Завуч", None, None, "если успеем", None),
        ]
    )
    assert dates(read.rows[0]) == [OCTOBER, APRIL]
    assert dates(read.rows[1]) == [Span(date(2026, 11, 9), date(2026, 11, 15))]
    assert dates(read.rows[2]) == []
    assert read.questions[0][1].guess == (NOVEMBER,)


def test_the_deadline_first_and_real_dates() -> None:
    read = plan([("Дата", "Мероприятие", "Отв."), (date(2026, 10, 5), "Линейка", "Завуч")])
    assert dates(read.rows[0]) == [Span(date(2026, 10, 5), date(2026, 10, 5))]
    assert read.rows[0].deadline_text == "05.10.2026"


def test_merged_cells_say_the_same_in_every_row() -> None:
    read = plan(
        [("Мероприятие", "Сроки", "Ответственный"), ("Опрос", "октябрь", "Психолог"), ("Отчёт", None, None)],
        "B2:B3",
        "C2:C3",
    )
    assert dates(read.rows[1]) == [OCTOBER]
    assert read.rows[1].responsible == ("Психолог",)
    assert read.questions == ()


def test_an_empty_cell_proposes_what_stands_above() -> None:
    read = plan([("Мероприятие", "Сроки", "Ответственный"), ("Опрос", "октябрь", "Психолог"), ("Отчёт", None, None)])
    by_kind = {question.kind: question for _, question in read.questions}
    assert by_kind["deadline"].guess == (OCTOBER,)
    assert by_kind["responsible"].proposal == ("Психолог",)
    assert read.rows[1].spans == ()


def test_frequency_and_deadline_beside_each_other() -> None:
    read = plan(
        [
            ("Мероприятие", "Периодичность", "Сроки", "Ответственный"),
            ("Срез", "1 раз в год", "апрель", "Завуч"),
            ("Нагрузка", "1 раз в полугодие", "по графику", "Завуч"),
            ("Сайт", "ежемесячно", "до 10 числа", "Завуч"),
        ]
    )
    assert [len(row.spans) for row in read.rows] == [1, 2, 9]
    assert all(due.sure <= 0.7 for row in read.rows[1:] for due in row.deadlines)


def test_beginning_and_end_in_two_columns() -> None:
    head = ("Мероприятие", "Дата начала", "Дата окончания", "Кто")
    read = plan([head, ("Опрос", date(2026, 10, 5), date(2026, 10, 16), "Завуч"), ("Срез", "", "до 20 мая", "Завуч")])
    assert dates(read.rows[0]) == [Span(date(2026, 10, 5), date(2026, 10, 16))]
    assert dates(read.rows[1]) == [Span(date(2027, 5, 20), date(2027, 5, 20))]


def test_stage_and_status_of_a_roadmap() -> None:
    read = plan(
        [
            ("Этап", "Мероприятие", "Срок", "Исполнитель", "Показатель готовности", "Статус"),
            ("1. Начало", "Создать группу", "до 5 сентября", "Директор", "Приказ", "выполнено"),
            (None, "Обновить положение", "октябрь", "Завуч", "Принято", "в работе"),
        ]
    )
    assert [(row.section, row.done) for row in read.rows] == [("1. Начало", True), ("1. Начало", False)]


def test_without_a_column_of_names_the_procedure_or_the_object_is_the_name() -> None:
    kind = plan([("Объект контроля", "Вид контроля", "Сроки", "Кто"), ("Журналы", "фронтальный", "май", "Завуч")])
    procedure = plan([("Объект", "Процедура", "Сроки", "Кто"), ("Журналы", "Проверка", "май", "Завуч")])
    assert (kind.rows[0].what, procedure.rows[0].what) == ("Журналы", "Проверка")


def test_a_sheet_a_month_and_a_deadline_a_line() -> None:
    told = [("Мероприятие", "Дата", "Отв."), ("Линейка", "1", "Завуч"), ("Сбор", "05.09\n12.09", "Завуч")]
    read = read_plan(sheets(xlsx({"Сентябрь": told}), "x"), YEAR)
    assert [[one.start.day for one in row.spans] for row in read.rows] == [[1], [5, 12]]


def test_a_place_for_a_signature_is_named_and_left_out() -> None:
    read = plan([*FLAT, ("Директор школы ________",)])
    assert len(read.rows) == 3
    assert [problem.where for problem in read.problems] == ["Лист1!A5"]


def test_words_under_terms() -> None:
    (row,) = plan([("Дело", "1 четверть", "2 четверть", "Отв."), ("Срез", "до 15 октября", "+", "Завуч")]).rows
    assert dates(row) == [Span(date(2026, 10, 15), date(2026, 10, 15)), YEAR.terms[1]]


def test_unknown_columns_become_notes() -> None:
    read = plan([("Мероприятие", "Срок", "Кабинет"), ("Опрос", "октябрь", "204")])
    assert "Кабинет: 204" in read.rows[0].notes


def test_a_sheet_beside_the_plan_is_no_trouble_but_a_lonely_one_is() -> None:
    beside = {"План": FLAT, "Подписи": [("Директор", "____")]}
    assert read_plan(sheets(xlsx(beside), "x"), YEAR).problems == ()
    lonely = read_plan(sheets(xlsx({"Подписи": [("Директор", "____")]}), "x"), YEAR)
    assert [problem.where for problem in lonely.problems] == ["Подписи"]


def test_a_title_with_nothing_beneath_is_shown() -> None:
    read = plan([*FLAT, ("Проверить библиотеку",)])
    assert [(problem.where, "Проверить библиотеку" in problem.message) for problem in read.problems] == [
        ("Лист1!A5", True)
    ]


def test_repeats_are_kept_and_need_no_question() -> None:
    (row,) = plan([FLAT[0], ("1", "Линейка", "каждый понедельник", "Завуч", "")]).rows
    assert row.repeats[0].rrule == "FREQ=WEEKLY;BYDAY=MO"
    assert row.questions == ()


def test_a_csv_without_a_person_column() -> None:
    content = text([("Мероприятие", "Срок"), ("Опрос", "октябрь")], ",").encode("cp1251")
    read = read_plan(sheets(content, "план.csv"), YEAR)
    assert [problem.where for problem in read.problems] == ["план!A1"]
    assert [question.kind for _, question in read.questions] == ["responsible"]


CELLS = st.sampled_from(
    [
        "",
        "",
        "октябрь",
        "+",
        "Завуч",
        "5",
        "НОЯБРЬ",
        "IX",
        "Срок",
        "Мероприятие",
        "после",
        "каждую среду",
        "12.13",
        "1",
        "2",
        "🙂",
    ]
) | st.text(max_size=12)


@settings(max_examples=200)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=12), st.booleans())
def test_no_table_makes_it_stumble_and_no_row_vanishes(rows: list[list[str]], headed: bool) -> None:
    top = [["Мероприятие", "Сроки", "Ответственный", "IX", "X", "Итог"]] if headed else []
    told = tuple(tuple(cell.strip() for cell in row) for row in (*top, *rows))
    read = read_plan([Sheet("Л", told)], YEAR)
    assert ReadPlan.from_dict(read.to_dict()) == read
    ids = [question.id for _, question in read.questions]
    assert ids == list(range(1, len(ids) + 1))
    for row in read.rows:
        assert row.deadlines or row.repeats or row.questions or row.done


@given(st.lists(st.sampled_from(["октябрь", "", "когда-нибудь", "до 5 мая"]), min_size=1, max_size=8))
def test_rows_in_are_rows_read_or_asked(deadlines: list[str]) -> None:
    told = [("№", "Мероприятие", "Сроки", "Ответственный")]
    told += [(str(number), f"Дело {number}", when, "Завуч") for number, when in enumerate(deadlines, 1)]
    read = read_plan([Sheet("Л", tuple(told))], YEAR)
    assert [row.what for row in read.rows] == [f"Дело {number}" for number in range(1, len(deadlines) + 1)]


@pytest.mark.parametrize("year", [2025, 2027])
def test_the_same_file_for_another_year(year: int) -> None:
    stored = read_plan_file(xlsx({"Лист1": FLAT}), "plan.xlsx", year)
    assert stored["rows"][0]["deadlines"][0]["span"]["start"] == f"{year}-10-01"


def test_a_header_is_as_high_as_its_merged_cells() -> None:
    header = (("№", "Вопросы контроля", "Сроки", None, "Ответственный"), (None, None, "План", "Факт", None))
    found = plan((*header, (1, "Журналы", "октябрь", "5 октября", "Завуч")), "A1:A2", "B1:B2", "C1:D1", "E1:E2")
    assert [(row.number, row.what, row.status) for row in found.rows] == [(3, "Журналы", "5 октября")]


def test_one_table_under_another_with_its_columns_elsewhere() -> None:
    first = (("Мероприятие", "Срок", "Ответственный"), ("Опрос", "октябрь", "Завуч"))
    second = (("Срок", "Содержание контроля", "Исполнитель"), ("декабрь", "Журналы", "Директор"))
    found = plan((*first, (None,), *second))
    assert [(row.what, row.responsible, len(row.deadlines)) for row in found.rows] == [
        ("Опрос", ("Завуч",), 1),
        ("Журналы", ("Директор",), 1),
    ]


def test_a_lone_month_beside_an_empty_name_is_a_row_and_not_a_title() -> None:
    found = plan((("Мероприятие", "Срок", "Кто"), ("А", "май", "Завуч"), (None, "октябрь"), ("Б", None, "Завуч")))
    assert [(row.number, row.what, len(row.deadlines)) for row in found.rows] == [(2, "А", 1), (3, "", 1), (4, "Б", 0)]


def test_another_year_is_kept_and_said_with_its_cell() -> None:
    found = plan((("Мероприятие", "Срок", "Кто"), ("А", date(2025, 4, 20), "Завуч"), ("Б", "май 2026", "Завуч")))
    assert [row.spans[0].start for row in found.rows] == [date(2025, 4, 20), date(2026, 5, 1)]
    assert [problem.where for problem in found.problems] == ["Лист1!B2", "Лист1!B3"]


def test_a_beginning_without_an_end_is_asked() -> None:
    found = plan((("Мероприятие", "Начало", "Окончание", "Кто"), ("А", date(2026, 12, 1), None, "Завуч")))
    assert (found.rows[0].deadlines, len(found.rows[0].questions)) == ((), 1)


@pytest.mark.parametrize("cell", [15.1, "15.1"])
def test_what_excel_makes_of_the_fifteenth_of_october_is_asked(cell: float | str) -> None:
    found = plan((("Мероприятие", "Срок", "Кто"), ("А", cell, "Завуч")))
    assert (found.rows[0].deadlines, len(found.rows[0].questions)) == ((), 1)


@pytest.mark.parametrize(("cell", "known"), [("+", 1), ("до 15", 1), ("20-25", 1), ("5", 0), ("9-11", 0)])
def test_small_numbers_under_a_month_may_be_classes(cell: str, known: int) -> None:
    found = plan((("Мероприятие", "сентябрь", "октябрь", "Кто"), ("А", None, cell, "Завуч")))
    assert (len(found.rows[0].deadlines), len(found.rows[0].questions)) == (known, 1 - known)


def test_the_whole_month_of_a_block() -> None:
    found = plan((("Когда", "Что проверяем", "Кто"), ("Октябрь",), ("в течение месяца", "Питание", "Завуч")))
    assert found.rows[0].spans == (month(2026, 10),)


def test_cells_beyond_the_header_are_kept() -> None:
    content = "Мероприятие;Срок;Кто\nОпрос;май;Завуч;вместе с 5А\n".encode()
    assert read_plan(sheets(content, "x.csv"), YEAR).rows[0].notes == ("вместе с 5А",)


def test_a_table_on_another_sheet_that_is_no_plan_is_named() -> None:
    other = {"План": FLAT, "Ещё": [("а", "б", "в"), ("г", "д", "е")]}
    assert [problem.where for problem in read_plan(sheets(xlsx(other), "x"), YEAR).problems] == ["Ещё"]


@pytest.mark.parametrize(("title", "problems"), [("на 2026-2027 уч. год", []), ("на 2025/26 уч. год", ["Лист1!A1"])])
def test_a_plan_of_another_year_by_its_title(title: str, problems: list[str]) -> None:
    assert [problem.where for problem in plan(((f"План {title}",), (None,), *FLAT)).problems] == problems

"""Header stems: the names schools give their columns."""

import pytest

from cyclogram.headers import Field, field_of, find, time_of
from cyclogram.school_year import school_year

YEAR = school_year(2026)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("№ п/п", Field.NUMBER),
        ("№", Field.NUMBER),
        ("Мероприятие", Field.WHAT),
        ("Содержание контроля", Field.WHAT),
        ("Вопросы, подлежащие контролю", Field.WHAT),
        ("Тема опроса", Field.WHAT),
        ("Этап", Field.STAGE),
        ("Объект оценки", Field.OBJECT),
        ("Выявленный недостаток", Field.OBJECT),
        ("Критерии", Field.OBJECT),
        ("Направление", Field.SECTION),
        ("Субъекты", Field.SUBJECTS),
        ("Класс", Field.SUBJECTS),
        ("Охват", Field.SUBJECTS),
        ("Локальный акт", Field.BASIS),
        ("Внутренняя процедура", Field.PROCEDURE),
        ("Форма контроля", Field.PROCEDURE),
        ("Вид контроля", Field.PROCEDURE),
        ("Инструментарий", Field.TOOL),
        ("Сроки", Field.DEADLINE),
        ("СРОК ИСПОЛНЕНИЯ", Field.DEADLINE),
        ("Дата проведения", Field.DEADLINE),
        ("Плановый срок", Field.DEADLINE),
        ("Периодичность", Field.FREQUENCY),
        ("Отв.", Field.RESPONSIBLE),
        ("Ответственный исполнитель", Field.RESPONSIBLE),
        ("Ответственный (ФИО, должность)", Field.RESPONSIBLE),
        ("Исполнители", Field.RESPONSIBLE),
        ("Результат", Field.OUTPUT),
        ("Форма отчёта", Field.OUTPUT),
        ("Где рассматривается", Field.OUTPUT),
        ("Куда представляются результаты", Field.OUTPUT),
        ("Управленческое решение", Field.DECISION),
        ("Фактический срок", Field.MARK),
        ("Показатель готовности", Field.MARK),
        ("Отметка о выполнении", Field.MARK),
        ("Реализованные меры", Field.MARK),
        ("Уровень ЕСОКО", Field.LEVEL),
        ("Примечание", Field.NOTES),
        ("Форма результата", Field.OUTPUT),
        ("Контактный телефон", None),  # «факт» and «акт» count at word starts only
    ],
)
def test_header(header: str, field: Field | None) -> None:
    assert field_of(header) is field


@pytest.mark.parametrize(
    ("header", "known"),
    [("IX", True), ("сент.", True), ("II четверть", True), ("I кв.", True), ("Сроки", False), ("5А", False)],
)
def test_time_columns(header: str, known: bool) -> None:
    assert (time_of(header, YEAR) is not None) is known


def test_titles_and_stamps_above_the_header() -> None:
    header = find(
        [["УТВЕРЖДАЮ"], ["Директор школы"], [], ["План на 2026/27 учебный год"], ["Мероприятие", "Сроки"]], YEAR
    )
    assert header is not None
    assert header.first == 4


def test_a_header_over_two_rows() -> None:
    header = find(
        [["Мероприятие", "Месяцы", "", "Ответственный"], ["", "IX", "X", ""], ["Опрос", "+", "", "Завуч"]], YEAR
    )
    assert header is not None
    assert (header.first, header.last) == (0, 1)
    assert [column.field for column in header.columns] == [Field.WHAT, Field.TIME, Field.TIME, Field.RESPONSIBLE]


def test_a_page_of_signatures_is_no_plan() -> None:
    assert find([["Директор", "____________"], ["Завуч", "____________"]], YEAR) is None

"""Plan, fact and decision: every deadline counted once, honest sentences, files as a school prints them."""

import io
import json
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from cyclogram.spans import Span
from reports.facts import Decision, Fact, Outcome, State, by_month, by_position, summary, tally
from reports.plain import plain
from reports.year_report import YearReport, report_docx, report_xlsx

AUTUMN = Span(date(2026, 9, 1), date(2026, 12, 31))
DECISION = Decision(
    "Скорректировать программы", "руководитель ШМО", date(2026, 11, 20), "неуспевающих не больше 5 %", "в работе"
)
JOURNALS = Fact(
    7, "Условия", "Проверка журналов", "Журналы", ("Завуч",), date(2026, 10, 1), date(2026, 10, 31), State.DONE,
    date(2026, 10, 28), "методист", "замечания устранены", ("справка", "приказ"), 2, (DECISION,),
)  # fmt: skip
SURVEY = Fact(8, "Условия", "Опрос", "", ("Завуч", "Психолог"), None, date(2026, 11, 10), State.LATE)
CLIMATE = Fact(9, "", "Климат", "", (), None, None, State.OPEN)
REPORT = YearReport("МБОУ «Школа № 5»", AUTUMN, (JOURNALS, SURVEY, CLIMATE))


@pytest.mark.parametrize(
    "fact, outcome",
    [
        (JOURNALS, Outcome.IN_TIME),
        (replace(JOURNALS, done_on=date(2026, 10, 31)), Outcome.IN_TIME),
        (replace(JOURNALS, done_on=date(2026, 11, 1)), Outcome.LATER),
        (replace(JOURNALS, done_on=None), Outcome.UNDATED),
        (replace(JOURNALS, end=None), Outcome.UNDATED),
        (SURVEY, Outcome.NOT_DONE),
        (CLIMATE, Outcome.DATELESS),
        (replace(CLIMATE, end=date(2026, 12, 25)), Outcome.OPEN),
        (replace(JOURNALS, state=State.CANCELLED), Outcome.CANCELLED),
    ],
    ids=["early", "on the day", "a day later", "no date", "no deadline", "late", "dateless", "ahead", "dropped"],
)
def test_how_plan_and_fact_agree(fact: Fact, outcome: Outcome) -> None:
    assert fact.outcome is outcome


@pytest.mark.parametrize(
    "facts, said",
    [
        ((), "оценочных мероприятий не было."),
        ((replace(JOURNALS, state=State.CANCELLED),), "всё запланированное отменено."),
        (
            (JOURNALS,),
            (
                "запланировано 1 мероприятие. Выполнено 1 из 1 (100 %): в срок — 1. "
                "Управленческих решений принято 1, исполнено 0."
            ),
        ),
        (
            (
                JOURNALS,
                replace(JOURNALS, end=date(2026, 10, 5)),
                SURVEY,
                CLIMATE,
                replace(SURVEY, state=State.CANCELLED),
            ),
            (
                "запланировано 3 мероприятия (4 срока). Выполнено 2 из 4 (50 %): в срок — 1, позже срока — 1. "
                "Не сделано — 1, срок не назначен — 1. Отменено 1, в расчёт не входят. "
                "Управленческих решений принято 1, исполнено 0."
            ),
        ),
        (
            (SURVEY, CLIMATE),
            (
                "запланировано 2 мероприятия. Выполнено 0 из 2 (0 %). Не сделано — 1, срок не назначен — 1. "
                "Управленческие решения не записаны."
            ),
        ),
    ],
    ids=["nothing", "all dropped", "one", "everything", "nothing done"],
)
def test_the_paragraph_for_the_self_assessment(facts: tuple[Fact, ...], said: str) -> None:
    assert summary(facts, AUTUMN) == f"За период с 01.09.2026 по 31.12.2026 по циклограмме ВСОКО {said}"


def test_nearly_all_is_not_all() -> None:
    many = [replace(JOURNALS, number=at) for at in range(300)]
    assert "299 из 300 (99 %)" in summary([*many[1:], SURVEY], AUTUMN)
    assert "1 из 300 (1 %)" in summary([many[0], *[replace(SURVEY, number=at) for at in range(1, 300)]], AUTUMN)


def test_totals_by_month_and_by_position() -> None:
    months = by_month(REPORT.facts)
    assert list(months) == ["Октябрь 2026", "Ноябрь 2026", "Без срока"]
    assert months["Октябрь 2026"][Outcome.IN_TIME] == 1
    positions = by_position(REPORT.facts)
    assert list(positions) == ["Завуч", "Психолог", "Без ответственного"]
    assert (sum(positions["Завуч"].values()), positions["Психолог"][Outcome.NOT_DONE]) == (2, 1)


days = st.one_of(st.none(), st.dates(date(2026, 8, 1), date(2027, 8, 31)))
facts = st.builds(
    replace, st.just(JOURNALS), end=days, start=st.none(), done_on=days, state=st.sampled_from(State),
    responsible=st.sampled_from([(), ("Завуч",), ("Завуч", "Психолог")]),
)  # fmt: skip


@given(st.lists(facts, max_size=12))
def test_every_deadline_is_counted_once(found: list[Fact]) -> None:
    assert sum(tally(found).values()) == len(found)
    assert sum(sum(number.values()) for number in by_month(found).values()) == len(found)
    assert summary(found, AUTUMN).startswith("За период")


def test_the_workbook_has_rows_and_totals() -> None:
    rows, totals = load_workbook(io.BytesIO(report_xlsx(REPORT))).worksheets
    assert (rows.title, totals.title) == ("Строки", "Итоги")
    table = list(rows.iter_rows(min_row=5, values_only=True))
    assert table[0][:4] == ("№", "Раздел", "Что оценивали", "Объект ВСОКО")
    assert table[1] == (
        1, "Условия", "Проверка журналов", "Журналы", "Завуч", "01.10.2026–31.10.2026", "в срок",
        "28.10.2026, методист\nзамечания устранены\nсправка; приказ, приложено: 2 файла",
        ("Скорректировать программы (руководитель ШМО, до 20.11.2026; показатель: неуспевающих не больше 5 %). "
        "Состояние: в работе"),
    )  # fmt: skip
    assert [one[6] for one in table[1:4]] == ["в срок", "не сделано", "срок не назначен"]
    counted = {one[0]: one[1:] for one in totals.iter_rows(min_row=7, values_only=True)}
    assert counted["Всего"] == (3, 1, 0, 0, 1, 0, 1, 0)
    assert counted["Завуч"] == (2, 1, 0, 0, 1, 0, 0, 0)


def test_the_document_says_it_counts_it_and_leaves_room_to_sign() -> None:
    document = Document(io.BytesIO(report_docx(REPORT)))
    words = [one.text for one in document.paragraphs]
    assert words[2] == "За период с 01.09.2026 по 31.12.2026"
    assert summary(REPORT.facts, AUTUMN) in words
    assert words[-2].startswith("Заместитель директора ___")
    rows, totals = document.tables
    assert [one.cells[1].text for one in rows.rows][1:] == ["Климат", "Условия", "Проверка журналов", "Опрос"]
    assert [cell.text for cell in totals.rows[5].cells] == ["Всего", "3", "1", "0", "0", "1", "0", "1", "0"]


def test_a_report_travels_as_plain_data() -> None:
    assert YearReport.from_dict(json.loads(json.dumps(plain(REPORT)))) == REPORT


def test_signs_no_document_can_hold_are_left_out() -> None:
    dirty = replace(REPORT, school="Школа\x00 № 5", facts=(replace(JOURNALS, what="=Проверка\x0b\ud800"),))
    rows = load_workbook(io.BytesIO(report_xlsx(dirty))).worksheets[0]
    assert (rows["A2"].value, rows["C6"].value) == ("Школа № 5", "=Проверка")
    assert Document(io.BytesIO(report_docx(dirty))).tables[0].rows[2].cells[1].text == "=Проверка"

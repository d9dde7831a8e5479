"""A plan written down and read again is the same plan; what a school prints is what it expects."""

import io
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cyclogram.plan import Due, PlanKind, PlanRow, Repeat
from cyclogram.reading import read_file
from cyclogram.responsible import wordings
from cyclogram.school_year import school_year
from cyclogram.spans import Span
from reports.deadline_words import deadline_words, repeat_words
from reports.plan_docx import plan_docx
from reports.plan_form import FormRow, PlanForm, from_data, people, to_data
from reports.plan_xlsx import plan_xlsx
from tests.cyclogram.books import xlsx
from tests.reports.plans import TABLES, kept, said

YEAR = school_year(2026)
SCHOOL = "МБОУ «Школа № 5»"


def form(*rows: PlanRow, states: tuple[str, ...] = (), kind: PlanKind = PlanKind.CYCLOGRAM) -> PlanForm:
    told = (*states, *[""] * len(rows))
    return PlanForm(SCHOOL, kind, YEAR, tuple(FormRow(row, state) for row, state in zip(rows, told, strict=False)))


def row(what: str = "Проверка журналов", **fields: object) -> PlanRow:
    return PlanRow(where="Лист1!A2", number=2, what=what, **fields)  # type: ignore[arg-type] # a table of cases names them


def dues(*days: tuple[date, date]) -> tuple[Due, ...]:
    return tuple(Due(Span(*one), "", 1.0) for one in days)


@pytest.mark.parametrize("write", [plan_xlsx, plan_docx])
@pytest.mark.parametrize("kind", TABLES)
def test_an_exported_plan_read_again_is_the_same(kind: str, write: Callable[[PlanForm], bytes]) -> None:
    plan = read_file(xlsx({"План": TABLES[kind]}), "plan.xlsx", 2026)
    again = read_file(write(form(*plan.rows)), "again", 2026)
    assert said(again) == said(plan)
    assert not [one for one in again.problems if "год" not in one.message]


words = st.text(st.sampled_from("аеёиклмнопрстуАКПЯ«»!?№%()-–=+@;:,. 0123456789_x"), max_size=40).map(
    lambda one: " ".join(one.split())
)
days = st.dates(date(2026, 8, 1), date(2027, 8, 31))
spans = st.lists(st.tuples(days, days).map(sorted).map(lambda pair: Span(*pair)), unique=True, max_size=12).map(
    lambda found: tuple(
        one
        for one in sorted(found, key=lambda one: (one.start, one.end))  # a list of days is read in their order
        if not any(one != other and one.within(other) for other in found)
    )
)
RULES = ("FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=WEEKLY;INTERVAL=2", "FREQ=WEEKLY;BYDAY=TU,TH")
POSITIONS = (
    "Завуч",
    "психолог",
    "Белова С.Н.",
    "Белова С.Н., зам. директора по АХЧ",
    "Кл. рук. 1, 5, 10 классов",
    "ШМО",
)
repeats = st.sampled_from(RULES).map(lambda rule: (Repeat(rule, YEAR.teaching.start, YEAR.teaching.end, "", 1.0),))


@st.composite
def plan_rows(draw: st.DrawFn) -> PlanRow:
    texts = {name: draw(words) for name in ("object", "subjects", "basis", "procedure", "tool", "output", "decision")}
    often = draw(st.one_of(st.just(()), repeats))
    section = draw(st.sampled_from(("", "Качество условий", "октябрь", "Директор ____")))
    return row(
        ("Дело " + draw(words)).strip(),
        **texts,
        section=section,
        level=draw(st.sampled_from(("", "школьный"))),
        status=draw(st.sampled_from(("", "в работе", "= 5"))),
        responsible=draw(
            st.lists(st.sampled_from(POSITIONS), unique=True, min_size=1).map(lambda o: wordings("\n".join(o)))
        ),
        deadlines=() if often else tuple(Due(one, "", 1.0) for one in draw(spans)),
        repeats=often,
        notes=tuple(draw(st.lists(words.filter(bool), unique=True, max_size=3))),
    )


@given(st.lists(plan_rows(), min_size=1, max_size=5))
@settings(deadline=None, max_examples=40)
def test_whatever_is_in_a_plan_comes_back(rows: list[PlanRow]) -> None:
    ordered = sorted(rows, key=lambda one: bool(one.section))
    for write in (plan_xlsx, plan_docx):
        again = read_file(write(form(*rows)), "again", 2026)
        assert [kept(one) | {"asked": []} for one in again.rows] == [kept(one) for one in ordered]


@pytest.mark.parametrize(
    "given, written",
    [
        (row(deadline_text="октябрь", deadlines=dues((date(2026, 10, 1), date(2026, 10, 31)))), "октябрь"),
        (row(deadline_text="октябрь", deadlines=dues((date(2026, 10, 5), date(2026, 10, 5)))), "05.10.2026"),
        (
            row(deadlines=dues((date(2026, 10, 1), date(2026, 10, 31)), (date(2027, 4, 1), date(2027, 4, 30)))),
            "01.10.2026–31.10.2026; 01.04.2027–30.04.2027",
        ),
        (
            row(deadlines=dues(*((date(2027, 3, 1), date(2027, 3, day)) for day in range(10, 24)))),
            "; ".join(f"01.03–{day}.03" for day in range(10, 24)),
        ),
        (
            row(deadlines=dues(*((date(2026, 8, 1), date(2026, 8, day)) for day in range(10, 28)))),
            "; ".join(f"01.08.2026–{day}.08.2026" for day in range(10, 28)),
        ),
        (row(deadline_text="по графику"), "по графику"),
        (row(), ""),
    ],
    ids=[
        "its phrase",
        "moved since",
        "two windows",
        "many windows",
        "too many to be read",
        "nobody knows yet",
        "nothing",
    ],
)
def test_a_deadline_keeps_its_phrase_while_it_means_the_same(given: PlanRow, written: str) -> None:
    assert deadline_words(given, YEAR) == written


def test_days_within_other_days_come_back_as_a_question_about_them() -> None:
    deadlines = dues((date(2026, 10, 1), date(2026, 10, 31)), (date(2026, 10, 15), date(2026, 10, 15)))
    for write in (plan_xlsx, plan_docx):
        (again,) = read_file(write(form(row(deadlines=deadlines, responsible=("Завуч",)))), "again", 2026).rows
        (question,) = again.questions
        assert question.guess == tuple(one.span for one in deadlines)


@pytest.mark.parametrize(
    "rule, written",
    [
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "ежедневно"),
        ("FREQ=WEEKLY", "еженедельно"),
        ("FREQ=WEEKLY;BYDAY=MO", "каждый понедельник"),
        ("FREQ=WEEKLY;BYDAY=TU,TH", "еженедельно: вторник, четверг"),
        ("FREQ=WEEKLY;INTERVAL=2", "1 раз в 2 недели"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "последняя пятница месяца"),
        ("FREQ=MONTHLY;BYDAY=1MO,3MO", "1, 3 понедельник месяца"),
        ("FREQ=MONTHLY;BYDAY=2TU,-1TU", "2, последний вторник месяца"),
        ("FREQ=WEEKLY;BYDAY=SA", "каждую субботу"),
    ],
)
def test_a_repeat_is_written_so_that_it_reads_back(rule: str, written: str) -> None:
    repeat = Repeat(rule, YEAR.teaching.start, YEAR.teaching.end, "", 1.0)
    assert repeat_words(rule) == written
    assert deadline_words(row(repeats=(repeat,)), YEAR) == written


def test_a_name_takes_nobody_elses_position() -> None:
    responsible = ("Белова С.Н.", "психолог")
    assert set(wordings(people(responsible))) == set(responsible)


def test_what_became_of_a_row_stands_beside_its_status() -> None:
    written = plan_xlsx(form(row(status="начато"), row(done=True), states=("выполнено 12.03.2027",)))
    first, second = read_file(written, "again.xlsx", 2026).rows
    assert (first.status, first.done) == ("начато; выполнено 12.03.2027", True)
    assert (second.status, second.done) == ("выполнено", True)


def test_the_workbook_is_ready_to_filter_and_print() -> None:
    page = load_workbook(io.BytesIO(plan_xlsx(form(row(section="Условия"), row("=1+1"))))).worksheets[0]
    assert (page["A1"].value, page["A2"].value) == ("Циклограмма ВСОКО на 2026/2027 учебный год", SCHOOL)
    assert [cell.value for cell in page[4]][:4] == ["№", "Раздел", "Что оценивается, мероприятие", "Объект ВСОКО"]
    assert (page.freeze_panes, page.print_title_rows, page.auto_filter.ref) == ("C5", "$4:$4", "A4:M6")
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr is not None
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page["C5"].value == "=1+1"
    assert (page["C5"].data_type, page["C5"].quotePrefix) == ("s", True)


def cells(content: bytes) -> Iterator[list[str]]:
    (table,) = Document(io.BytesIO(content)).tables
    for line in table.rows:
        yield [cell.text for cell in line.cells]


def test_the_document_has_sections_across_and_a_header_on_every_page() -> None:
    written = plan_docx(form(row(section="Условия", responsible=("Завуч",)), row("Без раздела"), kind=PlanKind.ROADMAP))
    document = Document(io.BytesIO(written))
    assert [one.text for one in document.paragraphs[:2]] == ["Дорожная карта ВСОКО на 2026/2027 учебный год", SCHOOL]
    assert document.sections[0].page_width > document.sections[0].page_height  # type: ignore[operator] # both are set
    header, first, title, second = cells(written)
    assert header == [
        "№", "Что оценивается, мероприятие", "Объект ВСОКО", "Локальный акт", "Субъекты", "Процедура", "Инструментарий",
        "Сроки", "Ответственные", "Форма результата", "Управленческое решение", "Статус",
    ]  # fmt: skip
    assert first[:2] == ["1", "Без раздела"]
    assert set(title) == {"Условия"}
    assert second[:2] == ["2", "Проверка журналов"]
    assert "w:tblHeader" in document.tables[0].rows[0]._tr.xml
    footer = document.sections[0].footer.paragraphs[0]
    assert "NUMPAGES" in footer._p.xml
    assert [one.text for one in footer._p.iter(qn("w:t"))] == ["1", " из ", "1"]


@pytest.mark.parametrize("section", ["СЕНТЯБРЬ", "Директор ____"])
def test_a_section_that_would_be_read_as_something_else_stands_in_a_column(section: str) -> None:
    header, first = cells(plan_docx(form(row(section=section))))
    assert (header[1], first[1]) == ("Раздел", section)


def test_a_form_travels_as_plain_data() -> None:
    whole = form(row(deadlines=dues((date(2026, 10, 1), date(2026, 10, 31))), notes=("а", "б")), states=("в работе",))
    assert from_data(to_data(whole)) == whole

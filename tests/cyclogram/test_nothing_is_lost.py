"""Whatever stands in a table under its header stands in the plan that comes of it, or is named."""

import re
import unicodedata
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from cyclogram.files import Sheet
from cyclogram.normal import plain, tidy
from cyclogram.plan import ReadPlan
from cyclogram.school_year import school_year
from cyclogram.table import read_plan

YEAR = school_year(2026)
HEADERS = (
    "№", "Мероприятие", "Сроки", "Ответственный", "Раздел", "Объект", "Субъекты", "Локальный акт", "Процедура", "Форма",
    "Инструментарий", "Периодичность", "Результат", "Решение", "Статус", "Уровень", "Примечание", "Кабинет", "Начало",
    "Окончание", "IX", "X", "I четверть", "5А", "6Б", "Месяц", "Неделя", "Учитель", "Предмет", "Этап", "ФИО",
)  # fmt: skip
USUAL = ("Мероприятие", "Сроки", "Ответственный")
CELLS = st.sampled_from(
    ("", "", "", "октябрь", "по графику", "+", "-", "до 5 мая", "Завуч", "Психолог; завуч", "НОЯБРЬ", "I. Раздел", "5",
     "3", "2 неделя", "каждую среду", "Справка", "выполнено", "12.10", "15.10.2026", "Дело\nвторое", "🙂", "______")
) | st.text(max_size=10)  # fmt: skip
SILENT = re.compile(r"[\W_\dxхv]*|да|нет|есть|не проводится|ü|þ", re.IGNORECASE)
"""Ticks, dashes and bare numbers say what their column says; they need not be repeated."""


@st.composite
def tables(draw: st.DrawFn) -> Sheet:
    titles = draw(
        st.lists(st.sampled_from(HEADERS), max_size=6, unique=True).flatmap(
            lambda more: st.permutations(sorted({*more, *USUAL}))
        )
    )
    widths = st.integers(0, len(titles) + 1)
    rows = draw(st.lists(widths.flatmap(lambda width: st.lists(CELLS, min_size=width, max_size=width)), max_size=9))
    above = [["План на 2026/2027 учебный год"]] * draw(st.integers(0, 1))
    told = tuple(tuple(cell.strip() for cell in row) for row in (*above, titles, *rows))
    corner = st.tuples(st.integers(0, len(told)), st.integers(0, 8), st.integers(0, 3), st.integers(0, 3))
    merged = [(top, left, top + down, left + right) for top, left, down, right in draw(st.lists(corner, max_size=3))]
    return Sheet("Лист1", told, tuple(merged))


def words(text: str) -> set[str]:
    """The beginnings of the words, for «октябрь» may come back as «5 октября»."""
    return {word[:5] for word in re.findall(r"\w+", tidy(unicodedata.normalize("NFKC", text)).casefold())}


def kept(plan: ReadPlan) -> Iterator[str]:
    for row in plan.rows:
        yield from (row.what, row.object, row.subjects, row.basis, row.procedure, row.tool, row.output, row.decision)
        yield from (row.section, row.level, row.status, row.deadline_text, *row.responsible, *row.notes)
        yield from (one.phrase for one in row.questions)
        yield from (due.phrase for due in row.deadlines)
        yield from (repeat.phrase for repeat in row.repeats)
    yield from (problem.message for problem in plan.problems)


def is_time_title(row: tuple[str, ...]) -> bool:
    return len({cell for cell in row if cell}) == 1


@settings(max_examples=120, deadline=None)
@given(st.lists(tables(), min_size=1, max_size=2))
def test_every_row_has_its_fate_and_every_word_its_place(found: list[Sheet]) -> None:
    sheets = [Sheet(f"Л{at}", one.rows, one.merged) for at, one in enumerate(found)]
    plan = read_plan(sheets, YEAR)
    assert plan.tally.is_whole
    assert plan.tally.filled == sum(1 for sheet in sheets for row in sheet.rows if any(row))
    assert ReadPlan.from_dict(plan.to_dict()) == plan
    assert len({row.where for row in plan.rows}) == len(plan.rows)
    assert all(row.deadlines or row.repeats or row.questions or row.done for row in plan.rows)
    told = words(" ".join(kept(plan)))
    aside = {problem.where for problem in plan.problems if "!" not in problem.where}
    if len(sheets) > 1 or aside or plan.tally.headers != 1:
        return  # a sheet that is no plan is named as a whole, rows of a header are not repeated
    for row in (tuple(map(str, row)) for row in sheets[0].rows[2:]):
        for cell in row:
            if not SILENT.fullmatch(cell) and not is_time_title(row) and plain(cell) not in map(plain, HEADERS):
                assert words(cell) <= told, (cell, row)


@given(st.lists(st.lists(st.text(max_size=30), max_size=6), max_size=8))
def test_no_sheet_of_anything_makes_it_stumble(rows: list[list[str]]) -> None:
    plan = read_plan([Sheet("Л", tuple(tuple(cell.strip() for cell in row) for row in rows))], YEAR)
    assert plan.tally.is_whole

"""Plans made in Word: each table a sheet, whatever Word has done to its cells."""

import io

import pytest
from docx import Document

from cyclogram.files import BadFile, Sheet, sheets
from cyclogram.files.sheet import PICTURES
from cyclogram.reading import read_file
from tests.cyclogram.books import FLAT
from tests.cyclogram.documents import PICTURE, cell, counted, docx, paragraph, row, run, table, tall, wide

HEADER = ("Мероприятие", "Срок", "Ответственный")


def read(*blocks: str, **parts: str) -> tuple[Sheet, ...]:
    return sheets(docx(*blocks, **parts), "план.docx")


def test_a_document_written_by_word_itself() -> None:
    document = Document()
    document.add_paragraph("УТВЕРЖДАЮ")
    document.add_heading("Циклограмма ВСОКО на 2025/2026 учебный год")
    drawn = document.add_table(0, 5)
    for told in FLAT:
        for cell_, words in zip(drawn.add_row().cells, told, strict=True):
            cell_.text = str(words)
    section = drawn.add_row().cells
    section[0].merge(section[4]).text = "Качество условий"
    kept = io.BytesIO()
    document.save(kept)
    (sheet,) = sheets(kept.getvalue(), "что угодно")
    assert sheet.name == "Таблица 1"
    assert [line[0] for line in sheet.rows[:2]] == ["УТВЕРЖДАЮ", "Циклограмма ВСОКО на 2025/2026 учебный год"]
    assert sheet.rows[2:6] == FLAT
    assert sheet.rows[6][0] == "Качество условий"
    assert set(sheet.merged) == {(0, 0, 0, 4), (1, 0, 1, 4), (6, 0, 6, 4)}
    plan = read_file(kept.getvalue(), "план.docx", 2026)
    assert [one.what for one in plan.rows] == ["Проверка журналов", "Опрос родителей", "Итоги года"]
    assert "2025/2026" in plan.problems[0].message


WORDS = {
    "two paragraphs": ("<w:p><w:r><w:t>до 5</w:t></w:r></w:p>" + paragraph("мая"), "до 5\nмая"),
    "a word in pieces": (paragraph(inside=run("сен") + run("тябрь")), "сентябрь"),
    "a line break": (paragraph(inside=f"{run('май')}<w:r><w:br/></w:r>{run('июнь')}"), "май\nиюнь"),
    "a tab": (paragraph(inside=f"{run('май')}<w:r><w:tab/></w:r>{run('июнь')}"), "май\tиюнь"),
    "a tab stop is no tab": (paragraph("май", about="<w:tabs><w:tab w:val='left'/></w:tabs>"), "май"),
    "hyphens": (paragraph(inside=f"{run('май')}<w:r><w:noBreakHyphen/><w:softHyphen/></w:r>{run('июнь')}"), "май-июнь"),
    "inserted text stays": (paragraph("до ", inside=f"<w:ins>{run('5 мая')}</w:ins>"), "до 5 мая"),
    "deleted text goes": (paragraph("май", inside="<w:del><w:r><w:delText>июнь</w:delText></w:r></w:del>"), "май"),
    "moved text is not said twice": (paragraph("май", inside=f"<w:moveFrom>{run('май')}</w:moveFrom>"), "май"),
    "a link": (paragraph(inside=f"<w:hyperlink>{run('школа')}</w:hyperlink>"), "школа"),
    "a field": (paragraph(inside=f"<w:r><w:instrText>DATE</w:instrText></w:r>{run('5 мая')}"), "5 мая"),
    "a simple field": (paragraph(inside=f"<w:fldSimple w:instr='DATE'>{run('5 мая')}</w:fldSimple>"), "5 мая"),
    "a content control": (
        f"<w:sdt><w:sdtPr><w:t>x</w:t></w:sdtPr><w:sdtContent>{paragraph('май')}</w:sdtContent></w:sdt>",
        "май",
    ),
    "a text box, written twice for old programs": (
        paragraph(
            inside="<mc:AlternateContent><mc:Choice><w:txbxContent>" + paragraph("май") + "</w:txbxContent></mc:Choice>"
            "<mc:Fallback><w:txbxContent>" + paragraph("май") + "</w:txbxContent></mc:Fallback></mc:AlternateContent>"
        ),
        "май",
    ),
    "a tick of Wingdings": (paragraph(inside='<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'), "+"),
    "a small table within": (table(("5А", "май"), ("5Б", "июнь")), "5А май\n5Б июнь"),
    "a stray number of Word": (counted(), ""),
}  # fmt: skip


@pytest.mark.parametrize("kind", WORDS)
def test_words_of_a_cell(kind: str) -> None:
    content, expected = WORDS[kind]
    found = read(table(HEADER, row("Опрос", cell(content), "Завуч")))
    assert found[0].rows[1] == ("Опрос", expected, "Завуч")


def test_cells_merged_across_and_down() -> None:
    (sheet,) = read(
        table(
            row("№", "Что", wide(2, "Сроки"), "Кто"),
            row("1", tall("Опрос"), "план", "факт", tall("Завуч")),
            row("2", tall(), "май", "", tall()),
            row(wide(5, "Раздел II")),
            row("3", "Итоги", "июнь", "", "Завуч"),
        )
    )
    assert sheet.rows == (
        ("№", "Что", "Сроки", "", "Кто"),
        ("1", "Опрос", "план", "факт", "Завуч"),
        ("2", "", "май", "", ""),
        ("Раздел II", "", "", "", ""),
        ("3", "Итоги", "июнь", "", "Завуч"),
    )
    assert set(sheet.merged) == {(0, 2, 0, 3), (1, 1, 2, 1), (1, 4, 2, 4), (3, 0, 3, 4)}


def test_a_row_that_begins_and_ends_within() -> None:
    (sheet,) = read(
        table(
            HEADER,
            row("май", "Завуч", about='<w:gridBefore w:val="1"/>'),
            row("Итоги", about='<w:gridAfter w:val="2"/>'),
        )
    )
    assert sheet.rows[1:] == (("", "май", "Завуч"), ("Итоги", "", ""))


def test_a_border_dragged_in_one_row_moves_no_cell_to_another_column() -> None:
    """The header's border stands a little to the left: Word has four lines of grid for three columns."""
    (sheet,) = read(
        table(
            row("Что", wide(2, "Срок"), "Кто"),
            row(wide(2, "Опрос"), "май", "Завуч"),
            row(wide(2, "Итоги"), "июнь", "Завуч"),
            row(wide(4, "Раздел")),
            widths=(3000, 300, 1700, 2000),
        )
    )
    assert sheet.rows[:3] == (("Что", "Срок", "Кто"), ("Опрос", "май", "Завуч"), ("Итоги", "июнь", "Завуч"))
    assert sheet.merged == ((3, 0, 3, 2),)


def test_columns_that_some_rows_share_stay_apart_in_others() -> None:
    (sheet,) = read(
        table(
            row("Что", wide(2, "Срок"), "Кто"),
            row("Опрос", wide(2, "май"), "Завуч"),
            row("Итоги", "план", "факт", "Завуч"),
        )
    )
    assert sheet.rows[2] == ("Итоги", "план", "факт", "Завуч")


def test_a_deleted_row_is_no_row() -> None:
    (sheet,) = read(table(HEADER, row("Старое", "май", "Завуч", about="<w:del/>"), row("Новое", "май", "Завуч")))
    assert [one[0] for one in sheet.rows] == ["Мероприятие", "Новое"]


def test_rows_numbered_by_word_have_their_numbers() -> None:
    rows = (row(cell(counted()), what, "", "") for what in ("Опрос", "Итоги"))
    (sheet,) = read(table(("№", *HEADER), *rows))
    assert [one[:2] for one in sheet.rows[1:]] == [("1", "Опрос"), ("2", "Итоги")]


def test_titles_between_tables_are_rows_above_them() -> None:
    found = read(
        paragraph("План на 2026/2027 учебный год"),
        paragraph("Пояснение. " * 30),
        paragraph("СЕНТЯБРЬ"),
        table(HEADER, ("Опрос", "до 5", "Завуч")),
        paragraph(),
        paragraph("ОКТЯБРЬ"),
        table(("Итоги", "до 10", "Завуч")),
    )
    assert [sheet.name for sheet in found] == ["Таблица 1", "Таблица 2"]
    assert [one[0] for one in found[0].rows] == ["План на 2026/2027 учебный год", "СЕНТЯБРЬ", "Мероприятие", "Опрос"]
    assert found[1].rows == (("ОКТЯБРЬ", "", ""), ("Итоги", "до 10", "Завуч"))
    assert found[1].merged == ((0, 0, 0, 2),)


def test_a_table_within_a_table_is_a_table() -> None:
    """The whole page is laid out in one cell."""
    found = read(table([cell("Приложение 1", table(HEADER, ("Опрос", "май", "Завуч"), ("Итоги", "июнь", "Завуч")))]))
    assert [sheet.name for sheet in found] == ["Таблица 1", "Таблица 2"]
    assert found[1].rows[1:] == (("Опрос", "май", "Завуч"), ("Итоги", "июнь", "Завуч"))


def test_a_small_table_within_a_cell_is_said_once() -> None:
    small = cell(table(("физика", "12 октября"), ("химия", "14 октября")))
    (one,) = read_file(docx(table(HEADER, row("Олимпиада", small, "Завуч"))), "план.docx", 2026).rows
    assert one.deadline_text == "физика 12 октября химия 14 октября"
    assert [len(question.guess) for question in one.questions] == [2]


def test_a_list_instead_of_a_table() -> None:
    stamp = table(("СОГЛАСОВАНО", "УТВЕРЖДАЮ"), ("Председатель ПК", "Директор"))
    found = read(
        stamp,
        paragraph("СЕНТЯБРЬ"),
        counted("Входные работы — до 25 сентября — руководители ШМО"),
        counted("Проверка журналов", level=1),
        paragraph("ОКТЯБРЬ"),
        counted("Опрос родителей; 12.10; психолог"),
    )
    assert found[1].rows == (
        ("№", "Мероприятие", "Срок", "Ответственный"),
        ("СЕНТЯБРЬ", "", "", ""),
        ("1)", "Входные работы", "до 25 сентября", "руководители ШМО"),
        ("1.1)", "Проверка журналов", "", ""),
        ("ОКТЯБРЬ", "", "", ""),
        ("2)", "Опрос родителей", "12.10", "психолог"),
    )
    assert [one.what for one in read_file(docx(*[counted("Опрос — май")] * 2), "x", 2026).rows] == ["Опрос"] * 2


def test_a_list_numbered_by_its_style() -> None:
    styles = '<w:styles xmlns:w="w"><w:style w:styleId="a5"><w:pPr><w:numPr/></w:pPr></w:style></w:styles>'
    points = [paragraph(words, about='<w:pStyle w:val="a5"/>') for words in ("Опрос", "Итоги")]
    assert [one[:2] for one in read(*points, styles=styles)[0].rows[1:]] == [("1)", "Опрос"), ("2)", "Итоги")]


def test_pictures_in_place_of_words() -> None:
    (sheet,) = read(table(HEADER, row("Опрос", cell(paragraph(inside=PICTURE)), "Завуч")))
    assert sheet.notes == ("В ячейках картинки вместо текста, их не прочитать: B2.",)
    problems = read_file(
        docx(table(HEADER, row("Опрос", cell(paragraph(inside=PICTURE)), "Завуч"))), "x", 2026
    ).problems
    assert [one.where for one in problems] == ["Таблица 1"]


def deep(levels: int) -> str:
    inner = paragraph("на дне")
    for _ in range(levels):
        inner = table([cell(inner)])
    return inner


BAD = {
    "a table of pictures": (docx(table(row(cell(paragraph(inside=PICTURE))))), PICTURES),
    "a picture alone": (docx(paragraph(inside=PICTURE)), PICTURES),
    "nothing": (docx(paragraph()), "нет ни таблицы, ни списка"),
    "a letter": (docx(paragraph("Уважаемые коллеги! Направляю план позже.")), "нет ни таблицы, ни списка"),
    "macros": (docx(paragraph("План"), vbaProject=b"\0"), "«Документ Word (.docx)» без макросов"),
    "a cell over a million columns": (docx(table(row(wide(1_000_000, "Опрос")))), "больше 200 столбцов"),
    "a row that begins far to the right": (
        docx(table(row("Опрос", about='<w:gridBefore w:val="999999999"/>'))),
        "больше 200 столбцов",
    ),
    "too many rows": (docx(table(*[("Опрос", "май")] * 5_001)), "больше 5000 строк"),
    "too many tables": (docx(*[table(("Опрос", "май"))] * 51), "больше 50"),
    "tables within tables": (docx(deep(20)), "вложены"),
    "tables within tables without end": (docx(deep(500)), "вложены"),
    "elements without end": (docx("<w:sdt>" * 1_000), "повреждён"),
    "cut off": (docx(table(HEADER, ("Опрос", "май", "Завуч")))[:-30], "повреждён"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_one_clear_sentence(kind: str) -> None:
    content, words = BAD[kind]
    with pytest.raises(BadFile) as bad:
        sheets(content, "план.docx")
    assert words in str(bad.value)


def test_empty_rows_below_are_no_rows() -> None:
    (sheet,) = read(table(HEADER, ("Опрос", "май", "Завуч"), *["<w:tr><w:tc><w:p/></w:tc></w:tr>"] * 6_000))
    assert len(sheet.rows) == 2


@pytest.mark.parametrize("span", ["0", "-5", "x", "", "²"])
def test_numbers_that_are_none(span: str) -> None:
    (sheet,) = read(table(row(wide(span, "Опрос"), "май", about=f'<w:gridBefore w:val="{span}"/>')))
    assert "май" in sheet.rows[0]

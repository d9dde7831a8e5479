"""Spreadsheets of LibreOffice: merged cells, dates, and repeats that are counted before they are unrolled."""

from datetime import date

import pytest

from cyclogram.files import BadFile, Sheet, sheets
from cyclogram.files.sheet import LOCKED, PICTURES
from tests.cyclogram.documents import COVERED, ods, ods_cell, ods_row, ods_table, package


def read(*rows: str) -> Sheet:
    (sheet,) = sheets(ods(ods_table("План", *rows)), "план.ods")
    return sheet


def test_cells_as_they_are_shown() -> None:
    sheet = read(
        ods_row("Что", "Срок", "Кто"),
        ods_row(
            ods_cell("Отчёт", xml="<office:annotation><text:p>заметка</text:p></office:annotation>"),
            ods_cell("05.10.26", 'office:value-type="date" office:date-value="2026-10-05T00:00:00"'),
            ods_cell("Завуч\nпсихолог"),
        ),
        ods_row(
            ods_cell(xml='<text:p>а<text:s text:c="2"/>б<text:line-break/><text:span>в</text:span>г</text:p>'),
            ods_cell("7", 'office:value-type="float" office:value="7"'),
            ods_cell("?", 'office:value-type="date" office:date-value="завтра"'),
        ),
    )
    assert sheet.name == "План"
    assert sheet.rows[1:] == (("Отчёт", date(2026, 10, 5), "Завуч\nпсихолог"), ("а  б\nвг", "7", "?"))


@pytest.mark.parametrize("words", ["сентябрь 2026", "сен. 26", "09.2026", "сентябрь", "5 октября", "15.03", "15 мар."])
def test_a_date_of_which_a_part_is_shown(words: str) -> None:
    cell = ods_cell("", 'office:value-type="date" office:date-value="2026-10-05"', xml=f"<text:p>{words}</text:p>")
    assert read(ods_row("Что", "Срок", "Кто"), ods_row("Отчёт", cell, "Завуч")).rows[1][1] == words


def test_merged_cells() -> None:
    sheet = read(
        ods_row("Что", ods_cell("Сроки", "number-columns-spanned='2'"), COVERED, "Кто"),
        ods_row(ods_cell("Опрос", "number-rows-spanned='2'"), "план", "факт", "Завуч"),
        ods_row(COVERED, "май", "", "Завуч"),
    )
    assert sheet.rows[0] == ("Что", "Сроки", "", "Кто")
    assert sheet.rows[2] == ("", "май", "", "Завуч")
    assert sheet.merged == ((0, 1, 0, 2), (1, 0, 2, 0))


def test_repeats() -> None:
    sheet = read(
        ods_row("Что", ods_cell("+", "number-columns-repeated='3'"), ods_cell("", "number-columns-repeated='16380'")),
        ods_row(ods_cell("", "number-columns-repeated='16384'"), repeated=2),
        ods_row("Итоги", repeated=2),
        ods_row(ods_cell("", "number-columns-repeated='16384'"), repeated=1_048_570),
    )
    assert sheet.rows == (("Что", "+", "+", "+"), (), (), ("Итоги",), ("Итоги",))


BAD = {
    "filled columns to the end": (
        ods(ods_table("Л", ods_row(ods_cell("x", "number-columns-repeated='16384'")))),
        "больше 200 столбцов",
    ),
    "filled rows to the end": (ods(ods_table("Л", ods_row("x", repeated=1_048_576))), "больше 5000 строк"),
    "a cell at the very end": (
        ods(
            ods_table(
                "Л", ods_row("", repeated=1_048_575), ods_row(ods_cell("", "number-columns-repeated='16383'"), "x")
            )
        ),
        "больше",
    ),
    "a number too large for anything": (ods(ods_table("Л", ods_row("x", repeated=10**30))), "больше 5000 строк"),
    "many sheets": (ods(*[ods_table(f"Л{n}", ods_row("x")) for n in range(51)]), "больше 50"),
    "a password": (ods(manifest="<m><encryption-data/></m>"), LOCKED),
    "a newer password": (package({"mimetype": "x", "encrypted-package": "y", "content.xml": ""}), LOCKED),
    "pictures alone": (package({"mimetype": "", "content.xml": "<a/>", "Pictures/1.png": b"x"}), PICTURES),
    "nothing": (ods(ods_table("Л")), "ни одной заполненной"),
    "a letter": (package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "(.odt)"),
    "a presentation": (
        package({"mimetype": "application/vnd.oasis.opendocument.presentation", "content.xml": "<a/>"}),
        "не таблица",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_one_clear_sentence(kind: str) -> None:
    content, words = BAD[kind]
    with pytest.raises(BadFile) as bad:
        sheets(content, "план.ods")
    assert words in str(bad.value)

"""Plans made in Excel, new and old: what a person sees there is what is read."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date

import pytest
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import load_workbook
from xlsxwriter import Workbook

from cyclogram.files import BadFile, sheets
from cyclogram.files.cfb import packed
from cyclogram.files.sheet import CROWDED, LOCKED, PICTURES
from cyclogram.reading import read_file
from tests.cyclogram.books import FLAT, Rows, xlsx

Change = Callable[[str], str]


def changed(content: bytes, changes: Mapping[str, Change]) -> bytes:
    """The same workbook with some of its parts rewritten."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, changes[name](part.decode()) if name in changes else part)
    return kept.getvalue()


def with_sheet(change: Change, rows: Rows = FLAT) -> bytes:
    return changed(xlsx({"Лист1": rows}), {"xl/worksheets/sheet1.xml": change})


def shared(rows: Rows) -> bytes:
    """A workbook that keeps its words apart, as Excel does; openpyxl writes them into the cells."""
    kept = io.BytesIO()
    book = Workbook(kept)
    page = book.add_worksheet()
    for at, row in enumerate(rows):
        page.write_row(at, 0, row)
    book.close()
    return kept.getvalue()


def put(old: str, new: str) -> Change:
    def change(xml: str) -> str:
        assert old in xml
        return xml.replace(old, new, 1)

    return change


# -- .xlsx


def test_dates_numbers_formulas_and_an_offset() -> None:
    content = xlsx({"Лист1": [(), (None, "Дело", "Срок"), (None, "Отчёт", date(2026, 10, 5)), (None, 7, "=1+1")]})
    (sheet,) = sheets(content, "plan.xlsx")
    assert sheet.rows == (("", "", ""), ("", "Дело", "Срок"), ("", "Отчёт", date(2026, 10, 5)), ("", "7", ""))
    (note,) = sheet.notes
    assert note.startswith("Значения формул не сохранены, ячейки прочитаны как пустые: C4.")


def test_a_formula_is_read_as_its_last_value() -> None:
    content = with_sheet(
        lambda xml: xml.replace("<v></v>", "<v>14</v>").replace("<v/>", "<v>14</v>"), [("Дело", "=7*2")]
    )
    (sheet,) = sheets(content, "plan.xlsx")
    assert (sheet.rows, sheet.notes) == ((("Дело", "14"),), ())


def test_what_was_not_read_is_told_with_the_plan() -> None:
    rows = [*FLAT, ("4", "Отчёт", "=TODAY()", "Завуч", "")]
    assert [one.where for one in read_file(xlsx({"План": rows}), "x", 2026).problems] == ["План"]


def test_merged_cells_are_known() -> None:
    (sheet,) = sheets(xlsx({"А": [("x", "y"), ("z", "")]}, {"А": ["B1:B2"]}), "plan.xlsx")
    assert sheet.merged == ((0, 1, 1, 1),)


def test_days_counted_from_1904() -> None:
    book = load_workbook(io.BytesIO(xlsx({"А": [("Срок",), (date(2026, 10, 5),)]})))
    kept = io.BytesIO()
    book.save(kept)
    content = changed(kept.getvalue(), {"xl/workbook.xml": put("<workbookPr", '<workbookPr date1904="1"')})
    assert sheets(content, "x")[0].rows[1] == (date(2030, 10, 6),)  # the same number, 1 462 days later


SHOWN = {
    "dd.mm.yyyy": date(2026, 3, 15),
    "[$-419]d mmmm yyyy;@": date(2026, 3, 15),
    "[$-419]mmmm yyyy": "март 2026",
    "mmm.yy": "март 2026",
    "mm.yyyy": "март 2026",
    "mmmm": "март 2026",
    "dd.mm": "15.03",
    'd mmmm "г."': "15.03",
    "d mmm": "15.03",
}


def test_a_date_says_what_is_shown_of_it() -> None:
    kept = io.BytesIO()
    book = Workbook(kept)
    page = book.add_worksheet("План")
    page.write_row(0, 0, ["Мероприятие", "Срок", "Ответственный"])
    for at, code in enumerate(SHOWN, 1):
        page.write_datetime(at, 1, date(2026, 3, 15), book.add_format({"num_format": code}))
    for at, number in enumerate((16, 17), len(SHOWN) + 1):  # Excel's own «Д.ммм» and «ммм.гг»
        page.write_datetime(at, 1, date(2026, 3, 15), book.add_format({"num_format": number}))
    book.close()
    (sheet,) = sheets(kept.getvalue(), "x")
    assert [row[1] for row in sheet.rows[1:]] == [*SHOWN.values(), "15.03", "март 2026"]


def test_a_date_of_an_old_workbook_says_what_is_shown_of_it() -> None:
    book = xlwt.Workbook()
    for name in ("Титул", "План"):
        page = book.add_sheet(name)
        for at, code in enumerate(("MMMM YYYY", "DD.MM", "DD.MM.YYYY", "General")):
            page.write(0, at, date(2026, 3, 15), xlwt.easyxf(num_format_str=code))
    kept = io.BytesIO()
    book.save(kept)
    for sheet in sheets(kept.getvalue(), "x"):
        assert sheet.rows[0] == ("март 2026", "15.03", date(2026, 3, 15), "46096")


def test_empty_cells_and_rows_below_are_none() -> None:
    blanks = "".join(
        f'<row r="{at}"><c r="A{at}" s="0"/></row><row r="{at + 1}" spans="1:1"/>' for at in range(9, 40_000, 2)
    )
    content = with_sheet(put("</sheetData>", f'{blanks}<row r="50"><c r="B50"><v>7</v></c></row></sheetData>'))
    (sheet,) = sheets(content, "x")
    assert (sheet.rows[:4], len(sheet.rows), sheet.rows[49][1]) == (FLAT, 50, "7")


def test_words_shared_by_cells() -> None:
    assert sheets(shared(FLAT), "x")[0].rows == FLAT


def test_a_strict_workbook() -> None:
    strict = "http://purl.oclc.org/ooxml"

    def change(xml: str) -> str:
        main = xml.replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main", f"{strict}/spreadsheetml/main")
        return main.replace("http://schemas.openxmlformats.org/officeDocument/2006", f"{strict}/officeDocument")

    names = ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels")
    content = changed(shared(FLAT), dict.fromkeys((*names, "xl/_rels/workbook.xml.rels"), change))
    assert sheets(content, "x")[0].rows == FLAT


def test_hidden_sheets_are_not_read_and_the_answer_says_so() -> None:
    book = load_workbook(io.BytesIO(xlsx({"План": FLAT, "Списки": [("Завуч",)], "2025": FLAT})))
    book["Списки"].sheet_state = "hidden"
    book["2025"].sheet_state = "veryHidden"
    kept = io.BytesIO()
    book.save(kept)
    (sheet,) = sheets(kept.getvalue(), "x")
    assert sheet.rows == FLAT
    assert sheet.notes[0].startswith("Скрытые листы не читаю: «Списки», «2025».")


# -- .xls


def xls(rows: Rows, **more: Rows) -> bytes:
    book = xlwt.Workbook()
    for name, told in {"План": rows, **more}.items():
        page = book.add_sheet(name)
        for at, row in enumerate(told):
            for column, value in enumerate(row):
                day = xlwt.easyxf(num_format_str="DD.MM.YYYY") if isinstance(value, date) else xlwt.Style.default_style
                page.write(at, column, value, day)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_an_old_workbook() -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("План")
    page.write_merge(0, 0, 0, 2, "Циклограмма")
    for column, value in enumerate(("Дело", 7, 0.5)):
        page.write(1, column, value)
    page.write(2, 0, date(2026, 10, 5), xlwt.easyxf(num_format_str="DD.MM.YYYY"))
    hidden = book.add_sheet("Списки")
    hidden.write(0, 0, "Завуч")
    hidden.visibility = 1
    kept = io.BytesIO()
    book.save(kept)
    (sheet,) = sheets(kept.getvalue(), "план.xls")
    assert sheet.rows == (("Циклограмма", "", ""), ("Дело", "7", "0.5"), (date(2026, 10, 5), "", ""))
    assert sheet.merged == ((0, 0, 0, 2),)
    assert "«Списки»" in sheet.notes[0]


def test_a_long_old_workbook() -> None:
    """Its stream takes more sectors than fit the smallest of everything."""
    rows = [(str(at), f"Мероприятие номер {at}", "октябрь", "Завуч") for at in range(2_000)]
    assert sheets(xls(rows), "план.xls")[0].rows == tuple(rows)


# -- what is not read


def locked(content: bytes) -> bytes:
    kept = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt("тайна", kept)
    return kept.getvalue()


def container(*names: str) -> bytes:
    """The old container with one stream: what kind it is shows in the name."""
    return packed(names[0], b"\0" * 5_000)


def pictures() -> bytes:
    kept = io.BytesIO(xlsx({"Лист1": []}))
    with zipfile.ZipFile(kept, "a") as package:
        package.writestr("xl/media/image1.png", b"x")
    return kept.getvalue()


def record(kind: int, content: bytes) -> bytes:
    return kind.to_bytes(2, "little") + len(content).to_bytes(2, "little") + content


def old_records(*records: bytes) -> bytes:
    return packed("Workbook", record(0x809, bytes(16)) + b"".join(records))


FAR_FORMULA = '<row r="7000"><c><f>1</f></c></row></sheetData>'
NAMED = "".join(f'<c t="s"><v>{number}</v></c>' for number in range(20)) * 10
MANY_NAMED = f"<row>{NAMED}</row>" * 10
FAR_CELLS = bytes(10) + b"\xff\xff"
LONG_ROW = f"<row>{'<c><v>1</v></c>' * 201}</row></sheetData>"
MERGED = "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 30_000 + "</mergeCells></worksheet>"
ENTITY = '<!DOCTYPE x [<!ENTITY a "b">]>'
OUTSIDE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x">'
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "a password": (lambda: locked(xlsx({"Л": FLAT})), LOCKED),
    "a password on an old workbook": (lambda: old_records(record(0x2F, bytes(54))), LOCKED),
    "an old letter": (lambda: container("WordDocument"), "(.doc). Откройте его, сохраните как .docx"),
    "an old presentation": (lambda: container("PowerPoint Document"), "презентация"),
    "macros in an old workbook": (lambda: container("_VBA_PROJECT_CUR"), "макрос"),
    "some other container": (lambda: container("Contents"), "старого формата"),
    "an old workbook cut short": (lambda: xls(FLAT)[:3_000], "повреждён"),
    "an old workbook of noise": (lambda: old_records(b"\xff" * 999), "повреждён"),
    "an old cell far below": (lambda: xls([("x",)] * 5_001), "больше 5000 строк"),
    "an old cell far right": (lambda: xls([["x"] * 201]), "больше 200 столбцов"),
    "old cells in a row, far right": (lambda: old_records(record(0xBD, FAR_CELLS)), "больше 200 столбцов"),
    "an old record cut short": (lambda: old_records(record(0x203, b"\0")), "повреждён"),
    "more old texts than bytes": (lambda: old_records(record(0xFC, bytes(4) + b"\xff\xff\xff\x7f")), "повреждён"),
    "formulas without values": (lambda: xlsx({"Л": [("=A2", "=B2")]}), "только формулы"),
    "pictures alone": (pictures, PICTURES),
    "16384 columns": (lambda: xlsx({"Л": [["x"] * 16_384]}), "больше 200 столбцов"),
    "a formula far below": (lambda: with_sheet(put("</sheetData>", FAR_FORMULA)), "больше 5000 строк"),
    "cells without addresses": (lambda: with_sheet(put("</sheetData>", LONG_ROW)), "больше 200 столбцов"),
    "a million merged cells": (lambda: with_sheet(put("</worksheet>", MERGED)), CROWDED),
    "entities": (lambda: with_sheet(put("<worksheet", ENTITY + "<worksheet")), "повреждён"),
    "entities from outside": (lambda: with_sheet(put("<worksheet", OUTSIDE + "<worksheet")), "повреждён"),
    "more texts than bytes": (
        lambda: changed(shared(FLAT), {"xl/sharedStrings.xml": put('uniqueCount="', 'uniqueCount="99999999')}),
        "повреждён",
    ),
    "one long text in many cells": (
        lambda: changed(
            shared(FLAT),
            {
                "xl/sharedStrings.xml": put("Опрос", "Опрос" * 60_000),
                "xl/worksheets/sheet1.xml": put("</sheetData>", MANY_NAMED + "</sheetData>"),
            },
        ),
        CROWDED,
    ),
    "a sheet by another name": (
        lambda: changed(
            xlsx({"Л": FLAT}),
            {
                "xl/_rels/workbook.xml.rels": put("worksheets/sheet1.xml", "styles.xml"),
                "xl/styles.xml": lambda _: f"<worksheet><sheetData>{FAR_FORMULA}</worksheet>",
            },
        ),
        "больше 5000 строк",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_one_clear_sentence(kind: str) -> None:
    make, words = BAD[kind]
    with pytest.raises(BadFile) as bad:
        sheets(make(), "план.xlsx")
    assert words in str(bad.value)


@pytest.mark.parametrize("address", ["xfd1048576", "XFD2", "A1048576", "ZZZZZZ99999999999"])
def test_a_cell_far_away_is_refused_before_anything_is_laid_out(address: str) -> None:
    with pytest.raises(BadFile, match="больше"):
        sheets(with_sheet(put('r="A1"', f'foo=">" r="{address}"')), "plan.xlsx")


def test_promised_dimensions_are_not_believed() -> None:
    content = xls(FLAT)
    at = content.index(b"\x00\x02\x0e\x00")
    lying = content[: at + 4] + bytes(4) + b"\xff\xff\xff\xff" + bytes(2) + b"\xff\xff" + content[at + 16 :]
    assert len(lying) == len(content)
    assert sheets(lying, "план.xls")[0].rows == FLAT

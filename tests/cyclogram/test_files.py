"""Uploaded files: the kinds that are read, and one sentence for each kind that is not."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyclogram.files import MAX_BYTES, MAX_UNPACKED, BadFile, column_letters, sheets
from tests.cyclogram.books import FLAT, text, xlsx


@pytest.mark.parametrize("separator", [";", ",", "\t"], ids=["semicolon", "comma", "tab"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_any_csv(separator: str, encoding: str) -> None:
    (sheet,) = sheets(text(FLAT, separator).encode(encoding), "План на год.csv")
    assert sheet.name == "План на год"
    assert sheet.rows == FLAT


def test_xlsx_with_dates_numbers_formulas_and_an_offset() -> None:
    content = xlsx({"Лист1": [(), (None, "Дело", "Срок"), (None, "Отчёт", date(2026, 10, 5)), (None, 7, "=1+1")]})
    (sheet,) = sheets(content, "plan.xlsx")
    assert sheet.rows == (("", "", ""), ("", "Дело", "Срок"), ("", "Отчёт", date(2026, 10, 5)), ("", "7", ""))


def test_merged_cells_are_known() -> None:
    (sheet,) = sheets(xlsx({"А": [("x", "y"), ("z", "")]}, {"А": ["B1:B2"]}), "plan.xlsx")
    assert sheet.merged == ((0, 1, 1, 1),)


def package(*names: str, **contents: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, contents.get("content", b"x"))
    return kept.getvalue()


def bomb() -> bytes:
    return package("xl/workbook.xml", "xl/worksheets/sheet1.xml", content=b"0" * (MAX_UNPACKED // 2 + 1))


def a_far_cell() -> bytes:
    return package(
        "xl/workbook.xml", "xl/worksheets/sheet1.xml", content=b'<row r="1"><c r="XFD1048576"><v>1</v></c></row>'
    )


def a_lying_zip() -> bytes:
    """The directory at the end declares a tiny size."""
    honest = package("xl/workbook.xml", "xl/worksheets/sheet1.xml", content=b"<c>" * 1000)
    return honest.replace((3000).to_bytes(4, "little"), (3).to_bytes(4, "little"))


OLE = bytes.fromhex("d0cf11e0a1b11ae1")
BAD: dict[str, tuple[Callable[[], bytes] | bytes, str]] = {
    "empty": (b"", "пустой"),
    "blanks": (b" \r\n ", "пустой"),
    "only separators": (b";;;\r\n;;;", "ни одной заполненной"),
    "pdf": (b"%PDF-1.7 \n", "PDF"),
    "png": (b"\x89PNG\r\n\x1a\n", "картинка"),
    "jpeg": (b"\xff\xd8\xff\xe0", "фотография"),
    "video": (b"\0\0\0\x18ftypmp42", "видео"),
    "broken container": (OLE + b"\0" * 600, "повреждён"),
    "broken docx": (package("word/document.xml"), "заново как .docx"),
    "broken ods": (package("content.xml"), "повреждён"),
    "macros": (package("xl/workbook.xml", "xl/vbaProject.bin"), "макрос"),
    "some zip": (package("photo.txt"), "не таблица"),
    "broken zip": (b"PK\x03\x04 nothing more", "повреждён"),
    "broken workbook": (package("xl/workbook.xml"), "повреждён"),
    "zip bomb": (bomb, "слишком много"),
    "lying zip": (a_lying_zip, "повреждён"),
    "far cell": (a_far_cell, "больше 5000 строк"),
    "16384 columns": (lambda: xlsx({"Л": [["x"] * 16_384]}), "больше 200 столбцов"),
    "too many rows": (lambda: text([["x", "y"]] * 5_001).encode(), "больше 5000 строк"),
    "too wide csv": (lambda: text([["x"] * 201]).encode(), "больше 200 столбцов"),
    "too big": (lambda: b"x" * (MAX_BYTES + 1), "больше 10 МБ"),
    "noise": (bytes(range(32)) * 40, "не таблица"),
}


@pytest.mark.parametrize("kind", BAD)
def test_one_clear_sentence(kind: str) -> None:
    made, word = BAD[kind]
    with pytest.raises(BadFile) as bad:
        sheets(made if isinstance(made, bytes) else made(), "plan.xlsx")
    assert word in str(bad.value)
    assert str(bad.value).endswith(".")


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", OLE]))
def test_no_bytes_make_it_stumble(content: bytes, start: bytes) -> None:
    try:
        found = sheets(start + content, "x")
    except BadFile:
        return
    assert any(cell for sheet in found for row in sheet.rows for cell in row)


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (199, "GR"), (16_383, "XFD")])
def test_column_letters(index: int, letters: str) -> None:
    assert column_letters(index) == letters


@pytest.mark.parametrize("rest", ["", '3;Уроки "А";май;Завуч\n'])
def test_a_stray_quote_swallows_no_rows(rest: str) -> None:
    content = f'№;Мероприятие;Срок;Кто\n1;"Опрос;октябрь;Завуч\n2;Журнал;май;Завуч\n{rest}'.encode()
    with pytest.raises(BadFile, match="В строке 2 кавычка"):
        sheets(content, "plan.csv")


def test_lines_in_quotes_are_one_cell() -> None:
    content = '№;Мероприятие;Срок;Кто\n1;"Опрос; анкета\nбеседа; тест";май;"Завуч;\nпсихолог"\n'.encode()
    assert len(sheets(content, "plan.csv")[0].rows) == 2


@pytest.mark.parametrize("address", ["xfd1048576", "XFD2", "A1048576", "ZZZZZZ99999999999", "XFD1048576"])
def test_a_cell_far_away_is_refused_before_anything_is_unpacked(address: str) -> None:
    with pytest.raises(BadFile, match="больше"):
        sheets(changed_sheet(lambda xml: xml.replace('r="A1"', f'foo=">" r="{address}"')), "plan.xlsx")


def test_a_million_merged_cells_are_refused() -> None:
    crowd = "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 30_000 + "</mergeCells></worksheet>"
    with pytest.raises(BadFile, match="слишком много"):
        sheets(changed_sheet(lambda xml: xml.replace("</worksheet>", crowd)), "plan.xlsx")


def changed_sheet(change: Callable[[str], str]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx({"Лист1": FLAT}))) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part.decode()) if name == "xl/worksheets/sheet1.xml" else part)
    return kept.getvalue()

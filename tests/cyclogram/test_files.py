"""Uploaded files: told apart by content, tables of text, and one sentence for each kind that is not read."""

import io
import socket
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyclogram.files import MAX_BYTES, MAX_UNPACKED, BadFile, column_letters, sheets
from cyclogram.files.cfb import packed
from cyclogram.files.ole import OLE
from cyclogram.reading import read_file
from tests.cyclogram.books import FLAT, text, xlsx
from tests.cyclogram.documents import cell, docx, ods, ods_row, ods_table, package, paragraph, table

ENCODINGS = ["utf-8", "utf-8-sig", "cp1251", "koi8-r", "cp866", "utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"], ids=["semicolon", "comma", "tab", "line"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_any_csv(separator: str, encoding: str) -> None:
    (sheet,) = sheets(_encodable(text(FLAT, separator)).encode(encoding), "План на год.csv")
    assert sheet.name == "План на год"
    assert [[_encodable(str(cell)) for cell in row] for row in sheet.rows] == [
        [_encodable(str(cell)) for cell in row] for row in FLAT
    ]


def _encodable(words: str) -> str:
    return words.replace("№", "N")  # KOI8-R has no sign for it


def test_capitals_alone_are_read_in_the_usual_encoding() -> None:
    assert sheets("ДЕЛО;СРОК\nОПРОС;МАЙ".encode("cp1251"), "x")[0].rows[1] == ("ОПРОС", "МАЙ")


def test_words_that_begin_like_an_archive_are_words() -> None:
    assert sheets(b"PK;1\nVK;2", "x.csv")[0].rows == (("PK", "1"), ("VK", "2"))


def test_the_sign_excel_is_told_of() -> None:
    assert sheets(b"sep=,\r\na;b,c\r\n1;2,3", "x.csv")[0].rows == (("a;b", "c"), ("1;2", "3"))


@pytest.mark.parametrize("sign", [" — ", ", ", "; "])
def test_a_list_in_a_text_file(sign: str) -> None:
    words = sign.join(("1. Опрос", "май", "завуч\n2. Итоги", "июнь", "директор"))
    found = read_file(f"План\n{words}".encode("cp1251"), "план.txt", 2026)
    assert [(row.what, row.responsible) for row in found.rows] == [("Опрос", ("завуч",)), ("Итоги", ("директор",))]
    assert [row.where for row in found.rows] == ["Список!пункт 1", "Список!пункт 2"]


def test_a_list_full_of_commas_in_a_text_file() -> None:
    points = ("1. Срез, до 5 сентября. Отв.: методист", "2. Опрос, май, завуч", "3. Смотр, август")
    found = read_file("\n".join(("ПЛАН", *points)).encode(), "план.txt", 2026)
    assert [row.what for row in found.rows] == ["Срез", "Опрос", "Смотр"]


KINDS = {
    "docx": docx(table(("Опрос", "май"), ("Итоги", "июнь"))),
    "xlsx": xlsx({"Л": [("Опрос", "май"), ("Итоги", "июнь")]}),
    "ods": ods(ods_table("Л", ods_row("Опрос", "май"), ods_row("Итоги", "июнь"))),
    "csv": "Опрос;май\nИтоги;июнь".encode(),
}


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("kind", KINDS)
def test_told_apart_by_content_and_never_by_name(kind: str, name: str) -> None:
    assert sheets(KINDS[kind], f"план.{name}")[0].rows == (("Опрос", "май"), ("Итоги", "июнь"))


# -- what is not read


def zipped(*names: str, content: bytes = b"x", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as archive, warnings.catch_warnings(action="ignore"):
        for name in names:
            archive.writestr(name, content)
    return kept.getvalue()


WORKBOOK = ("xl/workbook.xml", "xl/worksheets/sheet1.xml")


def bomb() -> bytes:
    return zipped(*WORKBOOK, content=b"0" * (MAX_UNPACKED // 2 + 1))


def a_lying_zip() -> bytes:
    """The directory at the end declares a tiny size."""
    honest = zipped(*WORKBOOK, content=b"<c>" * 1000)
    return honest.replace((3000).to_bytes(4, "little"), (3).to_bytes(4, "little"))


def locked_parts() -> bytes:
    """Every part carries the mark of a password."""
    honest = bytearray(docx(table(("Опрос", "май"))))
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        honest[honest.index(sign) + flags] |= 1
    return bytes(honest)


def overlapping() -> bytes:
    """Two names for the same bytes: a small file that unpacks to much."""
    honest = zipped("word/document.xml", "word/documen2.xml", content=b"<a/>" * 1000)
    second = honest.index(b"PK\x01\x02", honest.index(b"PK\x01\x02") + 4)
    return honest[: second + 42] + bytes(4) + honest[second + 46 :]


BAD: dict[str, tuple[Callable[[], bytes] | bytes, str]] = {
    "empty": (b"", "пустой"),
    "blanks": (b" \r\n ", "пустой"),
    "only separators": (b";;;\r\n;;;", "ни одной заполненной"),
    "pdf": (b"%PDF-1.7 \n", "PDF"),
    "png": (b"\x89PNG\r\n\x1a\n", "картинка"),
    "jpeg": (b"\xff\xd8\xff\xe0", "фотография"),
    "video": (b"\0\0\0\x18ftypmp42", "видео"),
    "rtf": (b"{\\rtf1 ", "сохраните как .docx"),
    "a page of an electronic journal": ("\ufeff<HTML><table><tr><td>План".encode(), "веб-страница"),
    "xml of excel 2003": (b'<?xml version="1.0"?><Workbook/>', "веб-страница"),
    "broken container": (OLE + b"\0" * 600, "повреждён"),
    "broken docx": (zipped("word/document.xml"), "заново как .docx"),
    "broken ods": (zipped("content.xml"), "повреждён"),
    "macros": (zipped("xl/workbook.xml", "xl/vbaProject.bin"), "макрос"),
    "binary workbook": (zipped("xl/workbook.bin"), ".xlsb"),
    "some zip": (zipped("photo.txt"), "архив"),
    "broken zip": (b"PK\x03\x04 nothing more", "повреждён"),
    "broken workbook": (zipped("xl/workbook.xml"), "повреждён"),
    "zip bomb": (bomb, "слишком много"),
    "zip within a zip": (zipped("план.zip", content=zipped("план.zip", content=zipped("x"))), "архив"),
    "lying zip": (a_lying_zip, "повреждён"),
    "a zip of too many parts": (lambda: zipped(*(f"{n}.xml" for n in range(10_001))), "слишком много"),
    "two parts of one name": (zipped("word/document.xml", "word/document.xml", content=b"<a/>"), "повреждён"),
    "parts that overlap": (overlapping, "повреждён"),
    "parts with a password": (locked_parts, "парол"),
    "parts packed in an unusual way": (zipped("word/document.xml", method=zipfile.ZIP_LZMA), "повреждён"),
    "too many rows": (lambda: text([["x", "y"]] * 5_001).encode(), "больше 5000 строк"),
    "too wide csv": (lambda: text([["x"] * 201]).encode(), "больше 200 столбцов"),
    "one endless line": (b"x" * 1_000_000, "разобрать не получилось"),
    "one endless line of cells": (b"x;" * 1_000_000, "больше 200 столбцов"),
    "too big": (lambda: b"x" * (MAX_BYTES + 1), "больше 10 МБ"),
    "noise": (bytes(range(32)) * 40, "не таблица"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_one_clear_sentence(kind: str) -> None:
    made, word = BAD[kind]
    with pytest.raises(BadFile) as bad:
        sheets(made if isinstance(made, bytes) else made(), "plan.xlsx")
    assert word in str(bad.value)
    assert str(bad.value).endswith(".")


def test_a_part_that_unpacks_to_more_than_it_declares_fills_no_memory() -> None:
    honest = zipped(*WORKBOOK, content=b"0" * 20_000_000)
    lying = honest.replace((20_000_000).to_bytes(4, "little"), (3_000).to_bytes(4, "little"))
    tracemalloc.start()
    with pytest.raises(BadFile, match="повреждён"):
        sheets(lying, "план.xlsx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY % a SYSTEM "file:///etc/hostname"> %a;]>'


@pytest.mark.parametrize("head", [ENTITY, OUTSIDE], ids=["many in one", "from outside"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "content.xml", "xl/workbook.xml"])
def test_entities_are_refused_in_every_part(part: str, encoding: str, head: str) -> None:
    parts: dict[str, str | bytes] = {"word/document.xml": "<a/>"} if part.startswith("word") else {}
    with pytest.raises(BadFile, match="повреждён"):
        sheets(package({**parts, part: f"{head}<x>&b;</x>".encode(encoding)}), "x")


def test_nothing_is_fetched() -> None:
    """Pictures, templates and entities that lie on somebody's server stay there."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        away = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        link = f'<Relationship Id="r1" Type="t/image" TargetMode="External" Target="{away}"/>'
        rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{link}</Relationships>'
        picture = '<w:r><w:drawing><blip link="r1"/></w:drawing></w:r>'
        sound = docx(table(("Опрос", "май"), ("Итоги", cell(paragraph(inside=picture)))))
        with zipfile.ZipFile(io.BytesIO(sound)) as archive:
            body = archive.read("word/document.xml")
        sheets(package({"word/document.xml": body, "word/_rels/document.xml.rels": rels}), "x")
        with pytest.raises(BadFile):
            sheets(package({"word/document.xml": f'<!DOCTYPE x SYSTEM "{away}"><x/>'}), "x")
        with pytest.raises(BlockingIOError):
            server.accept()


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", OLE]))
def test_no_bytes_make_it_stumble(content: bytes, start: bytes) -> None:
    try:
        found = sheets(start + content, "x")
    except BadFile:
        return
    assert any(cell for sheet in found for row in sheet.rows for cell in row)


SOUND = [*KINDS.values(), packed("Workbook", bytes(5000))]


@settings(max_examples=150)
@given(st.sampled_from(SOUND), st.data())
def test_no_flaw_in_a_sound_file_makes_it_stumble(sound: bytes, data: st.DataObject) -> None:
    flaw = data.draw(st.binary(max_size=6))
    at = data.draw(st.integers(0, len(sound) - 1))
    cut = data.draw(st.integers(0, 9))
    try:
        found = sheets(sound[:at] + flaw + sound[at + cut :], "x")
    except BadFile:
        return
    assert any(cell for sheet in found for row in sheet.rows for cell in row)


PIECES = """
    <w:tbl> </w:tbl> <w:tr> </w:tr> <w:tc> </w:tc> <w:p> </w:p> <w:t> </w:t> май <w:vMerge/> <w:tcPr> </w:tcPr> <w:br/>
    <w:gridSpan_w:val="3"/> <w:trPr> </w:trPr> <w:del/> <w:gridBefore_w:val="2"/> <w:pPr> </w:pPr> <w:numId_w:val="1"/>
""".split()


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_no_order_of_elements_makes_it_stumble(pieces: list[str]) -> None:
    """Word never nests them like that; whoever wishes us ill may."""
    opened: list[str] = []
    sound = []
    for piece in pieces:
        if piece.startswith("</"):
            if opened and opened[-1] == piece:
                sound.append(opened.pop())
            continue
        if piece.startswith("<") and not piece.endswith("/>"):
            opened.append("</" + piece[1:])
        sound.append(piece.replace("_", " "))
    try:
        found = sheets(docx(*sound, *reversed(opened)), "x")
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

"""From the bytes of an uploaded file to sheets of cells, or one sentence saying what is wrong and what to do.

Everything is bounded before a library opens anything: sizes declared and real, rows, columns. It still belongs in a
worker process with limits on memory and time, because nobody can promise for a parser.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

MAX_ROWS = 5_000
MAX_COLUMNS = 200
MAX_SHEETS = 50
MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024
MAX_CELL = 2_000
"""Characters of one cell that are read; a plan holds sentences, not chapters."""

Cell = str | date


class BadFile(Exception):
    """The file cannot be read; the text is a Russian sentence for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows of cells from A1 on. `merged` holds (row, column, last row, last column), counted from 0."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()


def sheets(content: bytes, name: str) -> tuple[Sheet, ...]:
    """Read .xlsx or .csv, told apart by content rather than by name; raises `BadFile`."""
    if not content.strip(b"\0 \r\n\t"):
        raise BadFile("Файл пустой. Проверьте, тот ли файл выбран, и пришлите ещё раз.")
    if len(content) > MAX_BYTES:
        raise BadFile("Файл больше 10 МБ. Оставьте в нём только таблицу с планом и пришлите ещё раз.")
    found = _xlsx(content) if _is_workbook(content) else _csv(content, PurePath(name).stem)
    if not any(cell for sheet in found for row in sheet.rows for cell in row):
        raise BadFile("В файле нет ни одной заполненной ячейки. Проверьте, тот ли файл выбран.")
    return found


# -- what kind of file it is


_SIGNATURES = (
    (b"%PDF", "Это PDF. Пришлите план таблицей Excel (.xlsx) или .csv: из PDF даты читаются с ошибками."),
    (b"\x89PNG", "Это картинка. Пришлите саму таблицу: файл .xlsx или .csv."),
    (b"\xff\xd8\xff", "Это фотография. Пришлите саму таблицу: файл .xlsx или .csv."),
    (b"GIF8", "Это картинка. Пришлите саму таблицу: файл .xlsx или .csv."),
    (b"Rar!", "Это архив. Распакуйте его и пришлите файл .xlsx или .csv."),
    (b"7z\xbc\xaf", "Это архив. Распакуйте его и пришлите файл .xlsx или .csv."),
    (b"{\\rtf", "Это документ RTF. Сохраните таблицу как .xlsx и пришлите ещё раз."),
)  # fmt: skip
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def _is_workbook(content: bytes) -> bool:
    for signature, sentence in _SIGNATURES:
        if content.startswith(signature):
            raise BadFile(sentence)
    if content[:4] == b"RIFF" or content[4:8] == b"ftyp":
        raise BadFile("Это картинка или видео. Пришлите саму таблицу: файл .xlsx или .csv.")
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise BadFile("Файл закрыт паролем. Снимите пароль и пришлите ещё раз.")
        raise BadFile("Это файл старого формата. Откройте его и сохраните как «Книга Excel (.xlsx)».")
    if content.startswith(b"PK"):
        _check_package(content)
        return True
    return False


def _check_package(content: bytes) -> None:
    """Refuse what is not a plain workbook, and what would unpack to too much, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
            if sum(member.file_size for member in members) > MAX_UNPACKED or len(members) > 10_000:
                raise BadFile(_CROWDED)
            _check_kind({member.filename for member in members})
            for member in members:
                if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
                    _check_extent(package, member)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise BadFile("Файл повреждён. Откройте его, сохраните заново как .xlsx и пришлите ещё раз.") from None


def _check_kind(names: set[str]) -> None:
    if "xl/vbaProject.bin" in names:
        raise BadFile("В файле есть макросы. Сохраните его как «Книга Excel (.xlsx)» без макросов.")
    if "xl/workbook.xml" in names:
        return
    if "word/document.xml" in names:
        raise BadFile("Документы Word пока не читаю. Скопируйте таблицу в Excel и пришлите .xlsx.")
    if "content.xml" in names:
        raise BadFile("Файлы OpenDocument пока не читаю. Сохраните таблицу как .xlsx и пришлите ещё раз.")
    raise BadFile("Это не таблица. Пришлите план файлом .xlsx или .csv.")


_FILLED = re.compile(rb"""<(?:\w+:)?c\s[^<]*?\br\s*=\s*["']([A-Za-z]+)(\d+)["'][^<]*?(?<!/)>""")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s")
MAX_MERGED = 20_000
_BLOCK = 1 << 20
_CROWDED = "В файле слишком много данных. Оставьте в нём только таблицу с планом."


def _check_extent(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Where the furthest filled cell lies: one cell in XFD1048576 would otherwise make a table of 17 billion."""
    unpacked = merged = 0
    rest = b""
    with package.open(member) as stream:
        while block := stream.read(_BLOCK):
            unpacked += len(block)
            if unpacked > MAX_UNPACKED:
                raise BadFile(_CROWDED)
            text = rest + block
            for column, row in _FILLED.findall(text):
                _check_size(int(row[:9]), _column_number(column[:9].upper()))
            merged += len(_MERGED.findall(text))
            if merged > MAX_MERGED:
                raise BadFile(_CROWDED)
            rest = text[text.rfind(b"<") :][-_BLOCK:] if b"<" in text else b""


def _check_size(rows: int, columns: int) -> None:
    if rows > MAX_ROWS:
        raise BadFile(f"В таблице больше {MAX_ROWS} строк. Похоже, это не план; удалите лишнее и пришлите ещё раз.")
    if columns > MAX_COLUMNS:
        raise BadFile(f"В таблице больше {MAX_COLUMNS} столбцов. Удалите лишние столбцы и пришлите ещё раз.")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_letters(index: int) -> str:
    """The letters of a column counted from 0: 0 is A, 27 is AB."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


# -- .xlsx


def _xlsx(content: bytes) -> tuple[Sheet, ...]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = book.sheet_names
        if len(names) > MAX_SHEETS:
            raise BadFile(f"В файле больше {MAX_SHEETS} листов. Оставьте листы с планом и пришлите ещё раз.")
        return tuple(sheet for name in names if (sheet := _sheet(book, name)))
    except PasswordError:
        raise BadFile("Файл закрыт паролем. Снимите пароль и пришлите ещё раз.") from None
    except (CalamineError, ValueError, OverflowError):
        raise BadFile("Файл повреждён. Откройте его, сохраните заново как .xlsx и пришлите ещё раз.") from None


def _sheet(book: CalamineWorkbook, name: str) -> Sheet | None:
    sheet = book.get_sheet_by_name(name)
    _check_size(sheet.total_height, sheet.total_width)
    rows = tuple(tuple(_cell(value) for value in row) for row in sheet.to_python(skip_empty_area=False))
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())
    return Sheet(name, rows, merged) if rows else None


def _cell(value: object) -> Cell:
    match value:
        case datetime():
            return value.date()
        case date():
            return value
        case bool():
            return "да" if value else "нет"
        case float() if value.is_integer():
            return str(int(value))
        case None:
            return ""
        case _:
            return str(value)[:MAX_CELL].strip()


# -- .csv


def _csv(content: bytes, name: str) -> tuple[Sheet, ...]:
    text = _decoded(content)
    separator = _separator(text)
    rows: list[tuple[Cell, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            _check_size(len(rows) + 1, len(row))
            _check_quotes(len(rows) + 1, row, separator)
            rows.append(tuple(cell[:MAX_CELL].strip() for cell in row))
    except csv.Error:
        raise BadFile("Таблицу разобрать не получилось. Сохраните её как .xlsx и пришлите ещё раз.") from None
    while rows and not any(rows[-1]):
        rows.pop()
    return (Sheet(name[:31] or "Таблица", tuple(rows)),)


def _check_quotes(number: int, row: list[str], separator: str) -> None:
    """One stray quote would swallow the rows after it: a cell with whole rows inside is no cell."""
    usual = max(len(row) - 1, 2)
    if any("\n" in cell and any(line.count(separator) >= usual for line in cell.splitlines()[1:]) for cell in row):
        raise BadFile(
            f"В строке {number} кавычка открыта и не закрыта: следующие строки слились с ней. "
            "Исправьте кавычки или сохраните таблицу как .xlsx и пришлите ещё раз."
        )


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _text(content.decode("utf-16", "replace"))
    try:
        return _text(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _text(content.decode("cp1251", "replace"))


def _text(text: str) -> str:
    strange = sum(1 for char in text[:20_000] if (char < " " and char not in "\r\n\t") or char == "\ufffd")
    if strange > len(text[:20_000]) // 100:
        raise BadFile("Это не таблица. Пришлите план файлом .xlsx или .csv.")
    return text.replace("\0", "")


def _separator(text: str) -> str:
    """The sign that cuts the first lines into the most even number of cells; quoted signs do not count."""
    return max(";\t,|", key=lambda sign: _evenness(text[:20_000], sign))


def _evenness(sample: str, sign: str) -> tuple[int, int]:
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=sign) if any(row)]
    except csv.Error:
        return (0, 0)
    usual = max(set(widths), key=lambda width: (widths.count(width) if width > 1 else 0, width), default=1)
    return (widths.count(usual), usual) if usual > 1 else (0, 0)

"""What kind of file it is, told by its content and never by its name; one sentence for each kind that is not read."""

import re
from pathlib import PurePath

from cyclogram.files.docx import read_docx
from cyclogram.files.letters import NO_TABLE
from cyclogram.files.ods import read_ods
from cyclogram.files.ole import OLE, read_ole
from cyclogram.files.package import Package
from cyclogram.files.pasted import read_text
from cyclogram.files.sheet import CROWDED, MAX_BYTES, BadFile, Sheet
from cyclogram.files.xlsx import read_xlsx

_SEND = "Пришлите саму таблицу: файл .docx, .xlsx, .xls, .ods или .csv."
_UNPACK = f"Это архив. Распакуйте его. {_SEND}"
_SIGNATURES = (
    (b"%PDF", "Это PDF, из него даты читаются с ошибками. Пришлите файл, из которого он сделан: .docx или .xlsx."),
    (b"\x89PNG", f"Это картинка. {_SEND}"),
    (b"\xff\xd8\xff", f"Это фотография. {_SEND}"),
    (b"GIF8", f"Это картинка. {_SEND}"),
    (b"II*\0", f"Это картинка. {_SEND}"),
    (b"MM\0*", f"Это картинка. {_SEND}"),
    (b"Rar!", _UNPACK),
    (b"7z\xbc\xaf", _UNPACK),
    (b"\x1f\x8b", _UNPACK),
    (b"{\\rtf", "Это документ RTF. Откройте его в Word, сохраните как .docx и пришлите ещё раз."),
    (b"MIME-Version:", "Это веб-страница. Откройте её в Excel, сохраните как .xlsx и пришлите ещё раз."),
)  # fmt: skip
_PAGE = re.compile(rb"\s*(?:<\?xml|<!doctype|<!--|<html|<table|<meta|<style)", re.IGNORECASE)
MAX_TOLD = 2_000_000
"""Characters of all cells: dozens of the longest plans."""
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


def sheets(content: bytes, name: str) -> tuple[Sheet, ...]:
    """Read .docx, .xlsx, .xls, .ods or .csv; raises `BadFile`. The name only names the sheet of a .csv file."""
    if not content.strip(b"\0 \r\n\t"):
        raise BadFile("Файл пустой. Проверьте, тот ли файл выбран, и пришлите ещё раз.")
    if len(content) > MAX_BYTES:
        raise BadFile("Файл больше 10 МБ. Оставьте в нём только таблицу с планом и пришлите ещё раз.")
    _refuse_others(content)
    found = _read(content, name)
    told = sum(len(cell) for sheet in found for row in sheet.rows for cell in row if isinstance(cell, str))
    if told > MAX_TOLD:
        raise BadFile(CROWDED)
    if not any(cell for sheet in found for row in sheet.rows for cell in row):
        raise BadFile("В файле нет ни одной заполненной ячейки. Проверьте, тот ли файл выбран.")
    return found


def _refuse_others(content: bytes) -> None:
    beginning = content[:1000].lstrip()
    for signature, sentence in _SIGNATURES:
        if beginning.startswith(signature):
            raise BadFile(sentence)
    if content.startswith(b"RIFF") or content[4:8] == b"ftyp":
        raise BadFile(f"Это картинка или видео. {_SEND}")
    if _PAGE.match(content.removeprefix(b"\xef\xbb\xbf")[:500]):
        raise BadFile("Это веб-страница или выгрузка XML. Откройте её в Excel, сохраните как .xlsx и пришлите ещё раз.")


def _read(content: bytes, name: str) -> tuple[Sheet, ...]:
    if content.startswith(OLE):
        return read_ole(content)
    if content.startswith(_ZIP):
        return _read_package(Package(content))
    return read_text(content, PurePath(name).stem)


def _read_package(package: Package) -> tuple[Sheet, ...]:
    names = package.names
    if any(name.endswith("vbaProject.bin") for name in names):
        kind = "«Документ Word (.docx)»" if "word/vbaProject.bin" in names else "«Книга Excel (.xlsx)»"
        raise BadFile(f"В файле есть макросы. Сохраните его как {kind} без макросов и пришлите ещё раз.")
    if any(re.fullmatch(r"word/document\d*\.xml", name) for name in names):
        return read_docx(package)
    if "xl/workbook.xml" in names:
        return read_xlsx(package)
    if "xl/workbook.bin" in names:
        raise BadFile("Это двоичная книга Excel (.xlsb). Сохраните её как «Книга Excel (.xlsx)» и пришлите ещё раз.")
    if "content.xml" in names:
        return _read_open_document(package)
    raise BadFile(NO_TABLE if "[Content_Types].xml" in names else _UNPACK)


def _read_open_document(package: Package) -> tuple[Sheet, ...]:
    kind = package.read("mimetype")
    if b"opendocument.text" in kind:
        raise BadFile("Это документ LibreOffice (.odt). Сохраните его как .docx и пришлите ещё раз.")
    if b"presentation" in kind or b"graphics" in kind:
        raise BadFile(NO_TABLE)
    return read_ods(package)

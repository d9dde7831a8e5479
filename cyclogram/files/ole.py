"""The old container of Office (a file system in a file): an .xls workbook in it is read, everything else is named."""

from cyclogram.files.cfb import Folder, packed
from cyclogram.files.sheet import LOCKED, BadFile, Sheet
from cyclogram.files.workbook import read_workbook
from cyclogram.files.xls import checked

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
DAMAGED = "Файл повреждён. Откройте его в Excel, сохраните как .xlsx и пришлите ещё раз."
_OTHERS = (
    ("EncryptedPackage", LOCKED),
    ("WordDocument", "Это документ старого Word (.doc). Откройте его, сохраните как .docx и пришлите ещё раз."),
    ("PowerPoint Document", "Это презентация. Пришлите саму таблицу: файл .docx, .xlsx, .xls, .ods или .csv."),
    (
        "_VBA_PROJECT_CUR",
        "В файле есть макросы. Сохраните его как «Книга Excel (.xlsx)» без макросов и пришлите ещё раз.",
    ),
)


def read_ole(content: bytes) -> tuple[Sheet, ...]:
    """The sheets of an .xls workbook; raises `BadFile`."""
    try:
        folder = Folder(content)
        for name, sentence in _OTHERS:
            if name in folder.names:
                raise BadFile(sentence)
        stream = folder.read("Workbook") or folder.read("Book")
    except (IndexError, ValueError):
        raise BadFile(DAMAGED) from None
    if not stream:
        raise BadFile("Это файл старого формата. Откройте его, сохраните как .docx или .xlsx и пришлите ещё раз.")
    records, known = checked(stream, DAMAGED)
    return read_workbook(packed("Workbook", records), known, DAMAGED)

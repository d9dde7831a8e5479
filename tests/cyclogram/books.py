"""Small invented plans as files."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[str | date | float | None]]


def xlsx(pages: Mapping[str, Rows], merge: Mapping[str, Sequence[str]] | None = None) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in pages.items():
        page: Worksheet = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
        for area in (merge or {}).get(name, ()):
            page.merge_cells(area)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def text(rows: Rows, separator: str = ";") -> str:
    kept = io.StringIO()
    csv.writer(kept, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return kept.getvalue()


FLAT: Rows = (
    ("№", "Мероприятие", "Сроки", "Ответственный", "Где рассматривается"),
    ("1", "Проверка журналов", "октябрь", "Завуч", "Совещание"),
    ("2", "Опрос родителей", "до 20 апреля", "Психолог; кл. рук. 5А, 7Б", "Справка"),
    ("3", "Итоги года", "после экзаменов", "Директор", "Педсовет"),
)

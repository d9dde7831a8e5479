"""An Excel workbook of today: checked part by part, packed anew from what was checked, then given to calamine."""

import io
import re
import zipfile

from cyclogram.files.markup import Attributes, Mark, times, walk
from cyclogram.files.package import Package, damaged
from cyclogram.files.sheet import (
    CROWDED,
    MAX_MERGED,
    MAX_UNPACKED,
    PICTURES,
    BadFile,
    Sheet,
    check_size,
    column_letters,
    column_number,
)
from cyclogram.files.workbook import read_workbook

_DAMAGED = damaged("xl/")
_NEEDED = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|xl/.+\.(?:xml|rels)")
_ADDRESS = re.compile(r"([A-Za-z]+)([0-9]+)")


def read_xlsx(package: Package) -> tuple[Sheet, ...]:
    """The sheets of a workbook; raises `BadFile`."""
    parts = {name: package.read(name) for name in package.names if _NEEDED.fullmatch(name)}
    uncounted = {name: _checked(content) for name, content in parts.items()}
    notes = {title: (_note(cells),) for title, part in _titles(parts).items() if (cells := uncounted.get(part))}
    found = read_workbook(_packed(parts), notes, _DAMAGED)
    if not any(cell for sheet in found for row in sheet.rows for cell in row):
        if any(cells for cells in uncounted.values()):
            raise BadFile(
                "В файле только формулы без сохранённых значений. Откройте его в Excel, сохраните и пришлите ещё раз."
            )
        if any(name.startswith("xl/media/") for name in package.names):
            raise BadFile(PICTURES)
    return found


def _packed(parts: dict[str, bytes]) -> bytes:
    """What was checked and nothing else: another reader of zip might see another file in the very same bytes."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return kept.getvalue()


def _note(cells: list[str]) -> str:
    more = f" и ещё {len(cells) - 5}" if len(cells) > 5 else ""
    return (
        f"Значения формул не сохранены, ячейки прочитаны как пустые: {', '.join(cells[:5])}{more}. "
        "Откройте файл в Excel, сохраните и пришлите ещё раз."
    )


def _titles(parts: dict[str, bytes]) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name."""
    targets: dict[str, str] = {}
    for mark, name, own in walk(parts.get("xl/_rels/workbook.xml.rels") or b"<none/>", _DAMAGED):
        if mark is Mark.START and name == "Relationship":
            target = own.get("Target", "")
            targets[own.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    titles: dict[str, str] = {}
    for mark, name, own in walk(parts.get("xl/workbook.xml") or b"<none/>", _DAMAGED):
        if mark is Mark.START and name == "sheet":
            titles[own.get("name", "")] = targets.get(own.get("id", ""), "")
    return titles


class _Extent:
    """Where the cells of a sheet lie; a cell or a row without an address follows the one before it."""

    def __init__(self) -> None:
        self.row = self.column = self.merged = 0
        self.uncounted: list[str] = []
        self._formula = self._value = self._within = False

    def start(self, name: str, own: Attributes) -> None:
        match name:
            case "row":
                self.row = int(own["r"][:9]) if own.get("r", "").isdecimal() else self.row + 1
                self.column = 0
            case "c":
                self.column += 1
                if address := _ADDRESS.fullmatch(own.get("r", "")):
                    self.column, self.row = column_number(address[1][:9]), int(address[2][:9])
                self._formula, self._value = False, own.get("t") == "str"  # a formula may well say nothing
            case "f":
                self._formula = True
            case "v" | "is":
                self._within = True
            case "mergeCell":
                self.merged += 1
                if self.merged > MAX_MERGED:
                    raise BadFile(CROWDED)
            case _:
                pass

    def text(self) -> None:
        if self._within:
            self._value = True
            check_size(self.row, self.column)

    def end(self, name: str) -> None:
        if name in ("v", "is"):
            self._within = False
        if name == "c" and self._formula and not self._value:
            check_size(self.row, self.column)
            self.uncounted.append(f"{column_letters(self.column - 1)}{self.row}")


def _checked(content: bytes) -> list[str]:
    """The addresses of formulas whose values were not saved; raises `BadFile` where a cell lies too far.

    Any part may be called a sheet or the shared texts by another, so all are looked at alike.
    """
    extent = _Extent()
    for mark, name, own in walk(content, _DAMAGED):
        if mark is Mark.START and name == "sst" and times(own.get("uniqueCount", ""), MAX_UNPACKED + 1) > len(content):
            raise BadFile(_DAMAGED)  # more texts than bytes: whoever believed it would ask for gigabytes
        if mark is Mark.START:
            extent.start(name, own)
        elif mark is Mark.TEXT:
            extent.text()
        else:
            extent.end(name)
    return extent.uncounted

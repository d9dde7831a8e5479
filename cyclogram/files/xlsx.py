"""An Excel workbook of today: checked part by part, packed anew from what was checked, then given to calamine."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

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
from cyclogram.files.shown_dates import Shown, shown_styles
from cyclogram.files.workbook import Known, read_workbook

_DAMAGED = damaged("xl/")
_NEEDED = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|xl/.+\.(?:xml|rels)")
MAX_TOLD = 20_000_000
"""Characters of all cells: one shared text that a hundred thousand cells name is as many texts in memory."""
_BLANK_CELL = re.compile(rb'<c r="[A-Z]+\d+"[^<>]*/>')
_BLANK_ROW = re.compile(rb'<row r="\d+"[^<>]*(?:/>|></row>)')
_BLOCK = 1 << 20
"""Bytes that are gone through at once, for a million pieces fill the memory."""
_LONGEST_NUMBER = 20
_ADDRESS = re.compile(r"([A-Za-z]+)([0-9]+)")


def read_xlsx(package: Package) -> tuple[Sheet, ...]:
    """The sheets of a workbook; raises `BadFile`."""
    parts = {name: _without_blanks(package.read(name)) for name in package.names if _NEEDED.fullmatch(name)}
    styles = shown_styles(parts.get("xl/styles.xml", b""), _DAMAGED)
    extents = {name: _checked(content, styles) for name, content in parts.items()}
    if _told(extents.values()) > MAX_TOLD:
        raise BadFile(CROWDED)
    known = {title: _known(extents[part]) for title, part in _titles(parts).items() if part in extents}
    found = read_workbook(_packed(parts), known, _DAMAGED)
    if not any(cell for sheet in found for row in sheet.rows for cell in row):
        if any(extent.uncounted for extent in extents.values()):
            raise BadFile(
                "В файле только формулы без сохранённых значений. Откройте его в Excel, сохраните и пришлите ещё раз."
            )
        if any(name.startswith("xl/media/") for name in package.names):
            raise BadFile(PICTURES)
    return found


def _without_blanks(content: bytes) -> bytes:
    """A sheet without its empty cells and rows: a million of them are left where somebody once drew borders."""
    kept = bytearray()
    start = 0
    while start < len(content):
        at = content.find(b"<row ", start + _BLOCK)
        end = at if at > 0 else len(content)
        kept += _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", content[start:end]))
        start = end
    return bytes(kept)


def _packed(parts: dict[str, bytes]) -> bytes:
    """What was checked and nothing else: another reader of zip might see another file in the very same bytes."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return kept.getvalue()


def _known(extent: "_Extent") -> Known:
    return Known((_note(extent.uncounted),) if extent.uncounted else (), extent.shown)


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

    def __init__(self, styles: Mapping[str, Shown]) -> None:
        self._styles = styles
        self.shown: dict[tuple[int, int], Shown] = {}
        self.row = self.column = self.merged = self.told = 0
        self.uncounted: list[str] = []
        self.shared: list[int] = []
        self.named: Counter[str] = Counter()
        self._formula = self._value = self._within = self._names = False
        self._word = self._style = ""

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
                self._names = own.get("t") == "s"
                self._style = own.get("s", "")
            case "si":
                self.shared.append(0)
            case "f":
                self._formula = True
            case "v" | "is":
                self._within, self._word = True, ""
            case "mergeCell":
                self.merged += 1
                if self.merged > MAX_MERGED:
                    raise BadFile(CROWDED)
            case _:
                pass

    def text(self, words: str) -> None:
        if self._within:
            self._value = True
            check_size(self.row, self.column)
            self.told += len(words)
            if shown := self._styles.get(self._style):
                self.shown[self.row - 1, self.column - 1] = shown
            if self._names and len(self._word) < _LONGEST_NUMBER:
                self._word += words
        elif self.shared:
            self.shared[-1] += len(words)

    def end(self, name: str) -> None:
        if name in ("v", "is"):
            if self._names:
                self.named[self._word] += 1
            self._within = False
        if name == "c" and self._formula and not self._value:
            check_size(self.row, self.column)
            self.uncounted.append(f"{column_letters(self.column - 1)}{self.row}")


def _told(extents: Iterable[_Extent]) -> int:
    """How many characters the cells of a workbook come to, at most: any of its parts may be its shared texts."""
    all_ = list(extents)
    lengths = [max(each) for each in zip_longest(*(one.shared for one in all_), fillvalue=0)]
    return sum(
        one.told + sum(count * _at(lengths, named) for named, count in one.named.items()) + sum(one.shared)
        for one in all_
    )


def _at(lengths: Sequence[int], named: str) -> int:
    number = named.strip()
    at = int(number[:9]) if number.isdecimal() else 0
    return lengths[at] if at < len(lengths) else 0


def _checked(content: bytes, styles: Mapping[str, Shown]) -> _Extent:
    """Where the cells lie and which formulas have no values saved; raises `BadFile` where a cell lies too far.

    Any part may be called a sheet or the shared texts by another, so all are looked at alike.
    """
    extent = _Extent(styles)
    for mark, name, own in walk(content, _DAMAGED):
        if mark is Mark.START and name == "sst" and times(own.get("uniqueCount", ""), MAX_UNPACKED + 1) > len(content):
            raise BadFile(_DAMAGED)  # more texts than bytes: whoever believed it would ask for gigabytes
        if mark is Mark.START:
            extent.start(name, own)
        elif mark is Mark.TEXT:
            extent.text(name)
        else:
            extent.end(name)
    return extent

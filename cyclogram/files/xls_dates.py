"""Which dates of an old workbook ([MS-XLS], BIFF8) show only a part of themselves, told by its formats."""

import struct

from cyclogram.files.shown_dates import BUILT_IN, Shown, shown_by

_BEGINNING, _SHEET, _FORMAT, _STYLE = 0x809, 0x85, 0x41E, 0xE0
_NUMBERS, _MANY = {0x06, 0x203, 0x27E}, 0xBD
"""Formula, number, short number: row, column and style stand first. Many short numbers: each its own style."""


class OldDates:
    """Told of every record in order; formats and styles stand before the sheets that use them."""

    def __init__(self) -> None:
        self.sheets: dict[str, dict[tuple[int, int], Shown]] = {}
        self._names: dict[int, str] = {}
        self._formats = {int(number): shown for number, shown in BUILT_IN.items()}
        self._styles: list[Shown | None] = []
        self._sheet: dict[tuple[int, int], Shown] = {}

    def see(self, kind: int, record: bytes, at: int) -> None:
        """A record and its place in the stream; raises `struct.error` where it is cut short."""
        if kind == _SHEET:
            self._names[_number(record, 0, "<I")] = _text(record, record[6], 7)
        elif kind == _BEGINNING:
            self._sheet = self.sheets.setdefault(self._names.get(at, ""), {})
        elif kind == _FORMAT:
            if shown := shown_by(_text(record, _number(record, 2), 4)):
                self._formats[_number(record, 0)] = shown
        elif kind == _STYLE:
            self._styles.append(self._formats.get(_number(record, 2)))
        elif kind in _NUMBERS:
            self._cell(*struct.unpack_from("<3H", record))
        elif kind == _MANY:
            row, first = struct.unpack_from("<2H", record)
            for more, place in enumerate(range(4, len(record) - 7, 6)):
                self._cell(row, first + more, _number(record, place))

    def _cell(self, row: int, column: int, style: int) -> None:
        if style < len(self._styles) and (shown := self._styles[style]):
            self._sheet[row, column] = shown


def _number(record: bytes, at: int, form: str = "<H") -> int:
    number: int = struct.unpack_from(form, record, at)[0]
    return number


def _text(record: bytes, length: int, at: int) -> str:
    """Letters of one byte or of two, as the flag before them says."""
    if at >= len(record):
        raise struct.error
    wide = record[at] & 1
    return record[at + 1 : at + 1 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")

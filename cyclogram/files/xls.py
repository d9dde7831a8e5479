"""The records of an old workbook ([MS-XLS], BIFF): what is locked and how far the cells reach, before it is parsed."""

import struct
from contextlib import suppress

from cyclogram.files.sheet import LOCKED, BadFile, check_size
from cyclogram.files.workbook import Known
from cyclogram.files.xls_dates import OldDates

_PASSWORD = 0x2F
_DIMENSIONS = 0x200
_MANY = 0xBD
_TEXTS = 0xFC
_CELLS = {0x06, 0x203, 0x204, 0x205, 0x27E, 0xFD, 0xD6}
"""Formula, number, label, yes or no, short number, shared text, formatted text: row and column stand first."""


def checked(stream: bytes, damaged: str) -> tuple[bytes, dict[str, Known]]:
    """The records with their promised dimensions taken out: gigabytes would be asked for on a false promise.

    Beside them, what is known of each sheet. Raises `BadFile` where the workbook is locked or its cells reach further
    than any plan.
    """
    records = bytearray(stream)
    dates = OldDates()
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        record = stream[at + 4 : at + 4 + length]
        try:
            _check(kind, record)
            if kind == _TEXTS and struct.unpack_from("<I", record, 4)[0] > len(stream):
                raise BadFile(damaged)  # more texts than bytes
        except struct.error:
            raise BadFile(damaged) from None
        with suppress(struct.error, IndexError):  # formats of still older workbooks are laid out otherwise
            dates.see(kind, record, at)
        if kind == _DIMENSIONS:
            records[at + 4 : at + 4 + len(record)] = bytes(len(record))
        at += 4 + length
    return bytes(records), {name: Known(shown=shown) for name, shown in dates.sheets.items()}


def _check(kind: int, record: bytes) -> None:
    if kind == _PASSWORD:
        raise BadFile(LOCKED)
    if kind in _CELLS:
        row, column = struct.unpack_from("<HH", record)
        check_size(row + 1, column + 1)
    elif kind == _MANY:
        row, _ = struct.unpack_from("<HH", record)
        check_size(row + 1, struct.unpack_from("<H", record, len(record) - 2)[0] + 1)

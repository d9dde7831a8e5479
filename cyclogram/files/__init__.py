"""From the bytes of an uploaded file, or from pasted words, to sheets of cells; or one sentence what is wrong with it.

Everything is bounded before a library opens anything: sizes declared and real, rows, columns, repeats, nesting. It
still belongs in a worker process with limits on memory and time, because nobody can promise for a parser.
"""

from cyclogram.files.kinds import sheets
from cyclogram.files.pasted import pasted
from cyclogram.files.sheet import (
    MAX_BYTES,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_SHEETS,
    MAX_UNPACKED,
    BadFile,
    Cell,
    Sheet,
    column_letters,
)

__all__ = [
    "MAX_BYTES",
    "MAX_CELL",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "MAX_SHEETS",
    "MAX_UNPACKED",
    "BadFile",
    "Cell",
    "Sheet",
    "column_letters",
    "pasted",
    "sheets",
]

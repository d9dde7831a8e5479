"""What a table's columns are: where each stands, what it holds, and the header they make."""

from collections.abc import Sequence
from dataclasses import dataclass

from cyclogram.header_words import Field
from cyclogram.spans import Span

NAMES = frozenset({Field.WHAT, Field.PROCEDURE, Field.OBJECT})
TOLD = NAMES | {Field.THING} | {Field.TOOL, Field.SUBJECTS, Field.OUTPUT, Field.DECISION, Field.STAGE, Field.SECTION}
TIMED = frozenset({Field.DEADLINE, Field.TIME, Field.EACH, Field.MONTH})

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where, what it holds, its header; a column that is itself a time has its days."""

    index: int
    field: Field
    title: str
    days: Span | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The header's first and last row (counted from 0) and its columns; `guessed` by the contents, without titles."""

    first: int
    last: int
    columns: tuple[Column, ...]
    guessed: bool = False

    def of(self, *fields: Field) -> tuple[Column, ...]:
        """The columns of these fields, from the left."""
        return tuple(column for column in self.columns if column.field in fields)

    @property
    def is_timed(self) -> bool:
        """Whether any column says when."""
        return bool(self.of(*TIMED))

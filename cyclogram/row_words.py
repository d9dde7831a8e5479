"""What a row of a table says beside its deadline: what, of whom, by which act, who answers, all else as notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from chat.text import shorten
from cyclogram.contents import says_nothing
from cyclogram.deadlines import Period
from cyclogram.grid import Grid
from cyclogram.headers import Column, Field, Header
from cyclogram.levels import level_of
from cyclogram.marks import is_tick
from cyclogram.normal import plain, tidy
from cyclogram.object_match import best
from cyclogram.plan import PlanRow, Question
from cyclogram.responsible import people_named, wordings

_DONE = ("выполнено", "сделано", "исполнено", "завершено", "готово", "реализовано", "проведено")
_SCHOOL_SUBJECT = re.compile(r"(?:учебн\w* )?предмет\b(?! (?:контрол|оцен|монит))|дисциплин")
_AUDIENCE = re.compile(r"обучающ|учащ|ученик|дети|родител|воспитан|педагог|учител")
_WORDS = re.compile(r"\w+")
_NUMBERING = re.compile(r"[\divxIVX]+(?:[.)][\divx]*)*\s*")


@dataclass(slots=True)
class Context:
    """What the rows above say about this one."""

    titles: list[str] = field(default_factory=list)
    period: Period | None = None
    month: str = ""
    sections: dict[int, str] = field(default_factory=dict)
    previous: PlanRow | None = None


class RowWords:
    """Reads the words of the rows under one header."""

    def __init__(self, grid: Grid, header: Header) -> None:
        self._grid = grid
        self._header = header

    def row(self, index: int, context: Context) -> PlanRow:
        """The row without its deadline; asked about where nobody answers for it."""
        return self._people(self._told(index, context), index, context)

    def _told(self, index: int, context: Context) -> PlanRow:
        def joined(*fields: Field) -> str:
            cells = [self._cell(index, column) for column in self._header.of(*fields)]
            return "; ".join(dict.fromkeys(cell for cell in cells if cell))

        procedure, thing, tool = joined(Field.PROCEDURE), joined(Field.OBJECT), joined(Field.TOOL)
        first = next(filter(None, (self._cell(index, column) for column in self._header.of(Field.OBJECT))), "")
        what = joined(Field.WHAT) or self._name(procedure, first) or tool
        subjects = "; ".join(one for one in (self._subjects(index), self._ticked_classes(index)) if one)
        what = what or subjects or joined(Field.OUTPUT) or joined(Field.DECISION)
        status = joined(Field.MARK)
        section = self._section(index, context)
        return PlanRow(
            where=self._grid.where(index, min((at for at, _ in self._grid.filled(index)), default=0)),
            number=self._grid.number(index),
            what=what,
            object=thing,
            subjects=subjects,
            basis=joined(Field.BASIS),
            procedure=procedure,
            tool=tool,
            output=joined(Field.OUTPUT),
            decision=joined(Field.DECISION),
            section=section,
            level=joined(Field.LEVEL) or level_of(what, section),
            status=status,
            done=any(plain(part).startswith(_DONE) for part in status.split("; ")),
            notes=tuple(dict.fromkeys(self._notes(index))),
            object_id=best(thing, what, section),
        )

    def _name(self, procedure: str, thing: str) -> str:
        """Without a column of names the procedure is the name, or the object where «фронтальный» would say nothing."""
        procedures = [plain(column.title) for column in self._header.of(Field.PROCEDURE)]
        subjects = [one for one in self._header.of(Field.OBJECT) if _SCHOOL_SUBJECT.match(plain(one.title))]
        if procedure and thing and subjects:
            return f"{procedure}: {thing}"
        named = any("процедур" in title for title in procedures)
        return procedure if procedure and (named or not thing) else thing

    def _subjects(self, index: int) -> str:
        """«Родители» over a tick says who; «X» under «Класс» is the tenth."""
        cells = [(column, self._cell(index, column)) for column in self._header.of(Field.SUBJECTS)]
        told = (
            column.title if is_tick(cell) and _AUDIENCE.match(plain(column.title)) else cell for column, cell in cells
        )
        return "; ".join(dict.fromkeys(filter(None, told)))

    def _ticked_classes(self, index: int) -> str:
        columns = self._header.of(Field.CLASS)
        return ", ".join(
            column.title if is_tick(cell) else f"{column.title}: {cell}"
            for column in columns
            if (cell := self._cell(index, column)) and not (says_nothing(cell) and not cell.isalpha())
        )

    def _section(self, index: int, context: Context) -> str:
        for column in self._header.of(Field.SECTION):
            if cell := self._cell(index, column):
                context.sections[column.index] = cell
        own = [title for _, title in sorted(context.sections.items())]
        return "; ".join(dict.fromkeys([one for one in (*context.titles, *own) if one]))

    def _notes(self, index: int) -> Iterator[str]:
        """A column of notes holds one a line; columns nobody knows and odd cells are noted with their title."""
        for column in self._header.of(Field.NOTES):
            yield from filter(None, map(tidy, self._cell(index, column, lines=True).splitlines()))
        for column in self._header.columns:
            cell = self._cell(index, column)
            odd_number = column.field is Field.NUMBER and not _NUMBERING.fullmatch(cell)
            said_no = column.field in (Field.TIME, Field.EACH) and says_nothing(cell) and cell.isalpha()
            if cell and (column.field is Field.OTHER or odd_number or said_no):
                yield f"{column.title}: {cell}" if column.title else cell

    def _people(self, row: PlanRow, index: int, context: Context) -> PlanRow:
        columns = self._header.of(Field.RESPONSIBLE)
        cells = [(column, self._cell(index, column, lines=True)) for column in columns]
        people = tuple(dict.fromkeys(one for _, cell in cells for one in people_named(cell)))
        known = set(_WORDS.findall(" ".join(people)))
        lost = [f"{column.title}: {tidy(cell)}" for column, cell in cells if set(_WORDS.findall(tidy(cell))) - known]
        row = replace(row, responsible=people, notes=(*row.notes, *lost))
        if people or row.done:
            return row
        above = context.previous.responsible if context.previous and columns else ()
        where = self._grid.where(index, columns[0].index if columns else 0)
        text = f"Кто отвечает? Ячейка пустая. Как в строке выше: {', '.join(above)}?" if above else "Кто отвечает?"
        if said := ", ".join(tidy(cell) for _, cell in cells if wordings(cell)):
            text, above = f"Кто отвечает? По словам «{shorten(said, 120)}» этого не понять.", ()
        return replace(row, questions=(*row.questions, Question(0, "responsible", text, where, proposal=above)))

    def _cell(self, index: int, column: Column, *, lines: bool = False) -> str:
        return self._grid.cell(index, column.index, lines=lines)

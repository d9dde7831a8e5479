"""One row of a table becomes a row of the plan, or one for each of its cells where every cell is a thing of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from cyclogram.answers import WITHOUT_PERSON
from cyclogram.contents import says_nothing
from cyclogram.deadlines import MARKS_UNSEEN, Period, Situation, Told, settle, settled
from cyclogram.grid import Grid
from cyclogram.headers import Column, Field, Header
from cyclogram.levels import level_of
from cyclogram.marks import Mark, is_tick, marked, names_a_thing, thing_days, told
from cyclogram.normal import plain, tidy
from cyclogram.object_match import best
from cyclogram.phrases import other_year
from cyclogram.plan import PlanRow, Problem, Question, with_reading
from cyclogram.responsible import wordings
from cyclogram.row_kinds import time_title
from cyclogram.school_year import SchoolYear
from cyclogram.spans import Span
from cyclogram.time_columns import is_week_title

_DONE = ("выполнено", "сделано", "исполнено", "завершено", "готово", "реализовано", "проведено")
_STARTS, _ENDS = re.compile(r"нач|^с$|^от$|: ?с$"), re.compile(r"оконч|заверш|конец|конца|^по$|^до$|: ?по$")
_SCHOOL_SUBJECT = re.compile(r"(?:учебн\w* )?предмет\b(?! (?:контрол|оцен|монит))|дисциплин")
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


class RowReader:
    """Reads the rows under one header; problems of single cells gather in `problems`."""

    def __init__(self, grid: Grid, header: Header, year: SchoolYear, problems: list[Problem]) -> None:
        self._grid = grid
        self._header = header
        self._year = year
        self._problems = problems

    def rows(self, index: int, context: Context) -> Iterator[PlanRow]:
        """The rows of the plan that stand in this row of the sheet: one, or several; none is named as a problem."""
        row = self._people(self._told(index, context), index, context)
        many = self._beside(self._of_many(row), index)
        each = self._header.of(Field.EACH)
        if each:
            row = many
            found = [
                self._of_cell(row, index, column) for column in each if not says_nothing(self._cell(index, column))
            ]
            yield from found or [self._whole(replace(row, questions=()), index, context)]
            return
        if self._header.of(Field.THING):
            yield from self._things(row, index, context)
            return
        marks = told(tuple(self._marks(index)))
        things = [mark for mark in marks if names_a_thing(mark, self._year)]
        rest = tuple(mark for mark in marks if mark not in things)
        if rest or not things:
            own = [at for at, _ in self._grid.filled(index) if at not in {mark.at for mark in things}]
            yield self._whole(replace(row, where=self._grid.where(index, min(own, default=0))), index, context, rest)
        for mark in things:
            yield self._thing(many, index, mark)

    # -- what the row says beside its deadline

    def _told(self, index: int, context: Context) -> PlanRow:
        def joined(*fields: Field) -> str:
            cells = [self._cell(index, column) for column in self._header.of(*fields)]
            return "; ".join(dict.fromkeys(cell for cell in cells if cell))

        procedure, thing, tool = joined(Field.PROCEDURE), joined(Field.OBJECT), joined(Field.TOOL)
        first = next(filter(None, (self._cell(index, column) for column in self._header.of(Field.OBJECT))), "")
        what = joined(Field.WHAT) or self._name(procedure, first) or tool
        subjects = "; ".join(one for one in (joined(Field.SUBJECTS), self._ticked_classes(index)) if one)
        what = what or subjects or joined(Field.OUTPUT) or joined(Field.DECISION)
        status = joined(Field.MARK)
        section = self._section(index, context)
        return PlanRow(
            where=self._grid.where(index, min((at for at, _ in self._grid.filled(index)), default=0)),
            number=index + 1,
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
        people = tuple(dict.fromkeys(one for _, cell in cells for one in wordings(cell)))
        known = set(_WORDS.findall(" ".join(people)))
        lost = [f"{column.title}: {tidy(cell)}" for column, cell in cells if set(_WORDS.findall(tidy(cell))) - known]
        row = replace(row, responsible=people, notes=(*row.notes, *lost))
        if people or row.done:
            return row
        above = context.previous.responsible if context.previous and columns else ()
        where = self._grid.where(index, columns[0].index if columns else 0)
        text = f"Кто отвечает? Ячейка пустая. Как в строке выше: {', '.join(above)}?" if above else "Кто отвечает?"
        return replace(row, questions=(*row.questions, Question(0, "responsible", text, where, proposal=above)))

    # -- its deadline

    def _whole(
        self, row: PlanRow, index: int, context: Context, marks: Sequence[Mark] = (), told_days: Sequence[Told] = ()
    ) -> PlanRow:
        columns = self._header.of(Field.DEADLINE, Field.WEEK, Field.MONTH)
        told_days = (*told_days, *self._told_deadlines(index))
        period, told_days = self._of_month(index, context, told_days)
        situation = Situation(
            told=told_days,
            frequency=next((cell for c in self._header.of(Field.FREQUENCY) if (cell := self._cell(index, c))), ""),
            period=period,
            above=context.previous.deadline_text if context.previous else "",
            where=self._grid.where(index, columns[0].index if columns else 0),
            words=row.what,
            empty=MARKS_UNSEEN if self._header.of(Field.TIME) and not columns else "",
        )
        if marks:
            row = settled(row, *marked(marks, self._year), situation, self._year)
            row = self._beside(row, index)
        else:
            row = settle(row, situation, self._year)
        return self._warned(self._named(row, index), situation.where)

    def _told_deadlines(self, index: int) -> Iterator[Told]:
        columns = list(self._header.of(Field.DEADLINE))
        if pair := self._between(columns):
            start, end = (self._cell(index, column) for column in pair)
            columns = [column for column in columns if column not in pair]
            if start or end:
                yield Told(pair[0].title, f"{start} - {end}" if start and end else f"с {start}" if start else end)
        weeks = [self._cell(index, column) for column in self._header.of(Field.WEEK)]
        for column in columns:
            if cell := self._cell(index, column, lines=True):
                weeks, before = [], _week_words(weeks)
                yield Told(column.title, f"{before} {cell}".strip(), self._grid.day(index, column.index))
        if words := _week_words(weeks):
            yield Told(self._header.of(Field.WEEK)[0].title, words)

    def _of_month(
        self, index: int, context: Context, told_days: Sequence[Told]
    ) -> tuple[Period | None, tuple[Told, ...]]:
        """A column of months beside one of days or weeks: «октябрь» and «15», «май» and «2»."""
        months = self._header.of(Field.MONTH)
        if not months:
            return context.period, tuple(told_days)
        own = self._cell(index, months[0])
        context.month = own or context.month
        period = time_title(context.month, self._year) if context.month else None
        if period:
            return replace(period, sure=bool(own or told_days)), tuple(told_days)
        more = (Told(months[0].title, own),) if own else ()
        return context.period, (*told_days, *more)

    def _between(self, columns: Sequence[Column]) -> tuple[Column, Column] | None:
        """«Начало» and «Окончание» in two columns are one stretch."""
        starts = [column for column in columns if _STARTS.search(plain(column.title))]
        ends = [column for column in columns if _ENDS.search(plain(column.title)) and column not in starts]
        return (starts[0], ends[0]) if len(starts) == len(ends) == 1 else None

    def _marks(self, index: int) -> Iterator[Mark]:
        columns = {column.index: column for column in self._header.of(Field.TIME)}
        for at, column in columns.items():
            cell, days = self._cell(index, column), column.days
            if cell and days:
                last = columns.get(self._grid.across.get((index, at), at), column)
                end = last.days.end if last.days else days.end
                yield Mark(Span(days.start, max(days.end, end)), column.title, cell, at, wide=last is not column)

    # -- rows of one cell

    def _of_cell(self, row: PlanRow, index: int, column: Column) -> PlanRow:
        """A cell of a matrix: «Математика» under «5А» says «3 нед. октября»."""
        where = self._grid.where(index, column.index)
        cell, day = self._cell(index, column, lines=True), self._grid.day(index, column.index)
        subjects = "; ".join(dict.fromkeys(one for one in (row.subjects, column.title) if one))
        name = f"{row.what}, {column.title}" if row.what else column.title
        found = replace(row, where=where, what=name, subjects=subjects if _is_class_column(column) else row.subjects)
        found = settle(found, Situation((Told(column.title, cell, day),), where=where), self._year)
        return self._warned(found, where)

    def _things(self, row: PlanRow, index: int, context: Context) -> Iterator[PlanRow]:
        """A row is a month, its cells are what is done in it: by weeks, or by directions of the work."""
        found = False
        for column in self._header.of(Field.THING):
            cell = self._cell(index, column)
            if says_nothing(cell):
                continue
            found = True
            thing = replace(row, where=self._grid.where(index, column.index), what=cell)
            is_week = is_week_title(column.title)
            if not is_week:
                thing = replace(thing, section="; ".join(one for one in (row.section, column.title) if one))
            told_days = (Told(column.title, _week_words([column.title])),) if is_week else ()
            thing = replace(thing, object_id=best("", cell, thing.section))
            yield self._whole(self._of_many(thing), index, context, told_days=told_days)
        if not found:
            yield self._whole(row, index, context)

    def _beside(self, row: PlanRow, index: int) -> PlanRow:
        """What columns of time say beside cells that have days of their own is kept as notes."""
        columns = self._header.of(Field.DEADLINE, Field.FREQUENCY, Field.WEEK, Field.MONTH)
        said = (f"{column.title}: {cell}" for column in columns if (cell := self._cell(index, column)))
        return replace(row, notes=tuple(dict.fromkeys((*row.notes, *said))))

    def _of_many(self, row: PlanRow) -> PlanRow:
        """A hundred cells without a column of people would be a hundred questions: one problem says it for all."""
        if self._header.of(Field.RESPONSIBLE):
            return row
        rest = tuple(one for one in row.questions if one.kind != "responsible")
        return replace(row, questions=rest, notes=(*row.notes, WITHOUT_PERSON))

    def _thing(self, row: PlanRow, index: int, mark: Mark) -> PlanRow:
        where = self._grid.where(index, mark.at)
        cell = tidy(mark.cell)
        found = replace(row, where=where, what=f"{row.what}: {cell}" if row.what else cell)
        return with_reading(found, f"{mark.title}: {cell}", thing_days(mark, self._year))

    def _named(self, row: PlanRow, index: int) -> PlanRow:
        if row.what:
            return row
        question = Question(0, "what", "Что нужно сделать? В строке нет названия.", self._grid.where(index, 0))
        return replace(row, questions=(question, *row.questions))

    def _warned(self, row: PlanRow, where: str) -> PlanRow:
        if warning := other_year(row.spans, self._year):
            self._problems.append(Problem(where, warning))
        return row

    def _cell(self, index: int, column: Column, *, lines: bool = False) -> str:
        return self._grid.cell(index, column.index, lines=lines)


def _week_words(weeks: Sequence[str]) -> str:
    week = next((one for one in weeks if one), "")
    return f"{week} неделя" if week and "нед" not in week.lower() else week


def _is_class_column(column: Column) -> bool:
    return any(char.isdigit() for char in column.title) and len(column.title) <= 20

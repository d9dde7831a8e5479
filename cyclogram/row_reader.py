"""One row of a table becomes a row of the plan, or one for each of its cells where every cell is a thing of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cyclogram.answers import WITHOUT_PERSON
from cyclogram.contents import says_nothing
from cyclogram.deadlines import MARKS_UNSEEN, Period, Situation, Told, settle, settled
from cyclogram.grid import Grid
from cyclogram.headers import Column, Field, Header
from cyclogram.marks import Mark, is_tick, marked, names_a_thing, thing_days, told
from cyclogram.normal import plain, tidy
from cyclogram.object_match import best
from cyclogram.phrases import other_year
from cyclogram.plan import PlanRow, Problem, Question, with_reading
from cyclogram.row_kinds import time_title
from cyclogram.row_words import Context, RowWords
from cyclogram.school_year import SchoolYear
from cyclogram.spans import Span
from cyclogram.time_columns import is_week_title

_BEGINNING = 4
"""Letters in which «октябрь» and «октября» are the same."""

_STARTS, _ENDS = re.compile(r"нач|^с$|^от$|: ?с$"), re.compile(r"оконч|заверш|конец|конца|^по$|^до$|: ?по$")


class RowReader:
    """Reads the rows under one header; problems of single cells gather in `problems`."""

    def __init__(self, grid: Grid, header: Header, year: SchoolYear, problems: list[Problem]) -> None:
        self._grid = grid
        self._header = header
        self._year = year
        self._problems = problems
        self._words = RowWords(grid, header)

    def rows(self, index: int, context: Context) -> Iterator[PlanRow]:
        """The rows of the plan that stand in this row of the sheet: one, or several; none is named as a problem."""
        row = self._words.row(index, context)
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
            row = self._unheard(settle(row, situation, self._year), index)
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
            thing = replace(row, where=self._grid.where(index, column.index), what=self._thing_name(row, cell))
            is_week = is_week_title(column.title)
            if not is_week:
                thing = replace(thing, section="; ".join(one for one in (row.section, column.title) if one))
            told_days = (Told(column.title, _week_words([column.title])),) if is_week else ()
            thing = replace(thing, object_id=best("", cell, thing.section))
            yield self._whole(self._of_many(thing), index, context, told_days=told_days)
        if not found:
            yield self._whole(row, index, context)

    def _thing_name(self, row: PlanRow, cell: str) -> str:
        """Beside a column of names a cell only says more, or ticks."""
        if not (row.what and self._header.of(Field.WHAT, Field.PROCEDURE)):
            return cell
        return row.what if is_tick(cell) else f"{row.what}: {cell}"

    def _beside(self, row: PlanRow, index: int) -> PlanRow:
        """What columns of time say beside cells that have days of their own is kept as notes."""
        columns = self._header.of(Field.DEADLINE, Field.FREQUENCY, Field.WEEK, Field.MONTH)
        said = (f"{column.title}: {cell}" for column in columns if (cell := self._cell(index, column)))
        return replace(row, notes=tuple(dict.fromkeys((*row.notes, *said))))

    def _unheard(self, row: PlanRow, index: int) -> PlanRow:
        """A month beside a deadline that names another one: the deadline counts, the month is noted."""
        heard = plain(row.deadline_text)
        columns = self._header.of(Field.MONTH, Field.WEEK)
        said = [(column.title, cell) for column in columns if (cell := self._cell(index, column))]
        notes = (f"{title}: {cell}" for title, cell in said if plain(cell)[:_BEGINNING] not in heard)
        return replace(row, notes=tuple(dict.fromkeys((*row.notes, *notes))))

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

"""From sheets of cells to a plan: every row with something in it becomes a row, a section title, or a named problem."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from cyclogram.deadlines import Situation, settle
from cyclogram.files import Cell, Sheet, column_letters
from cyclogram.headers import Column, Field, Header, again, find
from cyclogram.normal import plain, tidy
from cyclogram.phrases import Reading, other_year
from cyclogram.plan import PlanRow, Problem, Question, ReadPlan, with_reading
from cyclogram.responsible import wordings
from cyclogram.row_kinds import counts_columns, fill_down, repeats_header, time_title
from cyclogram.school_year import SchoolYear
from cyclogram.spans import one_day

_DONE = ("выполнено", "сделано", "исполнено", "завершено", "готово", "реализовано")
_ENDS = re.compile(r"оконч|заверш|конец|конца")
_SCHOOL_YEAR = re.compile(r"\b(20\d\d) ?[-/] ?((?:20)?\d\d)(?!\d)")
_TITLE = re.compile(r"(раздел|блок|направление|модуль|часть|[ivx]+\.|\d+\.\s)", re.IGNORECASE)


def read_plan(found: Sequence[Sheet], year: SchoolYear) -> ReadPlan:
    """Read all sheets; never raises for what they contain."""
    rows: list[PlanRow] = []
    problems: list[Problem] = []
    for sheet in found:
        reader = _SheetReader(sheet, year)
        rows.extend(reader.rows())
        problems.extend(reader.problems)
    if rows:  # a sheet of signatures beside a plan is no trouble worth a sentence; a table is, whatever it holds
        tables = {sheet.name for sheet in found if any(sum(1 for cell in row if cell) >= 3 for row in sheet.rows)}
        problems = [one for one in problems if "!" in one.where or one.where in tables or len(found) == 1]
    return ReadPlan(_numbered(rows), tuple(problems))


def _numbered(rows: list[PlanRow]) -> tuple[PlanRow, ...]:
    """Questions get their ids over the whole plan."""
    last = 0
    numbered = []
    for row in rows:
        questions = tuple(replace(one, id=last + at) for at, one in enumerate(row.questions, 1))
        last += len(questions)
        numbered.append(replace(row, questions=questions))
    return tuple(numbered)


@dataclass(slots=True)
class _Context:
    """What earlier rows say about this one."""

    section: str = ""
    section_at: str = ""
    section_rows: int = 1
    month: int | None = None
    sections: dict[int, str] = field(default_factory=dict)
    previous: PlanRow | None = None


class _SheetReader:
    """Reads one sheet from its header down."""

    def __init__(self, sheet: Sheet, year: SchoolYear) -> None:
        self._sheet = sheet
        self._year = year
        width = max(map(len, sheet.rows), default=0)  # a row may be longer than the header: nothing of it is lost
        self._texts = tuple((*map(_text, row), *[""] * (width - len(row))) for row in sheet.rows)
        self._filled = fill_down(self._texts, sheet)
        self._wide = {top for top, left, _, right in sheet.merged if right - left >= 2}
        self.problems: list[Problem] = []

    def rows(self) -> Iterator[PlanRow]:
        """The rows of the plan; problems gather on the way."""
        header = find(self._texts, self._year)
        if header is None:
            if any(any(row) for row in self._texts):
                self._problem(
                    self._sheet.name,
                    "Не вижу строки с заголовками: нужны хотя бы «Мероприятие», «Срок» и «Ответственный».",
                )
            return
        self._other_title(header)
        header = self._whole(header)
        self._missing_columns(header)
        context = _Context(month=time_title(self._sheet.name, self._year))  # a sheet a month
        for index in range(header.last + 1, len(self._texts)):
            if not repeats_header(self._texts[index], header) and (
                other := again(index, self._texts[index], self._year)
            ):
                header = other
                continue
            row = self._row(index, header, context)
            if row:
                context.previous = row
                context.section_rows += 1
                yield row
        self._close_section(context)

    def _other_title(self, header: Header) -> None:
        """«План на 2025/2026 учебный год» above the table: the dates are read for our year, so somebody should look."""
        for index, row in enumerate(self._texts[: header.first]):
            for at, cell in enumerate(row):
                for found in _SCHOOL_YEAR.finditer(plain(cell)):
                    first, second = int(found[1]), int(found[2])
                    if second % 100 == (first + 1) % 100 and first != self._year.start:
                        ours = f"{self._year.start}/{self._year.start + 1}"
                        message = f"В заголовке {first}/{first + 1} год, а сроки прочитаны на {ours}. Тот ли это план?"
                        self._problem(self._where(index, at), message)

    def _whole(self, header: Header) -> Header:
        """A header is as high as the highest of its merged cells: «План» and «Факт» below «Сроки» are no row."""
        reach = [bottom for top, left, bottom, right in self._sheet.merged if top == header.first and left == right]
        last = min(max(reach, default=0), header.first + 2)
        return header.down_to(last, self._texts[last]) if last > header.last else header

    def _problem(self, where: str, message: str) -> None:
        self.problems.append(Problem(where, message))

    def _missing_columns(self, header: Header) -> None:
        where = self._where(header.first, 0)
        if not header.of(Field.DEADLINE, Field.TIME):
            self._problem(where, "Не вижу столбца со сроками: спрошу о сроке каждой строки.")
        if not header.of(Field.RESPONSIBLE):
            self._problem(where, "Не вижу столбца с ответственными: спрошу о каждой строке.")

    def _row(self, index: int, header: Header, context: _Context) -> PlanRow | None:
        own = self._texts[index]
        filled = [(at, cell) for at, cell in enumerate(own) if cell]
        if not filled or repeats_header(own, header) or counts_columns(own):
            return None
        if len(filled) == 1 and "___" in filled[0][1]:
            self._problem(self._where(index, filled[0][0]), "Похоже на место для подписи: в план не взято.")
            return None
        if self._is_title(index, filled, header):
            self._open_section(index, filled[0][1], context)
            return None
        return self._plan_row(index, header, context)

    # -- section titles

    def _is_title(self, index: int, filled: list[tuple[int, str]], header: Header) -> bool:
        if len({cell for _, cell in filled}) != 1:
            return False
        at, title = filled[0]
        first = next((column for column in header.columns if column.field not in (Field.NUMBER, Field.OTHER)), None)
        if index in self._wide or (time_title(title, self._year) and (first is None or at <= first.index)):
            return True
        if len(filled) > 1 or len(header.columns) < 3 or title.isdigit():
            return False
        if first and at == first.index and first.field is Field.WHAT and not header.of(Field.NUMBER):
            return bool(_TITLE.match(title)) or title.isupper()  # else a row whose other cells are empty
        return first is None or at <= first.index

    def _open_section(self, index: int, title: str, context: _Context) -> None:
        context.month = time_title(title, self._year)
        if context.month is None:
            self._close_section(context)
            context.section, context.section_at, context.section_rows = title, self._where(index, 0), 0

    def _close_section(self, context: _Context) -> None:
        """A title with nothing beneath it may be a row with empty cells, or a signature: a person should see it."""
        if context.section_rows == 0:
            message = f"В строке заполнена одна ячейка: «{context.section[:60]}». Под этим заголовком строк нет."
            self._problem(context.section_at, message)

    # -- rows

    def _plan_row(self, index: int, header: Header, context: _Context) -> PlanRow:
        cells = {column.index: self._cell(index, column.index) for column in header.columns}

        def joined(*fields: Field) -> str:
            return "; ".join(dict.fromkeys(cells[one.index] for one in header.of(*fields) if cells[one.index]))

        section = self._section(header, cells, context)
        procedure, thing, tool = joined(Field.PROCEDURE), joined(Field.OBJECT), joined(Field.TOOL)
        named = any("процедур" in plain(column.title) for column in header.of(Field.PROCEDURE))
        first, second = (procedure, thing) if named or not thing else (thing, procedure)  # «фронтальный» is no name
        what = joined(Field.WHAT) or first or second or tool or joined(Field.SUBJECTS) or joined(Field.OUTPUT)
        status = joined(Field.MARK)
        row = PlanRow(
            where=self._where(index, min(at for at, cell in enumerate(self._texts[index]) if cell)),
            number=index + 1,
            what=what or joined(Field.DECISION),
            object=thing,
            subjects=joined(Field.SUBJECTS),
            basis=joined(Field.BASIS),
            procedure=procedure,
            tool=tool,
            output=joined(Field.OUTPUT),
            decision=joined(Field.DECISION),
            section=section,
            level=joined(Field.LEVEL),
            status=status,
            done=any(plain(part).startswith(_DONE) for part in status.split("; ")),
            notes=self._notes(index, header, cells),
        )
        row = self._people(row, index, header, context)
        row = self._deadline(row, index, header, context)
        return self._named(row, index)

    def _notes(self, index: int, header: Header, cells: dict[int, str]) -> tuple[str, ...]:
        """A column of notes holds one a line; what stands in an unknown column is noted with its title."""
        written = [
            note
            for column in header.of(Field.NOTES)
            for line in self._cell(index, column.index, lines=True).splitlines()
            if (note := tidy(line))
        ]
        unknown = [f"{c.title}: {cells[c.index]}" if c.title else cells[c.index] for c in _other(header, cells)]
        return tuple(dict.fromkeys((*written, *unknown)))

    def _section(self, header: Header, cells: dict[int, str], context: _Context) -> str:
        for column in header.of(Field.SECTION):
            if cells[column.index]:
                context.sections[column.index] = cells[column.index]
        own = [title for _, title in sorted(context.sections.items())]
        return "; ".join(dict.fromkeys([one for one in (context.section, *own) if one]))

    def _named(self, row: PlanRow, index: int) -> PlanRow:
        if row.what:
            return row
        question = Question(0, "what", "Что нужно сделать? В строке нет названия.", self._where(index, 0))
        return replace(row, questions=(question, *row.questions))

    def _people(self, row: PlanRow, index: int, header: Header, context: _Context) -> PlanRow:
        columns = header.of(Field.RESPONSIBLE)
        people = tuple(dict.fromkeys(one for c in columns for one in wordings(self._cell(index, c.index, lines=True))))
        if people or row.done:
            return replace(row, responsible=people)
        above = context.previous.responsible if context.previous and columns else ()
        where = self._where(index, columns[0].index if columns else 0)
        text = f"Кто отвечает? Ячейка пустая. Как в строке выше: {', '.join(above)}?" if above else "Кто отвечает?"
        return replace(row, questions=(*row.questions, Question(0, "responsible", text, where, proposal=above)))

    def _deadline(self, row: PlanRow, index: int, header: Header, context: _Context) -> PlanRow:
        columns = header.of(Field.DEADLINE)
        between = self._between(index, columns)
        dates = [] if between else [cell for c in columns if isinstance(cell := self._raw(index, c.index), date)]
        if dates:
            spans = tuple(one_day(one) for one in dates)
            reading = Reading(spans, 1.0, "cell", warning=other_year(spans, self._year))
            return self._warned(with_reading(row, self._cell(index, columns[0].index), reading), index, header)
        situation = Situation(
            text=between or next((cell for c in columns if (cell := self._cell(index, c.index, lines=True))), ""),
            frequency=next((cell for c in header.of(Field.FREQUENCY) if (cell := self._cell(index, c.index))), ""),
            marks=tuple(
                (c.days, c.title, cell)
                for c in header.of(Field.TIME)
                if (cell := self._cell(index, c.index)) and c.days
            ),
            month=context.month,
            above=context.previous.deadline_text if context.previous else "",
            where=self._where(index, columns[0].index if columns else 0),
        )
        return self._warned(settle(row, situation, self._year), index, header)

    def _warned(self, row: PlanRow, index: int, header: Header) -> PlanRow:
        if warning := other_year(row.spans, self._year):
            self._problem(self._where(index, header.of(Field.DEADLINE, Field.TIME)[0].index), warning)
        return row

    def _between(self, index: int, columns: Sequence[Column]) -> str:
        """«Начало» and «Окончание» in two columns are one stretch."""
        if len(columns) != 2 or not ("нач" in plain(columns[0].title) and _ENDS.search(plain(columns[1].title))):
            return ""
        start, end = (self._cell(index, column.index) for column in columns)
        if start and not end:
            return f"с {start}"  # and until when?
        return f"{start} - {end}" if start else ""

    # -- cells

    def _cell(self, index: int, at: int, *, lines: bool = False) -> str:
        value = self._filled.get((index, at))
        if value is None:
            value = self._texts[index][at] if at < len(self._texts[index]) else ""
        return value if lines else tidy(value)

    def _raw(self, index: int, at: int) -> Cell:
        row = self._sheet.rows[index]
        return row[at] if at < len(row) else ""

    def _where(self, index: int, at: int) -> str:
        return f"{self._sheet.name}!{column_letters(at)}{index + 1}"


def _text(cell: Cell) -> str:
    return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else cell.strip()


def _other(header: Header, cells: dict[int, str]) -> list[Column]:
    return [column for column in header.of(Field.OTHER) if cells[column.index]]

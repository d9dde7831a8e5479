"""What a column of a plan is called in schools, and where the row of headers stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from cyclogram.normal import plain
from cyclogram.phrases import Reading, read
from cyclogram.school_year import SchoolYear
from cyclogram.spans import Span

LOOK_DOWN = 40
"""Rows in which a header may still begin, below titles and approval stamps."""

LONGEST = 90
"""Characters of a header; longer cells are contents."""


class Field(Enum):
    """What a column holds."""

    NUMBER = "number"
    STAGE = "stage"
    WHAT = "what"
    SECTION = "section"
    OBJECT = "object"
    SUBJECTS = "subjects"
    BASIS = "basis"
    PROCEDURE = "procedure"
    TOOL = "tool"
    DEADLINE = "deadline"
    FREQUENCY = "frequency"
    RESPONSIBLE = "responsible"
    OUTPUT = "output"
    DECISION = "decision"
    MARK = "mark"
    LEVEL = "level"
    NOTES = "notes"
    TIME = "time"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where, what it holds, its header; a column that is itself a time has its days."""

    index: int
    field: Field
    title: str
    days: Span | None = None


_DECISIVE = (
    (Field.MARK, r"факт|отметк|статус|реализован|готовн|выполнен"),
    (Field.DECISION, r"решени"),
    (Field.OUTPUT, r"отчет|представля|рассматр|заслуш|подвед|форма результат"),
    (Field.FREQUENCY, r"периодичн|частот|кратност"),
    (Field.DEADLINE, r"срок|дат(?:а|ы|у)?\b|период|время|когда|начало\b|окончание\b"),
    (Field.RESPONSIBLE, r"отв|исполнител|кто\b|куратор"),
)
_BY_FIRST_WORD = (
    (Field.LEVEL, r"уровен"),
    (Field.NOTES, r"примечан"),
    (Field.STAGE, r"этап"),
    (Field.WHAT, r"мероприят|содержан|вопрос|тема|темы|что\b|дел[оа]\b|действи|задач"),
    (Field.SECTION, r"направлен|раздел|блок"),
    (Field.OBJECT, r"объект|показател|критери|недостат|выявлен"),
    (Field.SUBJECTS, r"субъект|класс|групп|привлека|охват|участник|категори"),
    (Field.OUTPUT, r"результат|выход|итог|продукт"),
    (Field.BASIS, r"акт|документ|локальн|нормативн"),
    (Field.TOOL, r"инструмент|методик"),
    (Field.PROCEDURE, r"процедур|форм|метод|вид\b|виды\b"),
)
_NUMBER = re.compile(r"^(№|n|no|номер|п/п|пп)[\s./пn]*$")
_DECISIVE_FORMS = tuple((field, re.compile(rf"\b(?:{stems})")) for field, stems in _DECISIVE)
_WORD_FORMS = tuple((field, re.compile(rf"(?:{stems})")) for field, stems in _BY_FIRST_WORD)
_WORD = re.compile(r"[а-яa-z]+")
_CALENDAR = {"month", "term", "half", "quarter", "trimester"}


def field_of(header: str) -> Field | None:
    """The field a header names; stems count at word starts only, so «факт» is no «акт»."""
    text = plain(header).replace("№", "№ ").strip()
    if _NUMBER.match(text):
        return Field.NUMBER
    if text in ("наименование", "название"):
        return Field.WHAT
    for field, form in _DECISIVE_FORMS:
        if form.search(text):
            return field
    for word in _WORD.findall(text):
        for field, form in _WORD_FORMS:
            if form.match(word):
                return field
    return None


def time_of(header: str, year: SchoolYear) -> Span | None:
    """The days a column stands for when its header is a month, a term or the like: «IX», «сент.», «II четв.»."""
    if not header or len(header) > 30:
        return None
    what = read(header, year)
    if isinstance(what, Reading) and len(what.spans) == 1 and what.kind in _CALENDAR:
        return what.spans[0]
    return None


@dataclass(frozen=True, slots=True)
class Header:
    """The header's first and last row (counted from 0) and its columns."""

    first: int
    last: int
    columns: tuple[Column, ...]

    def down_to(self, last: int, below: Sequence[str]) -> "Header":
        """The same header with the rows its merged cells reach into; columns with no title of their own get theirs."""
        titles = {at: cell for at, cell in enumerate(below) if cell}
        columns = tuple(
            column if column.title else replace(column, title=title, field=field_of(title) or Field.OTHER)
            for column in self.columns
            for title in [titles.get(column.index, "")]
        )
        return replace(self, last=last, columns=columns)

    def of(self, *fields: Field) -> tuple[Column, ...]:
        """The columns of these fields, from the left."""
        return tuple(column for column in self.columns if column.field in fields)


def find(rows: Sequence[Sequence[str]], year: SchoolYear) -> Header | None:
    """The likeliest header among the first rows; None where the sheet is no plan."""
    found: Header | None = None
    best = (0, False)
    for index, row in enumerate(rows[:LOOK_DOWN]):
        following = rows[index + 1] if index + 1 < len(rows) else ()
        for header in (_header(index, row, (), year), _header(index, row, following, year)):
            if header and (rank := (_points(header), header.first == header.last)) > best and rank[0]:
                found, best = header, rank
    if found is None:
        return None
    first = next((header for at in range(found.first) if (header := again(at, rows[at], year))), None)
    return first or found


def again(index: int, row: Sequence[str], year: SchoolYear) -> Header | None:
    """A row that can be nothing but headers: a sheet may hold one table under another, with other columns."""
    told = [cell for cell in row if cell]
    if len(told) < 3 or not all(len(cell) <= 40 and not any(c.isdigit() for c in cell) for cell in told):
        return None
    header = _header(index, row, (), year)
    fields = [column.field for column in header.columns if column.title] if header else []
    plain_fields = len(set(fields)) == len(fields) and not {Field.OTHER, Field.TIME} & set(fields)
    return header if header and plain_fields and Field.DEADLINE in fields and _points(header) else None


def _header(index: int, upper: Sequence[str], lower: Sequence[str], year: SchoolYear) -> Header | None:
    if lower and not _continues(upper, lower, year):
        return None
    columns = []
    for at in range(max(len(upper), len(lower))):
        top = upper[at] if at < len(upper) else ""
        below = lower[at] if at < len(lower) else ""
        columns.append(_column(at, top, below, year))
    return Header(index, index + (1 if lower else 0), _settled(columns))


def _column(at: int, top: str, below: str, year: SchoolYear) -> Column:
    for title in (below, top):
        if days := time_of(title, year):
            return Column(at, Field.TIME, title, days)
    for title in (below, top):
        if title and len(title) <= LONGEST and (field := field_of(title)):
            return Column(at, field, title)
    return Column(at, Field.OTHER, below or top)


def _continues(upper: Sequence[str], lower: Sequence[str], year: SchoolYear) -> bool:
    """Whether the second row only says more about the first: times or field names under shared titles."""
    filled = [(at, cell) for at, cell in enumerate(lower) if cell]
    told = [at for at, cell in filled if time_of(cell, year) or (len(cell) <= 40 and field_of(cell))]
    shared = [at for at in told if at >= len(upper) or not upper[at]]
    return len(told) >= 2 and len(told) == len(filled) and bool(shared)


def _settled(columns: list[Column]) -> tuple[Column, ...]:
    """One lonely month is no time axis; «Этап» beside «Мероприятие» and «Раздел» beside «Объект» are sections."""
    times = [column for column in columns if column.field is Field.TIME]
    fields = {column.field for column in columns}
    settled = []
    for column in columns:
        field = column.field
        if field is Field.TIME and len(times) < 2:
            field = Field.OTHER
        elif field is Field.STAGE:
            field = Field.SECTION if fields & {Field.WHAT, Field.PROCEDURE} else Field.WHAT
        elif field is Field.SECTION and Field.OBJECT not in fields:
            field = Field.OBJECT
        elif field is Field.FREQUENCY and Field.DEADLINE not in fields:
            field = Field.DEADLINE
        settled.append(Column(column.index, field, column.title, column.days if field is Field.TIME else None))
    return tuple(settled)


def _points(header: Header) -> int:
    fields = {column.field for column in header.columns} - {Field.OTHER, Field.NUMBER, Field.NOTES}
    timed = Field.DEADLINE in fields or Field.TIME in fields
    told = fields & {
        Field.WHAT,
        Field.PROCEDURE,
        Field.OBJECT,
        Field.TOOL,
        Field.SUBJECTS,
        Field.OUTPUT,
        Field.DECISION,
    }
    if not told or not (timed or Field.RESPONSIBLE in fields) or len(fields) < 2:
        return 0
    return 2 * len(fields) + (3 if timed else 0) + min(len(header.of(Field.TIME)), 3)

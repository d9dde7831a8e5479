"""What a column holds depends on its neighbours, too, and sometimes on what stands beneath it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cyclogram.columns import TIMED, TOLD, Column, Rows
from cyclogram.contents import is_deadline, share_of_deadlines
from cyclogram.header_words import Field
from cyclogram.normal import plain
from cyclogram.school_year import SchoolYear
from cyclogram.time_columns import is_week_title

MANY = 60
"""Columns: no school has more classes in one table."""

_MAY_BE_EACH = frozenset({Field.CLASS, Field.OTHER, Field.SUBJECTS, Field.RESPONSIBLE})
"""«5А», «Русский язык», «Родители», «Педагоги» over cells that are all deadlines."""

_FINEST = re.compile(r"показател|индикатор|параметр")


def settled(columns: list[Column], below: Rows, year: SchoolYear) -> tuple[Column, ...]:
    """The columns as they are once they know of one another."""
    raw = [column.field for column in columns]
    told = _each_its_own(_things(_finest([_beside(column, raw) for column in columns]), raw), below, year)
    fields = [column.field for column in told]
    if not TOLD & set(fields) and sum(1 for one in fields if one in (Field.TIME, Field.EACH)) >= 2:
        free = [at for at, one in enumerate(fields) if one is Field.OTHER]
        at = next((at for at in free if any(at < len(row) and row[at] for row in below)), None)
        if at is not None:
            told[at] = replace(told[at], field=Field.WHAT)
    return tuple(told)


def _beside(column: Column, fields: Sequence[Field]) -> Column:
    """One lonely month is no time axis; «Этап» beside «Мероприятие» and «Раздел» beside «Объект» are sections."""
    field = column.field
    named = bool({Field.WHAT, Field.PROCEDURE} & set(fields))
    match field:
        case Field.TIME if fields.count(Field.TIME) < 2:
            return replace(column, field=Field.OTHER, days=None)
        case Field.STAGE:
            field = Field.SECTION if named else Field.WHAT
        case Field.SECTION if Field.OBJECT not in fields:
            field = Field.OBJECT
        case Field.MONTH | Field.FREQUENCY if Field.DEADLINE not in fields and Field.WEEK not in fields:
            field = Field.DEADLINE
        case Field.WEEK if not {Field.MONTH, Field.DEADLINE} & set(fields):
            field = Field.DEADLINE
        case Field.TEACHER:
            field = Field.SUBJECTS if Field.RESPONSIBLE in fields else Field.RESPONSIBLE
        case Field.CLASS if fields.count(Field.CLASS) < 2:
            field = Field.OTHER
    return column if field is column.field else replace(column, field=field)


def _finest(columns: list[Column]) -> list[Column]:
    """«Объект | Показатели»: where no column names the things, they are the finer of what is assessed."""
    objects = [column for column in columns if column.field is Field.OBJECT]
    named = any(column.field is Field.WHAT or "процедур" in plain(column.title) for column in columns)
    finer = [column for column in objects[1:] if _FINEST.match(plain(column.title))]
    if named or not finer:
        return columns
    return [replace(one, field=Field.WHAT) if one is finer[-1] else one for one in columns]


def _things(columns: list[Column], raw: Sequence[Field]) -> list[Column]:
    """«Месяц | 1 неделя | 2 неделя», «Месяц | Спорт | Экология»: the cells say what is done."""
    if Field.MONTH in raw and _are_alike([one for at, one in enumerate(columns) if raw[at] is not Field.MONTH]):
        columns = [
            replace(one, field=one.field if raw[at] is Field.MONTH else Field.OTHER) for at, one in enumerate(columns)
        ]
    free = [column for column in columns if column.title and column.field is Field.OTHER]
    weeks = [column for column in free if is_week_title(column.title)]
    if len(weeks) >= 2 and not TIMED & {column.field for column in columns}:  # the months stand in rows across
        return [replace(one, field=Field.THING) if one in weeks else one for one in columns]
    if Field.MONTH not in raw or len(free) < 2 or TOLD & {column.field for column in columns}:
        return columns
    things = [replace(one, field=Field.THING) if one in free else one for one in columns]
    return [replace(one, field=Field.MONTH) if raw[at] is Field.MONTH else one for at, one in enumerate(things)]


def _are_alike(columns: Sequence[Column]) -> bool:
    """«Контроль документации | Контроль преподавания»: directions of the work, whatever field each would name."""
    first = [plain(column.title).split(" ", 1)[0] for column in columns if column.title]
    return len(first) >= 2 and len(set(first)) == 1


def _each_its_own(columns: list[Column], below: Rows, year: SchoolYear) -> list[Column]:
    """Without a column of deadlines, columns full of deadlines are things of their own: «5А», «Русский язык»."""
    if {Field.DEADLINE, Field.TIME, Field.MONTH, Field.THING} & {column.field for column in columns}:
        return columns
    free = [
        column
        for column in columns
        if column.title and column.field in _MAY_BE_EACH and not is_deadline(column.title, year)
    ]
    if len(free) > MANY:
        return columns
    holding = {column.index for column in free if share_of_deadlines(below, column.index, year) >= 0.5}
    if len(holding) < 2:
        return columns
    mixed = {column.index for column in free if column.field is Field.CLASS} | holding
    return [replace(one, field=Field.EACH) if one.index in mixed else one for one in columns]

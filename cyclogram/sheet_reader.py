"""One sheet from its header down: every filled row becomes rows of the plan, a title, a header, or a named problem."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from cyclogram.files import MAX_CELL, Sheet, column_letters
from cyclogram.grid import grid
from cyclogram.guessed_header import carried, guessed
from cyclogram.headers import Field, Header, again, find
from cyclogram.plan import PlanRow, Problem, Tally
from cyclogram.row_kinds import (
    counts_columns,
    is_only_number,
    is_only_time,
    is_remark,
    is_signature,
    lists_people,
    repeats_header,
    time_title,
)
from cyclogram.row_reader import RowReader
from cyclogram.row_words import Context
from cyclogram.school_year import SchoolYear
from cyclogram.section_titles import SectionTitles, looks_like_title
from cyclogram.titles import heading, time_words, years_in
from cyclogram.two_in_one import apart

NO_HEADER = "Не вижу строки с заголовками: нужны хотя бы «Мероприятие», «Срок» и «Ответственный»."
TOO_LONG = f"В ячейке больше {MAX_CELL} знаков: дальше не читаю. Разделите её на несколько строк плана."
LONGEST_LIST = 1500
"""Characters of rows that are quoted in one problem."""


class Fate(Enum):
    """What became of a filled row."""

    ROW = "rows"
    TITLE = "titles"
    HEADER = "headers"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Before:
    """What the sheet before ended with: a table may go on over a page without its header."""

    header: Header
    context: Context


class SheetReader:
    """Reads one sheet; problems and fates gather on the way."""

    def __init__(self, sheet: Sheet, year: SchoolYear, before: Before | None = None) -> None:
        self._grid = grid(sheet)
        self._year = year
        self._before = before
        self._fates: dict[int, Fate] = {}
        self._undated = False
        self._aside: dict[str, list[int]] = {}
        self.problems: list[Problem] = []
        self.headers: list[Header] = []
        self.after: Before | None = None

    @property
    def tally(self) -> Tally:
        """How many rows became what."""
        filled = sum(1 for row in self._grid.texts if any(row))
        counts = Counter(fate.value for fate in self._fates.values())
        return Tally(filled, counts["rows"], counts["titles"], counts["headers"], counts["named"])

    def rows(self) -> Iterator[PlanRow]:
        """The rows of the plan."""
        header = self._header()
        if header is None:
            self._no_plan()
            return
        context = self._context(header)
        titles = SectionTitles(self._grid, self._year, context)
        for index in range(header.last + 1):
            self._note(index, Fate.TITLE if index < header.first else Fate.HEADER)
        whole = header
        self._grid, header = apart(self._grid, header)
        self._take(header)
        reader = RowReader(self._grid, header, self._year, self.problems)
        skip_until, aside = header.last, False
        for index in range(header.last + 1, len(self._grid.texts)):
            if index <= skip_until:
                self._note(index, Fate.HEADER)
                continue
            if other := self._other_header(index, header):
                header, whole, aside, skip_until = other, other, False, other.last
                reader = RowReader(self._grid, header, self._year, self.problems)
                self._take(header, more=True)
                self._note(index, Fate.HEADER)
            elif aside or self._begins_people(index):
                aside = True
                self._set_aside("Похоже на список людей, а не на план: в план не взято", index)
            elif self._is_row(index, header, titles):
                self._note(index, Fate.ROW)
                for row in reader.rows(index, context):
                    context.previous = row
                    self._undated = self._undated or not (header.is_timed or row.deadlines)
                    yield row
        self._closed(titles)
        self.after = Before(whole, replace(context, titles=list(context.titles), sections=dict(context.sections)))

    # -- the header

    def _header(self) -> Header | None:
        texts, merged = self._grid.texts, self._grid.merged
        found = find(texts, self._year, merged)
        if found:
            return found
        if self._before and (on := carried(texts, self._before.header, self._year)):
            return on
        self._before = None
        header = guessed(texts, self._year)
        if header:
            told = {
                column.field: column_letters(column.index)
                for column in header.of(Field.WHAT, Field.DEADLINE, Field.RESPONSIBLE)
            }
            people = f", ответственных — из {told[Field.RESPONSIBLE]}" if Field.RESPONSIBLE in told else ""
            message = (
                f"Заголовков не вижу. Названия взяты из столбца {told[Field.WHAT]}, "
                f"сроки — из {told[Field.DEADLINE]}{people}. Проверьте, так ли это."
            )
            self.problems.append(Problem(self._grid.where(max(header.first, 0), 0), message))
        return header

    def _context(self, header: Header) -> Context:
        if self._before and header.first < 0:
            return self._before.context
        context = Context(period=time_title(time_words(self._grid.name), self._year))  # a sheet a month
        title = heading(self._grid.texts, header)
        for row in self._grid.texts[: header.first]:
            for cell in dict.fromkeys(row):
                if cell and (period := time_title(time_words(cell), self._year)):
                    context.period = period
        own = time_title(title, self._year) if title else None
        if title and not (own and is_only_time(title, own)):
            context.titles.append(title)
        return context

    def _other_header(self, index: int, header: Header) -> Header | None:
        texts = self._grid.texts
        if repeats_header(texts[index], header):
            return None
        other = again(index, texts, self._year, self._grid.merged)
        days = {column.index for column in header.of(Field.EACH)}
        return None if other and days & {column.index for column in other.of(Field.TIME)} else other

    def _take(self, header: Header, *, more: bool = False) -> None:
        self.headers.append(header)
        if header.guessed or header.first < 0:
            return
        if not more:
            self._other_title(header)
        where = self._grid.where(header.first, 0)
        if not header.of(Field.RESPONSIBLE):
            each = (
                "напоминания придут администратору" if header.of(Field.EACH, Field.THING) else "спрошу о каждой строке"
            )
            self.problems.append(Problem(where, f"Не вижу столбца с ответственными: {each}."))

    def _other_title(self, header: Header) -> None:
        """«План на 2025/2026 учебный год» above the table: the dates are read for our year, so somebody should look."""
        ours = f"{self._year.start}/{self._year.start + 1}"
        for index, row in enumerate(self._grid.texts[: header.first]):
            for at, cell in enumerate(row):
                for first in dict.fromkeys(years_in(cell)):
                    if first != self._year.start:
                        message = f"В заголовке {first}/{first + 1} год, а сроки прочитаны на {ours}. Тот ли это план?"
                        self.problems.append(Problem(self._grid.where(index, at), message))

    # -- what a row is

    def _is_row(self, index: int, header: Header, titles: SectionTitles) -> bool:
        own, filled = self._grid.texts[index], self._grid.filled(index)
        if not filled:
            return False
        if repeats_header(own, header) or counts_columns(own):
            self._note(index, Fate.HEADER)
        elif is_only_number(filled, header):
            self._set_aside("Заполнен только номер: в план не взято", index)
        elif is_remark(filled):
            self._set_aside("Похоже на примечание: в план не взято", index)
        elif is_signature(filled):
            self._set_aside("Похоже на место для подписи: в план не взято", index)
        elif (title := looks_like_title(self._grid, index, header, self._year)) is not None:
            self._note(index, Fate.TITLE)
            titles.open(index, title)
        else:
            titles.count_row()
            return True
        return False

    def _begins_people(self, index: int) -> bool:
        """The header of a list of people, or the title right above it."""
        texts = self._grid.texts
        if len(set(texts[index]) - {""}) == 1:
            index += 1
        return index < len(texts) and lists_people(texts[index])

    def _note(self, index: int, fate: Fate) -> None:
        if any(self._grid.texts[index]):
            self._fates[index] = fate

    def _set_aside(self, why: str, index: int) -> None:
        if any(self._grid.texts[index]):
            self._note(index, Fate.NAMED)
            self._aside.setdefault(why, []).append(index)

    def _closed(self, titles: SectionTitles) -> None:
        self.problems.extend(titles.closed())
        for index, row in enumerate(self._grid.raws):
            for at, cell in enumerate(row):
                if isinstance(cell, str) and len(cell) >= MAX_CELL:
                    self.problems.append(Problem(self._grid.where(index, at), TOO_LONG))
        if self._undated:
            where = self._grid.where(max(self.headers[0].first, 0), 0)
            self.problems.append(Problem(where, "Не вижу столбца со сроками: спрошу о сроке каждой строки."))
        for why, rows in self._aside.items():
            at = min(at for at, _ in self._grid.filled(rows[0]))
            quoted = " | ".join("; ".join(cell for _, cell in self._grid.filled(index)) for index in rows)
            more = f" (строки {rows[0] + 1}–{rows[-1] + 1})" if len(rows) > 1 else ""
            tail = "…" if len(quoted) > LONGEST_LIST else ""
            self.problems.append(
                Problem(self._grid.where(rows[0], at), f"{why}{more}: «{quoted[:LONGEST_LIST]}{tail}».")
            )

    def _no_plan(self) -> None:
        for index in range(len(self._grid.texts)):
            self._note(index, Fate.NAMED)
        if self._fates:
            people = any(lists_people(row) for row in self._grid.texts)
            message = "Похоже на список людей, а не на план: в план не взято." if people else NO_HEADER
            self.problems.append(Problem(self._grid.name, message))

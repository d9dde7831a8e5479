"""Parts of months, terms and years: «2–3 неделя сентября», «конец мая», «в начале учебного года»."""

from dataclasses import replace

from cyclogram.areas import ASSUMED, SURE, UNSURE, Area, Assumption, inner
from cyclogram.cursor import NUMBERS, Stuck, whole
from cyclogram.day_words import DayWords
from cyclogram.spans import DAY, Span, decade_of, half_of, month, week_of
from cyclogram.term_words import UNITS
from cyclogram.vocabulary import Kind

MONTHS_OF_WORK = (9, 10, 11, 12, 1, 2, 3, 4, 5)
PARTS = {Kind.BEGIN, Kind.MIDDLE, Kind.END, Kind.BEFORE}


class PartWords(DayWords):
    """A stretch cut out of a longer one."""

    def _parts_of(self, unit: Kind, groups: list[tuple[int, int]]) -> list[Area]:
        self._prefix()
        if unit is Kind.WEEK and (found := self._peek()) in UNITS and groups == [(-1, -1)]:
            self._next()
            return [self._tail(area) for area in self._spans_of(found)]
        if self._take(Kind.EVERY) or self._peek() is Kind.MONTH_WORD:  # «первая декада каждого месяца»
            self._need(Kind.MONTH_WORD)
            monthly = [self._part_of_month(unit, group, one, None) for one in MONTHS_OF_WORK for group in groups]
            return [replace(area, sure=ASSUMED) for area in monthly]
        numbers = [self._month_and_year()]
        while self._peek() in (Kind.SEPARATOR, Kind.DASH) and self._peek(1) is Kind.MONTH:
            if self._next().kind is Kind.DASH:
                raise Stuck
            numbers.append(self._month_and_year())
        return [self._part_of_month(unit, group, *one) for one in numbers for group in groups]

    def _parts_inside(self, number: int, year: int | None) -> list[Area]:
        """«октябрь (3 неделя)», «март, 2-я декада»."""
        here = self._at
        bracket = self._take(Kind.OPEN)
        if not bracket:
            self._take(Kind.SEPARATOR) or self._take(Kind.DASH)
        if self._peek() in NUMBERS:
            groups = self._numbers()
            unit = self._peek()
            if unit in (Kind.WEEK, Kind.DECADE, Kind.HALF_PART):
                self._next()
                closed = self._take(Kind.CLOSE) if bracket else self._end() or self._peek() is Kind.SEPARATOR
                if closed:
                    return [self._part_of_month(unit, group, number, year) for group in groups]
        self._at = here
        return []

    def _part_of_month(self, unit: Kind | None, group: tuple[int, int], number: int, year: int | None) -> Area:
        cut = {Kind.WEEK: week_of, Kind.DECADE: decade_of, Kind.HALF_PART: half_of}.get(unit or Kind.UNKNOWN)

        def at(calendar_year: int) -> Span:
            whole = month(calendar_year, number)
            first, last = (cut(whole, one) if cut else None for one in group)
            if first is None or last is None or last.end < first.start:
                raise Stuck
            return Span(first.start, last.end)

        default = self._year.year_of(number)
        at(year or default)
        weeks = unit is Kind.WEEK
        assumed = frozenset({Assumption.WEEKS}) if weeks and group != (-1, -1) else frozenset[Assumption]()
        kind = "week_of_month" if weeks else "month_part"
        return Area(at, default, year, ASSUMED if weeks else SURE, kind, assumed)

    def _part(self) -> list[Area]:
        parts = [self._next().kind]
        while self._peek() is Kind.SEPARATOR and (self._peek(1) is Kind.WITHIN or self._peek(1) in PARTS):
            self._next()
            self._prefix()
            parts.append(self._next().kind)
        if not set(parts) <= PARTS:
            raise Stuck
        return self._parts_named(parts)

    def _parts_named(self, parts: list[Kind]) -> list[Area]:
        self._prefix()
        if self._take(Kind.STUDY_YEAR):
            self._take(Kind.SCHOOL_YEAR)
            return [self._part_of_year(part) for part in parts]
        if Kind.BEFORE not in parts and self._peek() is Kind.YEAR_WORD:  # the calendar's or the school's?
            self._next()
            return [replace(self._part_of_year(part), sure=UNSURE) for part in parts]
        if parts == [Kind.BEFORE] and self._peek() is Kind.SEASON:
            before = [inner(area, lambda span: Span(span.start - DAY, span.start - DAY)) for area in self._breaks()]
            return [replace(area, sure=ASSUMED, assumed=frozenset({Assumption.BEFORE_IT})) for area in before]
        if parts == [Kind.BEFORE]:  # «перед началом учебного года»
            self._need(Kind.BEGIN)
            self._need(Kind.STUDY_YEAR)
            return [self._part_of_year(Kind.BEFORE)]
        if self._peek() is Kind.MONTH:
            return self._parts_of_months(parts)
        every = self._peek() is Kind.EVERY
        terms = self._terms_here()
        if parts == [Kind.END]:
            return [self._tail(term, every=every) for term in terms]
        if parts == [Kind.BEGIN]:
            return [inner(term, lambda span: Span(span.start, span.start + 6 * DAY)) for term in terms]
        raise Stuck

    def _parts_of_months(self, parts: list[Kind]) -> list[Area]:
        areas: list[Area] = []
        numbers = {Kind.BEGIN: 1, Kind.MIDDLE: 2, Kind.END: 3}
        while True:
            number = whole(self._need(Kind.MONTH))
            year = self._written_year(number)
            for part in parts:
                if part not in numbers:
                    raise Stuck
                area = self._part_of_month(Kind.DECADE, (numbers[part], numbers[part]), number, year)
                areas.append(replace(area, sure=ASSUMED, assumed=frozenset({Assumption.PARTS})))
            if not (self._peek() is Kind.SEPARATOR and self._peek(1) is Kind.MONTH):
                return areas
            self._next()

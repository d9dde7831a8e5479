"""Every stretch a phrase can name, whatever word it begins with."""

from dataclasses import replace
from datetime import date

from cyclogram.areas import ASSUMED, UNSURE, Area, Assumption
from cyclogram.cursor import Stuck, whole
from cyclogram.part_words import PartWords
from cyclogram.spans import Span, month
from cyclogram.term_words import UNITS
from cyclogram.vocabulary import Kind


class AreaWords(PartWords):
    """Which rule a word calls for."""

    def _areas(self) -> list[Area]:
        self._prefix()
        match self._peek():
            case Kind.NUMBER | Kind.ROMAN:
                return self._numbered()
            case Kind.DATE:
                return [self._date()]
            case Kind.MONTH:
                return self._month()
            case Kind.BEGIN | Kind.MIDDLE | Kind.END | Kind.BEFORE:
                return self._part()
            case Kind.AFTER:
                return self._after()
            case Kind.EVERY:
                self._next()
                unit = self._unit_of_often()
                return self._spans_of(unit) if unit in UNITS else self._stuck()
            case Kind.TERM | Kind.HALF_YEAR | Kind.TRIMESTER:
                raise Stuck  # which one?
            case _:
                return self._named()

    def _named(self) -> list[Area]:
        match self._peek():
            case Kind.SEASON | Kind.BREAK:
                return self._breaks()
            case Kind.SEASON_ALONE:
                return [self._season_of_year()]
            case Kind.WEEKDAY:
                return [self._named_day()]
            case _:
                return [self._whole_year()]

    def _one_area(self) -> Area:
        areas = self._areas()
        if len(areas) != 1:
            raise Stuck
        return areas[0]

    def _named_day(self) -> Area:
        """«вторник, 3 ноября»: the weekday must agree, else one of the two is a mistake."""
        weekday = whole(self._next())
        self._any(Kind.SEPARATOR)
        area = self._one_area()
        if area.span.start != area.span.end or area.span.start.weekday() != weekday:
            raise Stuck
        return area

    def _season_of_year(self) -> Area:
        first = whole(self._next())
        year = self._year.year_of(first)
        last = month(year + (1 if first == 12 else 0), (first + 1) % 12 + 1)
        return self._fixed(Span(date(year, first, 1), last.end), "season", UNSURE)

    def _month(self) -> list[Area]:
        number = whole(self._need(Kind.MONTH))
        year = self._written_year(number)
        self._repeated_month_word()
        if limited := self._limit_inside(number, year):
            return [limited]
        if parts := self._parts_inside(number, year):
            return parts
        return [self._whole_month(number, year)]

    def _numbered(self) -> list[Area]:
        romans = all(token.kind is not Kind.NUMBER for token in self._ahead_numbers())
        groups = self._numbers()
        if self._take(Kind.OF_MONTH) and self._peek() is not Kind.MONTH:
            return self._days_of_quarters(groups)
        unit = self._peek()
        if unit is Kind.MONTH:
            self._next()
            number = whole(self._tokens[self._at - 1])
            year = self._written_year(number)
            return [self._days_of_month(first, last, number, year) for first, last in groups]
        if unit in (Kind.WEEK, Kind.DECADE, Kind.HALF_PART):
            self._next()
            return self._parts_of(unit, groups)
        if unit in UNITS:
            self._next()
            if unit is Kind.QUARTER and (written := self._take(Kind.YEAR)):  # «IV квартал 2026 г.»
                self._any(Kind.YEAR_WORD)
                return [self._fixed(self._quarter(n, whole(written)), "quarter") for n in self._one_by_one(groups)]
            self._of_this_year()
            return [self._pick(unit, group) for group in groups]
        if romans and all(1 <= first <= last <= 12 or first > last for first, last in groups):
            return [self._roman_months(first, last) for first, last in groups]
        raise Stuck

    def _one_by_one(self, groups: list[tuple[int, int]]) -> list[int]:
        if not all(1 <= first == last <= 4 for first, last in groups):
            raise Stuck
        return [first for first, _ in groups]

    def _days_of_quarters(self, groups: list[tuple[int, int]]) -> list[Area]:
        """«5 числа первого месяца квартала»."""
        which = {1: 0, 2: 1, 3: 2, -1: 2}.get(self._number())
        self._need(Kind.MONTH_WORD)
        self._any(Kind.EVERY)
        self._need(Kind.QUARTER)
        if which is None:
            raise Stuck
        days = [self._days_of_month(a, b, first + which, None) for first in (10, 1, 4) for a, b in groups]
        return [replace(area, sure=ASSUMED, assumed=frozenset({Assumption.QUARTERS})) for area in days]

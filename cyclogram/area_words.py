"""Every stretch a phrase can name, whatever word it begins with."""

from dataclasses import replace
from datetime import date

from cyclogram.areas import ASSUMED, UNSURE, Area, Assumption, joined, taking
from cyclogram.cursor import NUMBERS, Stuck, whole
from cyclogram.month_words import PIECES, Group, genitive
from cyclogram.part_words import PartWords
from cyclogram.spans import DAY, Span, month
from cyclogram.term_words import UNITS, cut_out
from cyclogram.vocabulary import Kind

_SEASON_MONTHS = {"autumn": 9, "winter": 12, "spring": 3, "summer": 6}


class AreaWords(PartWords):
    """Which rule a word calls for."""

    def _areas(self) -> list[Area]:
        areas = self._by_first_word()
        if len(areas) == 1 and areas[0].span.start == areas[0].span.end:
            self._weekday_beside(areas[0].span.start)
        return areas

    def _by_first_word(self) -> list[Area]:
        self._prefix()
        match self._peek():
            case Kind.NUMBER | Kind.ROMAN:
                return self._numbered()
            case Kind.DATE:
                return [self._date()]
            case Kind.WHOLE if self._peek(1) is Kind.MONTH:
                self._next()
                return self._month()
            case Kind.MONTH_WORD if self._peek(1) is Kind.MONTH:
                self._next()
                return self._month()
            case Kind.MONTH:
                return self._month()
            case Kind.BEGIN | Kind.MIDDLE | Kind.END:
                return self._part()
            case Kind.BEFORE:
                return self._before()
            case Kind.LATER:
                return self._beside_breaks()
            case Kind.AFTER:
                return self._after()
            case _:
                return self._named()

    def _named(self) -> list[Area]:
        match self._peek():
            case Kind.TERM | Kind.HALF_YEAR | Kind.TRIMESTER | Kind.QUARTER | Kind.MODULE:
                return self._unit_first()
            case Kind.WEEK:  # «неделя с 12 по 17 октября»
                self._next()
                return self._numbered(self._from_number_to_number())
            case Kind.SEASON if self._peek(1) is Kind.PERIOD:
                return [self._season_of_year()]
            case Kind.SEASON | Kind.BREAK:
                return self._breaks()
            case Kind.SEASON_ALONE:
                return [self._season_of_year()]
            case Kind.WEEKDAY:
                return [self._named_day()]
            case _:
                return [self._whole_year()]

    def _unit_first(self) -> list[Area]:
        """«четверть I»; a term without its number is a question."""
        unit = self._next().kind
        areas = [self._pick(unit, group) for group in self._numbers()]
        if not self._end() and self._peek() not in (Kind.SEPARATOR, Kind.CLOSE, Kind.OPEN):
            raise Stuck
        return areas

    def _one_area(self) -> Area:
        areas = self._areas()
        if len(areas) != 1:
            raise Stuck
        return areas[0]

    def _one_day(self) -> Area:
        area = self._one_area()
        if area.span.start != area.span.end:
            raise Stuck
        return area

    def _before(self) -> list[Area]:
        """«перед началом учебного года», «перед осенними каникулами», «накануне 1 сентября»."""
        if breaks := self._maybe(self._beside_breaks):
            return breaks
        self._need(Kind.BEFORE)
        begins = self._take(Kind.BEGIN)
        if self._take(Kind.STUDY_YEAR):
            first = self._year.teaching.start
            sure = ASSUMED if begins else UNSURE
            return [self._fixed(Span(first - 17 * DAY, first - DAY), "year_part", sure, Assumption.PARTS)]
        if begins:
            raise Stuck
        day = self._one_day()
        return [taking(cut_out(day, lambda span: Span(span.start - DAY, span.start - DAY)), Assumption.BEFORE_IT)]

    def _named_day(self) -> Area:
        """«вторник, 3 ноября»: the weekday must agree, else one of the two is a mistake."""
        weekday = whole(self._next())
        self._any(Kind.SEPARATOR, Kind.CLOSE)
        area = self._one_day()
        if area.span.start.weekday() != weekday:
            raise Stuck
        return area

    def _weekday_beside(self, day: date) -> None:
        """«15 октября (четверг)»: the same the other way round."""
        here = self._at
        bracket = self._take(Kind.OPEN)
        self._any(Kind.SEPARATOR)
        named = self._take(Kind.WEEKDAY)
        if named is None or self._peek() in (Kind.DATE, *NUMBERS):
            self._at = here
        elif whole(named) != day.weekday() or (bracket and not self._take(Kind.CLOSE)):
            raise Stuck

    def _season_of_year(self) -> Area:
        token = self._next()
        first = _SEASON_MONTHS.get(str(token.value), token.value)
        self._take(Kind.PERIOD)
        if not isinstance(first, int):
            raise Stuck
        year = self._written_year(first) or self._year.year_of(first)
        last = month(year + (1 if first == 12 else 0), (first + 1) % 12 + 1)
        return self._fixed(Span(date(year, first, 1), last.end), "season", UNSURE)

    def _month(self) -> list[Area]:
        number, year = self._month_and_year()
        self._repeated_month_word()
        if limited := self._maybe(lambda: self._limit_inside(number, year)):
            return [limited]
        return self._maybe(lambda: self._parts_inside(number, year)) or [self._whole_month(number, year)]

    def _numbered(self, given: list[Group] | None = None) -> list[Area]:
        here = self._at
        groups = given or self._numbers()
        romans = not given and all(token.kind is not Kind.NUMBER for token in self._tokens[here : self._at])
        if self._take(Kind.OF_MONTH) and self._peek() is not Kind.MONTH:
            return self._days_of_quarters(groups)
        unit = self._peek()
        if unit is Kind.MONTH and any(token.kind is Kind.ROMAN for token in self._tokens[here : self._at]):
            self._at = here  # «IX, 15 октября»: a Roman number is no day
            groups, unit, romans = self._numbers(alike=True), self._peek(), True
            if unit is Kind.MONTH:
                raise Stuck
        if unit is Kind.MONTH:
            months = [self._month_and_year(), *self._further_months(genitive)]
            return [self._days_of_month(first, last, *one) for one in months for first, last in groups]
        if unit in PIECES:
            self._next()
            return self._parts_of(unit, groups)
        if unit is Kind.WEEKDAY:
            return self._nth_weekdays(groups)
        if unit in UNITS:
            self._next()
            if unit is Kind.QUARTER and (written := self._take(Kind.YEAR)):  # «IV квартал 2026 г.»
                self._any(Kind.YEAR_WORD)
                return [self._quarters_of(first, last, whole(written)) for first, last in groups]
            self._of_this_year()
            areas = [self._pick(unit, group) for group in groups]
            self._year_of(areas)
            return (self._maybe(lambda: self._week_behind(areas[0])) if len(areas) == 1 else None) or areas
        if romans:
            return [self._roman_months(first, last) for first, last in groups]
        raise Stuck

    def _year_of(self, areas: list[Area]) -> None:
        """«I полугодие 2026 г.»: the year must be the one it begins in."""
        if written := self._take(Kind.YEAR):
            self._any(Kind.YEAR_WORD)
            if any(area.span.start.year != whole(written) for area in areas):
                raise Stuck

    def _week_behind(self, term: Area) -> list[Area]:
        """«II четверть, 3 неделя», «3 четверть (2 неделя)»."""
        bracket = self._take(Kind.OPEN)
        if not bracket:
            self._need(Kind.SEPARATOR)
        groups = self._numbers()
        self._need(Kind.WEEK)
        if not (self._take(Kind.CLOSE) if bracket else self._end()):
            raise Stuck
        return [self._part_of_term(Kind.WEEK, group, term) for group in groups]

    def _quarters_of(self, first: int, last: int, year: int) -> Area:
        one = self._quarter(first, year)
        return one if first == last else joined(one, self._quarter(last, year))

    def _days_of_quarters(self, groups: list[Group]) -> list[Area]:
        """«5 числа первого месяца квартала»."""
        which = {1: 0, 2: 1, 3: 2, -1: 2}.get(self._number())
        self._need(Kind.MONTH_WORD)
        self._any(Kind.EVERY)
        self._need(Kind.QUARTER)
        if which is None:
            raise Stuck
        days = [self._days_of_month(a, b, first + which, None) for first in (10, 1, 4) for a, b in groups]
        return [replace(area, sure=ASSUMED, assumed=frozenset({Assumption.QUARTERS})) for area in days]

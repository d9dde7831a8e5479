"""Days, months and their parts: «5 октября», «2–3 неделя сентября», «конец мая», «IX»."""

from dataclasses import replace
from datetime import date

from cyclogram.areas import ASSUMED, SURE, UNSURE, Area, Assumption, inner, joined
from cyclogram.cursor import NUMBERS, Stuck, whole
from cyclogram.lexicon import Kind
from cyclogram.spans import DAY, Span, decade_of, half_of, month, week_of
from cyclogram.term_words import UNITS, TermWords

MONTHS_OF_WORK = (9, 10, 11, 12, 1, 2, 3, 4, 5)
PARTS = {Kind.BEGIN, Kind.MIDDLE, Kind.END, Kind.BEFORE}


class MonthWords(TermWords):
    """Stretches of the calendar everybody has."""

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

    def _date(self) -> Area:
        value = self._need(Kind.DATE).value
        if not isinstance(value, tuple):
            raise Stuck
        day, number, year = value
        self._any(Kind.YEAR_WORD)
        return self._days_of_month(day, day, number, year)

    def _days_of_month(self, first: int, last: int, number: int, year: int | None) -> Area:
        if not 1 <= number <= 12:
            raise Stuck

        def at(calendar_year: int) -> Span:
            try:
                return Span(date(calendar_year, number, first), date(calendar_year, number, last))
            except ValueError:
                raise Stuck from None

        default = self._year.year_of(number)
        at(year or default)
        return Area(at, default, year)

    def _month(self) -> list[Area]:
        number = whole(self._need(Kind.MONTH))
        year = self._written_year(number)
        self._repeated_month_word()
        if limited := self._limit_inside(number, year):
            return [limited]
        if parts := self._parts_inside(number, year):
            return parts
        return [self._whole_month(number, year)]

    def _parts_inside(self, number: int, year: int | None) -> list[Area]:
        """«октябрь (3 неделя)», «март, 2-я декада»."""
        here = self._at
        bracket = self._take(Kind.OPEN)
        if (bracket or self._take(Kind.SEPARATOR)) and self._peek() in NUMBERS:
            groups = self._numbers()
            unit = self._peek()
            if unit in (Kind.WEEK, Kind.DECADE, Kind.HALF_PART):
                self._next()
                closed = self._take(Kind.CLOSE) if bracket else self._end()
                if closed:
                    return [self._part_of_month(unit, group, number, year) for group in groups]
        self._at = here
        return []

    def _repeated_month_word(self) -> None:
        """«ноябрь, в течение месяца» says nothing more than «ноябрь»."""
        here = self._at
        self._any(Kind.SEPARATOR, Kind.WITHIN)
        if not self._take(Kind.MONTH_WORD):
            self._at = here

    def _limit_inside(self, number: int, year: int | None) -> Area | None:
        """«сентябрь (до 15)», «октябрь, до 20 числа»: a day within the month just named."""
        here = self._at
        bracket = self._take(Kind.OPEN)
        self._any(Kind.SEPARATOR)
        if (self._take(Kind.BY) or self._take(Kind.NOT_LATER)) and self._peek() is Kind.NUMBER:
            day = self._number()
            counted = self._take(Kind.OF_MONTH)
            closed = bracket and self._take(Kind.CLOSE)
            if (counted or closed) and self._peek() not in (Kind.MONTH, Kind.DATE):
                return self._days_of_month(day, day, number, year)
        self._at = here
        return None

    def _whole_month(self, number: int, year: int | None, *, roman: bool = False) -> Area:
        assumed = frozenset({Assumption.AUGUST}) if number == 8 and year is None else frozenset[Assumption]()
        if roman:
            assumed |= {Assumption.ROMAN}
        sure = ASSUMED if assumed else SURE
        return Area(lambda y: month(y, number), self._year.year_of(number), year, sure, "month", assumed)

    def _month_and_year(self) -> tuple[int, int | None]:
        number = whole(self._need(Kind.MONTH))
        return number, self._written_year(number)

    def _written_year(self, number: int) -> int | None:
        """«2027 г.», or «2026-2027 учебного года» with the month's own half of it."""
        if found := self._take(Kind.SCHOOL_YEAR):
            self._any(Kind.YEAR_WORD, Kind.STUDY_YEAR)
            return whole(found) + (0 if number >= 8 else 1)
        if self._peek() is Kind.SEPARATOR and self._peek(1) is Kind.YEAR:
            self._next()
        found = self._take(Kind.YEAR)
        if found:
            self._any(Kind.YEAR_WORD)
            return whole(found)
        if self._peek() is Kind.YEAR_WORD:
            self._next()
        return None

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
            self._of_this_year()
            return [self._pick(unit, group) for group in groups]
        if romans and all(1 <= first <= last <= 12 or first > last for first, last in groups):
            return [self._roman_months(first, last) for first, last in groups]
        raise Stuck

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

    def _roman_months(self, first: int, last: int) -> Area:
        area = self._whole_month(first, None, roman=True)
        return area if first == last else joined(area, self._whole_month(last, None, roman=True))

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

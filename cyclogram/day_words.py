"""Days and months: «5 октября», «01.09», «май 2027 г.», «IX»."""

from dataclasses import replace
from datetime import date

from cyclogram.areas import ASSUMED, SURE, UNSURE, Area, Assumption, joined
from cyclogram.cursor import NUMBERS, Stuck, whole
from cyclogram.spans import Span, month
from cyclogram.term_words import TermWords
from cyclogram.vocabulary import Kind


class DayWords(TermWords):
    """Stretches of the calendar everybody has."""

    def _date(self) -> Area:
        token = self._need(Kind.DATE)
        value = token.value
        if not isinstance(value, tuple):
            raise Stuck
        day, number, year = value
        if year is None and (written := self._take(Kind.YEAR)):  # «15.09 2026 г.»
            year = whole(written)
        self._any(Kind.YEAR_WORD)
        area = self._days_of_month(day, day, number, year)
        return replace(area, sure=UNSURE) if token.word.endswith(".1") else area  # Excel makes 15.1 of 15.10

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
        assumed = _august(number, year)
        return Area(at, default, year, ASSUMED if assumed else SURE, "point", assumed)

    def _month_and_year(self) -> tuple[int, int | None]:
        number = whole(self._take(Kind.ROMAN) or self._need(Kind.MONTH))
        self._take(Kind.MONTH_WORD)  # «16 октября месяца»
        return number, self._written_year(number)

    def _written_year(self, number: int) -> int | None:
        """«2027 г.», «27 г.», or «2026-2027 учебного года» with the month's own half of it."""
        if found := self._take(Kind.SCHOOL_YEAR):
            self._any(Kind.YEAR_WORD, Kind.STUDY_YEAR)
            return whole(found) + (0 if number >= 8 else 1)
        if self._peek() is Kind.SEPARATOR and self._peek(1) is Kind.YEAR:
            self._next()
        if found := self._take(Kind.YEAR):
            self._any(Kind.YEAR_WORD)
            return whole(found)
        if self._peek() is Kind.NUMBER and self._peek(1) is Kind.YEAR_WORD:
            year = self._number()
            self._next()
            if not 20 <= year <= 60:
                raise Stuck
            return 2000 + year
        self._take(Kind.YEAR_WORD)
        return None

    def _whole_month(self, number: int, year: int | None, *, roman: bool = False) -> Area:
        assumed = _august(number, year)
        if roman:
            assumed |= {Assumption.ROMAN}
        sure = ASSUMED if assumed else SURE
        return Area(lambda y: month(y, number), self._year.year_of(number), year, sure, "month", assumed)

    def _roman_months(self, first: int, last: int) -> Area:
        area = self._whole_month(first, None, roman=True)
        return area if first == last else joined(area, self._whole_month(last, None, roman=True))

    def _repeated_month_word(self) -> None:
        """«ноябрь, в течение месяца», «ноябрь (весь месяц)» say nothing more than «ноябрь»."""
        here = self._at
        bracket = self._take(Kind.OPEN)
        self._any(Kind.SEPARATOR, Kind.WITHIN, Kind.WHOLE)
        if not self._take(Kind.MONTH_WORD) or (bracket and not self._take(Kind.CLOSE)):
            self._at = here

    def _limit_inside(self, number: int, year: int | None) -> Area:
        """«сентябрь (до 15)», «октябрь, до 20 числа», «май – до 25»: a day within the month just named."""
        bracket = self._take(Kind.OPEN)
        self._any(Kind.SEPARATOR, Kind.DASH)
        self._take(Kind.BY) or self._need(Kind.NOT_LATER)
        day = self._number()
        self._take(Kind.OF_MONTH)
        if bracket:
            self._need(Kind.CLOSE)
        listed = self._peek() is Kind.SEPARATOR and self._peek(1) in NUMBERS  # «сентябрь, до 15, 20 октября»
        if listed or self._peek() not in (None, Kind.SEPARATOR, Kind.OPEN, Kind.CLOSE):
            raise Stuck
        return self._days_of_month(day, day, number, year)


def _august(number: int, year: int | None) -> frozenset[Assumption]:
    """The one month a school year has two of."""
    return frozenset({Assumption.AUGUST}) if number == 8 and year is None else frozenset[Assumption]()

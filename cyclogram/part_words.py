"""Parts of months, terms and years: «2–3 неделя сентября», «конец мая», «в начале учебного года»."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from cyclogram.areas import ASSUMED, UNSURE, Area, Assumption, taking
from cyclogram.cursor import Stuck, whole
from cyclogram.day_words import DayWords
from cyclogram.school_year import Weeks
from cyclogram.spans import (
    DAY,
    Span,
    decade_of,
    half_of,
    halved,
    middle_week,
    seven_days_of,
    week_in,
    week_of,
    weekday_of,
)
from cyclogram.term_words import YEARS, cut_out
from cyclogram.vocabulary import Kind, Token

MONTHS_OF_WORK = (9, 10, 11, 12, 1, 2, 3, 4, 5)
PARTS = {Kind.BEGIN: 1, Kind.MIDDLE: 2, Kind.END: 3}
"""Which ten days of a month it is."""
PIECES = {Kind.WEEK, Kind.DECADE, Kind.HALF_PART}
CARDINALS = {"два", "две", "двух", "три", "трех", "четыре", "четырех", "пять", "пяти"}
Group = tuple[int, int]


class PartWords(DayWords):
    """A stretch cut out of a longer one."""

    # -- numbered pieces: weeks, decades, halves

    def _parts_of(self, unit: Kind, groups: list[Group]) -> list[Area]:
        counted = self._is_count()
        self._prefix()
        areas = self._parts_here(unit, groups)
        return [replace(area, sure=UNSURE) for area in areas] if counted else areas

    def _is_count(self) -> bool:
        """«2 недели октября», said by itself, is rather two weeks than the second; «две недели» is nothing else."""
        number, unit = self._tokens[self._at - 2], self._tokens[self._at - 1]
        if number.word in CARDINALS:
            raise Stuck
        alone = self._at == 2 or self._tokens[self._at - 3].kind in (Kind.OPEN, Kind.EVERY)
        return alone and number.word in {"2", "3", "4"} and unit.word == "недели"

    def _parts_here(self, unit: Kind, groups: list[Group]) -> list[Area]:
        if self._is_monthly():
            self._take(Kind.EVERY)
            self._need(Kind.MONTH_WORD)
            return self._of_every_month(unit, groups)
        if months := self._months_meant() or self._maybe(self._month_behind):
            return [self._part_of_month(unit, group, *one) for one in months for group in groups]
        if unit is Kind.DECADE:
            raise Stuck
        halves_of_year = unit is Kind.HALF_PART and self._peek() in YEARS
        terms = self._spans_of(Kind.HALF_YEAR) if halves_of_year else self._targets()
        if halves_of_year:
            self._next()
            return [taking(self._pick(Kind.HALF_YEAR, group), Assumption.PARTS) for group in groups]
        return [self._part_of_term(unit, group, term) for term in terms for group in groups]

    def _part_of_term(self, unit: Kind | None, group: Group, term: Area) -> Area:
        cut = week_in if unit is Kind.WEEK else halved
        area = cut_out(term, lambda span: _stretch(cut(span, group[0]), cut(span, group[1])))
        return replace(taking(area, Assumption.PARTS), kind="term_end" if group == (-1, -1) else "week_of_term")

    def _of_every_month(self, unit: Kind, groups: list[Group]) -> list[Area]:
        parts = [self._part_of_month(unit, group, one, None) for one in MONTHS_OF_WORK for group in groups]
        return [replace(part, sure=ASSUMED) for part in parts]

    def _part_of_month(self, unit: Kind | None, group: Group, number: int, year: int | None) -> Area:
        weeks = seven_days_of if self._year.weeks is Weeks.DAYS else week_of

        def cut(span: Span, one: int) -> Span | None:
            match unit:
                case Kind.WEEK if self._year.weeks is Weeks.MONDAY:
                    return week_of(span, one, 0)
                case Kind.WEEK:
                    return weeks(span, one)
                case Kind.DECADE:
                    return decade_of(span, one)
                case _:
                    return half_of(span, one)

        area = self._whole_month(number, year)
        part = cut_out(area, lambda span: _stretch(cut(span, group[0]), cut(span, group[1])))
        part = replace(part, kind="week_of_month" if unit is Kind.WEEK else "month_part")
        if unit is not Kind.WEEK or (self._year.weeks is not Weeks.THURSDAY and group != (-1, -1)):
            return part
        return taking(part, *([Assumption.WEEKS] if group != (-1, -1) else []))

    def _nth_weekdays(self, groups: list[Group]) -> list[Area]:
        """«последняя пятница октября»."""
        weekday = whole(self._need(Kind.WEEKDAY))
        if any(first != last for first, last in groups):
            raise Stuck
        months = [self._whole_month(*one) for one in self._months_meant()] or self._stuck()
        cuts = [partial(weekday_of, number=number, weekday=weekday) for number, _ in groups]
        days = [cut_out(area, cut) for area in months for cut in cuts]
        return [replace(day, kind="point") for day in days]

    def _months_meant(self) -> list[tuple[int, int | None]]:
        """«октября, апреля»: a further month counts while it stands in the genitive; «…, май» is a month of its own.

        None where no month stands here: before «четверти» a Roman number counts terms.
        """
        if (self._peek() is Kind.ROMAN and self._maybe(self._targets_ahead)) or self._peek() not in (
            Kind.MONTH,
            Kind.ROMAN,
        ):
            return []
        numbers = [self._month_and_year(), *self._further_months(_genitive_or_short)]
        if self._peek() is Kind.DASH and self._peek(1) is Kind.MONTH and _genitive_or_short(self._tokens[self._at + 1]):
            raise Stuck
        return numbers

    def _month_behind(self) -> list[tuple[int, int | None]]:
        """«2 неделя (сентябрь)», «3 неделя – октябрь»."""
        bracket = self._take(Kind.OPEN)
        if not (bracket or self._take(Kind.DASH) or self._take(Kind.SEPARATOR)) or self._peek() is not Kind.MONTH:
            raise Stuck
        month = self._month_and_year()
        if not (self._take(Kind.CLOSE) if bracket else self._end()):
            raise Stuck
        return [month]

    def _further_months(self, belongs: Callable[[Token], bool]) -> list[tuple[int, int | None]]:
        """«25 октября, декабря и мая»."""
        months: list[tuple[int, int | None]] = []
        while self._peek() is Kind.SEPARATOR and self._peek(1) is Kind.MONTH and belongs(self._tokens[self._at + 1]):
            self._next()
            months.append(self._month_and_year())
        return months

    # -- what stands behind a month: «октябрь (3 неделя)», «май, конец», «октябрь: 5, 12, 19»

    def _parts_inside(self, number: int, year: int | None) -> list[Area]:
        bracket = self._take(Kind.OPEN)
        apart = bracket or self._take(Kind.SEPARATOR) or self._take(Kind.DASH)
        self._prefix()
        parts = self._inside(number, year, apart=bool(apart))
        self._any(Kind.OF_MONTH, Kind.MONTH_WORD)
        closed = self._take(Kind.CLOSE) if bracket else self._end() or self._peek() in (Kind.SEPARATOR, Kind.OPEN)
        return parts if closed else self._stuck()

    def _inside(self, number: int, year: int | None, *, apart: bool) -> list[Area]:
        if self._peek() in PARTS:
            part = PARTS[self._next().kind]
            area = self._part_of_month(Kind.DECADE, (part, part), number, year)
            return [taking(area, Assumption.PARTS)]
        groups = self._from_number_to_number() if self._peek() is Kind.FROM else self._numbers()
        if self._tokens[self._at - 1].kind is Kind.ROMAN and self._peek() not in PIECES:
            raise Stuck  # «сентябрь (IX)»
        if self._peek() in PIECES:
            unit = self._next().kind
            return [self._part_of_month(unit, group, number, year) for group in groups]
        if not apart and groups[0][0] == groups[0][1] and len(groups) == 1:
            raise Stuck  # «октябрь 3»: a day, a week, a class?
        days = [self._days_of_month(first, last, number, year) for first, last in groups]
        return [taking(one, Assumption.INSIDE) for one in days]

    # -- начало, середина, конец

    def _part(self) -> list[Area]:
        parts = [self._next().kind]
        while self._peek() in (Kind.SEPARATOR, Kind.DASH):
            ahead = 2 if self._peek(1) is Kind.WITHIN else 1
            if self._peek(ahead) not in PARTS:
                break
            if self._peek() is Kind.DASH:
                raise Stuck
            self._at += ahead
            parts.append(self._next().kind)
        self._prefix()
        if months := self._months_meant():
            return [self._ten_days(part, *one) for one in months for part in parts]
        if written := self._take(Kind.YEAR):
            return [self._end_of_calendar_year(parts, whole(written))]
        if self._is_monthly():
            every = self._take(Kind.EVERY) is not None
            self._need(Kind.MONTH_WORD)
            areas = [self._ten_days(part, one, None) for one in MONTHS_OF_WORK for part in parts]
            return areas if every else [replace(area, sure=UNSURE) for area in areas]
        every = self._peek() is Kind.EVERY
        terms = self._targets()
        return [self._part_of(part, term, every=every) for term in terms for part in parts]

    def _ten_days(self, part: Kind, number: int, year: int | None) -> Area:
        area = self._part_of_month(Kind.DECADE, (PARTS[part], PARTS[part]), number, year)
        return taking(area, Assumption.PARTS)

    def _part_of(self, part: Kind, term: Area, *, every: bool) -> Area:
        if term.kind == "teaching":
            return self._part_of_year(part)
        if part is Kind.END:
            return self._tail(term, every=every)
        if part is Kind.MIDDLE:
            return replace(cut_out(term, middle_week), sure=UNSURE)
        return taking(cut_out(term, lambda span: Span(span.start, span.start + 6 * DAY)), Assumption.PARTS)

    def _part_of_year(self, part: Kind) -> Area:
        first, last = self._year.teaching.start, self._year.teaching.end
        if part is Kind.MIDDLE:
            middle = Span(date(first.year, 12, 1), date(last.year, 1, 31))
            return self._fixed(middle, "year_part", UNSURE, Assumption.PARTS)
        if part is Kind.END:
            end = self._fixed(Span(last - 15 * DAY, last), "year_part", ASSUMED, Assumption.PARTS)
            return taking(end, Assumption.YEAR_END)
        return self._fixed(Span(first, first + 14 * DAY), "year_part", ASSUMED, Assumption.PARTS)

    def _end_of_calendar_year(self, parts: list[Kind], year: int) -> Area:
        """«до конца 2026 года»; in the year it ends in, the school year's own end might be meant."""
        self._any(Kind.YEAR_WORD)
        if parts != [Kind.END] or year != self._year.start:
            raise Stuck
        return self._fixed(Span(date(year, 12, 21), date(year, 12, 31)), "term_end", ASSUMED, Assumption.PARTS)

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

    def _targets_ahead(self) -> bool:
        here = self._at
        self._targets()
        self._at = here
        return True

    def _is_monthly(self) -> bool:
        return self._peek() is Kind.MONTH_WORD or (self._peek() is Kind.EVERY and self._peek(1) is Kind.MONTH_WORD)

    def _one_day(self) -> Area:
        raise NotImplementedError


def genitive(month_token: Token) -> bool:
    """«мая», «октября»."""
    return month_token.word.endswith(("я", "а"))


def _genitive_or_short(month_token: Token) -> bool:
    """Shortened names have no cases."""
    return genitive(month_token) or (len(month_token.word) <= 4 and month_token.word != "май")


def _stretch(first: Span | None, last: Span | None) -> Span | None:
    if first is None or last is None or last.end < first.start:
        return None
    return Span(first.start, last.end)

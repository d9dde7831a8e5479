"""Parts of anything: «2–3 неделя сентября», «3 неделя I четверти», «конец мая», «в начале учебного года»."""

from dataclasses import replace
from datetime import date
from functools import partial

from cyclogram.areas import ASSUMED, UNSURE, Area, Assumption, taking
from cyclogram.cursor import Stuck, whole
from cyclogram.month_words import MONTHS_OF_WORK, PARTS, Group, MonthWords, from_to
from cyclogram.spans import DAY, Span, halved, middle_week, week_in
from cyclogram.term_words import YEARS, cut_out
from cyclogram.vocabulary import Kind

CARDINALS = {"два", "две", "двух", "три", "трех", "четыре", "четырех", "пять", "пяти"}


class PartWords(MonthWords):
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
        area = cut_out(term, lambda span: from_to(cut(span, group[0]), cut(span, group[1])))
        return replace(taking(area, Assumption.PARTS), kind="term_end" if group == (-1, -1) else "week_of_term")

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
            one = len(months) == len(parts) == 1
            weeks = self._maybe(partial(self._weeks_in_brackets, *months[0])) if one else None
            return weeks or [self._ten_days(part, *one) for one in months for part in parts]
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

    def _weeks_in_brackets(self, number: int, year: int | None) -> list[Area]:
        """«конец сентября (последняя неделя)»."""
        self._need(Kind.OPEN)
        groups = self._numbers()
        self._need(Kind.WEEK)
        self._need(Kind.CLOSE)
        return [self._part_of_month(Kind.WEEK, group, number, year) for group in groups]

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

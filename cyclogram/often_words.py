"""How often, where it can be listed: «1 раз в четверть», «ежемесячно до 10 числа», «ежемесячно, первая неделя»."""

from dataclasses import replace
from datetime import date

from cyclogram.area_words import AreaWords
from cyclogram.areas import ASSUMED, UNSURE, Area, Assumption, Days, days_of
from cyclogram.cursor import NUMBERS, Stuck
from cyclogram.lexicon import EACH_TERM
from cyclogram.month_words import MONTHS_OF_WORK, PARTS, PIECES
from cyclogram.spans import Span, month, shared_days
from cyclogram.term_words import UNITS, YEARS
from cyclogram.vocabulary import Kind

MOST_OF_A_MONTH = 20
"""Days; «ежемесячно во II полугодии» begins with January, though its first ten days are a break."""


class OftenWords(AreaWords):
    """Windows and dates that come again and again."""

    def _often(self) -> Days:
        self._prefix()
        at_least = self._take(Kind.AT_LEAST) is not None
        if months := self._maybe(self._every_so_many_months):
            return months
        if (every := self._take(Kind.EVERY)) or self._take(Kind.TO):  # «по четвертям»
            days = self._each(self._unit_of_often())
            if days.kind == "once_a_year":
                days = replace(days, kind="every_year")
            return replace(days, sure=min(days.sure, ASSUMED)) if every and every.value == EACH_TERM else days
        times = self._times()
        unit = self._unit_of_often()
        days = self._each(unit) if times == 1 else self._split(times, unit)
        return replace(days, sure=UNSURE, kind="at_least") if at_least and days.kind != "once_a_year" else days

    def _every_so_many_months(self) -> Days:
        """«1 раз в два месяца», «каждые 3 месяца»: which ones only a person knows."""
        if not self._take(Kind.EVERY):
            if self._peek() in NUMBERS and self._number() != 1:
                raise Stuck
            self._need(Kind.TIMES)
            self._need(Kind.WITHIN)
        count = self._number()
        self._need(Kind.MONTH_WORD)
        if count not in (2, 3):
            raise Stuck
        months = [month(self._year.year_of(number), number) for number in MONTHS_OF_WORK]
        groups = [months[at : at + count] for at in range(0, len(months) - count + 1, count)]
        return Days(tuple(Span(one[0].start, one[-1].end) for one in groups), UNSURE, "at_least")

    def _times(self) -> int:
        """«2 раза в …»; a number behind it means a cycle of several years or weeks."""
        times = self._number() if self._peek() in NUMBERS else 1
        self._need(Kind.TIMES)
        self._need(Kind.WITHIN)
        if self._peek() in NUMBERS:
            raise Stuck
        return times

    def _each(self, unit: Kind) -> Days:
        if unit in YEARS:
            return Days((self._year.plan,), UNSURE, "once_a_year")
        if unit is Kind.MONTH_WORD:
            spans = tuple(month(self._year.year_of(number), number) for number in MONTHS_OF_WORK)
            return Days(spans, ASSUMED, "monthly", frozenset({Assumption.YEAR_END}))
        return days_of([replace(area, kind="recurring") for area in self._spans_of(unit)])

    def _months_within(self, stretch: Span) -> Days | None:
        """Each month of a stretch that lies in it, but for some days, where there are several."""
        first, last = (day.year * 12 + day.month - 1 for day in (stretch.start, stretch.end))
        spans = [month(number // 12, number % 12 + 1) for number in range(first, last + 1)]
        within = tuple(one for one in spans if shared_days(one, stretch) >= MOST_OF_A_MONTH)
        return Days(within, ASSUMED, "monthly", frozenset({Assumption.YEAR_END})) if len(within) > 1 else None

    def _split(self, times: int, unit: Kind) -> Days:
        split = frozenset({Assumption.SPLIT})
        if times == 2 and unit is Kind.HALF_YEAR:
            return Days(self._year.terms, UNSURE, "recurring", split)
        if unit not in YEARS:
            raise Stuck
        match times:
            case 2:
                return Days(self._year.halves, ASSUMED, "recurring", split)
            case 3:
                return Days(self._thirds(), UNSURE, "recurring", split)
            case 4:
                return Days(self._year.terms, ASSUMED, "recurring", split)
            case _:
                raise Stuck

    def _thirds(self) -> tuple[Span, ...]:
        first, last = self._year.start, self._year.start + 1
        return (
            Span(date(first, 9, 1), date(first, 11, 30)),
            Span(date(first, 12, 1), month(last, 2).end),
            Span(date(last, 3, 1), date(last, 5, 31)),
        )

    # -- parts of each: «ежемесячно, первая неделя», «1 раз в четверть (последняя неделя)»

    def _part_of_each(self) -> Days:
        times = 1 if self._take(Kind.EVERY) else self._times()
        unit = self._unit_of_often()
        self._any(Kind.SEPARATOR, Kind.OPEN, Kind.DASH)
        self._prefix()
        if self._take(Kind.AFTER):  # «1 раз в четверть (по итогам)»
            areas = [self._results_of(term) for term in self._spans_of(unit)]
            if times > 1 or self._peek() not in (None, Kind.CLOSE):
                raise Stuck
            return replace(days_of(areas), kind="recurring")
        here = self._at
        areas = self._named_part_of(unit) if self._peek() in PARTS else self._numbered_part_of(unit)
        if times > 1 and times != sum(token.kind in NUMBERS for token in self._tokens[here : self._at]):
            raise Stuck
        self._any(Kind.EVERY)
        self._take(unit)
        return replace(days_of(areas), sure=ASSUMED, kind="recurring")

    def _named_part_of(self, unit: Kind) -> list[Area]:
        part = self._next().kind
        if unit is Kind.MONTH_WORD:
            return [self._ten_days(part, one, None) for one in MONTHS_OF_WORK]
        if unit not in UNITS or part is Kind.MIDDLE:
            raise Stuck
        return [self._part_of(part, term, every=True) for term in self._spans_of(unit)]

    def _numbered_part_of(self, unit: Kind) -> list[Area]:
        groups = self._numbers()
        piece = self._next().kind
        if piece not in PIECES:
            raise Stuck
        if unit is Kind.MONTH_WORD:
            return self._of_every_month(piece, groups)
        if unit not in UNITS or piece is not Kind.WEEK:
            raise Stuck
        return [self._part_of_term(piece, group, term) for term in self._spans_of(unit) for group in groups]

    # -- days of each month

    def _monthly_points(self) -> Days:
        """«ежемесячно до 10 числа», «с 20 по 25 число каждого месяца», «15 числа ежемесячно», «каждое 1 число»."""
        before = self._maybe(self._monthly)
        self._any(Kind.SEPARATOR, Kind.OPEN, Kind.DASH)
        limited = self._peek() in (Kind.BY, Kind.NOT_LATER)
        self._any(Kind.BY, Kind.NOT_LATER, Kind.TO, Kind.WITHIN)
        each = not before and self._take(Kind.EVERY) is not None
        groups = self._maybe(self._from_number_to_number) or self._numbers()
        told = limited or groups[0][0] < groups[0][1] or self._tokens[self._at - 1].word.endswith("го")
        counted = self._take(Kind.OF_MONTH) is not None
        here = self._at
        after = self._maybe(self._monthly) if counted or self._peek() is Kind.EVERY else None
        if not (counted or (told and (before or after) and (self._end() or self._at > here))):
            raise Stuck  # «ежемесячно до 25-го» needs no «числа»
        after = after or (1 if counted and self._take(Kind.MONTH_WORD) else None)
        times = before or after or (1 if each else 0)
        if times not in (1, len(groups)):
            raise Stuck
        return Days(self._days_of_each_month(groups), ASSUMED, "recurring", frozenset({Assumption.YEAR_END}))

    def _days_of_each_month(self, groups: list[tuple[int, int]]) -> tuple[Span, ...]:
        spans: list[Span] = []
        for number in MONTHS_OF_WORK:
            whole = month(self._year.year_of(number), number)
            for first, last in groups:
                if not 1 <= first <= last <= 31:
                    raise Stuck
                start = whole.start.replace(day=min(first, whole.end.day))
                spans.append(Span(start, whole.start.replace(day=min(last, whole.end.day))))
        return tuple(spans)

    def _monthly(self) -> int:
        """«ежемесячно», «каждого месяца», «1 раз в месяц», «2 раза в месяц»: how many times."""
        self._any(Kind.SEPARATOR)
        times = 1 if self._take(Kind.EVERY) else self._times()
        self._need(Kind.MONTH_WORD)
        return times

    def _once(self) -> None:
        if self._times() != 1:
            raise Stuck

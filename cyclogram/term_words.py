"""Terms, breaks and the year itself: «II четверть», «осенние каникулы», «по итогам полугодия», «в течение года»."""

from dataclasses import replace
from datetime import date

from cyclogram.areas import ASSUMED, SURE, UNSURE, Area, Assumption, inner, joined
from cyclogram.cursor import NUMBERS, Cursor, Stuck, whole
from cyclogram.spans import DAY, Span, month
from cyclogram.vocabulary import Kind

UNITS = {Kind.TERM, Kind.HALF_YEAR, Kind.TRIMESTER, Kind.QUARTER}

AFTER_TERM = 9
"""Days after a term within which its results are due («по итогам»)."""


class TermWords(Cursor):
    """Stretches the school's own calendar knows."""

    def _unit_of_often(self) -> Kind:
        for kind in (*UNITS, Kind.MONTH_WORD, Kind.YEAR_WORD, Kind.STUDY_YEAR):
            if self._take(kind):
                return kind
        raise Stuck

    def _spans_of(self, unit: Kind | None) -> list[Area]:
        year = self._year
        match unit:
            case Kind.TERM:
                return [self._fixed(span, "term") for span in year.terms]
            case Kind.HALF_YEAR:
                return [self._fixed(span, "half") for span in year.halves]
            case Kind.TRIMESTER:
                sure = ASSUMED if year.trimesters_assumed else SURE
                return [self._fixed(span, "trimester", sure, Assumption.TRIMESTERS) for span in year.trimesters]
            case Kind.QUARTER:
                return [self._fixed(self._quarter(n), "quarter", ASSUMED, Assumption.QUARTERS) for n in (4, 1, 2)]
            case _:
                raise Stuck

    def _quarter(self, number: int, year: int | None = None) -> Span:
        first = 3 * number - 2
        calendar_year = year or self._year.year_of(first)
        return Span(date(calendar_year, first, 1), month(calendar_year, first + 2).end)

    def _pick(self, unit: Kind | None, group: tuple[int, int]) -> Area:
        first, last = group
        if unit is Kind.QUARTER:
            if not 1 <= first <= 4 or first != last:
                raise Stuck
            sure = UNSURE if first == 3 else ASSUMED  # July to September of which summer?
            return self._fixed(self._quarter(first), "quarter", sure, Assumption.QUARTERS)
        all_of = self._spans_of(unit)
        first, last = (len(all_of) if one == -1 else one for one in group)
        if not 1 <= first <= last <= len(all_of):
            raise Stuck
        area = all_of[first - 1]
        return area if first == last else joined(area, all_of[last - 1])

    def _terms_here(self) -> list[Area]:
        """Which terms «конец» or «по итогам» speaks of: all of them when none is named."""
        self._prefix()
        self._any(Kind.EVERY)
        if self._peek() in NUMBERS:
            groups = self._numbers()
            unit = self._next().kind
            self._of_this_year()
            return [self._pick(unit, group) for group in groups if unit in UNITS] or self._stuck()
        return self._spans_of(self._next().kind)

    def _tail(self, term: Area, *, every: bool = False) -> Area:
        area = inner(term, lambda span: Span(span.end - 6 * DAY, span.end))
        sure = SURE if every and term.sure == SURE else ASSUMED
        return replace(area, sure=sure, kind="term_end", assumed=term.assumed | {Assumption.PARTS})

    def _after(self) -> list[Area]:
        self._next()
        self._any(Kind.EVERY)
        if self._take(Kind.STUDY_YEAR) or self._take(Kind.YEAR_WORD):
            terms = [self._fixed(self._year.teaching, "year")]
        else:
            terms = self._terms_here()
        after = [inner(term, lambda span: Span(span.end, span.end + AFTER_TERM * DAY)) for term in terms]
        return [
            replace(area, sure=ASSUMED, kind="term_after", assumed=area.assumed | {Assumption.AFTER_TERM})
            for area in after
        ]

    def _breaks(self) -> list[Area]:
        if self._take(Kind.BREAK):  # which ones?
            spans = [self._year.season(name) for name in ("autumn", "winter", "spring")]
            return [self._fixed(span, "holiday", UNSURE) for span in spans if span]
        seasons = [self._need(Kind.SEASON).value]
        while self._take(Kind.SEPARATOR):
            seasons.append(self._need(Kind.SEASON).value)
        self._need(Kind.BREAK)
        spans = [self._year.season(str(name)) for name in seasons]
        return [self._fixed(span, "holiday") for span in spans if span] or self._stuck()

    def _whole_year(self) -> Area:
        all_of_it = self._take(Kind.WHOLE)
        always = self._take(Kind.ALWAYS)
        if always and self._end():
            return self._fixed(self._year.plan, "year", ASSUMED)
        self._take(Kind.SEPARATOR)
        self._prefix()
        if found := self._take(Kind.SCHOOL_YEAR):
            self._any(Kind.YEAR_WORD, Kind.STUDY_YEAR)
            shift = whole(found) - self._year.start
            start, end = self._year.plan.start, self._year.plan.end
            return self._fixed(Span(start.replace(year=start.year + shift), end.replace(year=end.year + shift)), "year")
        all_of_it = all_of_it or self._take(Kind.WHOLE)
        if self._take(Kind.STUDY_YEAR):
            found = self._take(Kind.SCHOOL_YEAR)
            self._any(Kind.YEAR_WORD)
            if found and whole(found) != self._year.start:
                raise Stuck
            return self._fixed(self._year.plan, "year", assumed=Assumption.YEAR_END)
        if self._take(Kind.YEAR_WORD):
            return self._fixed(self._year.plan, "year")
        if all_of_it and self._take(Kind.PERIOD):
            return self._fixed(self._year.plan, "year", ASSUMED)
        raise Stuck

    def _part_of_year(self, part: Kind) -> Area:
        first, last = self._year.teaching.start, self._year.teaching.end
        spans = {
            Kind.BEGIN: Span(first, first + 14 * DAY),
            Kind.END: Span(last - 15 * DAY, last),
            Kind.BEFORE: Span(first - 17 * DAY, first - DAY),
        }
        if part not in spans:
            raise Stuck
        return self._fixed(spans[part], "year_part", ASSUMED, Assumption.PARTS)

    def _of_this_year(self) -> None:
        """«… 2026-2027 учебного года» after a term; another year's terms are not known."""
        self._any(Kind.STUDY_YEAR, Kind.YEAR_WORD)
        if (found := self._take(Kind.SCHOOL_YEAR)) and whole(found) != self._year.start:
            raise Stuck
        self._any(Kind.STUDY_YEAR, Kind.YEAR_WORD)

    def _fixed(self, span: Span, kind: str, sure: float = SURE, assumed: Assumption | None = None) -> Area:
        taken = frozenset({assumed}) if assumed else frozenset[Assumption]()
        return Area(lambda _: span, span.start.year, span.start.year, sure, kind, taken)

    def _prefix(self) -> None:
        while self._peek() is Kind.WITHIN or (self._peek() is Kind.PERIOD and self._peek(1) is not None):
            if self._take(Kind.PERIOD):
                self._take(Kind.DASH)
            else:
                self._next()

    def _stuck(self) -> list[Area]:
        raise Stuck

"""Terms, breaks and the year itself: «II четверть», «осенние каникулы», «по итогам полугодия», «в течение года»."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from cyclogram.areas import ASSUMED, SURE, UNSURE, Area, Assumption, inner, joined, taking
from cyclogram.cursor import NUMBERS, Cursor, Stuck, whole
from cyclogram.spans import DAY, Span, month
from cyclogram.vocabulary import Kind

UNITS = {Kind.TERM, Kind.HALF_YEAR, Kind.TRIMESTER, Kind.QUARTER, Kind.MODULE}
YEARS = {Kind.STUDY_YEAR, Kind.YEAR_WORD}

_NOMINATIVE = {
    "четверть", "полугодие", "триместр", "модуль", "квартал", "осенние", "зимние", "весенние", "летние", "каждый",
}  # fmt: skip

AFTER_TERM = 9
"""Days after a term within which its results are due («по итогам»)."""


class TermWords(Cursor):
    """Stretches the school's own calendar knows."""

    def _unit_of_often(self) -> Kind:
        for kind in (*UNITS, Kind.MONTH_WORD, *YEARS):
            if self._take(kind):
                return kind
        raise Stuck

    def _spans_of(self, unit: Kind | None) -> list[Area]:
        year = self._year
        match unit:
            case Kind.TERM:
                return [self._term(span, "term") for span in year.terms]
            case Kind.HALF_YEAR:
                return [self._term(span, "half") for span in year.halves]
            case Kind.TRIMESTER:
                guessed = Assumption.TRIMESTERS if year.trimesters_assumed else None
                return [self._term(span, "trimester", guessed) for span in year.trimesters]
            case Kind.MODULE:
                guessed = Assumption.MODULES if year.modules_assumed else None
                return [self._term(span, "module", guessed) for span in year.modules]
            case Kind.QUARTER if year.quarters_are_terms:
                return self._spans_of(Kind.TERM)
            case Kind.QUARTER:
                return [self._quarter(n) for n in (4, 1, 2)]
            case _:
                raise Stuck

    def _term(self, span: Span, kind: str, guessed: Assumption | None = None) -> Area:
        if self._year.shift:
            guessed = guessed or Assumption.CALENDAR
        return self._fixed(span, kind, ASSUMED if guessed else SURE, guessed)

    def _quarter(self, number: int, year: int | None = None) -> Area:
        """Of the calendar: «квартал» is often said for a четверть."""
        if not 1 <= number <= 4:
            raise Stuck
        first = 3 * number - 2
        calendar_year = year or self._year.year_of(first)
        sure = UNSURE if number == 3 and year is None else ASSUMED  # July to September of which summer?
        span = Span(date(calendar_year, first, 1), month(calendar_year, first + 2).end)
        return self._fixed(span, "quarter", sure, Assumption.QUARTERS)

    def _pick(self, unit: Kind | None, group: tuple[int, int]) -> Area:
        calendar = unit is Kind.QUARTER and not self._year.quarters_are_terms
        all_of = [self._quarter(n) for n in (1, 2, 3, 4)] if calendar else self._spans_of(unit)
        first, last = (len(all_of) if one == -1 else one for one in group)
        if not 1 <= first <= last <= len(all_of):
            raise Stuck
        area = all_of[first - 1]
        return area if first == last else joined(area, all_of[last - 1])

    # -- terms as what something else is about: «конец …», «по итогам …»

    def _targets(self) -> list[Area]:
        """«I и II полугодия», «каждой четверти», «полугодия и года»; a term named without its number means each."""
        areas = self._target()
        while self._peek() is Kind.SEPARATOR and (more := self._maybe(self._next_target)):
            areas.extend(more)
        return areas

    def _next_target(self) -> list[Area]:
        sign = self._need(Kind.SEPARATOR)
        if self._peek() is Kind.WITHIN:  # «начало года, в течение года»
            raise Stuck
        begun = self._at
        areas = self._target()
        words = [token.word for token in self._tokens[begun : self._at]]
        if _NOMINATIVE.intersection(words) or (sign.word == ";" and not words[-1].endswith(("и", "й", "я", "а"))):
            raise Stuck  # «до конца I четверти, II четверть»
        return areas

    def _target(self) -> list[Area]:
        self._prefix()
        every = self._take(Kind.EVERY) is not None
        if self._peek() in (Kind.SEASON, Kind.BREAK):
            return self._breaks()
        if self._take(Kind.STUDY_YEAR):
            self._of_this_year()
            return [self._fixed(self._year.teaching, "teaching", ASSUMED, Assumption.YEAR_END)]
        if self._take(Kind.YEAR_WORD):
            return [self._fixed(self._year.teaching, "teaching", ASSUMED, Assumption.YEAR_END)]
        if self._peek() in NUMBERS:
            groups = self._numbers()
            unit = self._next().kind
            self._of_this_year()
            numbers = [n for first, last in groups for n in (range(first, last + 1) if first < last else [first])]
            return [self._pick(unit, (n, n)) for n in numbers if unit in UNITS] or self._stuck()
        unit = self._next().kind
        if unit in UNITS and self._peek() in NUMBERS:
            return [self._pick(unit, group) for group in self._numbers()]
        terms = self._spans_of(unit)
        return terms if every else [replace(term, assumed=term.assumed | {Assumption.EACH}) for term in terms]

    def _tail(self, term: Area, *, every: bool = False) -> Area:
        area = replace(inner(term, lambda span: Span(span.end - 6 * DAY, span.end)), kind="term_end")
        return area if every and term.sure == SURE else taking(area, Assumption.PARTS)

    def _after(self) -> list[Area]:
        self._need(Kind.AFTER)
        if self._peek() in (Kind.SEASON, Kind.BREAK):
            raise Stuck
        return [self._results_of(term) for term in self._targets()]

    def _results_of(self, term: Area) -> Area:
        after = inner(term, lambda span: Span(span.end, span.end + AFTER_TERM * DAY))
        return replace(taking(after, Assumption.AFTER_TERM), kind="term_after")

    def _breaks(self) -> list[Area]:
        if self._take(Kind.BREAK):  # which ones?
            self._take(Kind.PERIOD)
            spans = [self._year.season(name) for name in ("autumn", "winter", "spring")]
            return [self._fixed(span, "holiday", UNSURE) for span in spans if span]
        seasons = [str(self._need(Kind.SEASON).value)]
        while self._take(Kind.SEPARATOR):
            self._prefix()
            seasons.append(str(self._need(Kind.SEASON).value))
        self._need(Kind.BREAK)
        breaks = [self._break(name) for name in seasons]
        self._of_this_year()
        if written := self._take(Kind.YEAR):
            self._any(Kind.YEAR_WORD)
            if any(whole(written) not in (one.span.start.year, one.span.end.year) for one in breaks):
                raise Stuck  # another year's breaks are not known
        return breaks

    def _break(self, season: str) -> Area:
        span = self._year.season(season)
        if span is None:
            raise Stuck
        plain = season in ("autumn", "winter", "spring")  # of the two summers the later; some classes' own break
        if not plain or self._year.shift:
            return self._fixed(span, "holiday", ASSUMED, Assumption.CALENDAR)
        return self._fixed(span, "holiday")

    def _beside_breaks(self) -> list[Area]:
        """«перед осенними каникулами», «после зимних каникул»: the week that touches them."""
        before = self._take(Kind.BEFORE) is not None
        if not before:
            self._need(Kind.LATER)
        elif self._peek(1) is Kind.SEASON:
            self._take(Kind.BEGIN)
        self._prefix()
        breaks = self._breaks()
        if before:
            weeks = [inner(one, lambda span: Span(span.start - 7 * DAY, span.start - DAY)) for one in breaks]
            return [taking(replace(week, kind="week"), Assumption.BEFORE_IT) for week in weeks]
        weeks = [inner(one, lambda span: Span(span.end + DAY, span.end + 7 * DAY)) for one in breaks]
        return [replace(week, kind="week", sure=UNSURE) for week in weeks]

    # -- the year

    def _whole_year(self) -> Area:
        all_of_it = self._take(Kind.WHOLE)
        always = self._take(Kind.ALWAYS) or (all_of_it and self._take(Kind.PERIOD))
        if always and self._peek() in (None, Kind.OPEN, Kind.CLOSE, Kind.SEPARATOR):
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
            return self._fixed(self._year.plan, "year")
        if self._take(Kind.YEAR_WORD):
            return self._fixed(self._year.plan, "year")
        if all_of_it and self._take(Kind.PERIOD):
            return self._fixed(self._year.plan, "year", ASSUMED)
        raise Stuck

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


Cut = Callable[[Span], Span | None]


def cut_out(area: Area, cut: Cut) -> Area:
    """A part of a stretch; a year whose stretch has no such part is no reading."""

    def at(year: int) -> Span:
        part = cut(area.at(year))
        if part is None:
            raise Stuck
        return part

    at(area.year or area.default)
    return replace(area, at=at)

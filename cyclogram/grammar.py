"""The grammar of deadlines: from tokens to stretches of days, or `Stuck`.

    phrase    = repeats | often [separator] [schedule | points | items] | items [separator often]
    items     = item { [separator] item }
    item      = by point | from point to point | area (dash | "до") area | area
    area      = date | month | numbers unit [month] | part of month, term or year | break | the whole year

A reading must account for every token. Whatever is not in the grammar is not guessed at.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from cyclogram.lexicon import Kind, Token
from cyclogram.school_year import SchoolYear
from cyclogram.spans import DAY, Span, decade_of, half_of, month, one_day, week_of

SURE, ASSUMED, UNSURE = 0.95, 0.7, 0.4
"""Apply; apply and show as an assumption; ask first."""

AFTER_TERM = 9
"""Days after a term within which its results are due («по итогам»)."""


class Stuck(Exception):
    """These tokens are no deadline the grammar knows."""


class Assumption(Enum):
    """What a reading takes for granted and one question can settle."""

    WEEKS = "weeks"
    QUARTERS = "quarters"
    AUGUST = "august"
    YEAR_END = "year_end"
    BEFORE_MONTH = "before_month"
    TRIMESTERS = "trimesters"
    SPLIT = "split"
    SPELLING = "spelling"
    AFTER_TERM = "after_term"
    PARTS = "parts"
    ROMAN = "roman"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Days:
    """What the grammar understood: stretches, how sure, and what it took for granted."""

    spans: tuple[Span, ...]
    sure: float = SURE
    kind: str = "dates"
    assumed: frozenset[Assumption] = frozenset()


@dataclass(frozen=True, slots=True)
class Weekly:
    """A repeat as an RFC 5545 rule."""

    rule: str


@dataclass(frozen=True, slots=True)
class Area:
    """A stretch whose calendar year may still be open: `at(year)` gives the days. `year` is set when it was written."""

    at: Callable[[int], Span]
    default: int
    year: int | None = None
    sure: float = SURE
    kind: str = "point"
    assumed: frozenset[Assumption] = frozenset()

    @property
    def span(self) -> Span:
        """The days in the year written, else in the school year's own."""
        return self.at(self.year or self.default)


_RULE_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_UNITS = {Kind.TERM, Kind.HALF_YEAR, Kind.TRIMESTER, Kind.QUARTER}
_NUMBERS = {Kind.NUMBER, Kind.ROMAN}
_MONTHS_OF_WORK = (9, 10, 11, 12, 1, 2, 3, 4, 5)


class Grammar:
    """Recursive descent over one phrase's tokens; every rule takes tokens or puts the position back."""

    def __init__(self, tokens: tuple[Token, ...], year: SchoolYear) -> None:
        self._tokens = tokens
        self._at = 0
        self._year = year

    # -- the whole phrase

    def phrase(self) -> Days | Weekly:
        """Read everything, or raise `Stuck`."""
        for rule in (self._repeats, self._monthly_points, self._often_first, self._items_first):
            self._at = 0
            try:
                read = rule()
            except Stuck:
                continue
            self._take(Kind.CLOSE)
            if self._at == len(self._tokens):
                return read
        raise Stuck

    def _often_first(self) -> Days:
        often = self._often()
        self._any(Kind.SEPARATOR, Kind.DASH, Kind.OPEN)
        if self._end():
            return often
        if self._take(Kind.SCHEDULE):
            return replace(often, sure=min(often.sure, ASSUMED), kind="mixed")
        if often.kind == "at_least":
            raise Stuck
        return self._items()

    def _items_first(self) -> Days:
        items = self._items()
        self._any(Kind.SEPARATOR, Kind.OPEN)
        if not self._end():
            self._often()
        return items

    # -- repeats

    def _repeats(self) -> Weekly:
        if self._take(Kind.EVERY) and self._take(Kind.DAY_WORD):
            return Weekly(f"FREQ=DAILY;BYDAY={','.join(_RULE_DAYS[: self._year.days_per_week])}")
        self._at = 0
        if weekly := self._every_week():
            return weekly
        self._any(Kind.EVERY, Kind.TO, Kind.WITHIN)
        numbers = self._numbers() if self._peek() in _NUMBERS else []
        days = self._weekdays()
        of_month = bool(self._take(Kind.EVERY)) | bool(self._take(Kind.MONTH_WORD))
        if not numbers:
            return Weekly(f"FREQ=WEEKLY;BYDAY={','.join(_RULE_DAYS[day] for day in days)}")
        if not of_month or any(first != last for first, last in numbers):
            raise Stuck
        which = [f"{number}{_RULE_DAYS[day]}" for number, _ in numbers for day in days]
        return Weekly(f"FREQ=MONTHLY;BYDAY={','.join(which)}")

    def _every_week(self) -> Weekly | None:
        every = self._take(Kind.EVERY) and self._take(Kind.WEEK)
        if not every:
            self._at = 0
            times = self._number() if self._peek() in _NUMBERS else 1
            if not (times == 1 and self._take(Kind.TIMES) and self._take(Kind.WITHIN)):
                self._at = 0
                return None
            interval = self._number() if self._peek() in _NUMBERS else 1
            if not self._take(Kind.WEEK):
                self._at = 0
                return None
            if interval > 1:
                return Weekly(f"FREQ=WEEKLY;INTERVAL={interval}")
        self._any(Kind.SEPARATOR, Kind.OPEN)
        if self._end():
            return Weekly("FREQ=WEEKLY")
        self._any(Kind.TO, Kind.WITHIN)
        return Weekly(f"FREQ=WEEKLY;BYDAY={','.join(_RULE_DAYS[day] for day in self._weekdays())}")

    def _weekdays(self) -> list[int]:
        days = [self._weekday()]
        while not self._end():
            here = self._at
            if self._take(Kind.DASH) and self._peek() is Kind.WEEKDAY:
                days.extend(range(days[-1] + 1, self._weekday() + 1))
            elif self._take(Kind.SEPARATOR) and self._weekday_follows():
                days.append(self._weekday())
            else:
                self._at = here
                break
        return days

    def _weekday_follows(self) -> bool:
        self._any(Kind.TO)
        return self._peek() is Kind.WEEKDAY

    def _weekday(self) -> int:
        return _whole(self._need(Kind.WEEKDAY))

    # -- how often

    def _often(self) -> Days:
        at_least = self._take(Kind.AT_LEAST) is not None
        if self._take(Kind.EVERY):
            days = self._each(self._unit_of_often())
            return replace(days, sure=ASSUMED) if days.kind == "month" else days
        if self._take(Kind.TO):  # «по четвертям»
            return self._each(self._unit_of_often())
        times = self._number() if self._peek() in _NUMBERS else 1
        self._need(Kind.TIMES)
        self._need(Kind.WITHIN)
        if self._peek() in _NUMBERS:
            raise Stuck  # a cycle of several years
        unit = self._unit_of_often()
        days = self._each(unit) if times == 1 else self._split(times, unit)
        return replace(days, sure=UNSURE, kind="at_least") if at_least else days

    def _unit_of_often(self) -> Kind:
        for kind in (*_UNITS, Kind.MONTH_WORD, Kind.YEAR_WORD, Kind.STUDY_YEAR):
            if self._take(kind):
                return kind
        raise Stuck

    def _each(self, unit: Kind) -> Days:
        if unit in (Kind.YEAR_WORD, Kind.STUDY_YEAR):
            return Days((self._year.plan,), UNSURE, "once_a_year")
        if unit is Kind.MONTH_WORD:
            return Days(tuple(month(self._year.year_of(m), m) for m in _MONTHS_OF_WORK), ASSUMED, "month")
        areas = self._spans_of(unit)
        return _days([replace(area, kind="recurring") for area in areas])

    def _split(self, times: int, unit: Kind) -> Days:
        if unit not in (Kind.YEAR_WORD, Kind.STUDY_YEAR):
            raise Stuck
        if times == 2:
            return Days(self._year.halves, ASSUMED, "recurring", frozenset({Assumption.SPLIT}))
        first, last = self._year.start, self._year.start + 1
        if times == 4:
            return Days(self._year.terms, UNSURE, "recurring", frozenset({Assumption.SPLIT}))
        if times != 3:
            raise Stuck
        spans = (
            Span(date(first, 9, 1), date(first, 11, 30)),
            Span(date(first, 12, 1), month(last, 2).end),
            Span(date(last, 3, 1), date(last, 5, 31)),
        )
        return Days(spans, UNSURE, "recurring", frozenset({Assumption.SPLIT}))

    def _monthly_points(self) -> Days:
        """«ежемесячно до 10 числа», «до 25 числа каждого месяца», «15 числа ежемесячно»."""
        before = self._monthly()
        self._any(Kind.SEPARATOR, Kind.OPEN)
        self._any(Kind.BY, Kind.NOT_LATER, Kind.TO)
        groups = self._numbers()
        self._need(Kind.OF_MONTH)
        if not (before or self._monthly()):
            raise Stuck
        spans: list[Span] = []
        for number in _MONTHS_OF_WORK:
            whole = month(self._year.year_of(number), number)
            for first, last in groups:
                if not 1 <= first <= last <= 31:
                    raise Stuck
                start = whole.start.replace(day=min(first, whole.end.day))
                spans.append(Span(start, whole.start.replace(day=min(last, whole.end.day))))
        return Days(tuple(spans), ASSUMED, "recurring", frozenset({Assumption.YEAR_END}))

    def _monthly(self) -> bool:
        here = self._at
        self._any(Kind.SEPARATOR)
        if self._take(Kind.EVERY) and self._take(Kind.MONTH_WORD):
            return True
        self._at = here
        return False

    # -- items

    def _items(self) -> Days:
        areas = self._item()
        while not self._end() and self._peek() is not Kind.CLOSE:
            here = self._at
            separated = self._take(Kind.SEPARATOR)
            try:
                more = self._item()
            except Stuck:
                self._at = here
                break
            if not separated and not {area.kind for area in (*areas, *more)} <= {"month"}:
                raise Stuck  # only bare months may stand side by side without a sign
            areas.extend(more)
        return _days(areas)

    def _item(self) -> list[Area]:
        here = self._at
        self._prefix()
        if self._peek() in (Kind.BY, Kind.NOT_LATER):
            return self._deadline()
        self._at = here
        for rule in (self._from_to, self._area_to_area, self._areas):
            try:
                return rule()
            except Stuck:
                self._at = here
        raise Stuck

    def _deadline(self) -> list[Area]:
        """«до …»: the last day that still counts; «до октября» means before it begins, «не позднее» up to its end."""
        strict = self._take(Kind.NOT_LATER) is None
        if strict:
            self._need(Kind.BY)
        self._prefix()
        part = self._peek()
        return [_limit(area, part, strict) for area in self._areas()]

    def _from_to(self) -> list[Area]:
        self._prefix()
        self._need(Kind.FROM)
        first = self._bare_day() or self._one_area()
        if not (self._take(Kind.TO) or self._take(Kind.BY) or self._take(Kind.DASH)):
            raise Stuck
        self._prefix()
        return [_joined(first, self._one_area())]

    def _area_to_area(self) -> list[Area]:
        self._prefix()
        first = self._bare_day() or self._one_area()
        dashed = self._take(Kind.DASH)
        limit = self._take(Kind.BY) or self._take(Kind.NOT_LATER)
        if not dashed and not limit and not self._take(Kind.TO):
            raise Stuck
        self._prefix()
        joined = _joined(first, self._one_area())
        if limit:
            return [replace(joined, sure=ASSUMED, kind="mixed", assumed=joined.assumed | {Assumption.MIXED})]
        return [joined]

    def _bare_day(self) -> int | None:
        """«с 15 по 20 октября»: a day whose month follows later."""
        here = self._at
        if self._peek() is Kind.NUMBER:
            number = self._number()
            dashed = self._peek() is Kind.DASH and self._peek(1) is Kind.DATE
            if dashed or self._peek() in (Kind.TO, Kind.BY):
                return number
        self._at = here
        return None

    def _one_area(self) -> Area:
        areas = self._areas()
        if len(areas) != 1:
            raise Stuck
        return areas[0]

    # -- areas

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
            case Kind.SEASON:
                return self._breaks()
            case Kind.EVERY:
                self._next()
                unit = self._unit_of_often()
                return self._spans_of(unit) if unit in _UNITS else self._stuck()
            case Kind.TERM | Kind.HALF_YEAR | Kind.TRIMESTER:
                raise Stuck  # which one?
            case _:
                return [self._whole_year()]

    def _stuck(self) -> list[Area]:
        raise Stuck

    def _prefix(self) -> None:
        while self._peek() is Kind.WITHIN or (self._peek() is Kind.PERIOD and self._peek(1) is not None):
            if self._take(Kind.PERIOD):
                self._take(Kind.DASH)
            else:
                self._next()

    def _whole_year(self) -> Area:
        whole = self._take(Kind.WHOLE)
        always = self._take(Kind.ALWAYS)
        if always and self._end():
            return self._fixed(self._year.plan, "year", ASSUMED)
        self._take(Kind.SEPARATOR)
        self._prefix()
        if found := self._take(Kind.SCHOOL_YEAR):
            self._any(Kind.YEAR_WORD, Kind.STUDY_YEAR)
            shift = _whole(found) - self._year.start
            start, end = self._year.plan.start, self._year.plan.end
            return self._fixed(Span(start.replace(year=start.year + shift), end.replace(year=end.year + shift)), "year")
        whole = whole or self._take(Kind.WHOLE)
        if self._take(Kind.STUDY_YEAR):
            found = self._take(Kind.SCHOOL_YEAR)
            self._any(Kind.YEAR_WORD)
            if found and _whole(found) != self._year.start:
                raise Stuck
            return self._fixed(self._year.plan, "year", assumed=Assumption.YEAR_END)
        if self._take(Kind.YEAR_WORD):
            return self._fixed(self._year.plan, "year")
        if whole and self._take(Kind.PERIOD):
            return self._fixed(self._year.plan, "year", ASSUMED)
        raise Stuck

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
        number = _whole(self._need(Kind.MONTH))
        year = self._written_year()
        if self._peek() is Kind.OPEN and self._peek(1) in _NUMBERS:
            here = self._at
            self._next()
            groups = self._numbers()
            if self._peek() in (Kind.WEEK, Kind.DECADE, Kind.HALF_PART):
                areas = [self._part_of_month(self._next().kind, group, number, year) for group in groups]
                self._need(Kind.CLOSE)
                return areas
            self._at = here
        return [self._whole_month(number, year)]

    def _whole_month(self, number: int, year: int | None, roman: bool = False) -> Area:
        assumed = frozenset({Assumption.AUGUST}) if number == 8 and year is None else frozenset[Assumption]()
        if roman:
            assumed |= {Assumption.ROMAN}
        sure = ASSUMED if assumed else SURE
        return Area(lambda y: month(y, number), self._year.year_of(number), year, sure, "month", assumed)

    def _written_year(self) -> int | None:
        if self._peek() is Kind.SEPARATOR and self._peek(1) is Kind.YEAR:
            self._next()
        found = self._take(Kind.YEAR)
        if found:
            self._any(Kind.YEAR_WORD)
            return _whole(found)
        if self._peek() is Kind.YEAR_WORD:
            self._next()
        return None

    def _numbered(self) -> list[Area]:
        romans = all(token.kind is not Kind.NUMBER for token in self._ahead_numbers())
        groups = self._numbers()
        unit = self._peek()
        if unit is Kind.MONTH:
            self._next()
            number = _whole(self._tokens[self._at - 1])
            year = self._written_year()
            return [self._days_of_month(first, last, number, year) for first, last in groups]
        if unit in (Kind.WEEK, Kind.DECADE, Kind.HALF_PART):
            self._next()
            return self._parts_of(unit, groups)
        if unit in _UNITS:
            self._next()
            self._any(Kind.STUDY_YEAR, Kind.YEAR_WORD)
            return [self._pick(unit, group) for group in groups]
        if romans and all(1 <= first <= last <= 12 or first > last for first, last in groups):
            return [self._roman_months(first, last) for first, last in groups]
        raise Stuck

    def _roman_months(self, first: int, last: int) -> Area:
        area = self._whole_month(first, None, roman=True)
        return area if first == last else _joined(area, self._whole_month(last, None, roman=True))

    def _parts_of(self, unit: Kind, groups: list[tuple[int, int]]) -> list[Area]:
        self._prefix()
        if unit is Kind.WEEK and (found := self._peek()) in _UNITS and groups == [(-1, -1)]:
            self._next()
            return [self._tail(area) for area in self._spans_of(found)]
        numbers = [(_whole(self._need(Kind.MONTH)), self._written_year())]
        while self._peek() in (Kind.SEPARATOR, Kind.DASH) and self._peek(1) is Kind.MONTH:
            if self._next().kind is Kind.DASH:
                raise Stuck
            numbers.append((_whole(self._need(Kind.MONTH)), self._written_year()))
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

    # -- terms

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

    def _quarter(self, number: int) -> Span:
        first = 3 * number - 2
        calendar_year = self._year.year_of(first if number != 3 else 9)
        return Span(date(calendar_year, first, 1), month(calendar_year, first + 2).end)

    def _pick(self, unit: Kind | None, group: tuple[int, int]) -> Area:
        first, last = group
        if unit is Kind.QUARTER:
            if not 1 <= first <= 4 or first != last:
                raise Stuck
            return self._fixed(self._quarter(first), "quarter", ASSUMED, Assumption.QUARTERS)
        all_of = self._spans_of(unit)
        first, last = (len(all_of) if one == -1 else one for one in group)
        if not 1 <= first <= last <= len(all_of):
            raise Stuck
        area = all_of[first - 1]
        return area if first == last else _joined(area, all_of[last - 1])

    def _terms_here(self) -> list[Area]:
        """Which terms «конец» or «по итогам» speaks of: all of them when none is named."""
        self._prefix()
        self._any(Kind.EVERY)
        if self._peek() in _NUMBERS:
            groups = self._numbers()
            unit = self._next().kind
            self._any(Kind.STUDY_YEAR, Kind.YEAR_WORD)
            return [self._pick(unit, group) for group in groups if unit in _UNITS] or self._stuck()
        return self._spans_of(self._next().kind)

    def _part(self) -> list[Area]:
        parts = [self._next().kind]
        while self._peek() is Kind.SEPARATOR and (self._peek(1) is Kind.WITHIN or self._peek(1) in _PARTS):
            self._next()
            self._prefix()
            parts.append(self._next().kind)
        if not set(parts) <= _PARTS:
            raise Stuck
        return self._parts_named(parts)

    def _parts_named(self, parts: list[Kind]) -> list[Area]:
        self._prefix()
        if self._take(Kind.STUDY_YEAR):
            self._take(Kind.SCHOOL_YEAR)
            return [self._part_of_year(part) for part in parts]
        if parts == [Kind.BEFORE]:  # «перед началом учебного года»
            self._need(Kind.BEGIN)
            self._need(Kind.STUDY_YEAR)
            return [self._part_of_year(Kind.BEFORE)]
        if self._peek() is Kind.MONTH:
            return self._parts_of_months(parts)
        every = self._peek() is Kind.EVERY
        terms = self._terms_here()
        if parts == [Kind.END]:
            return [self._tail(term, every) for term in terms]
        if parts == [Kind.BEGIN]:
            return [_inner(term, lambda span: Span(span.start, span.start + 6 * DAY)) for term in terms]
        raise Stuck

    def _parts_of_months(self, parts: list[Kind]) -> list[Area]:
        areas: list[Area] = []
        numbers = {Kind.BEGIN: 1, Kind.MIDDLE: 2, Kind.END: 3}
        while True:
            number = _whole(self._need(Kind.MONTH))
            year = self._written_year()
            for part in parts:
                if part not in numbers:
                    raise Stuck
                area = self._part_of_month(Kind.DECADE, (numbers[part], numbers[part]), number, year)
                areas.append(replace(area, sure=ASSUMED, assumed=frozenset({Assumption.PARTS})))
            if not (self._peek() is Kind.SEPARATOR and self._peek(1) is Kind.MONTH):
                return areas
            self._next()

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

    def _tail(self, term: Area, every: bool = False) -> Area:
        area = _inner(term, lambda span: Span(span.end - 6 * DAY, span.end))
        sure = SURE if every and term.sure == SURE else ASSUMED
        return replace(area, sure=sure, kind="term_end", assumed=term.assumed | {Assumption.PARTS})

    def _after(self) -> list[Area]:
        self._next()
        self._any(Kind.EVERY)
        if self._take(Kind.STUDY_YEAR) or self._take(Kind.YEAR_WORD):
            terms = [self._fixed(self._year.teaching, "year")]
        else:
            terms = self._terms_here()
        after = [_inner(term, lambda span: Span(span.end, span.end + AFTER_TERM * DAY)) for term in terms]
        return [
            replace(area, sure=ASSUMED, kind="term_after", assumed=area.assumed | {Assumption.AFTER_TERM})
            for area in after
        ]

    def _breaks(self) -> list[Area]:
        seasons = [self._need(Kind.SEASON).value]
        while self._take(Kind.SEPARATOR):
            seasons.append(self._need(Kind.SEASON).value)
        self._need(Kind.BREAK)
        spans = [self._year.season(str(name)) for name in seasons]
        return [self._fixed(span, "holiday") for span in spans if span] or self._stuck()

    def _fixed(self, span: Span, kind: str, sure: float = SURE, assumed: Assumption | None = None) -> Area:
        taken = frozenset({assumed}) if assumed else frozenset[Assumption]()
        return Area(lambda _: span, span.start.year, span.start.year, sure, kind, taken)

    # -- tokens

    def _numbers(self) -> list[tuple[int, int]]:
        """«1, 2 и 4», «2-3»: groups of first and last."""
        groups: list[tuple[int, int]] = []
        while True:
            first = last = self._number()
            if self._peek() is Kind.DASH and self._peek(1) in _NUMBERS:
                self._next()
                last = self._number()
            groups.append((first, last))
            if not (self._peek() is Kind.SEPARATOR and self._peek(1) in _NUMBERS):
                return groups
            self._next()

    def _ahead_numbers(self) -> list[Token]:
        found = []
        for token in self._tokens[self._at :]:
            if token.kind not in (*_NUMBERS, Kind.DASH, Kind.SEPARATOR):
                break
            found.append(token)
        return found

    def _number(self) -> int:
        if self._peek() not in _NUMBERS:
            raise Stuck
        return _whole(self._next())

    def _peek(self, ahead: int = 0) -> Kind | None:
        at = self._at + ahead
        return self._tokens[at].kind if at < len(self._tokens) else None

    def _next(self) -> Token:
        if self._end():
            raise Stuck
        self._at += 1
        return self._tokens[self._at - 1]

    def _take(self, kind: Kind) -> Token | None:
        return self._next() if self._peek() is kind else None

    def _need(self, kind: Kind) -> Token:
        return self._take(kind) or self._fail()

    def _fail(self) -> Token:
        raise Stuck

    def _any(self, *kinds: Kind) -> None:
        while self._peek() in kinds:
            self._next()

    def _end(self) -> bool:
        return self._at >= len(self._tokens)


_PARTS = {Kind.BEGIN, Kind.MIDDLE, Kind.END, Kind.BEFORE}


def _whole(token: Token) -> int:
    if not isinstance(token.value, int):
        raise Stuck
    return token.value


def _inner(area: Area, cut: Callable[[Span], Span]) -> Area:
    return replace(area, at=lambda year: cut(area.at(year)))


def _limit(area: Area, part: Kind | None, strict: bool) -> Area:
    if strict and (area.kind == "month" or part is Kind.BEGIN):
        assumed = area.assumed | ({Assumption.BEFORE_MONTH} if area.kind == "month" else set())
        return replace(_moved(area, lambda span: span.start - DAY), sure=ASSUMED, assumed=assumed)
    if part is Kind.END and area.kind == "month_part":  # the end of a month is no matter of opinion
        area = replace(area, sure=SURE, assumed=frozenset())
    return _moved(area, lambda span: span.end)


def _moved(area: Area, pick: Callable[[Span], date]) -> Area:
    return replace(area, at=lambda year: one_day(pick(area.at(year))), kind="point_before")


def _joined(first: Area | int, last: Area) -> Area:
    """From the first day of one to the last day of the other; a range keeps running into the next year."""
    if isinstance(first, int):
        return _from_day(first, last)
    if first.year is None and last.year is not None:
        year = last.year if first.at(last.year).start <= last.span.end else last.year - 1
        first = replace(first, year=year)
    elif last.year is None:
        begun = first.span.start
        year = first.year or last.default
        last = replace(last, year=year + 1 if last.at(year).end < begun else year)
    start, end = first.span.start, last.span.end
    if end < start or (end - start).days > 731:
        raise Stuck
    months = first.kind == last.kind == "month"
    sure = min(first.sure, last.sure)
    assumed = first.assumed | last.assumed
    if months and assumed == {Assumption.AUGUST}:  # the other end tells which August is meant
        sure = SURE if start.month == 8 else ASSUMED
        assumed = assumed if sure < SURE else frozenset()
    kind = "month_range" if months else "day_range"
    return Area(lambda _: Span(start, end), start.year, start.year, sure, kind, assumed)


def _from_day(day: int, last: Area) -> Area:
    def at(year: int) -> Span:
        end = last.at(year).end
        if not 1 <= day <= end.day:
            raise Stuck
        return Span(end.replace(day=day), end)

    at(last.year or last.default)
    return replace(last, at=at, kind="day_range")


def _days(areas: list[Area]) -> Days:
    spans = tuple(dict.fromkeys(area.span for area in areas))
    assumed = frozenset[Assumption]().union(*(area.assumed for area in areas))
    kinds = {area.kind for area in areas}
    if len(areas) > 1 and kinds == {"month"} and Assumption.ROMAN not in assumed:
        assumed -= {Assumption.AUGUST}  # a list that runs through the school year
        return Days(spans, SURE, "month_list", assumed)
    kind = kinds.pop() if len(kinds) == 1 else "mixed"
    return Days(spans, min(area.sure for area in areas), kind, assumed)

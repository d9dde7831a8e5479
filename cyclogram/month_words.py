"""Parts of months: «2–3 неделя сентября», «октябрь (3 неделя)», «последняя пятница октября», «25 октября, декабря»."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from cyclogram.areas import ASSUMED, Area, Assumption, taking
from cyclogram.cursor import Stuck, whole
from cyclogram.day_words import DayWords
from cyclogram.school_year import Weeks
from cyclogram.spans import Span, decade_of, half_of, seven_days_of, week_of, weekday_of
from cyclogram.term_words import UNITS, cut_out
from cyclogram.vocabulary import Kind, Token

MONTHS_OF_WORK = (9, 10, 11, 12, 1, 2, 3, 4, 5)
PARTS = {Kind.BEGIN: 1, Kind.MIDDLE: 2, Kind.END: 3}
"""Which ten days of a month it is."""
PIECES = {Kind.WEEK, Kind.DECADE, Kind.HALF_PART}
Group = tuple[int, int]


class MonthWords(DayWords):
    """Weeks, decades, halves and weekdays of a month."""

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
        part = cut_out(area, lambda span: from_to(cut(span, group[0]), cut(span, group[1])))
        part = replace(part, kind="week_of_month" if unit is Kind.WEEK else "month_part")
        if unit is not Kind.WEEK or (self._year.weeks is not Weeks.THURSDAY and group != (-1, -1)):
            return part
        return taking(part, *([Assumption.WEEKS] if group != (-1, -1) else []))

    def _of_every_month(self, unit: Kind, groups: list[Group]) -> list[Area]:
        parts = [self._part_of_month(unit, group, one, None) for one in MONTHS_OF_WORK for group in groups]
        return [replace(part, sure=ASSUMED) for part in parts]

    def _ten_days(self, part: Kind, number: int, year: int | None) -> Area:
        area = self._part_of_month(Kind.DECADE, (PARTS[part], PARTS[part]), number, year)
        return taking(area, Assumption.PARTS)

    def _nth_weekdays(self, groups: list[Group]) -> list[Area]:
        """«последняя пятница октября»."""
        weekday = whole(self._need(Kind.WEEKDAY))
        if any(first != last for first, last in groups):
            raise Stuck
        months = [self._whole_month(*one) for one in self._months_meant()] or self._stuck()
        cuts = [partial(weekday_of, number=number, weekday=weekday) for number, _ in groups]
        days = [cut_out(area, cut) for area in months for cut in cuts]
        return [replace(day, kind="point") for day in days]

    # -- whose they are

    def _is_monthly(self) -> bool:
        return self._peek() is Kind.MONTH_WORD or (self._peek() is Kind.EVERY and self._peek(1) is Kind.MONTH_WORD)

    def _months_meant(self) -> list[tuple[int, int | None]]:
        """«октября, апреля»: a further month counts while it stands in the genitive; «…, май» is a month of its own.

        None where no month stands here: before «четверти» a Roman number counts terms.
        """
        of_terms = any(token.kind in UNITS for token in self._tokens[self._at :])  # «конец I, конец II полугодия»
        if self._peek() is not Kind.MONTH and (self._peek() is not Kind.ROMAN or of_terms):
            return []
        numbers = [self._month_and_year(), *self._further_months(_genitive_or_short)]
        if self._peek() is Kind.DASH and self._peek(1) is Kind.MONTH and _genitive_or_short(self._tokens[self._at + 1]):
            raise Stuck
        return numbers

    def _month_behind(self) -> list[tuple[int, int | None]]:
        """«2 неделя (сентябрь)», «3 неделя – октябрь»."""
        bracket = self._take(Kind.OPEN)
        if not bracket and self._next().word not in ("", "-", ","):
            raise Stuck
        if self._peek() is not Kind.MONTH:
            raise Stuck
        month = self._month_and_year()
        if not (self._take(Kind.CLOSE) if bracket else self._end()):
            raise Stuck
        return [month]

    def _further_months(self, belongs: Callable[[Token], bool]) -> list[tuple[int, int | None]]:
        """«25 октября, декабря и мая»."""
        months: list[tuple[int, int | None]] = []
        while self._peek() is Kind.SEPARATOR and self._peek(1) is Kind.MONTH and belongs(self._tokens[self._at + 1]):
            if self._next().word not in (",", "и") and not genitive(self._tokens[self._at]):
                raise Stuck  # «2 неделя октября; дек.»
            months.append(self._month_and_year())
        return months

    # -- what stands behind a month: «октябрь (3 неделя)», «май, конец», «октябрь: 5, 12, 19»

    def _parts_inside(self, number: int, year: int | None) -> list[Area]:
        bracket = self._take(Kind.OPEN)
        apart = bracket or self._take(Kind.SEPARATOR) or self._take(Kind.DASH)
        if apart and apart.word == "и":
            raise Stuck
        self._prefix()
        parts = self._inside(number, year, apart=bool(apart))
        self._any(Kind.OF_MONTH, Kind.MONTH_WORD)
        closed = self._take(Kind.CLOSE) if bracket else self._end() or self._peek() in (Kind.SEPARATOR, Kind.OPEN)
        return parts if closed else self._stuck()

    def _inside(self, number: int, year: int | None, *, apart: bool) -> list[Area]:
        if self._peek() in PARTS:
            part = PARTS[self._next().kind]
            if self._peek() is Kind.SEPARATOR and {self._peek(1), self._peek(2)} & PARTS.keys():
                raise Stuck  # «октябрь, в начале и в конце года»
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


_WHOLE_NAMES = ("март", "май", "июнь", "июль")


def genitive(month_token: Token) -> bool:
    """«мая», «октября»."""
    return month_token.word.endswith(("я", "а"))


def _genitive_or_short(month_token: Token) -> bool:
    """Shortened names have no cases."""
    return genitive(month_token) or (len(month_token.word) <= 4 and month_token.word not in _WHOLE_NAMES)


def from_to(first: Span | None, last: Span | None) -> Span | None:
    if first is None or last is None or last.end < first.start:
        return None
    return Span(first.start, last.end)

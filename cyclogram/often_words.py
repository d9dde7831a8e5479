"""How often: «1 раз в четверть», «ежемесячно до 10 числа», «каждую пятницу»."""

from dataclasses import replace
from datetime import date

from cyclogram.area_words import AreaWords
from cyclogram.areas import ASSUMED, SURE, UNSURE, Assumption, Days, Weekly, days_of
from cyclogram.cursor import NUMBERS, Stuck, whole
from cyclogram.part_words import MONTHS_OF_WORK
from cyclogram.spans import Span, month
from cyclogram.vocabulary import Kind

RULE_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class OftenWords(AreaWords):
    """Repeats: windows and dates where they can be listed, a rule where they come too often for a reminder each."""

    def _repeats(self) -> Weekly:
        if self._take(Kind.EVERY) and self._take(Kind.DAY_WORD):
            return Weekly(f"FREQ=DAILY;BYDAY={','.join(RULE_DAYS[: self._year.days_per_week])}")
        self._at = 0
        if weekly := self._every_week():
            return weekly
        every = self._take(Kind.EVERY) is not None
        if every and self._take(Kind.MONTH_WORD):  # «ежемесячно (последняя пятница)»
            self._any(Kind.OPEN, Kind.SEPARATOR)
        named = every or self._peek() is Kind.TO
        self._any(Kind.TO, Kind.WITHIN)
        numbers = self._numbers() if self._peek() in NUMBERS else []
        days = self._weekdays()
        of_month = bool(self._take(Kind.EVERY)) | bool(self._take(Kind.MONTH_WORD))
        if not numbers:
            sure = SURE if named else ASSUMED  # a weekday alone may be one day
            return Weekly(f"FREQ=WEEKLY;BYDAY={','.join(RULE_DAYS[day] for day in days)}", sure)
        if not (of_month or every) or any(first != last for first, last in numbers):
            raise Stuck
        which = [f"{number}{RULE_DAYS[day]}" for number, _ in numbers for day in days]
        return Weekly(f"FREQ=MONTHLY;BYDAY={','.join(which)}")

    def _every_week(self) -> Weekly | None:
        every = self._take(Kind.EVERY) and self._take(Kind.WEEK)
        if not every:
            self._at = 0
            times = self._number() if self._peek() in NUMBERS else 1
            if not (times == 1 and self._take(Kind.TIMES) and self._take(Kind.WITHIN)):
                self._at = 0
                return None
            interval = self._number() if self._peek() in NUMBERS else 1
            if not self._take(Kind.WEEK):
                self._at = 0
                return None
            if interval > 1:
                return Weekly(f"FREQ=WEEKLY;INTERVAL={interval}")
        self._any(Kind.SEPARATOR, Kind.OPEN)
        if self._end():
            return Weekly("FREQ=WEEKLY")
        self._any(Kind.TO, Kind.WITHIN)
        return Weekly(f"FREQ=WEEKLY;BYDAY={','.join(RULE_DAYS[day] for day in self._weekdays())}")

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
        return whole(self._need(Kind.WEEKDAY))

    def _often(self) -> Days:
        at_least = self._take(Kind.AT_LEAST) is not None
        if self._take(Kind.EVERY):
            days = self._each(self._unit_of_often())
            return replace(days, sure=ASSUMED) if days.kind == "month" else days
        if self._take(Kind.TO):  # «по четвертям»
            return self._each(self._unit_of_often())
        times = self._number() if self._peek() in NUMBERS else 1
        self._need(Kind.TIMES)
        self._need(Kind.WITHIN)
        if self._peek() in NUMBERS:
            raise Stuck  # a cycle of several years
        unit = self._unit_of_often()
        days = self._each(unit) if times == 1 else self._split(times, unit)
        return replace(days, sure=UNSURE, kind="at_least") if at_least and days.kind != "once_a_year" else days

    def _each(self, unit: Kind) -> Days:
        if unit in (Kind.YEAR_WORD, Kind.STUDY_YEAR):
            return Days((self._year.plan,), UNSURE, "once_a_year")
        if unit is Kind.MONTH_WORD:
            return Days(tuple(month(self._year.year_of(m), m) for m in MONTHS_OF_WORK), ASSUMED, "month")
        areas = self._spans_of(unit)
        return days_of([replace(area, kind="recurring") for area in areas])

    def _split(self, times: int, unit: Kind) -> Days:
        if times == 2 and unit is Kind.HALF_YEAR:
            return Days(self._year.terms, UNSURE, "recurring", frozenset({Assumption.SPLIT}))
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
        limited = self._peek() in (Kind.BY, Kind.NOT_LATER)
        self._any(Kind.BY, Kind.NOT_LATER, Kind.TO)
        groups = self._numbers()
        if not self._take(Kind.OF_MONTH) and not (before and limited and self._end()):
            raise Stuck  # «ежемесячно до 25-го» needs no «числа»
        if not (before or self._monthly()):
            raise Stuck
        spans: list[Span] = []
        for number in MONTHS_OF_WORK:
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

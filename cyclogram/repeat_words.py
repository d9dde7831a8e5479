"""How often, where it comes too often for a reminder each: «каждую пятницу», «вторая среда месяца», «ежедневно»."""

from cyclogram.areas import ASSUMED, SURE, UNSURE, Weekly
from cyclogram.cursor import NUMBERS, Stuck, whole
from cyclogram.often_words import OftenWords
from cyclogram.vocabulary import Kind

RULE_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class RepeatWords(OftenWords):
    """Repeats as rules (RFC 5545)."""

    def _repeats(self) -> Weekly:
        return (
            self._maybe(self._daily)
            or self._maybe(self._every_week)
            or self._maybe(self._nth_weekday_of_month)
            or self._on_weekdays()
        )

    def _daily(self) -> Weekly:
        """«ежедневно», «раз в день»."""
        if not self._take(Kind.EVERY):
            self._once()
        self._need(Kind.DAY_WORD)
        return Weekly(f"FREQ=DAILY;BYDAY={','.join(RULE_DAYS[: self._year.days_per_week])}")

    def _every_week(self) -> Weekly:
        """«еженедельно», «раз в две недели», «2 раза в неделю (вторник, четверг)»."""
        times = 1
        at_least = self._take(Kind.AT_LEAST) is not None
        every = self._take(Kind.EVERY)
        if not every:
            times = self._number() if self._peek() in NUMBERS else 1
            self._need(Kind.TIMES)
            self._need(Kind.WITHIN)
        interval = self._number() if self._peek() in NUMBERS else 1
        self._need(Kind.WEEK)
        if every:
            self._take(Kind.MONTH_WORD)  # «каждую неделю месяца»
        rule = "FREQ=WEEKLY" + (f";INTERVAL={interval}" if interval > 1 else "")
        days = self._maybe(self._days_of_week) or []
        if not 1 <= interval <= 12 or (times > 1 and times != len(days)):
            raise Stuck
        return Weekly(rule + (f";BYDAY={_by_day(days)}" if days else ""), ASSUMED if at_least else SURE)

    def _days_of_week(self) -> list[int]:
        self._any(Kind.SEPARATOR, Kind.OPEN, Kind.DASH)
        self._any(Kind.EVERY)
        self._any(Kind.TO, Kind.WITHIN)
        return self._weekdays()

    def _nth_weekday_of_month(self) -> Weekly:
        """«последняя пятница месяца», «ежемесячно, 2-й вторник», «каждую третью среду»."""
        times = self._maybe(self._monthly)
        monthly = times is not None
        self._any(Kind.OPEN, Kind.SEPARATOR, Kind.DASH)
        self._any(Kind.WITHIN, Kind.TO)
        every = self._take(Kind.EVERY) is not None
        numbers = self._numbers()
        days = self._weekdays()
        of_month = self._maybe(self._monthly) is not None or self._take(Kind.MONTH_WORD) is not None
        if not (monthly or every or of_month) or any(first != last or first > 5 for first, last in numbers):
            raise Stuck
        if (times or 1) > 1 and times != len(numbers) * len(days):
            raise Stuck
        return Weekly(f"FREQ=MONTHLY;BYDAY={','.join(f'{n}{RULE_DAYS[day]}' for n, _ in numbers for day in days)}")

    def _on_weekdays(self) -> Weekly:
        one_day = self._peek() is Kind.WITHIN  # «в пятницу»
        named = self._take(Kind.EVERY) is not None or self._peek() is Kind.TO
        self._any(Kind.TO, Kind.WITHIN)
        days = self._weekdays()
        if named and not self._take(Kind.MONTH_WORD):  # «каждую среду месяца», «каждый вторник недели»
            self._take(Kind.WEEK)
        sure = SURE if named else UNSURE if one_day else ASSUMED  # alone it may be one day
        return Weekly(f"FREQ=WEEKLY;BYDAY={_by_day(days)}", sure)

    def _weekdays(self) -> list[int]:
        if self._take(Kind.FROM):  # «с понедельника по пятницу»
            first = self._weekday()
            self._need(Kind.TO)
            return list(range(first, self._weekday() + 1)) or [self._weekday()]
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
        self._any(Kind.TO, Kind.EVERY, Kind.WITHIN)
        return self._peek() is Kind.WEEKDAY

    def _weekday(self) -> int:
        return whole(self._need(Kind.WEEKDAY))


def _by_day(days: list[int]) -> str:
    return ",".join(RULE_DAYS[day] for day in dict.fromkeys(days))

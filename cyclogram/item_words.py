"""Days as a list: points, stretches from one to another, and whatever stands between separators."""

from dataclasses import replace

from cyclogram.areas import UNSURE, Area, Assumption, Days, days_of, joined, limit, taking
from cyclogram.cursor import Stuck
from cyclogram.month_words import PIECES
from cyclogram.repeat_words import RepeatWords
from cyclogram.spans import Span
from cyclogram.vocabulary import Kind

WHOLE_MONTHS = {"month", "month_range"}
TERMS = {"term", "half", "trimester", "module", "quarter"}


class ItemWords(RepeatWords):
    """«до 15 октября, с 1 по 5 ноября, май»."""

    def _items(self) -> Days:
        areas = self._item()
        while not self._end() and self._peek() is not Kind.CLOSE:
            here = self._at
            separated = self._take(Kind.SEPARATOR)
            month_first = self._peek() is Kind.MONTH
            more = self._maybe(self._item)
            bare = more and all(one.kind == "month" and Assumption.ROMAN not in one.assumed for one in (*areas, *more))
            if not more or not (separated or bare):  # only bare months may stand side by side without a sign
                self._at = here
                break
            if month_first and more[0].kind not in WHOLE_MONTHS and any(one.kind == "month" for one in areas):
                more = [replace(one, sure=UNSURE) for one in more]  # «декабрь, май (3 неделя)»: of May, or of both?
            areas.extend(more)
        return days_of(areas)

    def _item(self) -> list[Area]:
        here = self._at
        self._prefix()
        if self._peek() in (Kind.BY, Kind.NOT_LATER):
            return self._deadline()
        self._at = here
        for rule in (self._from_number, self._from_to, self._begin_and_end, self._area_to_area):
            if found := self._maybe(rule):
                return found
        return self._areas()

    def _deadline(self) -> list[Area]:
        """«до …»: the last day that still counts; «до октября» means before it begins, «не позднее» up to its end."""
        strict = self._take(Kind.NOT_LATER) is None
        if strict:
            self._need(Kind.BY)
        self._prefix()
        if self._peek() is Kind.END and self._peek(2) in PIECES:  # «до конца второй недели октября»
            self._next()
            strict = False
        part = self._peek()
        return [limit(area, part, strict=strict) for area in self._areas()]

    def _from_number(self) -> list[Area]:
        """«с 10 по 15 октября», «с 1 по 3 четверть»."""
        return [replace(one, kind="day_range") for one in self._numbered(self._from_number_to_number())]

    def _from_to(self) -> list[Area]:
        self._prefix()
        self._need(Kind.FROM)
        first = self._bare_day() or self._one_area()
        here = self._at
        self._any(Kind.SEPARATOR)
        if (self._at > here and self._take(Kind.BY)) or self._take(Kind.NOT_LATER):  # «не ранее …, не позднее …»
            return [joined(first, self._one_area())]
        self._at = here
        by = self._take(Kind.BY)
        if not (by or self._take(Kind.TO) or self._take(Kind.DASH)):
            raise Stuck
        self._prefix()
        part = self._peek()
        last = self._one_area()
        return [joined(first, _until(last, part) if by else last)]

    def _begin_and_end(self) -> list[Area]:
        """«начало – сентябрь, окончание – май»."""
        self._need(Kind.BEGIN)
        self._need(Kind.DASH)
        first = self._one_area()
        self._any(Kind.SEPARATOR)
        self._need(Kind.END)
        self._need(Kind.DASH)
        return [taking(joined(first, self._one_area()), Assumption.MIXED)]

    def _area_to_area(self) -> list[Area]:
        self._prefix()
        both = self._dashed_parts() or self._stretch()
        return [both]

    def _stretch(self) -> Area:
        first = self._bare_day() or self._one_area()
        dashed = self._take(Kind.DASH)
        strict = self._take(Kind.BY)
        until = strict or self._take(Kind.NOT_LATER)
        if not dashed and not until and not self._take(Kind.TO):
            raise Stuck
        self._prefix()
        part = self._peek()
        last = self._one_area()
        last = _until(last, part) if strict else last
        if isinstance(first, Area) and first.kind in TERMS and last.kind == "month" and last.span.start in first.span:
            return taking(last, Assumption.FINER)  # «III четверть – февраль»
        both = joined(first, last)
        while both.kind == "month_range" and self._peek() is Kind.DASH and self._peek(1) is Kind.MONTH:
            self._next()  # «март-апрель-май»
            both = joined(both, self._one_area())
        return taking(replace(both, kind="mixed"), Assumption.MIXED) if until else both

    def _dashed_parts(self) -> Area | None:
        """«середина – конец мая»: the first part is of the same month."""
        here = self._at
        first = self._peek()
        if first in (Kind.BEGIN, Kind.MIDDLE) and self._peek(1) is Kind.DASH and self._peek(2) is Kind.END:
            self._at += 2
            last = self._part()
            if len(last) == 1 and last[0].kind == "month_part":
                month = last[0].span.end.month
                return joined(self._ten_days(first, month, last[0].year), last[0])
        self._at = here
        return None

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

    def _open_end(self) -> Days:
        """«с 1 октября», «после 15 октября»: till when is not said, so it is a question."""
        if not self._take(Kind.FROM):
            self._need(Kind.LATER)
        start = self._one_area().span.start
        until = self._year.plan.end
        return Days((Span(start, max(start, until)),), UNSURE, "open_end")


def _until(last: Area, part: Kind | None) -> Area:
    """«с сентября до мая»: May itself is hardly meant; a day is."""
    return limit(last, part, strict=True) if last.kind == "month" or part is Kind.MIDDLE else last

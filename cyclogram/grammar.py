"""The grammar of deadlines: from tokens to stretches of days, or `Stuck`.

    phrase    = repeats | often [separator] [schedule | points | items] | items [separator often]
    items     = item { [separator] item }
    item      = by point | from point to point | area (dash | "до") area | area
    area      = date | month | numbers unit [month] | part of month, term or year | break | the whole year

A reading must account for every token. Whatever is not in the grammar is not guessed at.
"""

from dataclasses import replace

from cyclogram.areas import ASSUMED, UNSURE, Area, Assumption, Days, Weekly, days_of, joined, limit
from cyclogram.cursor import Stuck
from cyclogram.often_words import OftenWords
from cyclogram.vocabulary import Kind


class Grammar(OftenWords):
    """Recursive descent over one phrase's tokens."""

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
            if isinstance(read, Weekly) and self._all_year_follows():
                return read
        raise Stuck

    def _all_year_follows(self) -> bool:
        """«ежедневно в течение года» repeats all year anyway."""
        self._any(Kind.SEPARATOR)
        self._prefix()
        try:
            self._whole_year()
        except Stuck:
            return False
        return self._end()

    def _often_first(self) -> Days:
        often = self._often()
        self._any(Kind.SEPARATOR, Kind.DASH, Kind.OPEN)
        if self._end():
            return often
        if self._take(Kind.SCHEDULE):
            return replace(often, sure=min(often.sure, ASSUMED), kind="mixed")
        if often.kind == "at_least":
            raise Stuck
        return _agreed(often, self._items())

    def _items_first(self) -> Days:
        items = self._items()
        self._any(Kind.SEPARATOR, Kind.OPEN)
        if not self._end():
            return _agreed(self._often(), items)
        return items

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
            bare = all(area.kind == "month" and Assumption.ROMAN not in area.assumed for area in (*areas, *more))
            if not separated and not bare:
                raise Stuck  # only bare months may stand side by side without a sign
            areas.extend(more)
        return days_of(areas)

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
        return [limit(area, part, strict=strict) for area in self._areas()]

    def _from_to(self) -> list[Area]:
        self._prefix()
        self._need(Kind.FROM)
        first = self._bare_day() or self._one_area()
        if not (self._take(Kind.TO) or self._take(Kind.BY) or self._take(Kind.DASH)):
            raise Stuck
        self._prefix()
        return [joined(first, self._one_area())]

    def _area_to_area(self) -> list[Area]:
        self._prefix()
        first = self._bare_day() or self._one_area()
        dashed = self._take(Kind.DASH)
        until = self._take(Kind.BY) or self._take(Kind.NOT_LATER)
        if not dashed and not until and not self._take(Kind.TO):
            raise Stuck
        self._prefix()
        both = joined(first, self._one_area())
        if until:
            return [replace(both, sure=ASSUMED, kind="mixed", assumed=both.assumed | {Assumption.MIXED})]
        return [both]

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


def _agreed(often: Days, items: Days) -> Days:
    """The more exact part wins; where the two contradict each other («январь, ежемесячно») a person decides."""
    if often.kind == "month" and items.kind == "month_range":
        (whole,) = items.spans
        return replace(often, spans=tuple(one for one in often.spans if one.start in whole))
    if often.kind == "once_a_year" or len(often.spans) == len(items.spans):
        return items
    return replace(items, sure=UNSURE)

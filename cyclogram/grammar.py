"""The grammar of deadlines: from tokens to stretches of days, or `Stuck`.

    phrase    = clause { [sign] clause }            in any order, brackets are signs
    clause    = repeats | often | items | schedule | open end
    items     = item { [separator] item }
    item      = by point | from point to point | area (dash | "до") area | area
    area      = date | month | numbers unit [month] | part of month, term or year | break | the whole year

A reading must account for every token. Whatever is not in the grammar is not guessed at.
"""

from dataclasses import dataclass, replace
from enum import Enum, auto

from cyclogram.areas import ASSUMED, ONCE, UNSURE, Assumption, Days, Weekly
from cyclogram.cursor import Stuck
from cyclogram.item_words import ItemWords
from cyclogram.spans import DAY, Span, shared_days
from cyclogram.vocabulary import Kind

_SIGNS = (Kind.SEPARATOR, Kind.DASH, Kind.OPEN, Kind.CLOSE)
FINER = 2 / 3
"""Of two names of one time the second is the more exact when it is at most so long."""
_DAYS = {"point", "point_before", "day_range"}
_EXACT = {"point", "point_before", "day_range", "week_of_month"}


class Role(Enum):
    """What a clause says."""

    SCHEDULE = auto()
    REPEATS = auto()
    OFTEN = auto()
    ITEMS = auto()


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a phrase that was read, and the sign it stands behind (None: no sign at all)."""

    role: Role
    said: Days | Weekly | None
    behind: Kind | None


class Grammar(ItemWords):
    """Recursive descent over one phrase's tokens."""

    def phrase(self) -> Days | Weekly:
        """Read everything, or raise `Stuck`."""
        clauses: list[Clause] = []
        while True:
            sign = self._signs()
            if self._end():
                break
            clauses.append(self._clause(sign))
        if sign is Kind.DASH:  # «сентябрь –»: the other end is missing
            raise Stuck
        return self._together(clauses)

    def _signs(self) -> Kind | None:
        """Skip signs; the one that matters most: a bracket, else the last."""
        signs: list[Kind] = []
        while self._peek() in _SIGNS:
            signs.append(self._next().kind)
        return Kind.OPEN if Kind.OPEN in signs else signs[-1] if signs else None

    def days(self) -> Days | None:
        """Calendar days that begin here, whatever follows; one token further when there are none. For guesses."""
        found = self._maybe(self._items)
        if found is None:
            self._next()
        return found

    def last_kind(self) -> Kind:
        """Of the token just passed."""
        return self._tokens[self._at - 1].kind

    def ended(self) -> bool:
        """Whether every token was looked at."""
        return self._end()

    def _clause(self, behind: Kind | None) -> Clause:
        """The longest that can be read from here; the first of equals."""
        here = self._at
        best: tuple[int, Clause] | None = None
        for role, rule in (
            (Role.ITEMS, self._items),
            (Role.REPEATS, self._repeats),
            (Role.OFTEN, self._monthly_points),
            (Role.OFTEN, self._part_of_each),
            (Role.OFTEN, self._often),
            (Role.SCHEDULE, self._schedule),
            (Role.ITEMS, self._open_end),
        ):
            self._at = here
            said = self._maybe(rule)
            if (self._at > here) and (best is None or self._at > best[0]):
                best = self._at, Clause(role, said, behind)
        if best is None:
            raise Stuck
        self._at = best[0]
        return best[1]

    def _schedule(self) -> None:
        self._need(Kind.SCHEDULE)

    def _together(self, clauses: list[Clause]) -> Days | Weekly:
        scheduled = any(clause.role is Role.SCHEDULE for clause in clauses)
        rules = _same_rule([clause.said for clause in clauses if isinstance(clause.said, Weekly)])
        often = [clause.said for clause in clauses if clause.role is Role.OFTEN and isinstance(clause.said, Days)]
        if len(often) == 2 and often[0].spans == often[1].spans:  # «2 раза в год (по полугодиям)»
            often = often[:1]
        items = [clause for clause in clauses if clause.role is Role.ITEMS]
        if len(rules) + len(often) > 1:
            raise Stuck
        if rules:
            return _bounded(rules[0], items, scheduled=scheduled)
        days = self._agreed(often, items)
        if not scheduled or days.kind in ONCE:
            return days
        return replace(days, sure=min(days.sure, ASSUMED), assumed=days.assumed | {Assumption.SCHEDULE})

    def _agreed(self, often: list[Days], items: list[Clause]) -> Days:
        """The more exact part wins; where the two contradict each other («январь, 1 раз в четверть») a person must."""
        if not often:
            return _merged(items)
        (windows,) = often
        if not items:
            return windows
        days = _merged(items)
        if stated := _stated(windows, days):
            return stated
        if len(days.spans) == 1:
            (around,) = days.spans
            if windows.kind == "monthly" and days.kind != "year" and (months := self._months_within(around)):
                return months
            if days.kind == "year":
                return windows
            shared = [one for one in windows.spans if one.start <= around.end and one.end >= around.start]
            if len(shared) > 1:
                whole = all(one.within(around) for one in shared)
                clipped = tuple(Span(max(one.start, around.start), min(one.end, around.end)) for one in shared)
                return replace(windows, spans=clipped, sure=min(windows.sure, ASSUMED) if whole else UNSURE)
        return replace(days, sure=UNSURE)


def _stated(windows: Days, days: Days) -> Days | None:
    """The days where they say all there is: «ежегодно, май», «2 раза в год (октябрь, апрель)»; else None."""
    if windows.kind == "every_year":
        return days
    if windows.kind == "once_a_year":
        return days if len(days.spans) == 1 else replace(days, sure=UNSURE)
    if len(windows.spans) == len(days.spans) > 1:
        return days if _one_in_each(windows, days) else replace(days, sure=UNSURE)
    if windows.kind == "at_least" and days.kind != "year":
        return replace(days, sure=min(days.sure, ASSUMED))
    return None


def _one_in_each(windows: Days, days: Days) -> bool:
    """«1 раз в полугодие (сентябрь, октябрь)» leaves one without; «2 раза в год» only splits the year somehow."""
    return Assumption.SPLIT in windows.assumed or all(map(days.meets, windows.spans))


def _same_rule(rules: list[Weekly]) -> list[Weekly]:
    """«по понедельникам еженедельно», «ежедневно (понедельник-пятница)»: one rule said twice."""
    if len(rules) != 2:
        return rules
    one, other = sorted(rules, key=lambda rule: ("BYDAY" in rule.rule, "DAILY" in rule.rule))
    if one.rule == other.rule:
        return [one]
    daily = other.rule.startswith("FREQ=DAILY") and one.rule == other.rule.replace("DAILY", "WEEKLY")
    bare = one.rule == "FREQ=WEEKLY" and other.rule.startswith("FREQ=WEEKLY")
    return [replace(other, sure=max(one.sure, other.sure))] if daily or bare else rules


def _bounded(rule: Weekly, items: list[Clause], *, scheduled: bool) -> Weekly:
    """«еженедельно в октябре»: a rule may name the stretch it holds in."""
    if scheduled:
        rule = replace(rule, sure=min(rule.sure, ASSUMED))
    if not items:
        return rule
    days = _merged(items)
    if days.kind == "year":
        return rule
    if len(days.spans) != 1 or days.sure <= UNSURE or days.spans[0].start == days.spans[0].end:
        raise Stuck
    return replace(rule, within=days.spans[0], sure=min(rule.sure, days.sure))


def _merged(items: list[Clause]) -> Days:
    """Days said in several clauses."""
    said = [clause.said for clause in items if isinstance(clause.said, Days)]
    if len(said) == 1:
        return said[0]
    years = [days for days in said if days.kind == "year"]
    if years and len(years) == len(said):
        return max(years, key=lambda days: days.sure)
    if len(said) == 2 and said[0].kind == "year" and items[1].behind is not Kind.SEPARATOR:
        return _within_the_year(*said)
    if len(said) == 2 and items[1].behind is Kind.OPEN and len(said[0].spans) == len(said[1].spans) == 1:
        return _finer(said[0], said[1])
    if said and all(days.kind in _EXACT for days in said) and all(clause.behind is None for clause in items[1:]):
        spans = tuple(dict.fromkeys(span for days in said for span in days.spans))
        assumed = frozenset[Assumption]().union(*(days.assumed for days in said))
        return Days(spans, min(ASSUMED, *(days.sure for days in said)), "mixed", assumed | {Assumption.LISTED})
    raise Stuck


def _within_the_year(year: Days, days: Days) -> Days:
    """«в течение года (сентябрь, май)»."""
    if days.kind == "year" or not all(span.within(year.spans[0]) for span in days.spans):
        raise Stuck
    return replace(days, sure=min(ASSUMED, days.sure), assumed=days.assumed | {Assumption.FINER})


def _finer(first: Days, second: Days) -> Days:
    """«I четверть (октябрь)»: of two names of one time the more exact one; two times are a contradiction."""
    (one,), (other,) = first.spans, second.spans
    if second.kind in _DAYS and (other.within(one) or first.kind == "week_of_month"):  # schools count weeks differently
        assumed = (first.assumed - {Assumption.WEEKS}) | second.assumed | {Assumption.FINER}
        near = shared_days(one, Span(other.start - 10 * DAY, other.end + 10 * DAY))
        return replace(second, sure=min(ASSUMED, second.sure) if near else UNSURE, assumed=assumed)
    assumed = first.assumed | second.assumed | {Assumption.FINER}
    if 2 * shared_days(one, other) < min(_length(one), _length(other)) + 1:
        return Days((one, other), UNSURE, "mixed", assumed)
    fine = second if _length(other) < FINER * _length(one) else first
    return replace(fine, sure=min(ASSUMED, first.sure, second.sure), assumed=assumed)


def _length(span: Span) -> int:
    return (span.end - span.start).days

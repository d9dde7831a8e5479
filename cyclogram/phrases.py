"""What a deadline phrase means in a school year: days, a repeat, or a question; never a guess as knowledge."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from chat.words import day
from chat.words import span as span_words
from cyclogram.areas import ASSUMED, ONCE, UNSURE, Assumption, Days, Weekly
from cyclogram.cursor import Stuck
from cyclogram.grammar import Grammar
from cyclogram.guesses import guessed
from cyclogram.lexicon import tokens
from cyclogram.normal import has_look_alikes, one_line, plain
from cyclogram.reasons import QUESTIONS, Why, reason
from cyclogram.repeats import rrule_words
from cyclogram.school_year import SchoolYear
from cyclogram.spans import Span
from cyclogram.vocabulary import Token

__all__ = [
    "OTHER_YEAR", "Ask", "Reading", "Repeats", "What", "Why", "as_json", "in_words", "leaves_aside", "other_year",
    "read", "spans_words", "unless_far",
]  # fmt: skip

NEAR = range(-40, 11)
"""Years from the plan's own that may be meant: plans are copied from old ones. Further away it is a slip of the pen,
and a date no calendar can count on from."""
MAX_LENGTH = 300
"""Characters; a longer cell is a story, not a deadline."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Stretches of days; a point has start = end. `sure` is 0…1, `assumed` says in words what was taken for granted."""

    spans: tuple[Span, ...]
    sure: float
    kind: str
    assumed: tuple[str, ...] = ()
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Repeats:
    """An RFC 5545 rule between two days, both included."""

    rrule: str
    start: date
    until: date
    sure: float


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to a person; `guess` may hold the days to confirm with one tap."""

    question: str
    why: Why
    guess: tuple[Span, ...] = ()


What = Reading | Repeats | Ask

LABELS_ASIDE = "слова рядом с датами на срок не влияют"
"""The note of a reading that left words aside («5 классы», «входная»): a title or a mark is a time only where it says
nothing else."""

_ASSUMED: Mapping[Assumption, str] = {
    Assumption.WEEKS: "недели месяца считаю по четвергам",
    Assumption.QUARTERS: "квартал понимаю как календарный, а не как четверть",
    Assumption.AUGUST: "август понимаю как август перед началом учебного года",
    Assumption.BEFORE_IT: "«до» понимаю как «до начала»",
    Assumption.TRIMESTERS: "даты триместров взяты примерные",
    Assumption.SPLIT: "год поделён на равные части",
    Assumption.SPELLING: "слово с опечаткой или разрывом прочитано по смыслу",
    Assumption.AFTER_TERM: "«по итогам» понимаю как девять дней после окончания",
    Assumption.PARTS: "начало, середина и конец взяты по обычным границам",
    Assumption.ROMAN: "римскую цифру понимаю как номер месяца",
    Assumption.MIXED: "понимаю как промежуток до этой даты включительно",
    Assumption.YEAR_END: "конец учебного года взят из календаря школы",
    Assumption.EACH: "период не назван, поэтому беру каждый",
    Assumption.LABELS: LABELS_ASIDE,
    Assumption.INSIDE: "числа отношу к названному месяцу",
    Assumption.CALENDAR: "календарь этого года ещё не уточнён",
    Assumption.SCHEDULE: "точный день — по графику",
    Assumption.FINER: "из двух сроков беру более точный",
    Assumption.LISTED: "даты без знаков между ними считаю перечнем",
    Assumption.MODULES: "даты модулей взяты примерные",
}
OTHER_YEAR = "В сроке другой год"
ASSUMPTIONS = frozenset(_ASSUMED.values())
"""The sentences by which a reading says what it takes for granted."""


def read(phrase: str, year: SchoolYear) -> What:
    """Read one phrase; never raises."""
    return unless_far(_read(phrase[: MAX_LENGTH + 1], year), year)


def unless_far(what: What, year: SchoolYear) -> What:
    """The same, or a question where a year is so far away that it must be a slip."""
    return _ask(Why.FAR) if any(day.year - year.start not in NEAR for day in _ends(what)) else what


def _ends(what: What) -> Iterator[date]:
    match what:
        case Repeats(_, start, until):
            yield from (start, until)
        case Reading(spans) | Ask(_, _, spans):
            yield from (day for one in spans for day in (one.start, one.end))


@lru_cache(maxsize=4096)
def _read(phrase: str, year: SchoolYear) -> What:
    normal = plain(one_line(phrase))
    if not any(char.isalnum() for char in normal):
        return _ask(Why.EMPTY)
    if len(phrase) > MAX_LENGTH:
        return _ask(Why.UNKNOWN)
    split = tokens(normal)
    if not (split.tokens or split.labelled):  # «срок»
        return _ask(Why.EMPTY)
    slip = split.mended or has_look_alikes(phrase)
    try:
        understood = Grammar(split.tokens, year).phrase()
    except Stuck:
        return _question(normal, split.tokens, year)
    match understood:
        case Weekly(rule, sure, within):
            if sure <= UNSURE:
                return _ask(Why.WEEKDAY)
            stretch = within or year.teaching
            return Repeats(rule, stretch.start, stretch.end, min(sure, ASSUMED) if slip or split.labelled else sure)
        case Days():
            extra = {Assumption.SPELLING: slip, Assumption.LABELS: split.labelled}
            return _reading(understood, year, frozenset(one for one, there in extra.items() if there))


def _reading(days: Days, year: SchoolYear, extra: frozenset[Assumption]) -> What:
    if days.kind in ONCE:
        return _ask(Why.ONCE_A_YEAR)
    if days.sure <= UNSURE:
        why = Why.OPEN_END if days.kind == "open_end" else Why.UNSURE
        one_day = days.kind == "open_end" and days.spans[0].start == days.spans[0].end
        return _ask(why) if one_day else _confirm(why, days.spans)
    sure, assumed = min(days.sure, ASSUMED) if extra else days.sure, days.assumed | extra
    notes = tuple(_ASSUMED[one] for one in sorted(assumed, key=lambda one: one.value) if sure < 0.9)
    return Reading(tuple(sorted(days.spans)), sure, days.kind, notes, other_year(days.spans, year))


def leaves_aside(what: What) -> bool:
    """Whether words beside the days were left aside."""
    return isinstance(what, Reading) and LABELS_ASIDE in what.assumed


def other_year(spans: tuple[Span, ...], year: SchoolYear) -> str:
    """The sentence that warns of days this year's plan would not name; "" where there are none."""
    outside = [one for one in spans if one.start not in year.around or one.end not in year.around]
    if not outside:
        return ""
    stretch = span_words(outside[0].start, outside[0].end, year=True)
    return f"{OTHER_YEAR}: {stretch}. Это прошлогодний план?"


_NO_GUESS = frozenset({Why.TOO_OFTEN, Why.CYCLE, Why.NEED, Why.BACKWARDS})


def _question(normal: str, found: tuple[Token, ...], year: SchoolYear) -> Ask:
    why = reason(normal)
    guess = guessed(normal, found, year) if why not in _NO_GUESS else ()
    return _confirm(why, guess) if guess else _ask(why)


def _confirm(why: Why, guess: tuple[Span, ...]) -> Ask:
    in_order = tuple(sorted(guess))
    return Ask(f"Понимаю так: {spans_words(in_order)}. Верно?", why, in_order)


def _ask(why: Why) -> Ask:
    return Ask(QUESTIONS[why], why)


def spans_words(spans: tuple[Span, ...], limit: int = 4) -> str:
    """«с 1 по 31 октября; 5 ноября», at most `limit` of them."""
    words = [span_words(one.start, one.end) for one in spans[:limit]]
    more = len(spans) - limit
    return "; ".join(words) + (f" и ещё {more}" if more > 0 else "")


def as_json(phrase: str, what: What) -> dict[str, Any]:
    """One line of `python -m bot when`."""
    match what:
        case Reading(spans, sure):
            extra = {"warning": what.warning} if what.warning else {}
            return {"phrase": phrase, "status": "dates", "spans": [s.to_dict() for s in spans], "sure": sure, **extra}
        case Repeats(rrule, start, until, sure):
            line = {"phrase": phrase, "status": "repeats", "rrule": rrule}
            return {**line, "from": start.isoformat(), "until": until.isoformat(), "sure": sure}
        case Ask(question, _, guess):
            line = {"phrase": phrase, "status": "ask", "question": question}
            return {**line, "guess": [s.to_dict() for s in guess]} if guess else line


def in_words(what: What) -> str:
    """What was understood, for `/when` and previews."""
    match what:
        case Reading(spans):
            return spans_words(spans, 12)
        case Repeats(rrule, start, until):
            return f"{rrule_words(rrule)}, с {day(start)} по {day(until)}"
        case Ask(question):
            return question

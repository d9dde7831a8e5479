"""What a deadline phrase means in a school year: days, a repeat, or a question; never a guess as knowledge."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

from chat.words import day
from chat.words import span as span_words
from cyclogram.areas import ASSUMED, UNSURE, Assumption, Days, Weekly
from cyclogram.cursor import Stuck
from cyclogram.grammar import Grammar
from cyclogram.lexicon import tokens
from cyclogram.normal import plain
from cyclogram.repeats import rrule_words
from cyclogram.school_year import SchoolYear
from cyclogram.spans import Span
from cyclogram.vocabulary import Kind, Token

MAX_LENGTH = 300
"""Characters; a longer cell is a story, not a deadline."""


class Why(Enum):
    """Why a phrase is no date yet."""

    EMPTY = "empty"
    EVENT = "event"
    SCHEDULE = "schedule"
    NEED = "need"
    CYCLE = "cycle"
    MONTH = "month"
    PERIOD = "period"
    OPEN_END = "open_end"
    WHICH_TERM = "which_term"
    ONCE_A_YEAR = "once_a_year"
    UNSURE = "unsure"
    TOO_OFTEN = "too_often"
    UNKNOWN = "unknown"


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

_ASSUMED: Mapping[Assumption, str] = {
    Assumption.WEEKS: "недели месяца считаю по четвергам",
    Assumption.QUARTERS: "квартал понимаю как календарный, а не как четверть",
    Assumption.AUGUST: "август понимаю как август перед началом учебного года",
    Assumption.BEFORE_IT: "«до» понимаю как «до начала»",
    Assumption.TRIMESTERS: "даты триместров взяты примерные",
    Assumption.SPLIT: "год поделён на равные части",
    Assumption.SPELLING: "слово записано с ошибкой или разрывом",
    Assumption.AFTER_TERM: "«по итогам» понимаю как девять дней после окончания",
    Assumption.PARTS: "начало, середина и конец взяты по обычным границам",
    Assumption.ROMAN: "римскую цифру понимаю как номер месяца",
    Assumption.MIXED: "понимаю как промежуток до этой даты включительно",
    Assumption.YEAR_END: "конец учебного года взят из календаря школы",
}
ASSUMPTIONS = frozenset(_ASSUMED.values())
"""The sentences by which a reading says what it takes for granted."""

_EVENTS = (
    r"\bпосле\b|до следующ|по факту|проведени|поступлени|анализ|событи|педсовет|совещани|за \d+ д|по мере"
    r"|при следующ|по оконч|завершени|экзамен|впр|процедур|дней до|перед|результат"
    r"|\b(период|врем|начал|накануне|ход)\w* .*(гиа|егэ|огэ|праздник)"
)
_REASONS = tuple(
    (re.compile(form), why)
    for form, why in (
        (r"раз в (\w+ )?(год|лет)|цикл", Why.CYCLE),
        (r"[2-9] раз|несколько раз", Why.TOO_OFTEN),
        (r"триместр|четверт|полугод", Why.WHICH_TERM),
        (r"приказ|график|план|распис|утвержд|положени", Why.SCHEDULE),
        (r"необходим|требован|запрос|потребн|обращени", Why.NEED),
        (_EVENTS, Why.EVENT),
        (r"текущ|данн|этот период", Why.PERIOD),
        (r"^(с|со|начиная с) ", Why.OPEN_END),
        (r"месяц|\bнедел|декад|числ", Why.MONTH),
    )
)  # fmt: skip

_QUESTIONS: Mapping[Why, str] = {
    Why.EMPTY: "Срок не указан. Когда это нужно сделать?",
    Why.EVENT: "Срок зависит от события. Какого числа это будет?",
    Why.SCHEDULE: "Срок задан другим документом. Какая там дата?",
    Why.NEED: "Дата заранее не известна. Назначить день или оставить без напоминаний?",
    Why.CYCLE: "Это бывает не каждый год. Нужно ли в этом году, и когда?",
    Why.MONTH: "В каком месяце это будет?",
    Why.PERIOD: "О каком периоде речь? Напишите даты.",
    Why.OPEN_END: "Начало понятно. А до какого числа?",
    Why.WHICH_TERM: "О каком периоде речь: первом, втором или всех?",
    Why.ONCE_A_YEAR: "Раз в год. А в каком месяце?",
    Why.UNSURE: "Так ли поняты даты?",
    Why.TOO_OFTEN: "Об этом напоминать отдельно не буду. Назначить день или оставить так?",
    Why.UNKNOWN: "Срок понять не получилось. Напишите его датой, например «до 15 марта».",
}


def read(phrase: str, year: SchoolYear) -> What:
    """Read one phrase; never raises."""
    return _read(phrase[: MAX_LENGTH + 1], year)


@lru_cache(maxsize=4096)
def _read(phrase: str, year: SchoolYear) -> What:
    normal = plain(phrase)
    if not any(char.isalnum() for char in normal):
        return _ask(Why.EMPTY)
    if len(phrase) > MAX_LENGTH:
        return _ask(Why.UNKNOWN)
    split = tokens(normal)
    try:
        understood = Grammar(split.tokens, year).phrase()
    except Stuck:
        return _question(normal, split.tokens, year)
    match understood:
        case Weekly(rule, sure):
            return Repeats(rule, year.teaching.start, year.teaching.end, min(sure, ASSUMED) if split.mended else sure)
        case Days():
            return _reading(understood, year, mended=split.mended)


def _reading(days: Days, year: SchoolYear, *, mended: bool) -> What:
    if days.kind == "once_a_year":
        return _ask(Why.ONCE_A_YEAR)
    if days.sure <= UNSURE:
        return Ask(f"Понимаю так: {spans_words(days.spans)}. Верно?", Why.UNSURE, days.spans)
    sure, assumed = days.sure, days.assumed
    if mended:
        sure, assumed = min(sure, ASSUMED), assumed | {Assumption.SPELLING}
    notes = tuple(_ASSUMED[one] for one in sorted(assumed, key=lambda one: one.value) if sure < 0.9)
    return Reading(days.spans, sure, days.kind, notes, other_year(days.spans, year))


def other_year(spans: tuple[Span, ...], year: SchoolYear) -> str:
    """The sentence that warns of days this year's plan would not name; "" where there are none."""
    outside = [one for one in spans if one.start not in year.around or one.end not in year.around]
    if not outside:
        return ""
    stretch = span_words(outside[0].start, outside[0].end, year=True)
    return f"В сроке другой год: {stretch}. Это прошлогодний план?"


def _question(normal: str, found: tuple[Token, ...], year: SchoolYear) -> Ask:
    why = next((why for form, why in _REASONS if form.search(normal)), Why.UNKNOWN)
    guess = _guess(found, year) if why in (Why.UNKNOWN, Why.SCHEDULE) else ()
    if guess:
        return Ask(f"Понимаю так: {spans_words(guess)}. Верно?", why, guess)
    return _ask(why)


def _guess(found: tuple[Token, ...], year: SchoolYear) -> tuple[Span, ...]:
    """Days of the longest runs of known words between unknown ones: shown to confirm, never applied by themselves."""
    unknown = {Kind.UNKNOWN, Kind.SCHEDULE, Kind.OPEN, Kind.CLOSE}
    runs: list[list[Token]] = [[]]
    for token in found:
        if token.kind in unknown:
            runs.append([])
        elif runs[-1] or token.kind is not Kind.SEPARATOR:
            runs[-1].append(token)
    spans: list[Span] = []
    for run in runs:
        try:
            read_run = Grammar(tuple(run), year).phrase() if run else None
        except Stuck:
            continue
        if isinstance(read_run, Days) and read_run.kind not in ("once_a_year", "year"):
            spans.extend(read_run.spans)
    return tuple(dict.fromkeys(spans))


def _ask(why: Why) -> Ask:
    return Ask(_QUESTIONS[why], why)


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

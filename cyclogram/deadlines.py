"""A row's deadline from all the table says about it: its cell, the frequency, marks under months, the month above."""

import re
from dataclasses import dataclass, replace

from chat.words import MONTHS, whole_month
from cyclogram.areas import ASSUMED
from cyclogram.normal import plain, tidy
from cyclogram.phrases import Ask, Reading, Repeats, What, Why, read
from cyclogram.plan import PlanRow, Question, question_of, with_reading
from cyclogram.school_year import SchoolYear
from cyclogram.spans import Span, month

_MARK = re.compile(r"[+*xх✓✔v✗•●■]+|да")
_CLASSES = re.compile(r"(?:\d|1[01])(?:\s?[-,;и]\s?(?:\d|1[01]))*")
_DAYS = re.compile(r"\d{1,2}(\s?[-–,;и]\s?\d{1,2})*")


@dataclass(frozen=True, slots=True)
class Situation:
    """What a table says about the deadline of one row; `marks` are (days of the column, its title, cell)."""

    text: str = ""
    frequency: str = ""
    marks: tuple[tuple[Span, str, str], ...] = ()
    month: int | None = None
    above: str = ""
    where: str = ""


def settle(row: PlanRow, situation: Situation, year: SchoolYear) -> PlanRow:
    """The row with its deadlines, or with a question."""
    phrase, what = _best(situation, year)
    phrase = tidy(phrase)
    match what:
        case Reading():
            return with_reading(row, phrase, what)
        case Repeats():
            return _often(with_reading(row, phrase, what), situation.where, phrase)
        case Ask(why=Why.EMPTY):
            return row if row.done else _asked(row, _empty(situation, year))
        case Ask():
            row = replace(row, deadline_text=phrase)
            return row if row.done else _asked(row, question_of(what, 0, situation.where, phrase))


def _asked(row: PlanRow, question: Question) -> PlanRow:
    return replace(row, questions=(*row.questions, question))


def _often(row: PlanRow, where: str, phrase: str) -> PlanRow:
    text = "Это повторяется часто, отдельно о каждом разе не напоминаю. Оставить так или назначить день?"
    return _asked(row, Question(0, "deadline", text, where, phrase))


def _empty(situation: Situation, year: SchoolYear) -> Question:
    above = read(situation.above, year) if situation.above else None
    if not isinstance(above, Reading):
        return Question(0, "deadline", "Срок не указан. Когда это нужно сделать?", situation.where)
    text = f"Срок не указан. Как в строке выше: «{situation.above}»?"
    return Question(0, "deadline", text, situation.where, situation.above, above.spans)


def _best(situation: Situation, year: SchoolYear) -> tuple[str, What]:
    if situation.marks:
        return _marked(situation, year)
    text = situation.text
    if not text and situation.frequency and not situation.month:
        return situation.frequency, read(situation.frequency, year)
    if situation.month:
        return _under_month(text, situation.month, year)
    what = _read(text, year)
    if situation.frequency and isinstance(what, Ask):
        return _with_frequency(text, what, situation.frequency, year)
    return text, what


def _read(text: str, year: SchoolYear) -> What:
    """A cell as one phrase, else as one deadline a line."""
    what = read(text, year)
    if isinstance(what, Ask) and "\n" in text:
        by_line = read(text.replace("\n", "; "), year)
        return by_line if isinstance(by_line, Reading) else what
    return what


def _with_frequency(text: str, what: Ask, frequency: str, year: SchoolYear) -> tuple[str, What]:
    """«1 раз в триместр» beside «по графику», «ежемесячно» beside «до 10 числа»: together they may say enough."""
    for phrase in (f"{frequency} {text}", f"{frequency}, {text}"):
        both = read(phrase, year)
        if isinstance(both, Reading):
            return phrase, replace(both, sure=min(both.sure, ASSUMED))
    return text, what


def _under_month(text: str, number: int, year: SchoolYear) -> tuple[str, What]:
    """In a block of one month the cell holds a day, several, or nothing."""
    name = MONTHS[number - 1]
    if not text:
        return name, Reading(
            (month(year.year_of(number), number),), ASSUMED, "month", ("срок взят из названия месяца",)
        )
    if _DAYS.fullmatch(plain(text)):
        return f"{text} {name}", read(f"{text} {name}", year)
    what = _read(text, year)
    if isinstance(what, Ask):
        for phrase in (f"{text} {name}", f"{name}, {text}"):
            both = read(phrase, year)
            if isinstance(both, Reading):
                return phrase, replace(both, sure=min(both.sure, ASSUMED))
    return text, what


def _marked(situation: Situation, year: SchoolYear) -> tuple[str, What]:
    """A plus takes the column's days; words in the cell are read together with the column's title."""
    spans: list[Span] = []
    asked: list[Span] = []
    for days, title, cell in situation.marks:
        if _MARK.fullmatch(plain(cell)):
            spans.append(days)
            continue
        if _CLASSES.fullmatch(plain(cell)):  # «5» or «9-11» under a month: days, classes, or how many times?
            asked.append(days)
            continue
        inner = next((what for one in _together(cell, title, days) if _touches(what := read(one, year), days)), None)
        if isinstance(inner, Reading):
            spans.extend(inner.spans)
        else:
            asked.append(days)
    phrase = ", ".join(
        title if _MARK.fullmatch(plain(cell)) else f"{title}: {cell}" for _, title, cell in situation.marks
    )
    if asked:
        return phrase, Ask(
            "В клетках под месяцами не только плюсы. Так ли поняты даты?", Why.UNSURE, tuple(spans + asked)
        )
    return phrase, Reading(tuple(spans), 0.9, "matrix")


def _together(cell: str, title: str, days: Span) -> tuple[str, ...]:
    """«2 неделя» under «XI» is «2 неделя ноября»; «до 15» is «до 15 ноября»."""
    name = f"{cell} {MONTHS[days.start.month - 1]}" if whole_month(days.start, days.end) else f"{cell} {title}"
    return name, cell


def _touches(what: What, days: Span) -> bool:
    return isinstance(what, Reading) and all(one.start in days or one.end in days for one in what.spans)

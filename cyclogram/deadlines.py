"""A row's deadline from all the table says about it: its cells, the frequency, the month above, its own words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from chat.words import MONTHS, whole_month
from cyclogram.areas import ASSUMED
from cyclogram.normal import plain, tidy
from cyclogram.phrases import Ask, Reading, What, Why, other_year, read, spans_words, unless_far
from cyclogram.plan import PlanRow, Question, question_of, with_reading
from cyclogram.school_year import SchoolYear
from cyclogram.spans import Span, one_day

_DAYS = re.compile(r"\d{1,2}(\s?[-–,;и]\s?\d{1,2})*")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,80})[)\]]")
_TAIL = re.compile(r"(?:[-–—:;,.]\s+|\s)((?:до|не позднее|в|с|к|на|за|по)\s.{2,60}|[^-–—:;,.]{3,40})$", re.IGNORECASE)
_HOW_MANY = re.compile(r"\b([1-9])(?:-?[хй])? раза? в (?:уч\w*\.? )?год")

FROM_TITLE = "срок взят из названия месяца"
FROM_PERIOD = "срок взят из заголовка «{}»"
MARKS_UNSEEN = "Отметок в строке нет; если сроки показаны цветом, его не видно. Когда это нужно сделать?"


@dataclass(frozen=True, slots=True)
class Period:
    """A title that says when: «СЕНТЯБРЬ», «II четверть». Not `sure` once another title has come in between."""

    span: Span
    title: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """One cell of a deadline column: the column's title, the text, and the date when it is a real one."""

    title: str
    text: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What a table says about the deadline of one row. `words` are those of the row in which a deadline may hide."""

    told: tuple[Told, ...] = ()
    frequency: str = ""
    period: Period | None = None
    above: str = ""
    where: str = ""
    words: str = ""
    empty: str = ""

    @property
    def text(self) -> str:
        """The first cell that says something."""
        return self.told[0].text if self.told else ""


def settle(row: PlanRow, situation: Situation, year: SchoolYear) -> PlanRow:
    """The row with its deadlines, or with a question."""
    row = settled(row, *_best(situation, year), situation, year)
    for told in situation.told[1:]:
        row = _also(row, told, year)
    return _compared(row, situation)


def settled(row: PlanRow, phrase: str, what: What, situation: Situation, year: SchoolYear) -> PlanRow:
    """The row with what a phrase was found to mean."""
    phrase = tidy(phrase)
    if not isinstance(what, Ask):
        return with_reading(row, phrase, what)
    if what.why is Why.EMPTY:
        row = replace(row, deadline_text=phrase)
        return row if row.done else _asked(row, _empty(situation, year))
    row = replace(row, deadline_text=phrase)
    return row if row.done else _asked(row, question_of(what, 0, situation.where, phrase))


def day_reading(day: date, year: SchoolYear) -> What:
    """A real date needs no reading, but may be of another year."""
    said = (one_day(day),)
    return unless_far(Reading(said, 1.0, "cell", warning=other_year(said, year)), year)


def _asked(row: PlanRow, question: Question) -> PlanRow:
    return replace(row, questions=(*row.questions, question))


def _empty(situation: Situation, year: SchoolYear) -> Question:
    if inside := deadline_inside(situation.words, year):
        phrase, spans = inside
        text = f"Срок не указан, но в тексте есть «{phrase}»: {spans_words(spans)}. Верно?"
        return Question(0, "deadline", text, situation.where, phrase, spans)
    if situation.period:
        period = situation.period
        text = f"Срок не указан. По заголовку выше это {spans_words((period.span,))}. Верно?"
        return Question(0, "deadline", text, situation.where, period.title, (period.span,))
    above = read(situation.above, year) if situation.above else None
    if not isinstance(above, Reading):
        text = situation.empty or "Срок не указан. Когда это нужно сделать?"
        return Question(0, "deadline", text, situation.where)
    text = f"Срок не указан. Как в строке выше: «{situation.above}»?"
    return Question(0, "deadline", text, situation.where, situation.above, above.spans)


def deadline_inside(words: str, year: SchoolYear) -> tuple[str, tuple[Span, ...]] | None:
    """«Мониторинг питания (октябрь)»: days named within the words of a row, in brackets or at their end."""
    for part in _parts(tidy(words)):
        what = read(part, year)
        if isinstance(what, Reading) and what.sure >= ASSUMED and what.kind != "year" and not _is_class(part):
            return part, what.spans
    return None


def _parts(words: str) -> Iterator[str]:
    yield from reversed([found[1].strip() for found in _BRACKETS.finditer(words)])
    rest = words.strip(" .;")
    for _ in range(4):
        found = _TAIL.search(rest)
        if not found:
            break
        yield found[1].strip()
        rest = rest[found.start(1) :].strip() if len(found[1]) < len(rest) else ""
    tail = words.split()
    yield from (" ".join(tail[-count:]) for count in (4, 3, 2, 1) if len(tail) > count)


def _is_class(part: str) -> bool:
    return bool(re.fullmatch(r"[ivx]+|\d+", plain(part)))


def _best(situation: Situation, year: SchoolYear) -> tuple[str, What]:
    text = situation.text
    period = situation.period
    if situation.told and (day := situation.told[0].day):
        return text, day_reading(day, year)
    if not text and situation.frequency and not (period and period.sure):
        return situation.frequency, read(situation.frequency, year)
    if period and (period.sure or text):
        return _under_period(text, period, year)
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


def _under_period(text: str, period: Period, year: SchoolYear) -> tuple[str, What]:
    """In a block of one month the cell holds a day, several, or nothing; in a term or a quarter it may hold nothing."""
    span, is_month = period.span, whole_month(period.span.start, period.span.end)
    name = MONTHS[span.start.month - 1] if is_month else period.title
    if not text:
        note = FROM_TITLE if is_month else FROM_PERIOD.format(tidy(period.title))
        return name, Reading((span,), ASSUMED, "period", (note,))
    if is_month and _DAYS.fullmatch(plain(text)):
        what = read(f"{text} {name}", year)
        if isinstance(what, Reading) and not period.sure:
            return f"{text} {name}", Ask(f"Понимаю так: {spans_words(what.spans)}. Верно?", Why.UNSURE, what.spans)
        return f"{text} {name}", what
    what = _read(text, year)
    if isinstance(what, Ask) and period.sure:
        for phrase in (f"{text} {name}", f"{name}, {text}"):
            both = read(phrase, year)
            if isinstance(both, Reading):
                return phrase, replace(both, sure=min(both.sure, ASSUMED))
    return text, what


def _also(row: PlanRow, told: Told, year: SchoolYear) -> PlanRow:
    """A second column of deadlines («Срок отчёта») adds its days; what cannot be read there is kept as a note."""
    what = day_reading(told.day, year) if told.day else _read(told.text, year)
    if not isinstance(what, Reading):
        return replace(row, notes=(*row.notes, f"{told.title}: {tidy(told.text)}"))
    more = with_reading(replace(row, deadlines=()), tidy(told.text), what)
    known = set(row.spans)
    text = "; ".join(dict.fromkeys(one for one in (row.deadline_text, more.deadline_text) if one))
    fresh = tuple(due for due in more.deadlines if due.span not in known)
    return replace(row, deadline_text=text, deadlines=(*row.deadlines, *fresh), notes=more.notes)


def _compared(row: PlanRow, situation: Situation) -> PlanRow:
    """The frequency is kept where the deadline was read without it, and a disagreement of the two is said."""
    frequency = tidy(situation.frequency)
    if not frequency or frequency in row.deadline_text:
        return row
    row = replace(row, notes=(*row.notes, f"Периодичность: {frequency}"))
    often = _HOW_MANY.search(plain(frequency))
    if often and row.deadlines and int(often[1]) != len(row.deadlines) and int(often[1]) > 1:
        note = f"сроков названо {len(row.deadlines)}, а по периодичности их {often[1]}"
        return replace(row, notes=(*row.notes, note))
    return row

"""A row's deadline as the words of a cell: the school's own phrase while it still means these days, else the days."""

from collections.abc import Iterator
from dataclasses import replace

from cyclogram.deadlines import Situation, Told, settle
from cyclogram.phrases import MAX_LENGTH
from cyclogram.plan import PlanRow
from cyclogram.school_year import SchoolYear
from cyclogram.spans import Span

_EVERY = {
    "MO": "каждый понедельник",
    "TU": "каждый вторник",
    "WE": "каждую среду",
    "TH": "каждый четверг",
    "FR": "каждую пятницу",
    "SA": "каждую субботу",
    "SU": "каждое воскресенье",
}
_NAMES = {
    "MO": "понедельник",
    "TU": "вторник",
    "WE": "среда",
    "TH": "четверг",
    "FR": "пятница",
    "SA": "суббота",
    "SU": "воскресенье",
}


def deadline_words(row: PlanRow, year: SchoolYear) -> str:
    """What to write so that reading it again gives the same days, and nothing new is assumed on the way."""
    if not row.deadlines and not row.repeats:
        return row.deadline_text
    own = (*(due.phrase for due in row.deadlines), *(repeat.phrase for repeat in row.repeats))
    for phrase in dict.fromkeys((row.deadline_text, *own)):
        again = _read(row, phrase, year)
        if _days(again) == _days(row) and again.notes == row.notes:
            return phrase
    ways = tuple(_plainly(row, year))
    # Where none of them reads back, a person is asked about these days rather than never told of them.
    return next((words for words in ways if _days(_read(row, words, year)) == _days(row)), ways[-1])


def _read(row: PlanRow, phrase: str, year: SchoolYear) -> PlanRow:
    return settle(replace(row, deadlines=(), repeats=(), questions=()), Situation((Told("", phrase),)), year)


def _days(row: PlanRow) -> tuple[object, ...]:
    return row.spans, tuple((one.rrule, one.start, one.until) for one in row.repeats)


def _plainly(row: PlanRow, year: SchoolYear) -> Iterator[str]:
    for repeat in row.repeats:
        yield repeat_words(repeat.rrule)
    if row.deadlines:
        yield dates_words(row.spans, year)


def dates_words(spans: tuple[Span, ...], year: SchoolYear) -> str:
    """«15.03.2027; 01.04.2027–30.04.2027»; so many that they would be no phrase any more go without their years."""
    full = "; ".join(_span(one, "%d.%m.%Y") for one in spans)
    if len(full) <= MAX_LENGTH:
        return full
    return "; ".join(_span(one, "%d.%m" if _usual(one, year) else "%d.%m.%Y") for one in spans)


def _usual(span: Span, year: SchoolYear) -> bool:
    """Whether a reader who knows the school year knows the calendar year of both days; it has two Augusts."""
    return all(one.month != 8 and one.year == year.year_of(one.month) for one in (span.start, span.end))


def _span(span: Span, form: str) -> str:
    start, end = f"{span.start:{form}}", f"{span.end:{form}}"
    return start if span.start == span.end else f"{start}–{end}"


def repeat_words(rrule: str) -> str:
    """A repeat as a school would write it: «каждую пятницу», «последняя пятница месяца», «1 раз в 2 недели»."""
    parts = dict(part.split("=", 1) for part in rrule.split(";"))
    days = [one for one in parts.get("BYDAY", "").split(",") if one]
    if parts["FREQ"] == "DAILY":
        return "ежедневно"
    if parts["FREQ"] == "MONTHLY" and days:
        name = _NAMES[days[0][-2:]]
        last = {"а": "последняя", "е": "последнее"}.get(name[-1], "последний")
        return f"{', '.join(last if one[:-2] == '-1' else one[:-2] for one in days)} {name} месяца"
    if parts.get("INTERVAL", "1") != "1":
        return f"1 раз в {parts['INTERVAL']} недели"
    if len(days) == 1:
        return _EVERY[days[0]]
    return f"еженедельно: {', '.join(_NAMES[one] for one in days)}" if days else "еженедельно"

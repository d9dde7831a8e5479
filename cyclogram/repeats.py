"""Repeats (RFC 5545): in words, and as the days they fall on."""

from datetime import date, datetime, time
from functools import lru_cache

from dateutil.rrule import rrulestr

from chat.words import counted, listed
from cyclogram.spans import DAY, Span

KNOWN = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"})
"""What is heeded of a rule; its end is kept beside it."""
OFTEN = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
"""Frequencies of days; anything finer would only be slow."""
LONGEST = 1100
"""Days a repeat is followed at most: three school years."""

_EVERY = {"DAILY": "каждый день", "WEEKLY": "каждую неделю", "MONTHLY": "каждый месяц", "YEARLY": "каждый год"}
_UNITS = {"DAILY": ("день", "дня", "дней"), "WEEKLY": ("неделю", "недели", "недель")}
_MONTHS = ("месяц", "месяца", "месяцев")
_DAYS = {
    "MO": ("понедельникам", "понедельник"),
    "TU": ("вторникам", "вторник"),
    "WE": ("средам", "среду"),
    "TH": ("четвергам", "четверг"),
    "FR": ("пятницам", "пятницу"),
    "SA": ("субботам", "субботу"),
    "SU": ("воскресеньям", "воскресенье"),
}
_NTH = {
    "1": ("первый", "первую", "первое"),
    "2": ("второй", "вторую", "второе"),
    "3": ("третий", "третью", "третье"),
    "4": ("четвёртый", "четвёртую", "четвёртое"),
    "5": ("пятый", "пятую", "пятое"),
    "-1": ("последний", "последнюю", "последнее"),
}


def rrule_words(rrule: str) -> str:
    """A repeat in words: «по понедельникам», «раз в 2 недели, по пятницам», «каждый месяц, в последнюю пятницу»."""
    parts = dict(part.split("=", 1) for part in rrule.split(";"))
    freq, interval = parts.get("FREQ", ""), int(parts.get("INTERVAL", "1"))
    often = f"раз в {counted(interval, *_UNITS.get(freq, _MONTHS))}" if interval > 1 else _EVERY.get(freq, "")
    named = [one for one in parts.get("BYDAY", "").split(",") if one]
    if freq == "DAILY" or not named:
        return often
    days = listed([_day(one[:-2], one[-2:]) for one in named])
    on = f"{'в' if named[0][:-2] else 'по'} {days}"
    return on if freq == "WEEKLY" and interval == 1 else f"{often}, {on}"


def _day(nth: str, name: str) -> str:
    """«понедельникам», or «последнюю пятницу» of a month."""
    many, one = _DAYS[name]
    gender = 1 if one.endswith("у") else 2 if one.endswith("е") else 0
    return f"{_NTH[nth][gender] if nth in _NTH else f'{nth}-й раз'} {one}" if nth else many


def is_daily(rrule: str) -> bool:
    """Whether it comes every day, so that no day of it is worth naming."""
    return "FREQ=DAILY" in rrule.upper() and "INTERVAL" not in rrule.upper()


@lru_cache(maxsize=2048)
def days_of(rrule: str, start: date, until: date, within: Span) -> tuple[date, ...]:
    """The days of a repeat within a stretch; none for a rule that cannot be read, or is finer than a day."""
    first, last = max(start, within.start), min(until, within.end, start + LONGEST * DAY)
    parts = [part for part in rrule.upper().split(";") if part.partition("=")[0] in KNOWN]
    if last < first or not any(f"FREQ={often}" in parts for often in OFTEN):
        return ()
    try:
        rule = rrulestr(";".join([*parts, f"UNTIL={last:%Y%m%d}"]), dtstart=_midnight(start))
    except (ValueError, TypeError):
        return ()
    return tuple(moment.date() for moment in rule.between(_midnight(first), _midnight(last), inc=True))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)

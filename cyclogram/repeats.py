"""Repeats (RFC 5545): in words, and as the days they fall on."""

from datetime import date, datetime, time
from functools import lru_cache

from dateutil.rrule import rrulestr

from cyclogram.spans import DAY, Span

KNOWN = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"})
"""What is heeded of a rule; its end is kept beside it."""
OFTEN = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
"""Frequencies of days; anything finer would only be slow."""
LONGEST = 1100
"""Days a repeat is followed at most: three school years."""

_DAYS = {"MO": "понедельник", "TU": "вторник", "WE": "среда", "TH": "четверг", "FR": "пятница", "SA": "суббота"}
_NTH = {
    "1": "первый раз в месяце",
    "2": "второй раз в месяце",
    "3": "третий раз в месяце",
    "-1": "последний раз в месяце",
}


def rrule_words(rrule: str) -> str:
    """A repeat in words: «каждую неделю: понедельник», «каждый месяц: пятница (последний раз в месяце)»."""
    parts = dict(part.split("=", 1) for part in rrule.split(";"))
    often = {"DAILY": "каждый день", "WEEKLY": "каждую неделю", "MONTHLY": "каждый месяц"}.get(
        parts.get("FREQ", ""), ""
    )
    if parts.get("INTERVAL", "1") != "1":
        often = f"раз в {parts['INTERVAL']} недели"
    named = [one for one in parts.get("BYDAY", "").split(",") if one]
    if parts.get("FREQ") == "DAILY" or not named:
        return often
    words = [_DAYS.get(one[-2:], one) + (f" ({_NTH.get(one[:-2], one[:-2])})" if one[:-2] else "") for one in named]
    return f"{often}: {', '.join(words)}"


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

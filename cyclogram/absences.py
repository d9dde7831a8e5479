"""«В отпуске с 1 по 14 июня, за меня завуч»: from when, until when, and who answers meanwhile."""

import re
from collections.abc import Sequence
from datetime import date

from cyclogram.intents import Away, Somebody
from cyclogram.normal import plain, tidy
from cyclogram.phrases import Reading
from cyclogram.said_days import WEEK, ahead, amount, end_of_week, monday, said_day
from cyclogram.school_year import SchoolYear
from cyclogram.sentence_dates import stretches
from cyclogram.sentence_people import somebody
from cyclogram.spans import DAY, Span

MOST_LETTERS = 300
LONGEST = 366 * DAY
"""Of one absence, and ahead of its beginning."""
NOBODY = frozenset({"никто", "никого", "нет", "без замены"})
"""Said of who stands in."""

_ABSENT = re.compile(
    r"\b(?:отпуске?|на больничном|больничн\w+|боле[юе]т?|заболел\w*|отсутств\w+|меня не будет|не будет меня|уезжаю"
    r"|уехал\w*|командировк\w+|на курсах|отгул\w*|за меня|вместо меня|меня (?:замещает|заменяет|подменяет)"
    r"|в декрет\w*|на сессии)\b"
)
_INSTEAD = re.compile(
    r"(?:за меня|вместо меня|меня (?:замещает|заменяет|подменяет|заменит|подменит)|замещает|заменяет|дела передаю)"
    r"(?: (?:будет|пусть|остается|остаётся|отвечает|побудет|на это время))*\s*[:—–-]?\s*"
    r"(?P<who>.+?)(?=$|[;!]|,? (?:с|до|по|на) \d|, (?:с|до|на) )",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:^|[,;—–-])\s*(?P<who>[^,;]+?)\s+(?:за меня|вместо меня|меня (?:замещает|заменит))\s*$", re.IGNORECASE
)
_YEAR = re.compile(
    r"(?:\d\.|(?:янв|фев|мар|апр|ма[яй]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*\.? )(\d{4})(?!\d)", re.IGNORECASE
)
_FROM = re.compile(r"\bсо? (?P<day>[а-я]+(?: [а-я]+)?|\d{1,2}(?: числа)?)")
_UNTIL = re.compile(r"\b(?:до|по) (?P<day>[а-я]+(?: [а-я]+)?|\d{1,2} числа)")


def absent(text: str) -> bool:
    """Whether a message says somebody is away."""
    return len(text) <= MOST_LETTERS and not text.rstrip().endswith("?") and bool(_ABSENT.search(plain(text)))


def away(text: str, today: date, year: SchoolYear, positions: Sequence[str]) -> Away | None:
    """What follows `/away`, or a whole message that says it; None where neither a day nor a reason is named."""
    said = tidy(text[:MOST_LETTERS])
    substitute, rest = _substitute(said, positions)
    if any(int(year_said) > today.year + 2 for year_said in _YEAR.findall(said)):
        return Away(today, None, substitute, far=True)
    days = _stretch(rest, today, year) or _spoken(plain(rest), today, year)
    if days is None:
        return Away(today, None, substitute) if absent(text) else None
    start, until = days
    if start > today + LONGEST or (until is not None and until > start + LONGEST):
        return Away(min(start, today + LONGEST), None, substitute, far=True)
    if until is not None and until < max(start, today):
        return Away(start, None, substitute, past=until < today)
    return Away(start, until, substitute)


def _substitute(said: str, positions: Sequence[str]) -> tuple[Somebody, str]:
    for form in (_BEFORE, _INSTEAD):
        if (found := form.search(said)) and (who := found["who"].strip(" ,;:—–-")):
            rest = f"{said[: found.start()]} {said[found.end() :]}".strip(" ,;")
            return (Somebody() if plain(who) in NOBODY else somebody(who, positions)), rest
    return Somebody(), said


def _stretch(rest: str, today: date, year: SchoolYear) -> tuple[date, date | None] | None:
    """Days the phrase reader knows; «до 15 марта» begins today."""
    for one in stretches(rest, year):
        if isinstance(one.what, Reading) and len(one.what.spans) == 1:
            (days,) = one.what.spans
            if one.is_old:
                return days.start, _lasting(plain(rest[one.end :]), days.start)
            if one.what.kind.startswith("point") and re.match(r"до |по |не позд", plain(one.phrase)):
                return _begun(plain(rest[: one.start]), today, year) or today, days.end
            if one.before == "по":
                return _begun(plain(rest[: one.start]), today, year) or today, days.end
            return days.start, days.end
    return None


def _spoken(words: str, today: date, year: SchoolYear) -> tuple[date, date | None] | None:
    """«до пятницы», «завтра», «неделю», «с понедельника на две недели»."""
    if re.search(r"\bследующ\w+ недел", words) and not re.search(r"\b(?:до|по|с|со) ", words):
        return _week(monday(today) + WEEK)
    if re.search(r"\b(?:эту|этой) недел", words):
        return today, end_of_week(today)
    start = _begun(words, today, year)
    if found := _UNTIL.search(words):
        until = said_day(found[0] if "конц" in found["day"] else found["day"], start or today, year)
        if until is not None:
            return start or today, until
    if (until := _lasting(words, start or today)) is not None:
        return start or today, until
    if start is not None:
        return start, None
    day = said_day(words, today, year)
    if day is None:
        return None
    last = day + DAY if re.search(r"\bзавтра и послезавтра\b", words) else day
    return day, last


def _begun(words: str, today: date, year: SchoolYear) -> date | None:
    found = _FROM.search(words)
    if found is None:
        return None
    if found["day"][0].isdigit():  # «с 5 числа»: today counts
        return said_day(f"{found['day'].split()[0]} числа", today - DAY, year)
    return said_day(found["day"], today, year)


def _lasting(words: str, start: date) -> date | None:
    found = amount(words)
    return ahead(start, found) - DAY if found else None


def _week(first: date) -> tuple[date, date]:
    days = Span(first, first + 6 * DAY)
    return days.start, days.end

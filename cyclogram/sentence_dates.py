"""Where in a sentence the deadline stands: stretches of words the phrase reader reads with confidence."""

import re
from dataclasses import dataclass
from datetime import date

from chat.words import day
from cyclogram.lexicon import tokens
from cyclogram.normal import plain
from cyclogram.phrases import Reading, Repeats, Why, read
from cyclogram.said_days import said_day
from cyclogram.school_year import SchoolYear
from cyclogram.vocabulary import Kind

TAKEN = "\x1f"
"""Stands in a sentence where a deadline was taken out."""

LONGEST = 10
"""Words of one stretch."""

_WORD = re.compile(r"\S+")
_AIMED = re.compile(r"(?:до|к|ко|на|не позднее|не позже|кажд\w+|еже\w+|с|со|в|во|по)\b")
_NEVER_FIRST = {Kind.SEPARATOR, Kind.DASH, Kind.CLOSE, Kind.SKIPPED, Kind.UNKNOWN}
NOT_YET_A_DATE = frozenset(
    {Why.EVENT, Why.SCHEDULE, Why.NEED, Why.PERIOD, Why.OPEN_END, Why.UNSURE, Why.WHICH_TERM} | {Why.BACKWARDS, Why.FAR}
)
"""Phrases that are deadlines, but want an answer first."""

LEAST_WORTH = 1.0
"""Below it a stretch is more likely a part of the name: «отчёт за октябрь»."""

_LIKELY = 0.7
_DAY_AHEAD = re.compile(
    r"(?<!\w)(?P<to>на|до|к|в|во)\s+(?P<day>(?:следующ\w+\s+)?"
    r"(?:понедельник|вторник|сред[уые]|четверг|пятниц[уые]|суббот[уые])|завтра|послезавтра)(?!\w)",
    re.IGNORECASE,
)
_REPEATED = re.compile(r"\bкажд|\bеже|\bраз|\bпо [а-я]+[ая]м\b|\bпоследн|\bперв")
_SIGNS = ",;:—–-"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words from `start` to `end` of a sentence that are a deadline; `before` is the plain word in front of them."""

    start: int
    end: int
    phrase: str
    what: Reading | Repeats
    before: str
    worth: float

    @property
    def is_old(self) -> bool:
        """«с 25 декабря …», «вместо октября …»: from where something is moved."""
        return self.before in {"с", "со", "от", "вместо"}


def stretches(text: str, year: SchoolYear) -> list[Stretch]:
    """The likeliest deadlines of a sentence that do not overlap, best first."""
    words = list(_WORD.finditer(text))
    kinds = [_kinds(word[0]) for word in words]
    found: list[Stretch] = []
    for first in range(len(words)):
        if not _may_begin(words[first][0], kinds[first]):
            continue
        ends = (last for last in range(first, min(first + LONGEST, len(words))) if _may_end(kinds[last]))
        found.extend(one for last in ends if (one := _stretch(text, words, first, last, year)) is not None)
    best: list[Stretch] = []
    for one in sorted(found, key=lambda one: -one.worth):
        if all(one.end <= other.start or other.end <= one.start for other in best):
            best.append(one)
    return best


def without(text: str, *taken: Stretch) -> str:
    """The sentence with a sign where the stretches stood, so what is left and right of them stays apart."""
    for one in sorted(taken, key=lambda one: -one.start):
        text = f"{text[: one.start]} {TAKEN} {text[one.end :]}"
    return text


def with_days(text: str, year: SchoolYear, today: date) -> str:
    """«на пятницу», «до завтра» as the date it is."""
    found = _DAY_AHEAD.search(text)
    when = said_day(found["day"], today, year) if found else None
    return f"{text[: found.start()]}{found['to']} {day(when)}{text[found.end() :]}" if found and when else text


def aimless(phrase: str) -> str:
    """«на 15 января» is 15 January."""
    return re.sub(r"(?i)^(?:на|к)\s+|^во?\s+(?=\d)", "", phrase)


def _stretch(text: str, words: list[re.Match[str]], first: int, last: int, year: SchoolYear) -> Stretch | None:
    start = words[first].start()
    phrase = text[start : words[last].end()].strip(" ,;:!—–-")
    phrase = phrase if _abbreviated(phrase) else phrase.rstrip(".")
    phrase = phrase if phrase.count("(") == phrase.count(")") else phrase.strip("()")
    what = read(phrase, year)
    sure = what.sure if isinstance(what, Reading | Repeats) else 0.0
    if not isinstance(what, Reading | Repeats) or sure < _LIKELY or tokens(plain(phrase)).labelled:
        return None
    if isinstance(what, Repeats) and not _REPEATED.search(plain(phrase)):
        return None  # «в пятницу» is one Friday, and which one only a calendar tells
    before = plain(words[first - 1][0]).strip(" ,;:.") if first else ""
    cut_off = first == 0 or words[first - 1][0][-1] in _SIGNS
    ended = last + 1 == len(words) or words[last][0][-1] in _SIGNS or words[last + 1][0] in _SIGNS
    aimed = bool(_AIMED.match(plain(phrase)))
    exact = isinstance(what, Repeats) or what.kind.startswith("point")
    hanging = not aimed and not cut_off and not exact and before not in {"с", "со", "от", "вместо"}
    doubtful = hanging + (isinstance(what, Reading) and what.kind == "mixed")
    worth = last - first + 2 * aimed + cut_off + ended + exact + (sure > 0.9) - 3 * doubtful
    return Stretch(start, start + len(phrase), phrase, what, before, worth)


def _kinds(word: str) -> list[Kind]:
    return [token.kind for token in tokens(plain(word)).tokens]


def _may_begin(word: str, kinds: list[Kind]) -> bool:
    if plain(word) in {"не", "в", "на"}:
        return True
    return bool(kinds) and kinds[0] not in _NEVER_FIRST and Kind.UNKNOWN not in kinds


def _may_end(kinds: list[Kind]) -> bool:
    return bool(kinds) and Kind.UNKNOWN not in kinds


def _abbreviated(phrase: str) -> bool:
    return bool(re.search(r"(?:^|\s)[а-яё]{1,4}\.$", phrase))

"""Which row of the plan a few words mean: one clear winner, several to choose from, or none; never a silent guess."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from math import log

from cyclogram.intents import Which
from cyclogram.lemmas import akin
from cyclogram.normal import plain
from cyclogram.plan import PlanRow
from cyclogram.responsible import same

MOST = 8
"""Rows one question offers."""

_ENOUGH, _CLEAR, _NEAR = 0.5, 0.2, 0.25
"""The least likeness; how far the winner has to lead; how near to the best a candidate has to be."""

_ELSEWHERE = 0.6
"""What a word found in another column is worth beside one of the row's own name."""

_STOP = frozenset(
    "в во на с со по о об от до для из и или за к при у а этот эту это строка строку строки строке пункт пункта дело "
    "дела все всех всю мероприятие мероприятия срок сроки проведение проведения".split()
)
_NUMBER = re.compile(
    r"(?:(?P<first>\d{1,4})-?(?:ю|я|ой|й)?\s+(?:строк|пункт)|(?:строк[ауие]|ряд|пункт[аоу]?м?|п\.|№|номер)\s*№?\s*(?P<number>\d{1,4})\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row's address and how like the words it is, 0…1."""

    where: str
    score: float


def which(said: str, rows: Sequence[PlanRow]) -> Which:
    """The row meant by its number or by its words."""
    said = said.strip(" .,;:—–-")
    if numbered := _NUMBER.search(said):
        found = tuple(row.where for row in rows if row.number == int(numbered["first"] or numbered["number"]))[:MOST]
        return Which(said, found[0]) if len(found) == 1 else Which(said, "", found)
    candidates = ranked(said, rows)
    best = candidates[0].score if candidates else 0.0
    near = tuple(one.where for one in candidates if one.score >= best - _NEAR)[:MOST]
    clear = len(candidates) == 1 or (len(candidates) > 1 and best - candidates[1].score >= _CLEAR)
    return Which(said, near[0]) if near and clear and best >= _ENOUGH + 0.1 else Which(said, "", near)


def ranked(said: str, rows: Sequence[PlanRow]) -> list[Candidate]:
    """The rows like enough to be meant, best first."""
    asked = _words(said)[:20]
    if not asked:
        return []
    places = {row.where: {word: place for word in asked if (place := _place(word, row))} for row in rows}
    seen = Counter(word for found in places.values() for word in found)
    weight = {word: log(2 + len(rows) / (1 + seen[word])) for word in asked}
    total = sum(weight[word] for word in asked)
    found: list[Candidate] = []
    for row in rows:
        covered = sum(weight[word] * place for word, place in places[row.where].items()) / total
        if covered >= _ENOUGH:
            found.append(Candidate(row.where, round(min(1.0, 0.9 * covered + 0.1 * _share(asked, row)), 3)))
    return sorted(found, key=lambda one: -one.score)


def _place(word: str, row: PlanRow) -> float:
    if any(_like(word, one) for one in _words(row.what)):
        return 1.0
    beside = " ".join((row.object, row.procedure, row.subjects, row.section, row.tool, *map(same, row.responsible)))
    return _ELSEWHERE if any(_like(word, one) for one in _words(beside)) else 0.0


def _share(asked: Sequence[str], row: PlanRow) -> float:
    """How much of the row's own name was said: tells «опрос» from «опрос родителей»."""
    words = _words(row.what)
    return sum(any(_like(word, one) for word in asked) for one in words) / len(words) if words else 0.0


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in re.findall(r"\w+", plain(text)) if word not in _STOP))


@lru_cache(maxsize=65536)
def _like(one: str, other: str) -> bool:
    if one == other:
        return True
    if not (one.isalpha() and other.isalpha()) or min(len(one), len(other)) < 4:
        return False
    return akin(one, other) or (one[:2] == other[:2] and SequenceMatcher(None, one, other).ratio() > 0.86)

"""Which objects of the ВСОКО tree some words of a plan speak of: a guess by titles and by what schools call them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import log

import yaml

from cyclogram.normal import plain
from cyclogram.objects import children, nodes

ENOUGH = 0.5
"""From here on a guess is worth showing."""

SHORT = 3
"""Words of a text that may mean an object of a one-word title: «Качество результатов»."""

_WORD = re.compile(r"[а-яa-z]+")
_SMALL = {"для", "при", "его", "или", "также", "так", "под", "над", "все", "др", "оо", "оп"}
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class _Book:
    """Phrases by the first three letters of their first beginning, titles as sets of beginnings, weights of these."""

    phrases: dict[str, tuple[tuple[str, tuple[str, ...]], ...]]
    titles: tuple[tuple[str, frozenset[str]], ...]
    weights: dict[str, float]


def match(words: str) -> tuple[tuple[str, float], ...]:
    """Objects (their ids in the tree) with how well they fit, 0…1, the best first; empty where nothing does."""
    return _match(words[:_LONGEST])


def best(thing: str, what: str, section: str) -> str:
    """The object a row most likely means, "" when none is likely enough; its section only helps to choose."""
    found: Counter[str] = Counter()
    for words, weight in ((thing, 1.0), (what, 1.0), (section, 0.4)):
        for node, fit in match(words):
            found[node] += fit * weight  # type: ignore[assignment]  # a Counter of floats
    node, fit = max(found.items(), key=lambda one: one[1], default=("", 0.0))
    return node if fit >= ENOUGH else ""


@lru_cache(maxsize=2048)
def _match(words: str) -> tuple[tuple[str, float], ...]:
    book = _book()
    told = tuple(dict.fromkeys(_WORD.findall(plain(words))))
    begun = {word[:length] for word in told for length in range(2, len(word) + 1)} | {f"={word}" for word in told}
    found: dict[str, float] = {}
    for node, phrase in (one for word in told for one in book.phrases.get(word[:3], ())):
        if all(beginning in begun for beginning in phrase):
            found[node] = max(found.get(node, 0.0), _fit(phrase))
    for node, title in book.titles:
        common = title & begun
        if len(common) >= 2 or (len(title) == len(common) and len(told) <= SHORT):
            share = sum(book.weights[one] for one in common) / sum(book.weights[one] for one in title)
            if share >= ENOUGH:
                found[node] = max(found.get(node, 0.0), min(share, _fit(tuple(common))))
    return tuple(sorted(found.items(), key=lambda one: (-one[1], bool(children(one[0])))))


def _fit(phrase: tuple[str, ...]) -> float:
    """One word says a little, three say nearly all."""
    return min(0.95, 0.45 + 0.15 * len(phrase))


@cache
def _book() -> _Book:
    stored = yaml.safe_load((files("cyclogram") / "object_words.yaml").read_text(encoding="utf-8"))
    known = nodes()
    phrases: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for node, told in stored.items():
        if node not in known:
            raise ValueError(f"object_words.yaml names an object that is not in the tree: {node}")
        for phrase in told.split(","):
            beginnings = tuple(phrase.replace("ё", "е").split())
            phrases.setdefault(beginnings[0].lstrip("=")[:3], []).append((node, beginnings))
    titles = tuple(
        (node.id, stems) for node in known.values() for name in node.names if (stems := frozenset(_stems(name)))
    )
    often = Counter(stem for _, stems in titles for stem in stems)
    weights = {stem: log(1 + len(titles) / count) for stem, count in often.items()}
    return _Book({key: tuple(one) for key, one in phrases.items()}, titles, weights)


def _stems(title: str) -> Iterator[str]:
    """The beginnings that the cases of its words share, nearly always."""
    words = (word for word in _WORD.findall(plain(title)) if len(word) > 2 and word not in _SMALL)
    return (word[: max(4, len(word) - 2)] for word in words)

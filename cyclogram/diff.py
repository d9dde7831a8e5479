"""Which row of a new version of a plan is which row of the old one."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from cyclogram.normal import plain
from cyclogram.plan import PlanRow

_NUMBERS = re.compile(r"\d+|\b[ivx]+\b")
ALIKE = 0.72
"""From this likeness on two names are the same row, edited."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A row before and after; `old` is None for an added one, `new` for one that is gone."""

    old: PlanRow | None
    new: PlanRow | None


def pairs(old: Sequence[PlanRow], new: Sequence[PlanRow]) -> tuple[Pair, ...]:
    """Every row of both, once: those of the new plan in its order, then those that are gone.

    The same name in the same section with the same days first, then the same name, then much alike names.
    """
    left = dict(enumerate(old))
    found: dict[int, PlanRow] = {}
    for key in (_exactly, _in_section, _by_name):
        places: dict[object, list[int]] = {}
        for at, row in left.items():
            places.setdefault(key(row), []).append(at)
        for index, row in enumerate(new):
            if index not in found and (same := places.get(key(row))):
                found[index] = left.pop(same.pop(0))
    for index, at in _alike(left, {at: row for at, row in enumerate(new) if at not in found}):
        found[index] = left.pop(at)
    kept = [Pair(found.get(index), row) for index, row in enumerate(new)]
    return (*kept, *(Pair(row, None) for row in left.values()))


def _exactly(row: PlanRow) -> object:
    return plain(row.what), plain(row.section), row.spans, row.repeats


def _in_section(row: PlanRow) -> object:
    return plain(row.what), plain(row.section)


def _by_name(row: PlanRow) -> object:
    return plain(row.what)


def _alike(old: dict[int, PlanRow], new: dict[int, PlanRow]) -> Iterator[tuple[int, int]]:
    """(index of the new, index of the old) of the likeliest pairs, each row at most once."""
    names = {at: plain(row.what) for at, row in old.items()}
    by_word: dict[str, list[int]] = {}
    for at, name in names.items():
        for word in set(name.split()):
            by_word.setdefault(word, []).append(at)
    ranked = sorted(
        (-ratio, index, at)
        for index, row in new.items()
        for at in _nearest(plain(row.what), by_word)
        if (ratio := _likeness(plain(row.what), names[at])) >= ALIKE
    )
    taken_new: set[int] = set()
    taken_old: set[int] = set()
    for _, index, at in ranked:
        if index not in taken_new and at not in taken_old:
            taken_new.add(index)
            taken_old.add(at)
            yield index, at


def _nearest(name: str, by_word: dict[str, list[int]]) -> list[int]:
    """Those that share most words: letters are compared with few, for plans of thousands of rows are read too."""
    shared = Counter(at for word in set(name.split()) for at in by_word.get(word, ()))
    return [at for at, _ in shared.most_common(5)]


def _likeness(name: str, other: str) -> float:
    if _NUMBERS.findall(name) != _NUMBERS.findall(other):  # «итоги 1 четверти» are not those of the second
        return 0.0
    return SequenceMatcher(None, name, other, autojunk=False).ratio()

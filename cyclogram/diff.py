"""Which row of a new version of a plan is which row of the old one, and what has changed about it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from itertools import chain

from cyclogram.chosen_object import with_chosen
from cyclogram.normal import plain
from cyclogram.plan import Origin, PlanRow
from cyclogram.responsible import same

_NUMBERS = re.compile(r"\d+|\b[ivx]+\b")
ALIKE = 0.72
"""From this likeness on two names are the same row, edited."""
WORDS_ALIKE = 0.4
"""Fewer words that begin alike, in a like order, and letters are not looked at: they take ten times as long."""


class Change(Enum):
    """What a new version does to a row. A row may have moved and changed hands at once."""

    ADDED = "added"
    GONE = "gone"
    KEPT = "kept"  # not in the file, and stays: it came from no file
    MOVED = "moved"
    HANDED = "handed"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class Pair:
    """A row before and after; `old` is None for an added one, `new` for one that is gone."""

    old: PlanRow | None
    new: PlanRow | None

    @property
    def changes(self) -> frozenset[Change]:
        """What has changed; nothing where the row is as it was."""
        if self.old is None:
            return frozenset({Change.ADDED})
        if self.new is None:
            return frozenset({Change.GONE if self.old.origin is Origin.FILE else Change.KEPT})
        found = {
            Change.MOVED: _days(self.old) != _days(self.new),
            Change.HANDED: {*map(same, self.old.responsible)} != {*map(same, self.new.responsible)},
            Change.REWORDED: _words(self.old) != _words(self.new),
        }
        return frozenset(change for change, changed in found.items() if changed)

    @property
    def row(self) -> PlanRow:
        """The row as it will be, or as it was when it is gone."""
        row = self.new or self.old
        if row is None:
            raise ValueError("a pair of nothing")
        return row


def _days(row: PlanRow) -> object:
    return {*row.spans}, {(one.rrule, one.start, one.until) for one in row.repeats}


def _words(row: PlanRow) -> tuple[str, ...]:
    told = (row.what, row.object, row.subjects, row.basis, row.procedure, row.tool, row.output, row.decision, row.level)
    return *map(plain, told), row.object_id


def pairs(old: Sequence[PlanRow], new: Sequence[PlanRow]) -> tuple[Pair, ...]:
    """Every row of both, once: those of the new plan in its order, then those that are gone.

    The same name in the same section with the same days first, then the same name, then much alike names. What a person
    has chosen for the old row is chosen for the new one.
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
    kept = [Pair(was := found.get(index), with_chosen(row, was) if was else row) for index, row in enumerate(new)]
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
        for index, name in ((index, plain(row.what)) for index, row in new.items())
        for at in _nearest(name, by_word)
        if (ratio := _likeness(name, names[at])) >= ALIKE
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
    shared = Counter(chain.from_iterable(by_word.get(word, ()) for word in set(name.split())))
    return [at for at, _ in shared.most_common(5)]


def _likeness(name: str, other: str) -> float:
    if _NUMBERS.findall(name) != _NUMBERS.findall(other):  # «итоги 1 четверти» are not those of the second
        return 0.0
    if _alike_share(_beginnings(name), _beginnings(other)) < WORDS_ALIKE:
        return 0.0
    return _alike_share(name, other)


def _beginnings(name: str) -> list[str]:
    return [word[:4] for word in name.split()]


def _alike_share(one: Sequence[str], other: Sequence[str]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()

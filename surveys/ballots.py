"""The ballot box's rules at closing: which classes stand together, and which counts may be published.

Why these rules are enough is written down in docs/decisions/0004-ballot-box.md.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Answers = Mapping[str, int | None]
"""One ballot: statement → points, None or absent when skipped."""

Counts = Mapping[str, Mapping[int, int]]
"""Statement → points → how many."""

MINIMUM = 5
"""No published number stands for fewer people."""

MINIMUM_FOR_WORDS = 10
"""Free text needs this many ballots."""


@dataclass(frozen=True, slots=True)
class Group:
    """Classes published as one (teachers: ("",)); `counts` holds only the statements that may be shown for it."""

    classes: tuple[str, ...]
    answered: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class Published:
    """All that is ever told about a closed wave; every other figure is derived from this."""

    answered: int
    counts: Counts
    groups: tuple[Group, ...]


def class_order(name: str) -> tuple[int, str]:
    """Classes as a school lists them: 5А, 5Б, 10А."""
    number = re.match(r"\d{1,3}", name)
    return (int(number[0]) if number else 0), name


def groups(sizes: Mapping[str, int], minimum: int = MINIMUM) -> tuple[tuple[str, ...], ...]:
    """Merge the smallest with the next smallest until each has the minimum; `sizes`: class → ballots.

    A class without ballots stands nowhere: there is nothing to hide. Fewer ballots than the minimum make no group.
    """
    order: list[tuple[int, tuple[int, str], tuple[str, ...]]]
    order = sorted((size, class_order(name), (name,)) for name, size in sizes.items() if size > 0)
    while len(order) > 1 and order[0][0] < minimum:
        (size, key, names), (other, other_key, more) = order[:2]
        order = sorted([*order[2:], (size + other, min(key, other_key), names + more)])
    if not order or order[0][0] < minimum:
        return ()
    merged = [tuple(sorted(names, key=class_order)) for _, _, names in order]
    return tuple(sorted(merged, key=lambda names: class_order(names[0])))


def count(ballots: Iterable[Answers], statements: Sequence[str]) -> dict[str, dict[int, int]]:
    """Statement → points → number; skipped ones are not counted."""
    tallies: dict[str, Counter[int]] = {statement: Counter() for statement in statements}
    for ballot in ballots:
        for statement, tally in tallies.items():
            value = ballot.get(statement)
            if value is not None:
                tally[value] += 1
    return {statement: dict(sorted(tally.items(), reverse=True)) for statement, tally in tallies.items()}


def publish(piles: Mapping[str, Sequence[Answers]], statements: Sequence[str], minimum: int = MINIMUM) -> Published:
    """Everything a closed wave publishes, from its ballots by class."""
    merged = groups({name: len(pile) for name, pile in piles.items()}, minimum)
    found = [count((ballot for name in names for ballot in piles[name]), statements) for names in merged]
    whole: dict[str, dict[int, int]] = {}
    shown: list[dict[str, dict[int, int]]] = [{} for _ in merged]
    for statement in statements:
        answered = [sum(counts[statement].values()) for counts in found]
        if sum(answered) < minimum:
            continue
        whole[statement] = _added(counts[statement] for counts in found)
        for number in _showable(answered, minimum):
            shown[number][statement] = found[number][statement]
    sized = [sum(len(piles[name]) for name in names) for names in merged]
    return Published(
        sum(sized),
        whole,
        tuple(Group(names, size, counts) for names, size, counts in zip(merged, sized, shown, strict=True)),
    )


def words(comments: Iterable[str], answered: int) -> list[str]:
    """Free answers of a whole wave, in alphabetical order so that none tells when it came; none from under ten."""
    kept = sorted(said for said in comments if said.strip())
    return kept if answered >= MINIMUM_FOR_WORDS else []


def _showable(answered: Sequence[int], minimum: int) -> list[int]:
    """Groups whose counts of one statement may stand beside the school's.

    The school's count minus all that is shown is a count as well: the hidden rest must be nobody or the minimum too,
    so the smallest shown group is hidden with it until it is.
    """
    shown = sorted((number for number, n in enumerate(answered) if n >= minimum), key=lambda number: answered[number])
    rest = sum(n for n in answered if n < minimum)
    while shown and 0 < rest < minimum:
        rest += answered[shown.pop(0)]
    return sorted(shown)


def _added(tallies: Iterable[Mapping[int, int]]) -> dict[int, int]:
    total: Counter[int] = Counter()
    for tally in tallies:
        total.update(tally)
    return dict(sorted(total.items(), reverse=True))

"""Who hears of a thing when somebody it belongs to is away."""

from collections.abc import Callable, Collection, Iterable, Mapping


def who_hears(
    people: Collection[int], away: Mapping[int, int | None], holders: Callable[[int], Iterable[int]]
) -> dict[int, set[int]]:
    """Person → those for whom they stand in, none for somebody it belongs to anyway.

    `away` are the absent people and the position that stands in for each, None for nobody; `holders` are the people of
    a position. Somebody standing in who is away as well is stood in for in turn.
    """
    heard: dict[int, set[int]] = {person: set() for person in people if person not in away}
    for absent in people:
        if absent in away:
            for person in _standing_in(absent, away, holders, frozenset()):
                heard.setdefault(person, set())
                if person not in people:
                    heard[person].add(absent)
    return heard


def _standing_in(
    absent: int,
    away: Mapping[int, int | None],
    holders: Callable[[int], Iterable[int]],
    asked: frozenset[int],
) -> Iterable[int]:
    position = away[absent]
    if position is None or absent in asked:
        return
    for person in holders(position):
        if person not in away:
            yield person
        else:
            yield from _standing_in(person, away, holders, asked | {absent})

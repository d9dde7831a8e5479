"""What of a month of the plan somebody wants to see: a filter as it travels in a button, and the rows it keeps."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b

from chat.words import capital
from cyclogram.month_screens import ALL, MINE
from cyclogram.normal import plain
from cyclogram.objects import nodes
from handlers.visit import Stale, Visit, number
from storage.facts import KnownRow

POSITION, OBJECT, LEVEL = "p-", "o-", "l-"
"""What a filter begins with when an id follows."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """A filter: as it travels, in words, and which rows it lets through."""

    packed: str
    caption: str
    keeps: Callable[[KnownRow], bool]


def sieve(visit: Visit, packed: str) -> Sieve:
    """The filter a button carries; without one an administrator sees the school, anybody else what is theirs."""
    packed = packed or (ALL if visit.is_admin else MINE)
    person, kind, value = visit.known.id, packed[:2], packed[2:]
    if packed == ALL:
        return Sieve(packed, "Вся школа", lambda _: True)
    if packed == MINE:
        return Sieve(packed, "Мои сроки", lambda row: person in row.people)
    if kind == POSITION:
        return _position(visit, packed, number(value))
    if kind == OBJECT and value in nodes():
        return Sieve(packed, capital(nodes()[value].title), lambda row: within(row.object_id, value))
    if kind == LEVEL and (named := levels(visit).get(value)):
        return Sieve(packed, f"Уровень: {named[0]}", lambda row: row.level in named[1])
    raise Stale


def _position(visit: Visit, packed: str, position_id: int) -> Sieve:
    try:
        position = visit.work.positions.get(position_id)
    except LookupError as gone:
        raise Stale from gone
    ids = {position.id, *(group.id for group in visit.work.positions.groups_of(position.id))}
    return Sieve(packed, capital(position.wording), lambda row: not ids.isdisjoint(row.positions))


def within(object_id: str, node_id: str) -> bool:
    """Whether an object is a node of the tree or a part of it."""
    while object_id and object_id != node_id:
        node = nodes().get(object_id)
        object_id = node.parent if node else ""
    return object_id == node_id


def levels(visit: Visit) -> dict[str, tuple[str, frozenset[str]]]:
    """The levels the plans in force name: a short key for buttons → the level, and every spelling of it."""
    spellings: dict[str, list[str]] = {}
    for row in visit.work.rows.in_force():
        if row.level:
            key = blake2b(plain(row.level).encode(), digest_size=4).hexdigest()
            spellings.setdefault(key, []).append(row.level)
    return {key: (names[0], frozenset(names)) for key, names in spellings.items()}

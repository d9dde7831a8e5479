"""Who lives in the demo's school, and how they answer: from a seed, so the same seed makes the same school."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from chat.events import Address
from storage.mailbox import Mailbox
from storage.people import Audience, Membership, Purpose
from storage.work import Work
from surveys.consents import VERSION
from surveys.definition import Survey

CLASSES = ("5А", "5Б", "7А", "7Б", "9А", "9Б")
TEACHERS = 18
ANSWERS = (4, 3, 2, 1, 0)
CHEERFUL = (54, 30, 8, 5, 3)
"""How often each answer is given to an ordinary statement; food and the like fare worse, in every real school."""
SOUR = (20, 27, 21, 20, 12)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody of the school who is not on the page."""

    person_id: int
    membership: Membership


def settle(work: Work, chance: Random) -> list[Neighbour]:
    """Class sizes, and about 120 people who have come in by their codes."""
    found: list[Neighbour] = []
    for audience, name, size in _places(chance):
        work.school.set_size(audience, name, size)
        inside = size - chance.randint(0, 3)
        found += [_move_in(work, Membership(audience, name), number) for number in range(inside)]
    return found


def _places(chance: Random) -> Iterator[tuple[Audience, str, int]]:
    for name in CLASSES:
        size = chance.randint(9, 12)
        yield Audience.STUDENTS, name, size
        yield Audience.PARENTS, name, size
    yield Audience.TEACHERS, "", TEACHERS


def _move_in(work: Work, membership: Membership, number: int) -> Neighbour:
    place = f"{membership.audience}{CLASSES.index(membership.class_name) if membership.class_name else ''}n{number}"
    person = work.people.add(Address("web", f"demo-{place}"))
    Mailbox(work.connection).seat(secrets.token_hex(32), f"demo-{place}", work.moments.real)
    work.people.consent(person.id, Purpose.SURVEYS, VERSION)
    work.people.join(person.id, membership)
    return Neighbour(person.id, membership)


def answers(survey: Survey, chance: Random, sour: frozenset[str]) -> Mapping[str, int | None]:
    """How one person answers: mostly content, a few skip, the sore points stay sore."""
    mood = chance.choice((-1, 0, 0, 0, 0, 1))
    said: dict[str, int | None] = {}
    for statement in survey.statements:
        (value,) = chance.choices(ANSWERS, SOUR if statement.id in sour else CHEERFUL)
        said[statement.id] = None if chance.random() < 0.03 else min(4, max(0, value + mood))
    return said

"""Filling the box without screens."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from chat.events import Address
from storage.people import Membership
from storage.waves import Wave
from storage.work import Work
from surveys.filling import Filling, to_data
from tests.desk import PARENTS

SHORT = replace(PARENTS, statements=PARENTS.statements[:3])
IDS = tuple(one.id for one in SHORT.statements)


def newcomer(work: Work, name: str, wave: Wave, class_name: str, messenger: str = "telegram") -> int:
    """A person who has joined a class."""
    person = work.people.add(Address(messenger, name))
    work.people.join(person.id, Membership(wave.audience, class_name))
    return person.id


def begin(work: Work, wave_id: int, person_id: int, class_name: str) -> int:
    """An empty draft."""
    return work.fillings.begin(wave_id, person_id, class_name, to_data(Filling()))


def put(work: Work, filling_id: int, person_id: int, values: Iterable[int | None], comment: str = "") -> bool:
    """Hand a draft in with these answers."""
    row = work.fillings.get(filling_id, person_id)
    assert row
    return work.ballots.put(row, person_id, dict(zip(IDS, values, strict=True)), comment)


def fill_class(work: Work, wave_id: int, class_name: str, answers: Mapping[str, Iterable[int | None]]) -> None:
    """Everybody named hands in an answer each."""
    wave = work.waves.get(wave_id)
    assert wave
    for name, values in answers.items():
        person_id = newcomer(work, name, wave, class_name)
        put(work, begin(work, wave_id, person_id, class_name), person_id, values)

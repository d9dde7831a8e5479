"""A school for faults: who is asked what, and what is found in its database afterwards."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import NullPool, Row, Select, create_engine, select

from chat.events import Address
from storage.office import open_office
from storage.outbox import Message, Sent
from storage.people import Audience, Membership, Purpose
from storage.tables import ballots, comments, fillings, handled, jobs, outbox, participations
from storage.work import Work
from surveys.consents import VERSION
from surveys.definition import Survey, builtin

CLASSES = ("5А", "5Б", "5В")
SURVEY: Survey = builtin()["parents"]
Ballot = tuple[str, str]
"""A class, and the answers as JSON text with their keys in order."""


def ballot(class_name: str, answers: Mapping[str, int | None]) -> Ballot:
    """As it can be counted."""
    return class_name, json.dumps(dict(answers), sort_keys=True)


@dataclass(frozen=True, slots=True)
class Box:
    """What a stopped bot's database holds of the running wave."""

    ballots: Counter[Ballot]
    comments: Counter[str]
    answered: int
    drafts: int
    unshown: int
    aside: int


def open_wave(url: str, size: int) -> dict[str, str]:
    """A wave runs for three classes of parents; the code of each, which lets in exactly so many."""
    with open_office(url) as office:
        return office.do(lambda work: _codes(work, size))


def _codes(work: Work, size: int) -> dict[str, str]:
    for name in CLASSES:
        work.school.set_size(Audience.PARENTS, name, size)
    _start(work)
    return {name: work.codes.for_class(Audience.PARENTS, name, size).code for name in CLASSES}


def invite(url: str, addresses: Iterable[Address]) -> None:
    """Everybody at these addresses is a parent of one class, and a wave for it was started a moment ago."""
    with open_office(url) as office:
        office.do(lambda work: _settle(work, list(addresses)))


def _settle(work: Work, addresses: Sequence[Address]) -> None:
    work.school.set_size(Audience.PARENTS, CLASSES[0], len(addresses))
    for address in addresses:
        person = work.people.add(address)
        work.people.consent(person.id, Purpose.SURVEYS, VERSION)
        work.people.join(person.id, Membership(Audience.PARENTS, CLASSES[0]))
    _start(work)


def _start(work: Work) -> None:
    today = datetime.now(UTC).date() - timedelta(days=1)  # the school's zone may be a day ahead or behind
    wave_id = work.waves.make(SURVEY, Audience.PARENTS, CLASSES, today, today + timedelta(days=14))
    work.waves.start(wave_id, today)


def look(url: str) -> Box:
    """Open the box of a bot that has stopped."""
    with open_office(url) as office:
        return office.do(_look)


def _look(work: Work) -> Box:
    rows = work.connection.execute(select(ballots.c.class_name, ballots.c.answers)).all()
    said = work.connection.execute(select(comments.c.text)).scalars()
    return Box(
        Counter(ballot(name, answers) for name, answers in rows),
        Counter(said),
        len(work.connection.execute(select(participations).where(participations.c.answered)).all()),
        len(work.connection.execute(select(fillings)).all()),
        len(work.events.unshown()),
        work.events.aside(),
    )


def letters(url: str) -> list[Message]:
    """Every invitation in the outbox of a bot that has stopped."""
    with open_office(url) as office:
        return office.do(lambda work: [one for state in Sent for one in work.outbox.with_state(state, "invite:")])


def on_the_way(url: str) -> int:
    """How many messages of a running bot have not ended in any way yet."""
    return len(_rows(url, select(outbox.c.id).where(outbox.c.state.in_([Sent.DUE, Sent.SENDING]))))


def unshown(url: str) -> int:
    """How many answers of a running bot are committed and not noted as shown."""
    return len(_rows(url, select(handled.c.event_id).where(handled.c.place != "")))


def job_states(url: str) -> list[tuple[str, int]]:
    """State and attempts of every piece of work."""
    return [(row.state, row.attempts) for row in _rows(url, select(jobs.c.state, jobs.c.attempts))]


def _rows(url: str, query: Select[Any]) -> Sequence[Row[Any]]:
    """Read beside whoever else works with this database."""
    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            return connection.execute(query).all()
    finally:
        engine.dispose()

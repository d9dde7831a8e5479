"""Waves of surveys: whom they ask, what they ask, how far they are."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, select, update

from storage.moments import Moments
from storage.outbox import Outbox
from storage.participation import Participation
from storage.people import Audience, People
from storage.school import School
from storage.tables import ballots, coverages, waves
from surveys.definition import Survey, from_data, to_data, to_json
from surveys.wave_screens import Coverage

MOST_REMINDERS = 3
_ALL = select(*(column for column in waves.c if column.name != "definition"))
_GET = _ALL.where(waves.c.id == bindparam("wave"))
_SURVEYS: dict[str, Survey] = {}
"""Definitions by digest. A digest never means anything else, so this is right for every database of the process."""


class WaveState(StrEnum):
    """A wave is prepared, runs once and is closed for good."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Wave:
    """One run of a survey. `classes` is ("",) for teachers; `closed_on`: the day it really ended."""

    id: int
    survey: Survey
    audience: Audience
    classes: tuple[str, ...]
    opens_on: date
    closes_on: date
    closed_on: date | None
    state: WaveState
    walked: bool


class Waves:
    """Waves of surveys."""

    def __init__(self, connection: Connection, moments: Moments) -> None:
        self._connection = connection
        self._now = moments.school
        self._outbox = Outbox(connection, moments)
        self._people = People(connection, moments.school)
        self._participation = Participation(connection)

    def make(self, survey: Survey, audience: Audience, classes: Sequence[str], opens_on: date, closes_on: date) -> int:
        """A wave being prepared; the survey is frozen into it."""
        if closes_on < opens_on:
            raise ValueError("a wave closes before it opens")
        result = self._connection.execute(
            waves.insert().values(
                survey=survey.id,
                audience=audience,
                definition=to_data(survey),
                digest=_digest(survey),
                classes=list(classes),
                opens_on=opens_on,
                closes_on=closes_on,
                state=WaveState.DRAFT,
            )
        )
        (wave_id,) = result.inserted_primary_key or (0,)
        return int(wave_id)

    def change(
        self,
        wave_id: int,
        *,
        classes: Sequence[str] | None = None,
        opens_on: date | None = None,
        closes_on: date | None = None,
    ) -> bool:
        """Other classes or dates. Once it runs only a later end will do; False when the change is not allowed."""
        wave = self.get(wave_id)
        if wave is None or wave.state is WaveState.CLOSED:
            return False
        begins, ends = opens_on or wave.opens_on, closes_on or wave.closes_on
        asked = wave.classes if classes is None else tuple(classes)
        running = wave.state is WaveState.OPEN
        if ends < begins or (running and ((asked, begins) != (wave.classes, wave.opens_on) or ends < wave.closes_on)):
            return False
        values = {"classes": list(asked), "opens_on": begins, "closes_on": ends}
        self._connection.execute(update(waves).where(waves.c.id == wave_id).values(values))
        return True

    def drop(self, wave_id: int) -> bool:
        """Throw a prepared wave away; one that ran stays."""
        dropped = self._connection.execute(delete(waves).where(waves.c.id == wave_id, waves.c.state == WaveState.DRAFT))
        return dropped.rowcount == 1

    def walk(self, wave_id: int) -> None:
        """An administrator has gone through the prepared survey herself."""
        self._connection.execute(update(waves).where(waves.c.id == wave_id).values(walked=True))

    def was_walked(self, survey: Survey) -> bool:
        """Whether an administrator has once been through this very survey, word for word."""
        found = select(waves.c.id).where(waves.c.digest == _digest(survey), waves.c.walked.is_(True)).limit(1)
        return self._connection.execute(found).first() is not None

    def start(self, wave_id: int, today: date) -> bool:
        """Open a prepared wave and invite everybody who has a chat with us, on its first day; False for any other."""
        started = self._connection.execute(
            update(waves).where(waves.c.id == wave_id, waves.c.state == WaveState.DRAFT).values(state=WaveState.OPEN)
        )
        wave = self.get(wave_id)
        if started.rowcount != 1 or wave is None:
            return False
        due_at = self._now + max(wave.opens_on - today, timedelta(0))
        for person_id in self._people_of(wave):
            key = f"invite:{wave_id}:{person_id}"
            self._outbox.put(key, "invitation", person_id, {"wave": wave_id}, due_at=due_at, bulk=True)
        return True

    def expect(self, audience: Audience, class_name: str, person_id: int, today: date) -> None:
        """Whoever comes in before a started wave begins is invited on its first day like everybody."""
        for wave in self.all(WaveState.OPEN):
            if wave.audience is audience and class_name in wave.classes and wave.opens_on > today:
                due_at = self._now + (wave.opens_on - today)
                key = f"invite:{wave.id}:{person_id}"
                self._outbox.put(key, "invitation", person_id, {"wave": wave.id}, due_at=due_at, bulk=True)

    def remind(self, wave: Wave, today: date) -> int:
        """Ask once more everybody who has not answered; how many. At most once a day and three times a wave."""
        found = select(waves.c.reminded).where(waves.c.id == wave.id)
        reminded = self._connection.execute(found).scalar_one()
        if wave.state is not WaveState.OPEN or today.isoformat() in reminded or len(reminded) >= MOST_REMINDERS:
            return 0
        answered = self._participation.answered(wave.id)
        members = self._people.members(wave.audience, wave.classes)
        waiting = sorted({person_id for person_id, name in members if (person_id, name) not in answered})
        for person_id in waiting:
            key = f"again:{wave.id}:{today}:{person_id}"
            self._outbox.put(key, "invitation", person_id, {"wave": wave.id, "again": True}, bulk=True)
        self._connection.execute(
            update(waves).where(waves.c.id == wave.id).values(reminded=[*reminded, today.isoformat()])
        )
        return len(waiting)

    # --- looking

    def get(self, wave_id: int) -> Wave | None:
        """One wave."""
        row = self._connection.execute(_GET, {"wave": wave_id}).first()
        return self._wave(row) if row else None

    def all(self, state: WaveState | None = None) -> list[Wave]:
        """Every wave, or those in one state, the last to close first."""
        found = _ALL.order_by(waves.c.closes_on.desc(), waves.c.id.desc())
        if state is not None:
            found = found.where(waves.c.state == state)
        return [self._wave(row) for row in self._connection.execute(found).all()]

    def running(self, audience: Audience, class_name: str, today: date) -> list[Wave]:
        """Waves that ask a class now, the first to close first."""
        return [
            wave
            for wave in self.all(WaveState.OPEN)[::-1]
            if wave.audience is audience and class_name in wave.classes and wave.opens_on <= today
        ]

    def is_any_open(self, today: date) -> bool:
        """Whether some wave runs on a day."""
        found = select(waves.c.id).where(waves.c.state == WaveState.OPEN, waves.c.opens_on <= today)
        return self._connection.execute(found.where(waves.c.closes_on >= today).limit(1)).first() is not None

    def overdue(self, today: date) -> list[int]:
        """Open waves whose last day has passed."""
        found = select(waves.c.id).where(waves.c.state == WaveState.OPEN, waves.c.closes_on < today)
        return list(self._connection.execute(found.order_by(waves.c.id)).scalars())

    def survey(self, wave_id: int, digest: str) -> Survey:
        """The frozen survey of a wave, read and checked once per process."""
        if digest not in _SURVEYS:
            content = self._connection.execute(select(waves.c.definition).where(waves.c.id == wave_id)).scalar_one()
            _SURVEYS[digest] = from_data(content)
        return _SURVEYS[digest]

    def coverage(self, wave: Wave) -> list[Coverage]:
        """Each class of the wave; counted from ballots, so somebody who leaves the bot lowers nothing."""
        if wave.state is WaveState.CLOSED:
            kept = select(coverages).where(coverages.c.wave_id == wave.id)
            found = {row.class_name: row for row in self._connection.execute(kept)}
            closed = [found[name] for name in wave.classes if name in found]
            return [Coverage(row.class_name, row.answered, row.invited) for row in closed]
        piles = (
            select(ballots.c.class_name, func.count().label("n"))
            .where(ballots.c.wave_id == wave.id)
            .group_by(ballots.c.class_name)
        )
        answered = {row.class_name: row.n for row in self._connection.execute(piles)}
        invited = School(self._connection).sizes(wave.audience)
        return [Coverage(name, answered.get(name, 0), invited.get(name, 0)) for name in wave.classes]

    def _people_of(self, wave: Wave) -> list[int]:
        members = self._people.members(wave.audience, wave.classes)
        return sorted({person_id for person_id, _ in members})

    def _wave(self, row: Row[Any]) -> Wave:
        return Wave(
            row.id,
            self.survey(row.id, row.digest),
            Audience(row.audience),
            tuple(row.classes),
            row.opens_on,
            row.closes_on,
            row.closed_on,
            WaveState(row.state),
            row.walked,
        )


def _digest(survey: Survey) -> str:
    return hashlib.blake2b(to_json(survey).encode(), digest_size=8).hexdigest()

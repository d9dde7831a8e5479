"""Waves of surveys: whom they ask, what they ask, how far they are."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from storage.people import Audience
from storage.school import School
from storage.tables import ballots, coverages, fillings, memberships, participations, waves
from surveys.definition import Survey, from_data, to_data, to_json
from surveys.filling import from_data as from_draft

_SURVEYS: dict[str, Survey] = {}
"""Definitions by digest. A digest never means anything else, so this is right for every database of the process."""


class WaveState(StrEnum):
    """A wave is prepared, runs once and is closed for good."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Wave:
    """One run of a survey. `classes` is ("",) for teachers; `closes_on` is the last day."""

    id: int
    survey: Survey
    audience: Audience
    classes: tuple[str, ...]
    opens_on: date
    closes_on: date
    state: WaveState


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many answered; `invited` is 0 where the size was never told."""

    answered: int
    invited: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A person is asked in this wave for this class; `filling_id` when they have begun."""

    wave: Wave
    class_name: str
    answered: bool
    filling_id: int | None


class Waves:
    """Waves of surveys."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def make(self, survey: Survey, audience: Audience, classes: Iterable[str], opens_on: date, closes_on: date) -> int:
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

    def launch(self, wave_id: int) -> bool:
        """Open a prepared wave; False when it is not one."""
        launched = self._connection.execute(
            update(waves).where(waves.c.id == wave_id, waves.c.state == WaveState.DRAFT).values(state=WaveState.OPEN)
        )
        return launched.rowcount == 1

    def drop(self, wave_id: int) -> bool:
        """Throw a prepared wave away; one that ran stays."""
        dropped = self._connection.execute(delete(waves).where(waves.c.id == wave_id, waves.c.state == WaveState.DRAFT))
        return dropped.rowcount == 1

    def extend(self, wave_id: int, closes_on: date) -> bool:
        """Give a wave more time; False when it is closed or would get less."""
        extended = self._connection.execute(
            update(waves)
            .where(waves.c.id == wave_id, waves.c.state != WaveState.CLOSED, waves.c.closes_on <= closes_on)
            .values(closes_on=closes_on)
        )
        return extended.rowcount == 1

    # --- looking

    def get(self, wave_id: int) -> Wave | None:
        """One wave."""
        row = self._connection.execute(select(waves).where(waves.c.id == wave_id)).first()
        return _wave(row) if row else None

    def all(self, state: WaveState | None = None) -> list[Wave]:
        """Every wave, or those in one state, the newest first."""
        found = select(waves).order_by(waves.c.closes_on.desc(), waves.c.id.desc())
        if state is not None:
            found = found.where(waves.c.state == state)
        return [_wave(row) for row in self._connection.execute(found)]

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

    # --- who is asked

    def asked(self, person_id: int) -> list[Asked]:
        """Everything running now that asks this person, the first to close first."""
        joined = select(memberships.c.audience, memberships.c.class_name).where(memberships.c.person_id == person_id)
        mine = [tuple(row) for row in self._connection.execute(joined)]
        running = select(waves).where(waves.c.state == WaveState.OPEN).order_by(waves.c.closes_on, waves.c.id)
        rows = self._connection.execute(running).all() if mine else []
        return [
            Asked(_wave(row), name, self.has_answered(row.id, person_id, name), self._begun(row.id, person_id, name))
            for row in rows
            for name in row.classes
            if (row.audience, name) in mine
        ]

    def running_for(self, audience: Audience, class_name: str) -> list[Wave]:
        """Open waves that ask a class, the first to close first."""
        found = [wave for wave in self.all(WaveState.OPEN) if wave.audience == audience and class_name in wave.classes]
        return found[::-1]

    def has_answered(self, wave_id: int, person_id: int, class_name: str) -> bool:
        """Whether the person's ballot for this class is in the box."""
        found = select(participations.c.answered).where(
            participations.c.wave_id == wave_id,
            participations.c.person_id == person_id,
            participations.c.class_name == class_name,
        )
        return bool(self._connection.execute(found).scalar_one_or_none())

    def answered_by(self, wave_id: int) -> set[tuple[int, str]]:
        """(person, class) of everybody whose ballot is in the box of a wave still open: they are not asked again."""
        found = select(participations.c.person_id, participations.c.class_name).where(
            participations.c.wave_id == wave_id, participations.c.answered.is_(True)
        )
        return {(person_id, name) for person_id, name in self._connection.execute(found)}

    def coverage(self, wave_id: int) -> Mapping[str, Coverage]:
        """Class → how many answered of how many; counted from ballots, so leaving the bot lowers nothing."""
        wave = self.get(wave_id)
        if wave is None:
            return {}
        if wave.state is WaveState.CLOSED:
            kept = select(coverages).where(coverages.c.wave_id == wave_id)
            found = {row.class_name: Coverage(row.answered, row.invited) for row in self._connection.execute(kept)}
            return {name: found[name] for name in wave.classes if name in found}
        piles = (
            select(ballots.c.class_name, func.count().label("n"))
            .where(ballots.c.wave_id == wave_id)
            .group_by(ballots.c.class_name)
        )
        answered = {row.class_name: row.n for row in self._connection.execute(piles)}
        invited = School(self._connection).sizes(wave.audience)
        return {name: Coverage(answered.get(name, 0), invited.get(name, 0)) for name in wave.classes}

    # --- two rows turn out to be one person

    def merge(self, person_id: int, into: int) -> None:
        """Drafts and marks of having answered move over; of two drafts for one class the longer stays.

        Ballots already in the box are nobody's, so two of them stay two.
        """
        marks = select(participations).where(
            participations.c.person_id == person_id, participations.c.answered.is_(True)
        )
        for mark in self._connection.execute(marks).all():
            if not self.has_answered(mark.wave_id, into, mark.class_name):
                self._mark(mark.wave_id, into, mark.class_name)
        for draft in self._connection.execute(select(fillings).where(fillings.c.person_id == person_id)).all():
            self._move(draft, into)
        mine = select(fillings.c.id, fillings.c.wave_id, fillings.c.class_name).where(fillings.c.person_id == into)
        for filling_id, wave_id, name in self._connection.execute(mine).all():
            if self.has_answered(wave_id, into, name):
                self._connection.execute(delete(fillings).where(fillings.c.id == filling_id))

    def _mark(self, wave_id: int, person_id: int, class_name: str) -> None:
        key = {"wave_id": wave_id, "person_id": person_id, "class_name": class_name}
        self._connection.execute(delete(participations).filter_by(**key))
        self._connection.execute(participations.insert().values(**key, answered=True))

    def _move(self, draft: Row[Any], into: int) -> None:
        theirs = select(fillings).filter_by(wave_id=draft.wave_id, person_id=into, class_name=draft.class_name)
        other = self._connection.execute(theirs).first()
        if other and len(from_draft(other.draft).answers) >= len(from_draft(draft.draft).answers):
            self._connection.execute(delete(fillings).where(fillings.c.id == draft.id))
            return
        if other:
            self._connection.execute(delete(fillings).where(fillings.c.id == other.id))
        self._connection.execute(update(fillings).where(fillings.c.id == draft.id).values(person_id=into))

    def _begun(self, wave_id: int, person_id: int, class_name: str) -> int | None:
        found = select(fillings.c.id).where(
            fillings.c.wave_id == wave_id, fillings.c.person_id == person_id, fillings.c.class_name == class_name
        )
        return self._connection.execute(found).scalar_one_or_none()


def _digest(survey: Survey) -> str:
    return hashlib.blake2b(to_json(survey).encode(), digest_size=8).hexdigest()


def _wave(row: Row[Any]) -> Wave:
    if row.digest not in _SURVEYS:
        _SURVEYS[row.digest] = from_data(row.definition)
    return Wave(
        row.id,
        _SURVEYS[row.digest],
        Audience(row.audience),
        tuple(row.classes),
        row.opens_on,
        row.closes_on,
        WaveState(row.state),
    )

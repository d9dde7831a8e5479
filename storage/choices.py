"""What people pressed beneath a reminder, what it changed, and how it is taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select, update

from cyclogram.put_off import PutOff
from storage.columns import new_id
from storage.deadlines import Deadline, Deadlines
from storage.moments import Moments
from storage.outbox import TOGETHER, Outbox, Sent
from storage.rows import DeadlineState
from storage.school import PLANNED, School
from storage.tables import choices, deadlines

READ = (Sent.SENT, Sent.SENDING, Sent.UNKNOWN, Sent.FOLDED)
"""How a message stands that has been read, or may have been; a folded one where it was said within another."""
MINUTE = timedelta(seconds=60)
"""Real time in which the last choice can be taken back."""


class Choice(StrEnum):
    """What somebody did about a deadline."""

    DONE = "done"
    TAKE = "take"
    GIVE_BACK = "give_back"
    LATER = "later"
    PART = "part"
    """Their own part is done; the others go on."""
    NOT_MINE = "not_mine"
    HELP = "help"
    REPLY = "reply"
    """An administrator's answer to somebody who asked for help."""
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Chosen:
    """One press. `at` is school time, `pressed_at` real time; `facts` is what it changed."""

    id: int
    deadline_id: int
    person_id: int
    choice: Choice
    words: str
    facts: Mapping[str, Any]
    at: datetime
    pressed_at: datetime
    undone: bool


class Choices:
    """Every press is noted; each returns its number, or None when it changed nothing."""

    def __init__(self, connection: Connection, moments: Moments, deadlines: Deadlines, outbox: Outbox) -> None:
        self._connection = connection
        self._moments = moments
        self._deadlines = deadlines
        self._outbox = outbox

    # --- looking

    def get(self, choice_id: int) -> Chosen | None:
        """One press."""
        row = self._connection.execute(select(choices).where(choices.c.id == choice_id)).first()
        return _chosen(row) if row else None

    def last(self, deadline_id: int, person_id: int) -> Chosen | None:
        """What this person last chose about a deadline and has not taken back."""
        mine = (choices.c.deadline_id == deadline_id, choices.c.person_id == person_id, choices.c.undone.is_(False))
        row = self._connection.execute(select(choices).where(*mine).order_by(choices.c.id.desc()).limit(1)).first()
        return _chosen(row) if row else None

    def of(self, deadline_id: int, choice: Choice) -> list[Chosen]:
        """All presses of a kind about a deadline that were not taken back, the oldest first."""
        alike = (choices.c.deadline_id == deadline_id, choices.c.choice == choice, choices.c.undone.is_(False))
        return [_chosen(row) for row in self._connection.execute(select(choices).where(*alike).order_by(choices.c.id))]

    def closing(self, deadline_id: int) -> Chosen | None:
        """The press that has closed a deadline; None while it is open, or when no press has."""
        deadline = self._deadlines.get(deadline_id)
        if deadline is None or deadline.done_by is None:
            return None
        theirs = [one for one in self.of(deadline_id, Choice.DONE) if one.person_id == deadline.done_by]
        return theirs[-1] if theirs else None

    def is_fresh(self, chosen: Chosen) -> bool:
        """Whether it can still be taken back."""
        return not chosen.undone and self._moments.real - chosen.pressed_at <= MINUTE

    def put_off(self) -> dict[tuple[int, int], PutOff]:
        """(deadline, person) → what they last asked for, of everything that is still expected."""
        found = (
            select(choices)
            .join(deadlines, deadlines.c.id == choices.c.deadline_id)
            .where(choices.c.choice == Choice.LATER, choices.c.undone.is_(False))
            .where(deadlines.c.state == DeadlineState.OPEN)
            .order_by(choices.c.id)
        )
        return {(row.deadline_id, row.person_id): _put_off(row) for row in self._connection.execute(found)}

    def is_put_off(self, deadline: Deadline, person_id: int) -> bool:
        """Whether this person has asked to hear of it at a later moment only."""
        mine = [one for one in self.of(deadline.id, Choice.LATER) if one.person_id == person_id]
        return bool(mine) and _put_off(mine[-1]).hushes(deadline.end, self._moments.school)

    # --- choosing

    def done(self, deadline_id: int, person_id: int, word: str = "", form: str = "") -> int | None:
        """It is done; nothing more is said about it."""
        if not self._deadlines.done(deadline_id, person_id, word, form):
            return None
        return self.note(deadline_id, person_id, Choice.DONE, word)

    def take(self, deadline_id: int, person_id: int) -> int | None:
        """Of several this one does it."""
        if not self._deadlines.take(deadline_id, person_id):
            return None
        return self.note(deadline_id, person_id, Choice.TAKE)

    def give_back(self, deadline_id: int, person_id: int) -> int | None:
        """They do not do it after all; all who answer for it are reminded again."""
        if not self._deadlines.give_back(deadline_id, person_id):
            return None
        return self.note(deadline_id, person_id, Choice.GIVE_BACK)

    def later(self, deadline_id: int, person_id: int, *moments: datetime, words: str = "") -> int:
        """They are reminded at these moments and not before; a double tap asks once."""
        asked_for = [one.isoformat() for one in moments]
        last = self.last(deadline_id, person_id)
        if last and last.choice is Choice.LATER and last.facts["until"] == asked_for and self.is_fresh(last):
            return last.id
        deadline = self._deadlines.get(deadline_id)
        facts = {"until": asked_for, "end": deadline.end.isoformat() if deadline else ""}
        self._changed()
        return self.note(deadline_id, person_id, Choice.LATER, words, facts)

    def part(self, deadline_id: int, person_id: int) -> int | None:
        """Their part is done and they hear no more of it; with the last part all of it is.

        When they have closed the whole, it is open again for the others; what they said of it stays with their part.
        """
        word = self._not_the_whole(deadline_id, person_id)
        others = [one for one in self._deadlines.whose(deadline_id).answering if one != person_id]
        if not others and not self._deadlines.vacant(deadline_id):
            return self.done(deadline_id, person_id, word)
        return self._step_back(deadline_id, person_id, Choice.PART, word)

    def _not_the_whole(self, deadline_id: int, person_id: int) -> str:
        """Open again what they have closed; returns the word they said of it."""
        closing, deadline = self.closing(deadline_id), self._deadlines.get(deadline_id)
        if closing is None or deadline is None or closing.person_id != person_id:
            return ""
        if not self.undo(closing):
            self._deadlines.reopen(deadline_id)
        return deadline.word

    def not_mine(self, deadline_id: int, person_id: int) -> int | None:
        """It is somebody else's."""
        return self._step_back(deadline_id, person_id, Choice.NOT_MINE)

    def _step_back(self, deadline_id: int, person_id: int, choice: Choice, word: str = "") -> int | None:
        taken = self._deadlines.whose(deadline_id).taken_by == person_id
        if not self._deadlines.refuse(deadline_id, person_id):
            return None
        if taken:
            self._deadlines.give_back(deadline_id, person_id)
        return self.note(deadline_id, person_id, choice, word, {"taken": taken})

    def reopen(self, deadline_id: int, person_id: int) -> int | None:
        """An administrator sees it is not done."""
        return self.note(deadline_id, person_id, Choice.REOPEN) if self._deadlines.reopen(deadline_id) else None

    def note(
        self, deadline_id: int, person_id: int, choice: Choice, words: str = "", facts: Mapping[str, Any] | None = None
    ) -> int:
        """Remember a press; this alone changes nothing else."""
        values = {
            "deadline_id": deadline_id, "person_id": person_id, "choice": choice, "words": words[:1000],
            "facts": dict(facts or {}), "at": self._moments.school, "pressed_at": self._moments.real,
        }  # fmt: skip
        return new_id(self._connection.execute(choices.insert().values(**values)))

    def _changed(self) -> None:
        School(self._connection).put(PLANNED, "")

    # --- taking back

    def undo(self, chosen: Chosen) -> bool:
        """What stands, and what admins are told, is as it was before. False when things have moved on.

        The reminders come back with the next look at what lies ahead. The caller has seen that there is still time.
        """
        last = self.last(chosen.deadline_id, chosen.person_id)
        if last is None or last.id != chosen.id or not self._restore(chosen):
            return False
        self._connection.execute(update(choices).where(choices.c.id == chosen.id).values(undone=True))
        self._changed()
        self._withdraw(chosen)
        return True

    def _restore(self, chosen: Chosen) -> bool:
        of, deadline_id, person_id = self._deadlines, chosen.deadline_id, chosen.person_id
        deadline = of.get(deadline_id)
        if deadline is None or deadline.is_open is (chosen.choice is Choice.DONE):
            return False
        match chosen.choice:
            case Choice.DONE:
                return deadline.done_by == person_id and of.reopen(deadline_id)
            case Choice.TAKE:
                return of.give_back(deadline_id, person_id)
            case Choice.GIVE_BACK:
                return of.take(deadline_id, person_id)
            case Choice.NOT_MINE | Choice.PART:
                of.accept(deadline_id, person_id)
                if chosen.facts["taken"]:
                    of.take(deadline_id, person_id)
            case Choice.LATER | Choice.HELP:
                pass
            case Choice.REPLY | Choice.REOPEN:
                return False
        return True

    def _withdraw(self, chosen: Chosen) -> None:
        """What admins have not read yet they never will; who has read it is told that it holds no more."""
        prefix = f"{notice_key(chosen.deadline_id, chosen.id)}:"
        self._outbox.cancel(prefix)
        for message in (one for state in READ for one in self._outbox.with_state(state, prefix)):
            if message.state is not Sent.FOLDED or message.reason == TOGETHER:
                key = f"{prefix}undone:{message.person_id}"
                self._outbox.put(key, "correction", message.person_id, {"choice": chosen.id})


def notice_key(deadline_id: int, choice_id: int) -> str:
    """How the keys of what admins are told of one choice begin."""
    return f"deadline:{deadline_id}:choice:{choice_id}"


def _put_off(chosen: Chosen | Row[Any]) -> PutOff:
    moments = tuple(datetime.fromisoformat(one) for one in chosen.facts["until"])
    return PutOff(chosen.id, moments, chosen.facts.get("end", ""))


def _chosen(row: Row[Any]) -> Chosen:
    return Chosen(
        id=row.id,
        deadline_id=row.deadline_id,
        person_id=row.person_id,
        choice=Choice(row.choice),
        words=row.words,
        facts=row.facts,
        at=row.at,
        pressed_at=row.pressed_at,
        undone=row.undone,
    )

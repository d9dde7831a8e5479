"""What a handler is given, and what it may say back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chat.actions import Action
from chat.events import Address, Event
from cyclogram.reminders import Policy
from storage.people import Person, Role
from storage.work import Work

View = Action
"""Which screen a chat stands on: a name and ids. It is stored, so the screen can be drawn again at any time."""


class Stale(Exception):
    """What was pressed does not apply any more (or never did): show where the person stands now."""


@dataclass(frozen=True, slots=True)
class Link:
    """A way in: the messenger's name as people say it, and an address that opens it with a code."""

    messenger: str
    url: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What handlers know about the school without asking storage."""

    school: str
    links: Callable[[str], Sequence[Link]]
    """Every way in with this code, the web first."""
    policy: Policy
    """When people may be written to."""
    staff_only: frozenset[str] = frozenset()
    """Messengers that serve the school's staff and nobody else."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One event, with everything needed to decide what follows."""

    work: Work
    event: Event
    person: Person | None
    facts: Facts

    @property
    def place(self) -> Address:
        """Where the answer is shown."""
        return self.event.place

    @property
    def known(self) -> Person:
        """The person, where only somebody known gets this far; a stranger's forged button is stale."""
        if self.person is None:
            raise Stale
        return self.person

    @property
    def is_admin(self) -> bool:
        """Whether the person runs the ВСОКО here."""
        return self.person is not None and self.work.people.has_role(self.person.id, Role.ADMIN)

    @property
    def now(self) -> datetime:
        """School time in the school's zone."""
        return self.work.now.astimezone(self.facts.policy.zone)

    @property
    def today(self) -> date:
        """The school's date."""
        return self.now.date()

    def require_admin(self) -> None:
        """Anybody else pressed a forged or stale button."""
        if not self.is_admin:
            raise Stale


def number(packed: str) -> int:
    """A number a button carried; a forged one is stale."""
    if not (packed.isascii() and packed.isdigit() and len(packed) < 10):
        raise Stale
    return int(packed)

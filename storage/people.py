"""People, the addresses they are reached at, their consents, roles and classes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, and_, bindparam, delete, func, or_, select, update

from chat.events import Address, Ref
from storage.columns import new_id
from storage.handing_on import hand_on
from storage.tables import (
    addresses,
    consents,
    handled,
    jobs,
    memberships,
    people,
    policies,
    roles,
    set_aside,
    web_messages,
)


class Audience(StrEnum):
    """Whom a survey asks; never averaged together."""

    STUDENTS = "students"
    PARENTS = "parents"
    TEACHERS = "teachers"


class Role(StrEnum):
    """What a person may do besides answering."""

    ADMIN = "admin"


class Purpose(StrEnum):
    """What a consent is for; each is given and taken back on its own."""

    SURVEYS = "surveys"
    REMINDERS = "reminders"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody we may talk to, the screen this chat stands on (a packed action, "" for none), and its message."""

    id: int
    view: str
    ref: Ref | None


@dataclass(frozen=True, slots=True)
class Membership:
    """A person belongs to an audience, as a parent or student in one class ("" for teachers)."""

    audience: Audience
    class_name: str


EMPTY_SHEET = {"text": [{"t": "…"}]}
# Statements made once: SQLAlchemy takes longer to put one together than to execute it.
_FIND = select(addresses.c.person_id, addresses.c.view, addresses.c.ref, addresses.c.gone).where(
    addresses.c.messenger == bindparam("messenger"), addresses.c.id == bindparam("address")
)
_SHOWS = (
    update(addresses)
    .where(addresses.c.messenger == bindparam("of"), addresses.c.id == bindparam("address"))
    .values(ref=bindparam("message"))
)
_STANDS = (
    update(addresses)
    .where(addresses.c.messenger == bindparam("of"), addresses.c.id == bindparam("address"))
    .values(view=bindparam("screen"))
)
_LEAD = (
    update(addresses)
    .where(addresses.c.person_id == bindparam("person"), addresses.c.view == bindparam("before"))
    .values(view=bindparam("then"))
)
_HAS_ROLE = select(roles.c.role).where(roles.c.person_id == bindparam("person"), roles.c.role == bindparam("held"))
_CONSENTED = select(consents.c.version).where(
    consents.c.person_id == bindparam("person"),
    consents.c.purpose == bindparam("for"),
    consents.c.withdrawn_at.is_(None),
)
_CLASSES = select(memberships.c.audience, memberships.c.class_name).where(
    memberships.c.person_id == bindparam("person")
)
_BROWSERS = select(addresses.c.id).where(addresses.c.person_id == bindparam("person"), addresses.c.messenger == "web")
_ON_SCREEN = select(addresses.c.ref).where(addresses.c.person_id == bindparam("person"), addresses.c.messenger == "web")
_FLEETING = web_messages.c.address.in_(_BROWSERS) & web_messages.c.fleeting.is_(True)
_FORGET_ALL = delete(web_messages).where(web_messages.c.address.in_(_BROWSERS))
_FORGET_OLDER = delete(web_messages).where(_FLEETING, web_messages.c.ref.not_in(_ON_SCREEN))
_BLANK = update(web_messages).where(_FLEETING).values(screen=EMPTY_SHEET, attachment=None, key="")


class People:
    """Who is who."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now
        self._found: tuple[Address, Person] | None = None

    def at(self, address: Address) -> Person | None:
        """The person behind an address, None for a stranger."""
        if self._found and self._found[0] == address:  # a turn looks twice, and mostly nothing changed in between
            return self._found[1]
        row = self._connection.execute(_FIND, {"messenger": address.messenger, "address": address.id}).first()
        if row is None:
            return None
        if row.gone:
            self._set(address, gone=False)
        person = Person(row.person_id, row.view, Ref(row.ref) if row.ref else None)
        self._found = (address, person)
        return person

    def add(self, address: Address) -> Person:
        """A new person at this address."""
        result = self._connection.execute(people.insert().values())
        person_id = new_id(result)
        self.add_address(person_id, address)
        return Person(person_id, "", None)

    def add_address(self, person_id: int, address: Address) -> None:
        """The person is reached here as well; an address moves to whoever proved to own it."""
        self._found = None
        self._connection.execute(
            delete(addresses).where(addresses.c.messenger == address.messenger, addresses.c.id == address.id)
        )
        self._connection.execute(
            addresses.insert().values(
                messenger=address.messenger, id=address.id, person_id=person_id, view="", gone=False, used=0
            )
        )
        self.used(person_id, address)

    def used(self, person_id: int, address: Address) -> None:
        """This is the address the person wrote from last, so the one we write to first."""
        newest = select(func.coalesce(func.max(addresses.c.used), 0) + 1).where(addresses.c.person_id == person_id)
        self._set(address, used=newest.scalar_subquery())

    def stand(self, address: Address, view: str) -> None:
        """Note which screen this chat stands on."""
        self._found = None
        self._connection.execute(_STANDS, {"of": address.messenger, "address": address.id, "screen": view})

    def lead(self, person_id: int, standing: str, then: str) -> None:
        """All chats of a person that stand on one screen stand on another now."""
        self._found = None
        self._connection.execute(_LEAD, {"person": person_id, "before": standing, "then": then})

    def lead_everybody(self, standing: Sequence[str], beginning: str, then: str) -> None:
        """All chats that stand on one of these screens, or on one beginning so, stand on another now."""
        self._found = None
        here = or_(addresses.c.view.in_(standing), addresses.c.view.startswith(beginning, autoescape=True))
        self._connection.execute(update(addresses).where(here).values(view=then))

    def shows(self, messages: Sequence[tuple[Address, Ref]]) -> None:
        """Note which message shows each chat's screen."""
        self._found = None
        if messages:
            self._connection.execute(
                _SHOWS, [{"of": to.messenger, "address": to.id, "message": ref} for to, ref in messages]
            )

    def standing(self, view: str) -> list[Address]:
        """Chats that stand on this screen."""
        found = select(addresses.c.messenger, addresses.c.id).where(
            addresses.c.view == view, addresses.c.gone.is_(False)
        )
        return [Address(messenger, id_) for messenger, id_ in self._connection.execute(found)]

    def gone(self, address: Address) -> None:
        """This address cannot be written to until it writes to us."""
        self._set(address, gone=True)

    def reachable(self, person_id: int) -> list[Address]:
        """Where the person can be written to, the most recently used first."""
        found = self._connection.execute(
            select(addresses.c.messenger, addresses.c.id)
            .where(addresses.c.person_id == person_id, addresses.c.gone.is_(False))
            .order_by(addresses.c.used.desc(), addresses.c.messenger)
        )
        return [Address(messenger, id_) for messenger, id_ in found]

    def addresses(self, person_id: int) -> list[Address]:
        """Every address of the person."""
        found = self._connection.execute(
            select(addresses.c.messenger, addresses.c.id).where(addresses.c.person_id == person_id)
        )
        return [Address(messenger, id_) for messenger, id_ in found]

    def _set(self, address: Address, **values: object) -> None:
        self._found = None
        self._connection.execute(
            update(addresses)
            .where(addresses.c.messenger == address.messenger, addresses.c.id == address.id)
            .values(**values)
        )

    # --- roles

    def has_role(self, person_id: int, role: Role) -> bool:
        """Whether the person holds a role."""
        return self._connection.execute(_HAS_ROLE, {"person": person_id, "held": role}).first() is not None

    def grant(self, person_id: int, role: Role) -> None:
        """Give a role; giving it twice is giving it once."""
        if not self.has_role(person_id, role):
            self._connection.execute(roles.insert().values(person_id=person_id, role=role))

    def revoke(self, person_id: int, role: Role) -> None:
        """Take a role back."""
        self._connection.execute(delete(roles).where(roles.c.person_id == person_id, roles.c.role == role))

    def with_role(self, role: Role) -> list[int]:
        """Everybody who holds a role."""
        found = select(roles.c.person_id).where(roles.c.role == role).order_by(roles.c.person_id)
        return list(self._connection.execute(found).scalars())

    # --- consents

    def consent(self, person_id: int, purpose: Purpose, version: str) -> None:
        """Note a consent given now to this version of its text."""
        self._forget_consent(person_id, purpose)
        self._connection.execute(
            consents.insert().values(person_id=person_id, purpose=purpose, version=version, given_at=self._now)
        )

    def withdraw(self, person_id: int, purpose: Purpose) -> None:
        """Note that a consent was taken back."""
        self._connection.execute(
            update(consents)
            .where(consents.c.person_id == person_id, consents.c.purpose == purpose)
            .values(withdrawn_at=self._now)
        )

    def consented(self, person_id: int, purpose: Purpose) -> bool:
        """Whether a consent stands."""
        return self._connection.execute(_CONSENTED, {"person": person_id, "for": purpose}).first() is not None

    def _forget_consent(self, person_id: int, purpose: Purpose) -> None:
        self._connection.execute(
            delete(consents).where(consents.c.person_id == person_id, consents.c.purpose == purpose)
        )

    # --- classes

    def join(self, person_id: int, membership: Membership) -> bool:
        """Put the person into an audience and class; False when they were there already."""
        if membership in self.memberships(person_id):
            return False
        self._connection.execute(
            memberships.insert().values(
                person_id=person_id, audience=membership.audience, class_name=membership.class_name
            )
        )
        return True

    def leave_classes(self, person_id: int) -> None:
        """The person is asked nothing any more."""
        self._connection.execute(delete(memberships).where(memberships.c.person_id == person_id))

    def memberships(self, person_id: int) -> list[Membership]:
        """The audiences and classes of a person."""
        found = self._connection.execute(_CLASSES, {"person": person_id})
        return [Membership(Audience(audience), name) for audience, name in found]

    def members(self, audience: Audience, classes: Iterable[str]) -> list[tuple[int, str]]:
        """(person, class) of everybody in these classes; teachers are in the class ""."""
        found = (
            select(memberships.c.person_id, memberships.c.class_name)
            .where(memberships.c.audience == audience, memberships.c.class_name.in_(list(classes)))
            .order_by(memberships.c.person_id, memberships.c.class_name)
        )
        return [(person_id, name) for person_id, name in self._connection.execute(found)]

    # --- the end

    def merge(self, person_id: int, into: int) -> None:
        """Two rows turn out to be one person: what belongs to the first moves over, and the first row goes.

        Drafts and marks of having answered are moved by `Waves.merge`, before this.
        """
        self._found = None
        for membership in self.memberships(person_id):
            self.join(into, membership)
        self._connection.execute(
            update(addresses).where(addresses.c.person_id == person_id).values(person_id=into, view="")
        )
        hand_on(self._connection, person_id, into)
        self._connection.execute(delete(people).where(people.c.id == person_id))

    def forget_screens(self, person_id: int, *, all_of_them: bool = False) -> None:
        """Our own mailbox, the browser's, forgets the screens of a filling (or everything) shown to this person."""
        if all_of_them:
            self._connection.execute(_FORGET_ALL, {"person": person_id})
            return
        # The message on the screen stays as an empty sheet, so that what follows can stand in its place.
        self._connection.execute(_FORGET_OLDER, {"person": person_id})
        self._connection.execute(_BLANK, {"person": person_id})

    def forget(self, person_id: int) -> None:
        """Erase a person: addresses, consents, classes, drafts, letters, and what was put aside from them."""
        self._found = None
        for address in self.addresses(person_id):
            unread = and_(set_aside.c.sender == "", set_aside.c.raw.contains(address.id, autoescape=True))
            self._connection.execute(
                update(set_aside)
                .where(set_aside.c.messenger == address.messenger, or_(set_aside.c.sender == address.id, unread))
                .values(raw="", sender="")
            )
            self._connection.execute(
                update(handled)
                .where(handled.c.messenger == address.messenger, handled.c.place == address.id)
                .values(place="", instead_of=None)
            )
            named = handled.c.event_id.startswith(f"{address.id}:", autoescape=True)  # the browser's events bear it
            self._connection.execute(delete(handled).where(handled.c.messenger == address.messenger, named))
            self._connection.execute(
                delete(jobs).where(jobs.c.messenger == address.messenger, jobs.c.place == address.id)
            )
        self.forget_screens(person_id, all_of_them=True)
        self._connection.execute(delete(policies).where(policies.c.scope == "person", policies.c.owner == person_id))
        self._connection.execute(delete(people).where(people.c.id == person_id))

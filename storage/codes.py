"""Codes that let somebody in: random, capped, revocable; typed by hand as easily as opened by a link."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, delete, func, or_, select, update

from chat.events import Address
from cyclogram.groups import is_group
from storage.people import Audience
from storage.tables import ballots, codes, memberships, positions, waves, wrong_codes

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0/O, 1/I/L: read aloud and copied by hand."""
TYPED = ALPHABET + "01OIL"
"""What may be typed in the belief that it is a code; such a one is said to be mistyped."""
LENGTH = 10
"""31^10 ≈ 8·10^14 codes: with a few hundred valid ones, a guess hits once in 10^12."""
FEW, MANY = 30, 300
"""People one invitation to a position, and to a group of them, lets in."""
MOST_TRIES = 10
"""Wrong codes an hour."""
DRAWERS = 4096
_LOOKALIKES = str.maketrans("АВСЕНКМРТУХ", "ABCEHKMPTYX")


class CodeKind(StrEnum):
    """What a code opens."""

    CLASS = "class"
    POSITION = "position"
    DEVICE = "device"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Code:
    """An invitation. `cap` is how many people it lets in; `left` how many still fit."""

    code: str
    kind: CodeKind
    audience: Audience | None
    class_name: str
    position_id: int | None
    person_id: int | None
    cap: int
    used: int
    revoked: bool

    @property
    def left(self) -> int:
        """Places left."""
        return max(0, self.cap - self.used)


def normal(typed: str) -> str:
    """A code as somebody typed it: any case, with dashes and spaces, with Cyrillic look-alikes."""
    return "".join(char for char in typed.upper().translate(_LOOKALIKES) if char.isalnum())


def looks_like_code(typed: str) -> bool:
    """Whether a typed text can be meant as a code."""
    code = normal(typed)
    return len(code) == LENGTH and all(char in TYPED for char in code) and len(typed) <= 2 * LENGTH


def spaced(code: str) -> str:
    """A code in two halves, as it is shown and read aloud."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


class Codes:
    """All codes of the school."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def for_class(self, audience: Audience, class_name: str, size: int) -> Code:
        """The valid code of a class, made when there is none. It lets in as many as the class has places left."""
        found = self._one(
            codes.c.kind == CodeKind.CLASS,
            codes.c.audience == audience,
            codes.c.class_name == class_name,
            codes.c.revoked.is_(False),
        )
        left = max(0, size - self._taken(audience, class_name))
        if found is None:
            return self._make(CodeKind.CLASS, left, audience=audience, class_name=class_name)
        if found.cap != (cap := found.used + left):
            self._connection.execute(update(codes).where(codes.c.code == found.code).values(cap=cap))
        return self.get(found.code) or found

    def _taken(self, audience: Audience, class_name: str) -> int:
        """Places not free: whoever answers and has themselves forgotten does not make room for a second ballot."""
        inside = select(func.count()).where(memberships.c.audience == audience, memberships.c.class_name == class_name)
        voted = (
            select(func.count())
            .select_from(ballots.join(waves, waves.c.id == ballots.c.wave_id))
            .where(waves.c.state == "open", waves.c.audience == audience, ballots.c.class_name == class_name)
            .group_by(ballots.c.wave_id)
        )
        taken: list[int] = [self._connection.execute(inside).scalar_one(), *self._connection.execute(voted).scalars()]
        return max(taken)

    def for_position(self, position_id: int) -> Code:
        """The valid code of a position, made when there is none; a group's lets in a whole school."""
        found = self._one(
            codes.c.kind == CodeKind.POSITION, codes.c.position_id == position_id, codes.c.revoked.is_(False)
        )
        wording = self._connection.execute(
            select(positions.c.wording).where(positions.c.id == position_id)
        ).scalar_one()
        cap = MANY if is_group(wording) else FEW
        if found and found.cap < cap:
            self._connection.execute(update(codes).where(codes.c.code == found.code).values(cap=cap))
            return self.get(found.code) or found
        return found or self._make(CodeKind.POSITION, cap, position_id=position_id)

    def for_device(self, person_id: int) -> Code:
        """A one-time code, good for a quarter of an hour, to go on in another messenger; it ends earlier ones."""
        self._connection.execute(delete(codes).where(codes.c.kind == CodeKind.DEVICE, codes.c.person_id == person_id))
        return self._make(CodeKind.DEVICE, 1, person_id=person_id, expires_at=self._now + timedelta(minutes=15))

    def for_admin(self) -> Code:
        """A one-time code that makes its bearer an administrator."""
        return self._make(CodeKind.ADMIN, 1, expires_at=self._now + timedelta(days=1))

    def get(self, typed: str) -> Code | None:
        """A code that still opens something; None for unknown, revoked, expired. A full one is returned: say so."""
        return self._one(
            codes.c.code == normal(typed),
            codes.c.revoked.is_(False),
            or_(codes.c.expires_at.is_(None), codes.c.expires_at > self._now),
        )

    def may_try(self, address: Address) -> bool:
        """Whether this address may try codes now: at most so many wrong ones an hour."""
        drawer, hour = self._drawer(address)
        found = select(wrong_codes.c.tries).where(wrong_codes.c.drawer == drawer, wrong_codes.c.hour == hour)
        return (self._connection.execute(found).scalar_one_or_none() or 0) < MOST_TRIES

    def wrong(self, address: Address) -> None:
        """Note a code that opened nothing."""
        drawer, hour = self._drawer(address)
        self._connection.execute(delete(wrong_codes).where(wrong_codes.c.hour < hour))
        counted = self._connection.execute(
            update(wrong_codes).where(wrong_codes.c.drawer == drawer).values(tries=wrong_codes.c.tries + 1)
        )
        if not counted.rowcount:
            self._connection.execute(wrong_codes.insert().values(drawer=drawer, hour=hour, tries=1))

    def _drawer(self, address: Address) -> tuple[int, int]:
        """Many addresses share a drawer, and other ones each hour: a stranger is slowed down and not remembered.

        Each messenger has drawers of its own: where anybody can be as many strangers as they like, as in the browser,
        they shut nobody else's.
        """
        hour = int(self._now.timestamp()) // 3600
        mixed = hashlib.blake2b(f"{address} {hour}".encode(), digest_size=4).digest()
        shelf = hashlib.blake2b(address.messenger.encode(), digest_size=2).digest()
        return int.from_bytes(shelf) * DRAWERS + int.from_bytes(mixed) % DRAWERS, hour

    def use(self, code: Code) -> bool:
        """Take one place; False when none is left."""
        taken = self._connection.execute(
            update(codes)
            .where(codes.c.code == code.code, codes.c.used < codes.c.cap, codes.c.revoked.is_(False))
            .values(used=codes.c.used + 1)
        )
        return taken.rowcount == 1

    def revoke(self, code: str) -> bool:
        """The code opens nothing any more; False when there is no such code."""
        done = self._connection.execute(update(codes).where(codes.c.code == normal(code)).values(revoked=True))
        return done.rowcount == 1

    def _make(self, kind: CodeKind, cap: int, **values: object) -> Code:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        self._connection.execute(codes.insert().values(code=code, kind=kind, cap=cap, **values))
        made = self._one(codes.c.code == code)
        if made is None:
            raise LookupError("a code just made")
        return made

    def _one(self, *conditions: object) -> Code | None:
        row = self._connection.execute(select(codes).where(*conditions)).first()  # type: ignore[arg-type] # columns' comparisons
        if row is None:
            return None
        return Code(
            row.code,
            CodeKind(row.kind),
            Audience(row.audience) if row.audience else None,
            row.class_name,
            row.position_id,
            row.person_id,
            row.cap,
            row.used,
            row.revoked,
        )

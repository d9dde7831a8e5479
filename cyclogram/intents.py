"""What one sentence about the plan asks for: add a row, move it, cancel it, hand it over; somebody is away.

Nothing counts before it was shown and confirmed. Intents go into JSON, since the conversation about them is stored.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from cyclogram.phrases import Ask, Reading, What, read
from cyclogram.school_year import SchoolYear
from cyclogram.spans import Span


@dataclass(frozen=True, slots=True)
class When:
    """A deadline as it was said: a `phrase`, or `shift` days and `months` from where it was; `days` once confirmed."""

    phrase: str = ""
    days: tuple[Span, ...] = ()
    shift: int = 0
    months: int = 0

    def __bool__(self) -> bool:
        return bool(self.phrase or self.days or self.shift or self.months)

    def read(self, year: SchoolYear) -> What | None:
        """The days it means; None where nothing was said, or where they depend on the row."""
        if self.days:
            return Reading(self.days, 1.0, "confirmed")
        return read(self.phrase, year) if self.phrase else None


@dataclass(frozen=True, slots=True)
class Which:
    """A row as it was said: `where` is the address of the one meant, else `among` are those to ask about."""

    said: str = ""
    where: str = ""
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person or position as said: `position` is the wording meant, `new` when the plan has no such one yet."""

    said: str = ""
    position: str = ""
    among: tuple[str, ...] = ()
    new: bool = False


@dataclass(frozen=True, slots=True)
class Add:
    """A new row."""

    what: str = ""
    when: When = When()
    responsible: tuple[Somebody, ...] = ()
    output: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """Another deadline for a row. `old` picks one of several; `extends`: only the end moves, the beginning stays."""

    row: Which
    when: When = When()
    old: When = When()
    extends: bool = False


@dataclass(frozen=True, slots=True)
class Cancel:
    """A row that is not needed any more."""

    row: Which


@dataclass(frozen=True, slots=True)
class HandOver:
    """Somebody else answers: for one row, or, with `everything`, for all rows of the `giver`."""

    taker: Somebody
    row: Which = Which()
    giver: Somebody = Somebody()
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is away, both days included, and who answers meanwhile, if anybody was named.

    `past`: days were named, and they are over; `far`: they last longer than may be said at once.
    """

    start: date
    until: date | None = None
    substitute: Somebody = Somebody()
    past: bool = False
    far: bool = False


Intent = Add | Move | Cancel | HandOver | Away

_KINDS: dict[str, type[Intent]] = {
    "add": Add, "move": Move, "cancel": Cancel, "hand_over": HandOver, "away": Away,
}  # fmt: skip


class Missing(StrEnum):
    """What an intent still lacks; asked in this order."""

    ROW = "row"
    WHAT = "what"
    WHO = "who"
    WHEN = "when"
    SURE = "sure"
    """The days are a guess: one tap confirms them."""


def missing(intent: Intent, year: SchoolYear) -> Missing | None:
    """The next thing to ask; None when the intent is whole."""
    match intent:
        case Add(what, when, responsible):
            unclear = not responsible or any(not one.position for one in responsible)
            return Missing.WHAT if not what else Missing.WHO if unclear else _when_missing(when, year)
        case Move(row, when):
            return _when_missing(when, year) if row.where else Missing.ROW
        case Cancel(row):
            return None if row.where else Missing.ROW
        case HandOver(taker, row, giver, everything):
            if not (everything or row.where):
                return Missing.ROW
            return Missing.WHO if not taker.position or (everything and not giver.position) else None
        case Away(_, until, substitute):
            unclear = bool(substitute.said) and not substitute.position
            return Missing.WHEN if until is None else Missing.WHO if unclear else None


def _when_missing(when: When, year: SchoolYear) -> Missing | None:
    if when.shift or when.months:
        return None
    what = when.read(year)
    if isinstance(what, Ask):
        return Missing.SURE if what.guess else Missing.WHEN
    return Missing.WHEN if what is None else None


def sure_now(intent: Intent, year: SchoolYear) -> Intent:
    """The guessed days were confirmed."""
    if isinstance(intent, Add | Move):
        what = intent.when.read(year)
        if isinstance(what, Ask) and what.guess:
            return replace(intent, when=replace(intent.when, days=what.guess))
    return intent


def with_row(intent: Intent, number: int) -> Intent:
    """The candidate with this number, from 0, is the row meant; `IndexError` for any other number."""
    if not isinstance(intent, Move | Cancel | HandOver) or not 0 <= number < len(intent.row.among):
        raise IndexError(number)
    return replace(intent, row=replace(intent.row, where=intent.row.among[number]))


def open_somebody(intent: Intent) -> Somebody | None:
    """Of whom several could be meant, or nobody known: the one the next question is about."""
    people: Sequence[Somebody] = ()
    match intent:
        case Add(responsible=responsible):
            people = responsible
        case HandOver(taker, _, giver, everything):
            people = (taker, giver) if everything else (taker,)
        case Away(substitute=substitute):
            people = (substitute,)
        case _:
            people = ()
    return next((one for one in people if not one.position), None)


def with_somebody(intent: Intent, somebody: Somebody) -> Intent:
    """The answer to «Кто?» in the place of whoever was not clear; an intent nothing of this kind is open in stays."""
    unclear = open_somebody(intent)
    match intent:
        case Add(responsible=()):
            return replace(intent, responsible=(somebody,))
        case Add(responsible=people) if unclear:
            return replace(intent, responsible=tuple(somebody if one is unclear else one for one in people))
        case HandOver(taker=taker) if unclear:
            return replace(intent, taker=somebody) if taker is unclear else replace(intent, giver=somebody)
        case Away():
            return replace(intent, substitute=somebody)
        case _:
            return intent


def to_dict(intent: Intent) -> dict[str, Any]:
    """Only lists, dicts, strings, numbers and None."""
    kind = next(name for name, one in _KINDS.items() if isinstance(intent, one))
    stored: dict[str, Any] = _stored(asdict(intent))
    return {"kind": kind, **stored}


def from_dict(stored: dict[str, Any]) -> Intent:
    """The inverse of `to_dict`."""
    parts = dict(stored)
    kind = _KINDS[parts.pop("kind")]
    for name, value in parts.items():
        parts[name] = _part(name, value)
    return kind(**parts)


def _part(name: str, value: Any) -> Any:
    match name:
        case "when" | "old":
            return When(**{**value, "days": tuple(map(Span.from_dict, value["days"]))})
        case "row":
            return Which(**{**value, "among": tuple(value["among"])})
        case "responsible":
            return tuple(_somebody(one) for one in value)
        case "taker" | "giver" | "substitute":
            return _somebody(value)
        case "start" | "until":
            return date.fromisoformat(value) if value else None
        case _:
            return value


def _somebody(stored: dict[str, Any]) -> Somebody:
    return Somebody(**{**stored, "among": tuple(stored["among"])})


def _stored(value: Any) -> Any:
    match value:
        case dict():
            return {key: _stored(one) for key, one in value.items()}
        case list() | tuple():
            return [_stored(one) for one in value]
        case date():
            return value.isoformat()
        case _:
            return value

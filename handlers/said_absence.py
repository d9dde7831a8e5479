"""What was said of an absence so far: a draft until it counts, and whom it speaks of."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from chat.actions import action
from cyclogram.intents import Somebody
from cyclogram.stand_ins import who_hears
from handlers.visit import Stale, View, Visit

KIND = "away"


@dataclass(frozen=True, slots=True)
class Said:
    """What was understood so far. `who` is the absent position, nobody for the speaker.

    `until` may be missing; `past`: what was said of it is over, `far`: it is longer than a year.
    """

    who: Somebody
    since: date
    until: date | None
    instead: Somebody
    past: bool = False
    far: bool = False

    def to_dict(self) -> dict[str, Any]:
        until = self.until.isoformat() if self.until else ""
        people = {name: [one.said, one.position, *one.among] for name, one in (("who", self.who), ("in", self.instead))}
        return {"since": self.since.isoformat(), "until": until, "past": self.past, "far": self.far, **people}

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> "Said":
        who, instead = (
            Somebody(said, position, tuple(among)) for said, position, *among in (stored["who"], stored["in"])
        )
        until = date.fromisoformat(stored["until"]) if stored["until"] else None
        since = date.fromisoformat(stored["since"])
        return cls(who, since, until, instead, stored.get("past", False), stored.get("far", False))


def keep(visit: Visit, said: Said) -> View:
    """Remember it, and ask on."""
    visit.work.drafts.put(visit.known.id, KIND, said.to_dict())
    return action("away_ask")


def said_so_far(visit: Visit) -> Said:
    """What was kept."""
    stored = visit.work.drafts.get(visit.known.id, KIND)
    if stored is None:
        raise Stale
    return Said.from_dict(stored)


def absent_people(visit: Visit, said: Said) -> list[int]:
    """Who is away."""
    positions = visit.work.positions
    return positions.holders(positions.of(said.who.position)) if said.who.position else [visit.known.id]


def standing_in(visit: Visit, said: Said) -> list[int]:
    """Who stands in."""
    positions = visit.work.positions
    return positions.holders(positions.of(said.instead.position)) if said.instead.position else []


def is_themselves(visit: Visit, said: Said) -> bool:
    """Whether nobody but the one who is away would stand in."""
    people = standing_in(visit, said)
    return bool(people) and set(people) <= set(absent_people(visit, said))


def is_heard(visit: Visit, said: Said) -> bool:
    """Whether anybody who stands in is there on the first day, or somebody in their place."""
    people, positions = absent_people(visit, said), visit.work.positions
    on = {person: one.position_id for person, one in visit.work.absences.on(said.since).items()}
    away = {**on, **dict.fromkeys(people, positions.of(said.instead.position))}
    return bool(who_hears(people, away, positions.holders))


def unsure_of(said: Said) -> Somebody | None:
    """Who was named and is nobody we know."""
    return next((one for one in (said.who, said.instead) if one.said and not _is_known(one)), None)


def _is_known(one: Somebody) -> bool:
    return bool(one.position) and not one.new

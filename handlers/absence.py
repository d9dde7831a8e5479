"""`/away`: somebody is not there, and who stands in; shown as understood before it counts."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from chat.actions import action
from chat.screen import Screen
from chat.words import listed
from cyclogram import absence_screens as screens
from cyclogram.absences import absent, away
from cyclogram.absent_position import absent_position
from cyclogram.intents import Somebody
from cyclogram.sentence_people import somebody
from handlers.visit import Stale, View, Visit, number
from storage.absences import Absence
from storage.people import Role

KIND = "away"
NOBODY = frozenset({"никто", "никого", "нет", "без замены"})


@dataclass(frozen=True, slots=True)
class Said:
    """What was understood so far. `who` is the absent position, nobody for the speaker; `until` may be missing."""

    who: Somebody
    since: date
    until: date | None
    instead: Somebody

    def to_dict(self) -> dict[str, Any]:
        until = self.until.isoformat() if self.until else ""
        people = {name: [one.said, one.position, *one.among] for name, one in (("who", self.who), ("in", self.instead))}
        return {"since": self.since.isoformat(), "until": until, **people}

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> "Said":
        who, instead = (
            Somebody(said, position, tuple(among)) for said, position, *among in (stored["who"], stored["in"])
        )
        until = date.fromisoformat(stored["until"]) if stored["until"] else None
        return cls(who, date.fromisoformat(stored["since"]), until, instead)


# --- saying it


def command(visit: Visit, rest: str) -> View:
    """`/away до 15 марта, за меня завуч`; without words the list."""
    if not (visit.is_admin or visit.work.positions.is_holder(visit.known.id)):
        return action("deadlines")
    if not rest:
        return action("away")
    return _kept(visit, rest) or action("away_unclear")


def understand(visit: Visit, words: str) -> View | None:
    """A whole message that says somebody is away: «я в отпуске до 15 марта»."""
    if visit.person is None or not absent(words):
        return None
    if not (visit.is_admin or visit.work.positions.is_holder(visit.person.id)):
        return None
    return _kept(visit, words)


def _kept(visit: Visit, words: str) -> View | None:
    positions = _positions(visit)
    who, rest = absent_position(words, positions) if visit.is_admin else (Somebody(), words)
    found = away(rest, visit.today, visit.work.school.year_of(visit.today), positions)
    if found is None:
        return None
    return _put(visit, Said(who, max(found.start, visit.today), found.until, found.substitute))


def _put(visit: Visit, said: Said) -> View:
    visit.work.drafts.put(visit.known.id, KIND, said.to_dict())
    return action("away_ask")


def ask(visit: Visit) -> Screen:
    """View `away_ask`: what is still to be asked, else what was understood."""
    said = _said(visit)
    unsure = _unsure(said)
    if unsure and unsure.among:
        return screens.ask_which(unsure.said, unsure.among)
    if unsure:
        return screens.ask_instead(unsure.said)
    if said.until is None:
        return screens.ask_until(said.who.position)
    instead = said.instead.position
    people = len(visit.work.positions.holders(visit.work.positions.of(instead))) if instead else 0
    return screens.understood(screens.Away(said.who.position, said.since, said.until, instead), people)


def choose(visit: Visit, at: str) -> View:
    """This position was meant."""
    said = _said(visit)
    unsure = _unsure(said)
    if unsure is None or number(at) >= len(unsure.among):
        raise Stale
    meant = Somebody(unsure.said, unsure.among[number(at)])
    return _put(visit, replace(said, who=meant) if unsure is said.who else replace(said, instead=meant))


def type_more(visit: Visit, words: str) -> View | None:
    """The day or the position that was asked for, or all of it said anew."""
    said = _said(visit)
    unsure = _unsure(said)
    if unsure is not None:
        if unsure is said.instead and words.strip(" .!").lower() in NOBODY:
            return _put(visit, replace(said, instead=Somebody()))
        meant = somebody(words, _positions(visit))
        return _put(visit, replace(said, who=meant) if unsure is said.who else replace(said, instead=meant))
    if absent(words):
        return _kept(visit, words)
    typed = f"до {words}" if words[:1].isdigit() else words
    found = away(typed, visit.today, visit.work.school.year_of(visit.today), _positions(visit))
    if found is None or found.until is None:
        return action("away_ask")
    since = found.start if said.until is None and found.start > visit.today else said.since
    return _put(visit, replace(said, since=since, until=max(found.until, since)))


def _unsure(said: Said) -> Somebody | None:
    """Who was named and is nobody we know."""
    return next((one for one in (said.who, said.instead) if one.said and not _is_known(one)), None)


def _is_known(one: Somebody) -> bool:
    return bool(one.position) and not one.new


# --- deciding


def yes(visit: Visit) -> View:
    """From now on; administrators and whoever stands in are told."""
    said = _said(visit)
    if said.until is None or _unsure(said):
        return action("away_ask")
    work, until = visit.work, said.until
    people = work.positions.holders(work.positions.of(said.who.position)) if said.who.position else [visit.known.id]
    instead = work.positions.of(said.instead.position) if said.instead.position else None
    made = [work.absences.add(one, said.since, until, instead) for one in people]
    work.drafts.drop(visit.known.id, KIND)
    for absence_id in made:
        _tell(visit, absence_id, instead)
    return action("away_set", made[0]) if made else action("away_nobody")


def _tell(visit: Visit, absence_id: int, instead: int | None) -> None:
    work, mine = visit.work, visit.known.id
    args = {"absence": absence_id}
    for admin in work.people.with_role(Role.ADMIN):
        if admin != mine:
            work.outbox.put(f"away:{absence_id}:{admin}", "away", admin, args)
    for person in work.positions.holders(instead) if instead else ():
        if person != mine:
            work.outbox.put(f"stand_in:{absence_id}:{person}", "stand_in", person, args)


def no(visit: Visit) -> View:
    """It was not meant."""
    visit.work.drafts.drop(visit.known.id, KIND)
    return action("away_dropped")


def end(visit: Visit, absence_id: str) -> View:
    """They are back already."""
    absence = _absence(visit, absence_id)
    visit.work.absences.end(absence.id, visit.today)
    return action("away_over")


# --- looking


def show(visit: Visit) -> Screen:
    """View `away`: who is not there."""
    found = visit.work.absences.to_come(visit.today)
    mine = [_worded(visit, one) for one in found if one.person_id == visit.known.id]
    others = [_worded(visit, one) for one in found if one.person_id != visit.known.id] if visit.is_admin else []
    return screens.listed_all(mine, others, is_admin=visit.is_admin)


def show_set(visit: Visit, absence_id: str) -> Screen:
    """View `away_set`."""
    return screens.is_set(_worded(visit, _absence(visit, absence_id)))


def show_nobody(visit: Visit) -> Screen:
    """View `away_nobody`: nobody holds the position that is away."""
    visit.require_admin()
    return screens.nobody_there()


def show_unclear(_visit: Visit) -> Screen:
    """View `away_unclear`."""
    return screens.unclear()


def show_over(_visit: Visit) -> Screen:
    """View `away_over`."""
    return screens.is_back()


def show_dropped(_visit: Visit) -> Screen:
    """View `away_dropped`."""
    return screens.forgotten()


def _absence(visit: Visit, absence_id: str) -> Absence:
    absence = visit.work.absences.get(number(absence_id))
    if absence is None or absence.until < visit.today or not (visit.is_admin or absence.person_id == visit.known.id):
        raise Stale
    return absence


def _worded(visit: Visit, one: Absence) -> screens.Away:
    positions = visit.work.positions
    held = listed([position.wording for position in positions.held_by(one.person_id)])
    who = "" if one.person_id == visit.known.id else held or "без должности"
    instead = positions.get(one.position_id).wording if one.position_id else ""
    return screens.Away(who, one.since, one.until, instead, one.id)


def _said(visit: Visit) -> Said:
    stored = visit.work.drafts.get(visit.known.id, KIND)
    if stored is None:
        raise Stale
    return Said.from_dict(stored)


def _positions(visit: Visit) -> list[str]:
    return [position.wording for position in visit.work.positions.in_force()]

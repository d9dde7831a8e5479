"""`/away`: somebody is not there, and who stands in; shown as understood before it counts."""

from dataclasses import replace

from chat.actions import action
from chat.screen import Screen
from chat.words import listed
from cyclogram import absence_screens as screens
from cyclogram.absences import NOBODY, absent, away
from cyclogram.absent_position import absent_position, tells_of_somebody
from cyclogram.intents import Somebody
from cyclogram.normal import plain
from cyclogram.sentence_people import somebody
from handlers.said_absence import (
    KIND,
    Said,
    absent_people,
    is_heard,
    is_themselves,
    keep,
    said_so_far,
    standing_in,
    unsure_of,
)
from handlers.visit import Stale, View, Visit, number
from storage.absences import Absence
from storage.people import Role

ME = frozenset({"я", "буду я", "я сам", "я сама"})
"""Said by an administrator of who stands in for somebody else."""


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
    if visit.person is None:
        return None
    if not _tells(visit, words):
        return None
    if not (visit.is_admin or visit.work.positions.is_holder(visit.person.id)):
        return None
    return _kept(visit, words)


def _tells(visit: Visit, words: str) -> bool:
    """Whether they say that somebody is away."""
    return absent(words) or (visit.is_admin and tells_of_somebody(words, _positions(visit)))


def _is_whole(visit: Visit, words: str) -> bool:
    """Whether they say until when as well, so that they are no answer to what was asked."""
    found = away(words, visit.today, visit.work.school.year_of(visit.today), _positions(visit))
    return _tells(visit, words) and found is not None and (found.past or found.far or found.until is not None)


def _kept(visit: Visit, words: str) -> View | None:
    positions = _positions(visit)
    who, rest = absent_position(words, positions) if visit.is_admin else (Somebody(), words)
    found = away(rest, visit.today, visit.work.school.year_of(visit.today), positions)
    if found is None:
        return None
    instead = found.substitute
    if who.position and plain(instead.said) in ME and (held := visit.work.positions.held_by(visit.known.id)):
        instead = Somebody(instead.said, held[0].wording)
    return keep(visit, Said(who, max(found.start, visit.today), found.until, instead, found.past, found.far))


def ask(visit: Visit) -> Screen:
    """View `away_ask`: what is still to be asked, else what was understood."""
    said = said_so_far(visit)
    unsure = unsure_of(said)
    if unsure and unsure.among:
        return screens.ask_which(unsure.said, unsure.among)
    if unsure:
        return screens.ask_instead(unsure.said)
    if is_themselves(visit, said):
        return screens.ask_another(said.instead.position)
    if said.until is None:
        return screens.ask_until(said.who.position, past=said.past, far=said.far)
    people = standing_in(visit, said)
    heard = not people or is_heard(visit, said)
    one = screens.Away(said.who.position, said.since, said.until, said.instead.position)
    return screens.understood(one, len(people), heard=heard)


def choose(visit: Visit, at: str) -> View:
    """This position was meant."""
    said = said_so_far(visit)
    unsure = unsure_of(said)
    if unsure is None or number(at) >= len(unsure.among):
        raise Stale
    meant = Somebody(unsure.said, unsure.among[number(at)])
    return keep(visit, replace(said, who=meant) if unsure is said.who else replace(said, instead=meant))


def type_more(visit: Visit, words: str) -> View | None:
    """The day or the position that was asked for, or all of it said anew."""
    said = said_so_far(visit)
    unsure = unsure_of(said)
    if unsure is None and is_themselves(visit, said):
        unsure = said.instead
    if _is_whole(visit, words) and (anew := _kept(visit, words)):
        return anew
    if unsure is not None:
        if unsure is said.instead and words.strip(" .!").lower() in NOBODY:
            return keep(visit, replace(said, instead=Somebody()))
        meant = somebody(words, _positions(visit))
        return keep(visit, replace(said, who=meant) if unsure is said.who else replace(said, instead=meant))
    typed = f"до {words}" if words[:1].isdigit() else words
    found = away(typed, visit.today, visit.work.school.year_of(visit.today), _positions(visit))
    if found is None or found.until is None:
        return keep(visit, replace(said, past=bool(found and found.past), far=bool(found and found.far)))
    since = found.start if said.until is None and found.start > visit.today else said.since
    return keep(visit, replace(said, since=since, until=max(found.until, since), past=False, far=False))


# --- deciding


def yes(visit: Visit) -> View:
    """From now on; administrators and whoever stands in are told."""
    said = said_so_far(visit)
    if said.until is None or unsure_of(said) or is_themselves(visit, said):
        return action("away_ask")
    work, until, people = visit.work, said.until, absent_people(visit, said)
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
    return action("away_over", *([] if absence.person_id == visit.known.id else ["other"]))


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


def show_over(_visit: Visit, whose: str = "") -> Screen:
    """View `away_over`."""
    return screens.is_back(other=bool(whose))


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


def _positions(visit: Visit) -> list[str]:
    return [position.wording for position in visit.work.positions.in_force()]

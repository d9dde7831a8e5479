"""`/stop`: take a consent back, or be forgotten."""

from chat.actions import action
from chat.screen import Screen
from handlers import entry_screens
from handlers.visit import Stale, View, Visit
from storage.notices import tell_admins
from storage.people import Purpose, Role
from storage.school import TIDIED


def go_stop(_visit: Visit, _rest: str) -> View:
    """`/stop`."""
    return action("stop")


def stop(visit: Visit) -> Screen:
    """View `stop`: the ways to leave, each with what follows from it."""
    if visit.person is None:
        return entry_screens.nothing_stored()
    given = [one for one in Purpose if visit.work.people.consented(visit.person.id, one)]
    return entry_screens.stop(surveys=Purpose.SURVEYS in given, reminders=Purpose.REMINDERS in given)


def withdraw(visit: Visit, purpose: str) -> View:
    """One consent is taken back; the other stays as it is."""
    if purpose not in set(Purpose):
        raise Stale
    person, people = visit.known, visit.work.people
    people.withdraw(person.id, Purpose(purpose))
    visit.work.school.put(TIDIED, "")
    if purpose == Purpose.SURVEYS:
        visit.work.participation.withdraw(person.id)
        people.forget_screens(person.id)
        people.leave_classes(person.id)
    else:
        with_nobody = _held_alone(visit)
        visit.work.positions.let_go(person.id)
        _tell_vacant(visit, with_nobody)
    return action("withdrawn", purpose)


def withdrawn(visit: Visit, purpose: str) -> Screen:
    """View `withdrawn`."""
    if purpose not in set(Purpose) or visit.work.people.consented(visit.known.id, Purpose(purpose)):
        raise Stale
    return entry_screens.withdrawn(surveys=purpose == Purpose.SURVEYS)


def ask_erasing(visit: Visit) -> Screen:
    """View `erase_ask`: it is for good, so it is asked once more."""
    if visit.person is None:
        return entry_screens.nothing_stored()
    is_last = visit.work.people.with_role(Role.ADMIN) == [visit.person.id]
    return entry_screens.ask_erasing(is_admin=visit.is_admin, is_last=is_last)


def erase(visit: Visit) -> View:
    """Everything we know of the person goes. A ballot in the box is nobody's and stays."""
    with_nobody = _held_alone(visit)
    visit.work.positions.let_go(visit.known.id)
    visit.work.people.forget(visit.known.id)
    visit.work.school.put(TIDIED, "")
    _tell_vacant(visit, with_nobody)
    return action("erased")


def _held_alone(visit: Visit) -> list[int]:
    """The positions nobody will hold when this person has left."""
    return [position.id for position in visit.work.positions.held_by(visit.known.id) if position.people == 1]


def _tell_vacant(visit: Visit, position_ids: list[int]) -> None:
    """Administrators hear at once that somebody is missing, and not who it was."""
    for position_id in position_ids:
        key = f"vacant:{position_id}:{visit.work.now:%Y-%m-%dT%H:%M:%S}"
        tell_admins(visit.work, key, "vacant", {"position": position_id})


def erased(visit: Visit) -> Screen:
    """View `erased`."""
    if visit.person is not None:
        raise Stale
    return entry_screens.erased()

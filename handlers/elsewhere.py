"""Going on in another messenger: a one-time code joins two addresses to one person."""

from dataclasses import replace

from chat.actions import action
from chat.screen import Screen
from handlers import entry_screens
from handlers.visit import Stale, View, Visit
from storage.codes import Code, CodeKind
from storage.people import Role
from storage.school import PLANNED


def go_device(visit: Visit, _rest: str) -> View:
    """`/device`."""
    return device(visit)


def device(visit: Visit) -> View:
    """«Продолжить в другом мессенджере»: a fresh code."""
    return action("elsewhere", visit.work.codes.for_device(visit.known.id).code)


def elsewhere(visit: Visit, code: str) -> Screen:
    """View `elsewhere`: the code and the ways to open it."""
    found = _code(visit, code)
    if found.person_id != visit.known.id:
        raise Stale
    return entry_screens.elsewhere(found.code, visit.facts.links(found.code))


def connect(visit: Visit, code: str) -> Screen:
    """View `connect`: asked first, since somebody else's code may have been slipped in."""
    return entry_screens.connect(_code(visit, code).code)


def join(visit: Visit, code: str) -> View:
    """Now this address is the person's too. What they had begun at either is theirs; nobody counts twice."""
    found = _code(visit, code)
    into, here = found.person_id, visit.person
    if into is None:
        raise Stale
    if here and here.id == into:
        return action("home")
    people = visit.work.people
    if here and people.has_role(here.id, Role.ADMIN) and not people.has_role(into, Role.ADMIN):
        return action("other_way")
    visit.work.codes.use(found)
    if here is None:
        people.add_address(into, visit.event.sender)
    else:
        visit.work.participation.merge(here.id, into)
        people.forget_screens(here.id)
        people.forget_screens(into)
        people.merge(here.id, into)
        people.used(into, visit.event.sender)
        visit.work.school.put(PLANNED, "")
    person = people.at(visit.event.sender)
    return _going_on(replace(visit, person=person))


def other_way(_visit: Visit) -> Screen:
    """View `other_way`: an administrator's rights are never given away with a code."""
    return entry_screens.other_way()


def _going_on(visit: Visit) -> View:
    begun = visit.work.fillings.all_of(visit.known.id)
    return action("filling", begun[-1][0]) if begun else action("home")


def _code(visit: Visit, code: str) -> Code:
    found = visit.work.codes.get(code)
    if found is None or found.kind is not CodeKind.DEVICE or not found.left:
        raise Stale
    return found

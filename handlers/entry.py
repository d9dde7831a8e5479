"""Coming in: a code is tried, a consent asked, and only then a person remembered."""

from dataclasses import replace

from chat.actions import action
from chat.screen import Button, Screen
from handlers import asked, entry_screens
from handlers.visit import Stale, View, Visit, number
from storage.codes import Code, CodeKind
from storage.people import Audience, Membership, Person, Purpose, Role
from storage.waves import WaveState
from surveys import consents, screens

PURPOSES = {CodeKind.CLASS: Purpose.SURVEYS, CodeKind.POSITION: Purpose.REMINDERS}


def opened(visit: Visit, code: str) -> View:
    """The dialogue was opened with a code, or one was typed."""
    if not code:
        return action("home")
    codes = visit.work.codes
    if not codes.may_try(visit.event.sender):
        return action("no_code", "often")
    found = codes.get(code)
    if found is None:
        codes.wrong(visit.event.sender)
        return action("no_code", "unknown")
    if visit.event.sender.messenger in visit.facts.staff_only and _is_for_families(visit, found):
        return action("no_code", "staff")
    match found.kind:
        case CodeKind.CLASS | CodeKind.POSITION:
            return _invited(visit, found)
        case CodeKind.DEVICE:
            return _from_elsewhere(visit, found)
        case CodeKind.ADMIN:
            return _administrator(visit, found)


def _is_for_families(visit: Visit, code: Code) -> bool:
    """Whether parents or students come in by it; a device code leads to whoever asked for it."""
    if code.kind is CodeKind.DEVICE and code.person_id is not None:
        asked_in = [one.audience for one in visit.work.people.memberships(code.person_id)]
    else:
        asked_in = [code.audience] if code.audience else []
    return bool(asked_in) and Audience.TEACHERS not in asked_in


def _invited(visit: Visit, code: Code) -> View:
    if visit.person and visit.work.people.consented(visit.person.id, PURPOSES[code.kind]):
        return _enter(visit, visit.person, code)
    if not code.left:
        return action("no_code", "full")
    return action("invited" if _running(visit, code) else "consent", code.code)


def _from_elsewhere(visit: Visit, code: Code) -> View:
    if visit.person and visit.person.id == code.person_id:
        return action("home")
    return action("connect", code.code) if code.left else action("no_code", "unknown")


def _administrator(visit: Visit, code: Code) -> View:
    if visit.is_admin:
        return action("home")
    if not visit.work.codes.use(code):
        return action("no_code", "unknown")
    person = visit.person or visit.work.people.add(visit.event.sender)
    visit.work.people.grant(person.id, Role.ADMIN)
    return action("home")


# --- agreeing


def agree(visit: Visit, purpose: str, version: str, token: str) -> View:
    """The consent is given: from here on there is something to remember. `token` is the code, or w and a wave."""
    if version != consents.VERSION:
        return action("consent", token)
    if token.startswith("w"):
        wave_id = token.removeprefix("w")
        _invite_known(visit, wave_id)
        visit.work.people.consent(visit.known.id, Purpose.SURVEYS, version)
        return asked.begin(visit, wave_id)
    code = visit.work.codes.get(token)
    if code is None:
        return action("no_code", "unknown")
    if PURPOSES.get(code.kind) != purpose:
        raise Stale
    person = visit.person
    if not code.left and not (person and _is_in(visit, person, code)):
        return action("no_code", "full")
    person = person or visit.work.people.add(visit.event.sender)
    visit.work.people.consent(person.id, PURPOSES[code.kind], version)
    return _enter(replace(visit, person=person), person, code)


def _enter(visit: Visit, person: Person, code: Code) -> View:
    """In the class, or at the position; straight on to what waits there."""
    if not _is_in(visit, person, code):
        if not visit.work.codes.use(code):
            return action("no_code", "full")
        if code.position_id is not None:
            visit.work.positions.hold(code.position_id, person.id)
        if code.audience is not None:
            visit.work.people.join(person.id, Membership(code.audience, code.class_name))
            visit.work.waves.expect(code.audience, code.class_name, person.id, visit.today)
    if code.position_id is not None:
        return action("held", code.position_id)
    running = _running(visit, code)
    if running is None:
        return action("joined")
    wave_id, place = running
    return asked.begin(visit, wave_id, place)


def _is_in(visit: Visit, person: Person, code: Code) -> bool:
    if code.position_id is not None:
        return person.id in visit.work.positions.came_in(code.position_id)
    return Membership(_audience(code), code.class_name) in visit.work.people.memberships(person.id)


def _running(visit: Visit, code: Code) -> tuple[str, str] | None:
    """The wave that asks this class now, and the class's number in it."""
    if code.kind is not CodeKind.CLASS:
        return None
    for wave in visit.work.waves.running(_audience(code), code.class_name, visit.today):
        return str(wave.id), str(wave.classes.index(code.class_name))
    return None


def _audience(code: Code) -> Audience:
    if code.audience is None:
        raise Stale
    return code.audience


# --- what is seen


def invited(visit: Visit, token: str) -> Screen:
    """View `invited`: who asks and why, before anything is stored."""
    code = visit.work.codes.get(token)
    running = _running(visit, code) if code else None
    if code is None or running is None:
        raise Stale
    wave = visit.work.waves.get(number(running[0]))
    if wave is None:
        raise Stale
    shown = screens.Asked(wave.id, wave.survey, visit.facts.school, wave.closes_on, code.class_name)
    return replace(screens.invitation(shown), rows=((Button("Начать", action("consent", code.code)),),))


def consent(visit: Visit, token: str) -> Screen:
    """View `consent`: a document of its own, for one purpose."""
    if token.startswith("w"):
        _invite_known(visit, token.removeprefix("w"))
        return consents.to_surveys(visit.facts.school, token)
    code = visit.work.codes.get(token)
    match code.kind if code else None:
        case CodeKind.CLASS:
            return consents.to_surveys(visit.facts.school, token)
        case CodeKind.POSITION:
            return consents.to_reminders(visit.facts.school, token)
        case _:
            raise Stale


def refused(visit: Visit, purpose: str, _token: str) -> Screen:
    """View `refuse`: nothing was stored, and nothing is."""
    if purpose != Purpose.REMINDERS:
        return consents.refused_surveys()
    return consents.refused_reminders() if visit.person else entry_screens.refused_reminders()


def no_code(_visit: Visit, why: str) -> Screen:
    """View `no_code`: one clear sentence."""
    return entry_screens.no_code(why)


def joined(visit: Visit) -> Screen:
    """View `joined`: no survey runs for this class yet."""
    return entry_screens.joined(visit.work.people.memberships(visit.known.id))


def held(visit: Visit, position_id: str) -> Screen:
    """View `held`: the bot will remind of this position's deadlines."""
    if visit.known.id not in visit.work.positions.came_in(number(position_id)):
        raise Stale
    return entry_screens.held(visit.work.positions.get(number(position_id)).wording)


def _invite_known(visit: Visit, wave_id: str) -> None:
    wave = visit.work.waves.get(number(wave_id))
    if wave is None or wave.state is not WaveState.OPEN:
        raise Stale
    if not any(one.audience is wave.audience for one in visit.work.people.memberships(visit.known.id)):
        raise Stale

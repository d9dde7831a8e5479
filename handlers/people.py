"""The administrator's people: class sizes, invitations, other administrators."""

import re
from dataclasses import replace

from chat.actions import action
from chat.events import Address
from chat.paging import Page, page
from chat.screen import Picture, Screen
from chat.words import capital, listed
from handlers import people_screens as screens
from handlers.people_screens import Invite
from handlers.sizes import class_name, read_sizes
from handlers.visit import Stale, View, Visit, number
from storage.codes import Code, CodeKind, looks_like_code, spaced
from storage.jobs import Job
from storage.people import Audience, Role

ON_PAGE = 6
"""Classes whose buttons fit beside the ways out."""
UNCLEAR = "sizes_unclear"


def type_sizes(visit: Visit, words: str, _mark: str = "") -> View | None:
    """Sizes typed while the list is shown."""
    if not visit.is_admin:
        return None
    sizes = read_sizes(words)
    if not sizes.found and (looks_like_code(words) or not any(char.isdigit() for char in words)):
        return None  # not meant as sizes; with a number in it, it was
    for size in sizes.found:
        _keep(visit, size.audience, size.class_name, size.n)
    told = {size.class_name for size in sizes.found if size.audience is Audience.PARENTS}
    known = visit.work.school.sizes(Audience.PARENTS)
    for size in sizes.found:
        if size.audience is Audience.STUDENTS and size.class_name not in told and size.class_name not in known:
            _keep(visit, Audience.PARENTS, size.class_name, size.n)
    if sizes.unclear:
        visit.work.school.put(UNCLEAR, list(sizes.unclear))
        return action("people", "unclear" if sizes.found else "nothing")
    return action("people")


def _keep(visit: Visit, audience: Audience, name: str, n: int) -> None:
    if n:
        visit.work.school.set_size(audience, name, n)
    else:
        visit.work.school.remove_size(audience, name)


def show_people(visit: Visit, mark: str = "") -> Screen:
    """View `people`: sizes, with what could not be read of the last message."""
    visit.require_admin()
    school = visit.work.school
    unclear = school.get(UNCLEAR) if mark else []
    return screens.sizes(
        school.sizes(Audience.STUDENTS),
        school.sizes(Audience.PARENTS),
        school.total(Audience.TEACHERS),
        unclear if isinstance(unclear, list) else [],
        kept=mark != "nothing",
    )


def command_sizes(visit: Visit, rest: str) -> View:
    """`/classes 5А 27, …`."""
    visit.require_admin()
    return type_sizes(visit, rest) or action("people")


# --- invitations


def show_invites(visit: Visit, audience: str = "", at: str = "0") -> Screen:
    """View `invites`: audiences, or the codes of one."""
    visit.require_admin()
    if not audience:
        return screens.audiences()
    whom = _audience(audience)
    named = page(list(visit.work.school.sizes(whom)), number(at), ON_PAGE)
    invites = [
        replace(_invite(visit, _class_code(visit, whom, name)), title=name or screens.WHO[whom]) for name in named.items
    ]
    shown = Page(invites, named.number, named.pages)
    turn = [action("invites", audience, to) for to in (shown.number - 1, shown.number + 1) if 0 <= to < shown.pages]
    return screens.invites(f"Приглашения: {screens.WHO[whom].lower()}", shown, turn, action("invites"))


def type_class(visit: Visit, words: str, audience: str = "", _at: str = "0") -> View | None:
    """A class typed on its list: its invitation."""
    name = class_name(words)
    if not audience or not name or not visit.is_admin:
        return None
    whom = _audience(audience)
    known = name in visit.work.school.sizes(whom)
    return action("invite", _class_code(visit, whom, name).code) if known else None


def show_invite(visit: Visit, code: str) -> Screen:
    """View `invite`: one code, its links, its picture."""
    visit.require_admin()
    found = _code(visit, code)
    return screens.invite(_invite(visit, found), visit.facts.links(code), back=_list(visit, found))


def _list(visit: Visit, code: Code) -> View:
    """The page of the list a code stands on."""
    if code.position_id:
        return action("plan_people", 0)
    if code.audience is None:
        return action("invites")
    classes = [*visit.work.school.sizes(code.audience), code.class_name]
    return action("invites", code.audience, classes.index(code.class_name) // ON_PAGE)


def ask_revoking(visit: Visit, code: str) -> Screen:
    """View `revoke_ask`."""
    visit.require_admin()
    return screens.ask_revoking(_invite(visit, _code(visit, code)))


def revoke(visit: Visit, code: str) -> View:
    """The old code opens nothing; the list shows a new one."""
    visit.require_admin()
    old = _code(visit, code)
    visit.work.codes.revoke(code)
    if old.kind is CodeKind.POSITION and old.position_id:
        return action("invite", visit.work.codes.for_position(old.position_id).code)
    if old.audience:
        return action("invite", _class_code(visit, old.audience, old.class_name).code)
    return action("invites")


def draw_qr(visit: Visit, code: str) -> View:
    """Ask the workshop for a picture of the code; the invitation stays where it is."""
    visit.require_admin()
    one = _invite(visit, _code(visit, code))
    links = visit.facts.links(code)
    args = {"title": one.title, "code": spaced(one.code), "school": visit.facts.school}
    visit.work.jobs.add("qr", {**args, "url": links[0].url if links else one.code}, visit.place)
    return action("invite", code)


def qr_drawn(visit: Visit, job: Job) -> Screen:
    """The picture, as a message of its own to forward or print."""
    visit.require_admin()
    title, code = str(job.args["title"]), str(job.args["code"])
    return Screen(screens.qr_caption(title, code), attachment=Picture(job.content or b"", f"QR-код: {title}, {code}"))


def _audience(packed: str) -> Audience:
    if packed not in set(Audience):
        raise Stale
    return Audience(packed)


def _class_code(visit: Visit, audience: Audience, name: str) -> Code:
    size = visit.work.school.sizes(audience).get(name, 0)
    return visit.work.codes.for_class(audience, name, size)


def _code(visit: Visit, code: str) -> Code:
    found = visit.work.codes.get(code)
    if found is None or found.kind not in {CodeKind.CLASS, CodeKind.POSITION}:
        raise Stale
    return found


def _invite(visit: Visit, code: Code) -> Invite:
    """For a class everybody inside is counted, whichever code let them in."""
    used, cap = code.used, 0 if code.position_id else code.cap
    if code.audience:
        used = len(visit.work.people.members(code.audience, (code.class_name,)))
        cap = max(used, visit.work.school.sizes(code.audience).get(code.class_name, 0))
    return Invite(_title(visit, code), code.code, used, cap)


def _title(visit: Visit, code: Code) -> str:
    if code.position_id:
        return capital(visit.work.positions.get(code.position_id).wording)
    whom = screens.WHO[code.audience] if code.audience else ""
    return f"{code.class_name}, {whom.lower()}" if code.class_name else whom


# --- administrators


def show_admins(visit: Visit, note: str = "") -> Screen:
    """View `admins`."""
    visit.require_admin()
    people = visit.work.people
    addresses = [
        listed([str(address) for address in people.addresses(person_id)]) for person_id in people.with_role(Role.ADMIN)
    ]
    return screens.admins(addresses, str(visit.event.sender), NOTES.get(note, ""))


NOTES = {
    "granted": "Готово: права даны.",
    "revoked": "Готово: права сняты.",
    "last": "Это последний администратор, снять его нельзя: сначала назначьте другого.",
    "wrong": "Номер не понят. Он выглядит так: telegram:123, vk:45 или web:abc.",
    "unknown": "Такого человека бот не знает.",
}


def command_admins(visit: Visit, _rest: str) -> View:
    """`/admins`."""
    visit.require_admin()
    return action("admins")


def grant(visit: Visit, rest: str) -> View:
    """`/grant telegram:123`."""
    visit.require_admin()
    address = _address(rest)
    if address is None:
        return action("admins", "wrong")
    person = visit.work.people.at(address) or visit.work.people.add(address)
    visit.work.people.grant(person.id, Role.ADMIN)
    return action("admins", "granted")


def take_back(visit: Visit, rest: str) -> View:
    """`/revoke telegram:123`."""
    visit.require_admin()
    address = _address(rest)
    person = visit.work.people.at(address) if address else None
    if address is None or person is None:
        return action("admins", "wrong" if address is None else "unknown")
    if visit.work.people.with_role(Role.ADMIN) == [person.id]:
        return action("admins", "last")
    visit.work.people.revoke(person.id, Role.ADMIN)
    return action("admins", "revoked")


def _address(words: str) -> Address | None:
    match = re.fullmatch(r"(telegram|vk|web):([A-Za-z0-9_-]{1,64})", words.strip())
    return Address(match[1], match[2]) if match else None

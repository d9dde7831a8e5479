"""My deadlines, and the three buttons beneath a reminder: done, later, not mine."""

from datetime import date, datetime

from chat.actions import action
from chat.screen import Screen
from cyclogram import reminder_screens as screens
from cyclogram.reminder_screens import Due, Trouble
from cyclogram.reminders import at_school
from cyclogram.spans import DAY
from handlers.visit import Stale, View, Visit, number
from storage.deadlines import Deadline
from storage.notices import tell_admins


def command(_visit: Visit, _rest: str) -> View:
    """`/deadlines`, «сроки»."""
    return action("deadlines")


def show_mine(visit: Visit, at: str = "0") -> Screen:
    """Views `deadlines` and `deadlines_page`: what is still expected of the person."""
    if visit.person is None:
        return screens.mine([], visit.today, holder=False)
    mine = [_due(visit, one) for one in visit.work.deadlines.open_of(visit.person.id)]
    holder = visit.work.positions.is_holder(visit.person.id)
    return screens.mine(mine, visit.today, number(at), holder=holder, school=visit.is_admin)


def show_school(visit: Visit, at: str = "0") -> Screen:
    """View `school_deadlines`: everybody's, for an admin."""
    visit.require_admin()
    found = [_plain(one, visit.work.deadlines.responsible(one.id)) for one in visit.work.deadlines.open()]
    return screens.school(found, visit.today, number(at))


def show(visit: Visit, deadline_id: str) -> Screen:
    """View `deadline`: one of them."""
    deadline = _deadline(visit, deadline_id)
    if not deadline.is_open:
        return _already_closed(visit, deadline)
    theirs = _is_theirs(visit, deadline)
    return screens.one(_due(visit, deadline), visit.today, school=visit.is_admin, theirs=theirs)


def _already_closed(visit: Visit, deadline: Deadline) -> Screen:
    return screens.already_closed(deadline.what, school=visit.is_admin)


# --- done


def ask_word(visit: Visit, deadline_id: str) -> Screen:
    """View `done`: a word or nothing."""
    deadline = _deadline(visit, deadline_id)
    if not deadline.is_open:
        return _already_closed(visit, deadline)
    return screens.done(_due(visit, deadline))


def done_plain(visit: Visit, deadline_id: str) -> View:
    """Nothing to add."""
    return _done(visit, deadline_id, "")


def type_word(visit: Visit, word: str, deadline_id: str) -> View | None:
    """How it ended, typed where it was asked."""
    if not _deadline(visit, deadline_id).is_open:
        return None
    return _done(visit, deadline_id, word)


def _done(visit: Visit, deadline_id: str, word: str) -> View:
    deadline = _deadline(visit, deadline_id)
    if not visit.work.deadlines.done(deadline.id, visit.known.id, word):
        return action("deadline", deadline.id)
    return action("done_with", deadline.id)


def show_done(visit: Visit, deadline_id: str) -> Screen:
    """View `done_with`."""
    deadline = _deadline(visit, deadline_id)
    return screens.closed(_due(visit, deadline), deadline.word, school=visit.is_admin)


# --- later, not mine


def later(visit: Visit, deadline_id: str) -> View:
    """Speak of it again on the next working day."""
    deadline = _deadline(visit, deadline_id)
    if not deadline.is_open:
        return action("deadline", deadline.id)
    if not _is_theirs(visit, deadline):
        raise Stale  # an admin is reminded of what she answers for and of what went wrong, not of this
    year_of = visit.work.school.year_of
    when = year_of(visit.today).following(visit.today + DAY)
    moment: datetime = at_school(when, year_of(when), visit.facts.policy)
    visit.work.deadlines.remind_later(deadline.id, visit.known.id, moment)
    return action("put_off", deadline.id, f"{when:%Y%m%d}")


def show_put_off(visit: Visit, deadline_id: str, when: str) -> Screen:
    """View `put_off`."""
    deadline = _deadline(visit, deadline_id)
    if not deadline.is_open:
        return _already_closed(visit, deadline)
    try:
        again = date.fromisoformat(when)
    except ValueError as forged:
        raise Stale from forged
    return screens.later(_due(visit, deadline), again, visit.today, school=visit.is_admin)


def not_mine(visit: Visit, deadline_id: str) -> View:
    """Somebody else's; the admins are told, the person is left alone."""
    deadline = _deadline(visit, deadline_id)
    person = visit.known.id
    if not deadline.is_open:
        return action("deadline", deadline.id)
    if not _is_theirs(visit, deadline):
        raise Stale
    visit.work.deadlines.refuse(deadline.id, person)
    args = {"trouble": Trouble.NOT_MINE.value, "deadline": deadline.id, "person": person}
    tell_admins(visit.work, f"deadline:{deadline.id}:notmine:{person}", "notice", args, but=person)
    return action("not_mine", deadline.id)


def show_not_mine(visit: Visit, deadline_id: str) -> Screen:
    """View `not_mine`."""
    deadline = visit.work.deadlines.get(number(deadline_id))
    if deadline is None or visit.person is None:
        raise Stale
    if visit.person.id not in visit.work.deadlines.holders(deadline.id):
        raise Stale
    return screens.not_mine(_due(visit, deadline))


def _deadline(visit: Visit, deadline_id: str) -> Deadline:
    """A deadline this person may speak of: they hold a position of its row and have not refused it, or run the plan."""
    deadline = visit.work.deadlines.get(number(deadline_id))
    person = visit.known.id
    if deadline is None or not (visit.is_admin or person in visit.work.deadlines.people(deadline.id)):
        raise Stale
    return deadline


def _is_theirs(visit: Visit, deadline: Deadline) -> bool:
    return visit.known.id in visit.work.deadlines.people(deadline.id)


def _due(visit: Visit, deadline: Deadline) -> Due:
    """As the person sees it: who answers beside them, or, to an admin, who answers."""
    person = visit.known.id
    holds = person in visit.work.deadlines.holders(deadline.id)
    return _plain(deadline, visit.work.deadlines.responsible(deadline.id, but=person if holds else None))


def _plain(deadline: Deadline, who: list[str]) -> Due:
    return Due(deadline.id, deadline.what, deadline.start, deadline.end, ", ".join(who), deadline.output)

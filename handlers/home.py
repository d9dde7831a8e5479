"""Where everybody starts, and the few words everybody may say: help, privacy, id."""

from collections.abc import Sequence
from dataclasses import replace

from chat.actions import action
from chat.screen import Screen
from handlers import asked, deadlines, screens
from handlers.visit import Stale, View, Visit, number
from storage.people import Audience
from surveys import screens as survey_screens


def home(visit: Visit, mark: str = "") -> Screen:
    """The first screen: what this person can do here."""
    note = screens.NOTES.get(mark, "")
    if visit.person is None:
        return screens.greeting_stranger(visit.facts.school)
    if visit.is_admin:
        aside = visit.work.events.aside()
        own = asked.buttons(visit)
        return screens.admin_home(visit.facts.school, note, own, aside=aside, told=_next_steps(visit))
    in_class = bool(visit.work.people.memberships(visit.person.id))
    return screens.person_home(visit.facts.school, note, asked.buttons(visit), due=_due(visit), in_class=in_class)


def _due(visit: Visit) -> tuple[int, int] | None:
    """How many deadlines of the person are open, and overdue; None for who holds no position."""
    if not visit.work.positions.is_holder(visit.known.id):
        return None
    mine = deadlines.expected(visit)
    return len(mine), sum(1 for one in mine if one.end < visit.today)


def _next_steps(visit: Visit) -> Sequence[str]:
    """How a plan is changed, how it is sent, or, in a school that has nothing yet, where to begin."""
    if visit.work.plans.in_force() is not None:
        return screens.CHANGE_PLAN
    is_new = not any(visit.work.school.sizes(one) for one in Audience)
    return screens.FIRST_STEPS if is_new else screens.SEND_PLAN


def go_home(_visit: Visit, _rest: str) -> View:
    """`/start` typed, «в начало»."""
    return action("home")


def unclear(_visit: Visit, words: str) -> View:
    """A text that means nothing here."""
    return action("home", "unclear" if words else "unreadable")


def go_help(_visit: Visit, _rest: str) -> View:
    """`/help`."""
    return action("help")


def show_help(visit: Visit) -> Screen:
    """View `help`: what can be said here, by role."""
    return screens.help_for(admin=visit.is_admin)


def go_privacy(_visit: Visit, _rest: str) -> View:
    """`/privacy`."""
    return action("privacy")


def show_privacy(visit: Visit) -> Screen:
    """View `privacy`: the promise with its limits."""
    return replace(survey_screens.privacy(visit.facts.school), rows=(screens.BACK_HOME,))


def go_id(_visit: Visit, _rest: str) -> View:
    """`/id`."""
    return action("id")


def show_id(visit: Visit) -> Screen:
    """View `id`: how this messenger names the person."""
    return screens.my_id(str(visit.event.sender))


def waiting(visit: Visit, job_id: str) -> Screen:
    """View `job`: work under way."""
    job = visit.work.jobs.get(number(job_id))
    if job is None or job.place != visit.place:
        raise Stale
    return screens.under_way(job.kind)

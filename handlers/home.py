"""Where everybody starts, and the few words everybody may say: help, privacy, id."""

from chat.actions import action
from chat.screen import Screen
from handlers import screens
from handlers.visit import Stale, View, Visit


def home(visit: Visit) -> Screen:
    """The first screen: what this person can do here."""
    return screens.greeting_stranger(visit.facts.school)


def go_home(_visit: Visit, _rest: str) -> View:
    """`/start` typed, «в начало»."""
    return action("home")


def waiting(visit: Visit, job_id: str) -> Screen:
    """Work under way."""
    job = visit.work.jobs.get(int(job_id))
    if job is None or job.place != visit.place:
        raise Stale
    return screens.under_way(job.kind)

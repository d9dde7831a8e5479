"""Long work has ended: what the chat that waited for it sees."""

from dataclasses import dataclass

from chat.actions import action
from chat.events import Address, Event, Ref, TextSent
from chat.screen import Screen
from handlers import screens
from handlers.routes import OWN_FAILURES, RESULTS, VIEWS
from handlers.visit import Facts, Visit
from storage.jobs import Job
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Shown:
    """A result's screen: in the place of the message that said «Читаю…», or as a message of its own."""

    place: Address
    screen: Screen
    instead_of: Ref | None
    aside: bool = False
    """Beside the screen the chat stands on, which stays what it is."""


def job_done(work: Work, job_id: int, facts: Facts) -> Shown | None:
    """Turn a finished job into a screen. A chat that has gone on meanwhile gets it as a new message."""
    job = work.jobs.get(job_id)
    person = work.people.at(job.place) if job else None
    if job is None or person is None:
        return None
    visit = Visit(work, Event("", job.place, job.place, TextSent("")), person, facts)
    waits = person.view == action("job", job_id).pack()
    failed = job.state == "failed" and job.kind not in OWN_FAILURES
    result = screens.not_done(_sentence(job)) if failed else RESULTS[job.kind](visit, job)
    if isinstance(result, Screen):
        if waits:
            work.people.stand(job.place, "")
        return Shown(job.place, result, person.ref if waits else None, aside=not waits)
    work.people.stand(job.place, result.pack())
    return Shown(job.place, VIEWS[result.verb](visit, *result.args), person.ref if waits else None)


def _sentence(job: Job) -> str:
    return str(job.result) if job.result else ""

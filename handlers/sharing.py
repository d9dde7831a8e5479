"""Results go back to those who were asked: the administrator reads the words, then lets them go."""

from chat.actions import action
from chat.screen import Screen
from handlers.drafts import wave_of
from handlers.visit import Stale, View, Visit, number
from storage.people import Purpose
from storage.waves import Wave, WaveState
from surveys import shared


def ask(visit: Visit, wave_id: str) -> Screen:
    """View `wave_share_ask`: the message as they will see it."""
    visit.require_admin()
    wave = wave_of(visit, wave_id, WaveState.CLOSED)
    result = visit.work.closing.result(wave.id)
    if result is None or not result.school.counts:
        raise Stale
    school = result.school
    words = shared.results(wave.survey, school.answered, school.invited, school.counts)
    return shared.ask_sharing(
        words, len(_readers(visit, wave)), share=action("wave_share", wave.id), back=action("wave", wave.id)
    )


def share(visit: Visit, wave_id: str) -> View:
    """To everybody who was asked and has a chat with us, once."""
    visit.require_admin()
    wave = wave_of(visit, wave_id, WaveState.CLOSED)
    readers = _readers(visit, wave)
    for person_id in readers:
        visit.work.outbox.put(f"result:{wave.id}:{person_id}", "result", person_id, {"wave": wave.id}, bulk=True)
    return action("wave_shared", wave_id, len(readers))


def shown(visit: Visit, wave_id: str, people: str) -> Screen:
    """View `wave_shared`."""
    visit.require_admin()
    return shared.sharing(number(people), back=action("wave", wave_of(visit, wave_id).id))


def _readers(visit: Visit, wave: Wave) -> list[int]:
    people = visit.work.people
    asked = {person_id for person_id, _ in people.members(wave.audience, wave.classes)}
    return sorted(person_id for person_id in asked if people.consented(person_id, Purpose.SURVEYS))

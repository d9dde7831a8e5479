"""`/summary`: one honest screen, and a chart for each audience whose wave has closed."""

from chat.actions import action
from chat.screen import Button, Picture, Screen, screen
from chat.text import bold, lines
from handlers.crafts import chart_args
from handlers.figures import latest, result
from handlers.visit import Stale, View, Visit, number
from reports.summary import class_table, summary_text
from reports.waves import ClosedWave, coverage
from storage.jobs import Job

HOME = (Button("В начало", action("home")),)


def command(visit: Visit, _rest: str) -> View:
    """`/summary`, «сводка»: the screen, and charts behind it."""
    visit.require_admin()
    return asked(visit)


def asked(visit: Visit) -> View:
    """The button does what the word does."""
    visit.require_admin()
    for wave in latest(visit.work, visit.today):
        if isinstance(wave, ClosedWave) and wave.counts:
            visit.work.jobs.add("chart", chart_args(wave, visit.facts.school), visit.place)
    return action("summary")


def show(visit: Visit) -> Screen:
    """View `summary`: each audience apart."""
    visit.require_admin()
    waves = latest(visit.work, visit.today)
    closed = [wave for wave in waves if isinstance(wave, ClosedWave) and any(any(one.classes) for one in wave.groups)]
    tables = tuple(Button(f"По классам: {wave.survey.audience}"[:40], action("by_class", wave.id)) for wave in closed)
    return screen(summary_text(waves, visit.facts.school), *((one,) for one in tables), HOME)


def by_class(visit: Visit, wave_id: str) -> Screen:
    """View `by_class`: groups of one wave, for the administration only."""
    visit.require_admin()
    wave = result(visit.work, number(wave_id))
    if wave is None:
        raise Stale
    return screen(class_table(wave), (Button("Назад", action("summary")),))


def drawn(visit: Visit, job: Job) -> Screen:
    """A chart, as a message of its own to forward."""
    visit.require_admin()
    wave = result(visit.work, int(job.args["id"]))
    if wave is None:
        raise Stale
    said = lines(bold(wave.survey.title), f"Ответили {coverage(wave.answered, wave.invited)}")
    return Screen(said, attachment=Picture(job.content or b"", str(job.result)))


def in_group(visit: Visit) -> Screen | None:
    """In a group: to administrators only, and school level only."""
    if not visit.is_admin:
        return None
    return screen(summary_text(latest(visit.work, visit.today), visit.facts.school))

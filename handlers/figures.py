"""What the reports are given about waves: published counts from storage, in the reports' own shape."""

from datetime import date

from reports.waves import ClosedWave, Earlier, Group, OpenWave
from reports.waves import Wave as Shown
from storage.people import Audience
from storage.waves import Wave, WaveState
from storage.work import Work


def latest(work: Work, today: date) -> list[Shown]:
    """For each audience the last closed wave, and after it the one that runs."""
    waves = [wave for wave in work.waves.all() if wave.state is WaveState.CLOSED or wave.opens_on <= today]
    shown: list[Shown] = []
    for audience in Audience:
        mine = [wave for wave in waves if wave.audience is audience]
        closed = [wave for wave in mine if wave.state is WaveState.CLOSED]
        shown += [found for wave in closed[:1] if (found := result(work, wave.id))]
        shown += [_running(work, wave) for wave in mine if wave.state is WaveState.OPEN]
    return shown


def result(work: Work, wave_id: int) -> ClosedWave | None:
    """A closed wave as it was published, beside the one before it; None while it is not closed."""
    wave, published = work.waves.get(wave_id), work.closing.result(wave_id)
    if wave is None or published is None:
        return None
    return ClosedWave(
        wave.id,
        wave.survey,
        wave.opens_on,
        _end(wave),
        published.school.invited,
        published.school.answered,
        published.school.counts,
        tuple(Group(one.classes, one.invited, one.answered, one.counts) for one in published.groups),
        _before(work, wave),
    )


def _before(work: Work, wave: Wave) -> Earlier | None:
    """The last closed wave of this audience that ended before this one and published anything."""
    for other in work.waves.all(WaveState.CLOSED):
        earlier = (_end(other), other.id) < (_end(wave), wave.id)
        published = work.closing.result(other.id) if other.audience is wave.audience and earlier else None
        if published and published.school.counts:
            return Earlier(other.survey, _end(other), published.school.answered, published.school.counts)
    return None


def _running(work: Work, wave: Wave) -> OpenWave:
    covered = work.waves.coverage(wave)
    return OpenWave(
        wave.id,
        wave.survey,
        wave.opens_on,
        wave.closes_on,
        sum(one.invited for one in covered) if all(one.invited for one in covered) else 0,
        sum(one.answered for one in covered),
    )


def _end(wave: Wave) -> date:
    """The last day it took answers; it may be closed days later, when the bot was down."""
    return min(wave.closed_on or wave.closes_on, wave.closes_on)

"""What was published of waves, gathered for the reports."""

from datetime import date

from reports.waves import ClosedWave, Earlier, Group, OpenWave
from reports.waves import Wave as Reported
from storage.people import Audience
from storage.waves import Wave, WaveState
from storage.work import Work


def latest(work: Work, today: date) -> list[Reported]:
    """For each audience its last closed wave and, where one runs, the open one; in the audiences' order."""
    found: list[Reported] = []
    for audience in Audience:
        waves = [wave for wave in work.waves.all() if wave.audience == audience]
        closed = [wave for wave in waves if wave.state is WaveState.CLOSED]
        if closed and (reported := closed_wave(work, closed[0].id)):
            found.append(reported)
        found.extend(open_wave(work, wave) for wave in waves if wave.state is WaveState.OPEN and wave.opens_on <= today)
    return found


def closed_wave(work: Work, wave_id: int) -> ClosedWave | None:
    """One closed wave beside the one before it."""
    wave, result = work.waves.get(wave_id), work.closing.result(wave_id)
    if wave is None or result is None:
        return None
    return ClosedWave(
        wave.id,
        wave.survey,
        wave.opens_on,
        wave.closes_on,
        result.school.invited,
        result.school.answered,
        result.school.counts,
        tuple(Group(one.classes, one.invited, one.answered, one.counts) for one in result.groups),
        _earlier(work, wave),
    )


def open_wave(work: Work, wave: Wave) -> OpenWave:
    """Coverage of a running wave and nothing else."""
    rows = work.waves.coverage(wave.id).values()
    invited = sum(row.invited for row in rows) if all(row.invited for row in rows) else 0
    answered = sum(row.answered for row in rows)
    return OpenWave(wave.id, wave.survey, wave.opens_on, wave.closes_on, invited, answered)


def _earlier(work: Work, wave: Wave) -> Earlier | None:
    before = [
        one
        for one in work.waves.all(WaveState.CLOSED)
        if one.audience == wave.audience and one.survey.id == wave.survey.id and one.closes_on < wave.opens_on
    ]
    result = work.closing.result(before[0].id) if before else None
    if result is None:
        return None
    return Earlier(before[0].survey, before[0].closes_on, result.school.answered, result.school.counts)

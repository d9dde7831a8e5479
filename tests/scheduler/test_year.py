"""A year by the clock: sixty rows, twenty people, days and weeks of downtime; every reminder is accounted for."""

import os
from collections import Counter
from datetime import date, datetime, time
from random import Random

import pytest

from cyclogram import reminders
from cyclogram.spans import DAY
from cyclogram.weeks import week_of
from scheduler.wording import Wording
from storage.deadlines import Deadline
from storage.outbox import Sent
from storage.rows import DeadlineState
from storage.tables import deadlines, outbox
from storage.work import Work
from tests.scheduler.stage import MOSCOW, FakeChannel, stage
from tests.scheduler.year import FIRST, LAST, YEAR, Diary, live, open_school

SEEDS = [int(seed) for seed in os.environ.get("YEARS", "1").split()]
"""`YEARS="1 2 3"` tries more."""
MORNING = ("reminder", "week")
WORK = (*MORNING, "digest")


@pytest.mark.timeout(240)
@pytest.mark.parametrize("seed", SEEDS)
async def test_a_year_by_the_clock(seed: int) -> None:
    chance = Random(seed)
    begins = datetime.combine(FIRST, time(8), MOSCOW.zone)
    kinds = Wording("Школа № 0", MOSCOW).kinds()
    channels = [FakeChannel("telegram"), FakeChannel("web")]
    async with stage("sqlite://", at=begins, channels=channels, kinds=kinds) as on:
        await on.writer.run(lambda work: open_school(work, chance))
        diary = await live(on, chance)
        await on.writer.run(lambda work: check(work, diary))


def check(work: Work, diary: Diary) -> None:
    """All that must hold of a year."""
    assert len(diary.heard) > 300
    everything_ended_in_a_known_way(work, diary)
    nothing_came_at_a_wrong_hour(work)
    nothing_done_was_spoken_of(work)
    a_morning_was_one_message(work)
    every_open_deadline_was_spoken_of_in_time(work, diary)


def everything_ended_in_a_known_way(work: Work, diary: Diary) -> None:
    for row in work.connection.execute(outbox.select()):
        if row.due_at <= diary.looks[-1]:
            assert row.state != Sent.SENDING, row.key
            assert row.state != Sent.DUE or _waits(row.due_at), row.key
        if row.state in {Sent.FOLDED, Sent.EXPIRED, Sent.UNDELIVERABLE}:
            assert row.reason, row.key


def _waits(due_at: datetime) -> bool:
    """Planned for today's quiet hours or a day off, and put off."""
    return not YEAR.is_working_day(due_at.astimezone(MOSCOW.zone).date())


def nothing_came_at_a_wrong_hour(work: Work) -> None:
    for row in work.connection.execute(outbox.select().where(outbox.c.state == Sent.SENT, outbox.c.kind.in_(WORK))):
        local = row.sent_at.astimezone(MOSCOW.zone)
        assert YEAR.is_working_day(local.date()), (row.key, local)
        assert time(8) <= local.time() < time(19), (row.key, local)
        assert row.due_at <= row.sent_at, row.key


def nothing_done_was_spoken_of(work: Work) -> None:
    done = {row.id: row.done_at for row in work.connection.execute(deadlines.select()) if row.done_at}
    for row in work.connection.execute(outbox.select().where(outbox.c.state == Sent.SENT, outbox.c.kind == "reminder")):
        deadline_id = row.args["deadline"]
        assert deadline_id not in done or row.sent_at <= done[deadline_id], row.key


def a_morning_was_one_message(work: Work) -> None:
    sent = work.connection.execute(outbox.select().where(outbox.c.state == Sent.SENT, outbox.c.kind.in_(MORNING)))
    messages = {(row.person_id, row.sent_at, row.bundle) for row in sent}
    twice = [at for at, n in Counter((who, when) for who, when, _ in messages).items() if n > 1]
    assert not twice


def every_open_deadline_was_spoken_of_in_time(work: Work, diary: Diary) -> None:
    looked_at, silent = 0, []
    done = work.deadlines.ending(FIRST, LAST, DeadlineState.DONE)
    done_late = [one for one in done if one.done_at and one.done_at.astimezone(MOSCOW.zone).date() >= one.end]
    everything = [*work.deadlines.ending(FIRST, LAST), *done_late]
    asked = [one for one in everything if one.id not in diary.quiet and one.row_id not in diary.quiet_rows]
    people = work.deadlines.all_people(one.id for one in asked)
    for one in asked:
        chances = [look for look in _chances(one, diary) if _hears(work, people.get(one.id, []), look)]
        if not chances:
            continue
        looked_at += 1
        in_time = [heard for heard in diary.heard if chances[0] <= heard.at and heard.day <= one.end]
        if not any(one.what in heard.words for heard in in_time):
            silent.append((one.what, one.end, chances[0]))
    assert looked_at > 25
    assert not silent


def _chances(one: Deadline, diary: Diary) -> list[datetime]:
    """When the bot was up while a message about it before its end was due and not stale."""
    known = max(one.known_since, diary.moved.get(one.id, one.known_since))
    if one.series:
        week = week_of(one.end, lambda _: YEAR)
        stretches = [(datetime.combine(week.first, time(9), MOSCOW.zone), _midnight(one.end + DAY))]
    else:
        told = reminders.planned(reminders.Deadline(one.start, one.end), YEAR, MOSCOW, known)
        stretches = [(each.send_at, each.expires_at) for each in told if each.send_at.date() <= one.end]
    return [
        look
        for look in diary.looks
        if known < look  # what people do they do after a look
        and any(since <= look < until for since, until in stretches)
        and time(9) <= look.time() < time(19)
        and YEAR.is_working_day(look.date())
    ]


def _hears(work: Work, people: list[int], look: datetime) -> bool:
    """Whether somebody is there, or stands in."""
    return bool(work.absences.hearers(people, look.date(), work.positions.holders))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), MOSCOW.zone)

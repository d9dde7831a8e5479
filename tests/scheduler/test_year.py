"""A year by the clock: sixty rows, twenty people, days and weeks of downtime; every reminder is accounted for."""

import os
from collections import Counter
from datetime import datetime, time
from random import Random

import pytest

from cyclogram import reminders
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
WORK = ("reminder", "week", "digest")


@pytest.mark.timeout(240)
@pytest.mark.parametrize("seed", SEEDS)
async def test_a_year_by_the_clock(sqlite_url: str, seed: int) -> None:
    chance = Random(seed)
    begins = datetime.combine(FIRST, time(8), MOSCOW.zone)
    kinds = Wording("Школа № 0", MOSCOW).kinds()
    channels = [FakeChannel("telegram"), FakeChannel("web")]
    async with stage(sqlite_url, at=begins, channels=channels, kinds=kinds) as on:
        await on.writer.run(lambda work: open_school(work, chance))
        diary = await live(on, chance)
        await on.writer.run(lambda work: check(work, diary))


def check(work: Work, diary: Diary) -> None:
    """All that must hold of a year."""
    assert len(diary.heard) > 300
    everything_ended_in_a_known_way(work, diary)
    nothing_came_at_a_wrong_hour(work)
    nothing_done_was_spoken_of(work)
    nobody_got_two_of_a_kind_at_once(work)
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


def nobody_got_two_of_a_kind_at_once(work: Work) -> None:
    sent = work.connection.execute(outbox.select().where(outbox.c.state == Sent.SENT, outbox.c.kind.in_(WORK)))
    messages = {(row.person_id, row.kind, row.sent_at, row.ref) for row in sent}
    twice = [at for at, n in Counter((who, kind, when) for who, kind, when, _ in messages).items() if n > 1]
    assert not twice


def every_open_deadline_was_spoken_of_in_time(work: Work, diary: Diary) -> None:
    looked_at, silent = 0, []
    done = work.deadlines.ending(FIRST, LAST, DeadlineState.DONE)
    done_late = [one for one in done if one.done_at and one.done_at.astimezone(MOSCOW.zone).date() >= one.end]
    for one in [*work.deadlines.ending(FIRST, LAST), *done_late]:
        chances = [look for look in diary.looks if _could_be_told(one, look, diary)]
        if one.id in diary.quiet or not chances or not work.deadlines.people(one.id):
            continue
        looked_at += 1
        in_time = [heard for heard in diary.heard if chances[0] <= heard.at and heard.day <= one.end]
        if not any(one.what in heard.words for heard in in_time):
            silent.append((one.what, one.end, chances[0]))
    assert looked_at > 25
    assert not silent


def _could_be_told(one: Deadline, look: datetime, diary: Diary) -> bool:
    """Whether the bot was up when a message about it before its end was due and not stale."""
    local = look.astimezone(MOSCOW.zone)
    known = max(one.known_since, diary.moved.get(one.id, one.known_since))
    if not (YEAR.is_working_day(local.date()) and time(9) <= local.time() < time(19)) or look < known:
        return False
    if one.series:
        week = week_of(one.end, lambda _: YEAR)
        return week.first <= local.date() <= one.end
    told = reminders.planned(reminders.Deadline(one.start, one.end), YEAR, MOSCOW, known)
    return any(r.send_at <= look < r.expires_at for r in told if r.send_at.date() <= one.end)

"""Killed after a message was shown and before that was noted: it is said again, and nothing is lost or said thrice."""

from datetime import date, datetime, timedelta

import pytest

from cyclogram.reminders import Policy
from scheduler.wording import Wording
from storage.choices import Choice, notice_key
from storage.notices import tell_admins
from storage.outbox import Sent
from storage.tables import outbox
from storage.work import Work
from tests.scheduler.stage import FakeChannel, stage
from tests.scheduler.test_days import HEAD, KALININGRAD, TEACHER, in_force, row
from tests.scheduler.test_weeks import repeated

MONDAY = datetime(2026, 9, 7, 9, tzinfo=KALININGRAD)
KINDS = {"reminder", "week", "digest", "help", "stand_in"}


def one_morning(work: Work) -> None:
    """The head has a reminder and a week, asks for help and goes away; the teacher stands in."""
    (deadline,) = work.deadlines.open()
    (who,) = work.deadlines.people(deadline.id)
    asked = work.choices.note(deadline.id, who, Choice.HELP, "Нет бланков")
    args = {"trouble": "help", "deadline": deadline.id, "choice": asked}
    tell_admins(work, notice_key(deadline.id, asked), "help", args)
    teachers = work.positions.of(TEACHER)
    (stand_in,) = work.positions.holders(teachers)
    absence = work.absences.add(who, date(2026, 9, 8), date(2026, 9, 10), teachers)
    work.outbox.put(f"stand_in:{absence}:{stand_in}", "stand_in", stand_in, {"absence": absence})


def never_noted(work: Work) -> None:
    work.connection.execute(outbox.update().where(outbox.c.state == Sent.SENT).values(state=Sent.SENDING, sent_at=None))


@pytest.mark.parametrize("knows_doubles", [True, False], ids=["as VK", "as Telegram"])
async def test_a_kill_between_showing_and_noting(sqlite_url: str, *, knows_doubles: bool) -> None:
    policy = Policy(KALININGRAD)
    channels = [FakeChannel(name, idempotent=knows_doubles) for name in ("telegram", "web")]
    kinds = Wording("Школа № 0", policy).kinds()
    rows = [repeated("Журнал", "FREQ=DAILY", HEAD), repeated("Питание", "FREQ=DAILY", TEACHER)]
    rows.append(row("Справка", MONDAY.date(), HEAD))
    begins = MONDAY - timedelta(days=1)
    async with stage(sqlite_url, at=begins, channels=channels, kinds=kinds, policy=policy) as on:
        await on.writer.run(lambda work: in_force(work, rows))
        for at in (begins, MONDAY):
            await on.at(at)
        await on.writer.run(one_morning)
        await on.at(MONDAY + timedelta(minutes=1))
        told = [sorted(on.shown(name)) for name in on.channels]
        await on.writer.run(never_noted)
    async with stage(
        sqlite_url, at=MONDAY + timedelta(minutes=2), channels=channels, kinds=kinds, policy=policy, create=False
    ) as on:
        await on.settled()
        await on.later(timedelta(minutes=1))
        assert [sorted(on.shown(name)) for name in on.channels] == ([[], []] if knows_doubles else told)
        sent = await on.writer.run(lambda work: work.outbox.with_state(Sent.SENT))
        assert {one.kind for one in sent} == KINDS
        assert await on.writer.run(lambda work: work.outbox.cut_short()) == []

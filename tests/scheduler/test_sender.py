"""Claim, show, mark: what arrives, what is tried again, and what somebody is told when it does not."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from chat.channel import Gone, Halted, Refused, TryLater, Unknown
from scheduler.outcomes import repeats
from storage.outbox import Message, Sent
from storage.people import Role
from storage.work import Work
from tests.scheduler.stage import HOUR, MONDAY, FakeChannel, Stage, person, stage


def planned(*words: str, kind: str = "single", bulk: bool = False, to: str = "telegram:1") -> Callable[[Work], int]:
    """Put messages to one new person."""

    def job(work: Work) -> int:
        person_id = person(work, *to.split())
        for word in words:
            work.outbox.put(f"test:{word}:{person_id}", kind, person_id, {"words": word}, bulk=bulk)
        return person_id

    return job


def admin(work: Work) -> int:
    person_id = person(work, "web:admin")
    work.people.grant(person_id, Role.ADMIN)
    return person_id


async def tally(on: Stage) -> dict[Sent, int]:
    return await on.writer.run(lambda work: work.outbox.tally("test:"))


async def test_each_message_arrives_once(database_url: str) -> None:
    async with stage(database_url) as on:
        await on.writer.run(planned("one", "two"))
        await on.settled()
        await on.settled()
        assert on.shown() == [("1", "one"), ("1", "two")]
        assert await tally(on) == {Sent.SENT: 2}


async def test_a_morning_is_one_message(database_url: str) -> None:
    async with stage(database_url) as on:
        await on.writer.run(planned("one", "done", "two", kind="morning"))
        await on.settled()
        assert on.shown() == [("1", "one + two")]


async def test_nothing_to_say_is_folded(database_url: str) -> None:
    async with stage(database_url) as on:
        await on.writer.run(planned("done"))
        await on.settled()
        assert on.shown() == []
        assert await tally(on) == {Sent.FOLDED: 1}


async def test_quiet_hours_put_off_until_the_next_working_morning(database_url: str) -> None:
    friday_evening = MONDAY.replace(day=11, hour=19)
    async with stage(database_url, at=friday_evening) as on:
        await on.writer.run(planned("reminder", kind="morning"))
        await on.writer.run(planned("invitation", kind="waking", to="telegram:2"))
        await on.settled()
        assert on.shown() == []
        await on.later(timedelta(hours=13))  # Saturday 08:00
        assert on.shown() == [("2", "invitation")]
        await on.later(timedelta(days=2, minutes=59))  # Monday 08:59
        assert on.shown() == []
        await on.later(timedelta(minutes=1))
        assert on.shown() == [("1", "reminder")]


async def test_busy_messengers_rest_and_the_others_go_on(database_url: str) -> None:
    telegram, vk = FakeChannel("telegram"), FakeChannel("vk")
    telegram.script.append(TryLater(30))
    async with stage(database_url, channels=[telegram, vk]) as on:
        await on.writer.run(planned("one"))
        await on.settled()
        await on.writer.run(planned("two", to="telegram:2"))
        await on.writer.run(planned("three", to="vk:3"))
        await on.settled()
        assert on.shown() == []
        assert on.shown("vk") == [("3", "three")]
        await on.later(timedelta(seconds=29))
        assert on.shown() == []
        await on.later(timedelta(seconds=1))
        assert sorted(on.shown()) == [("1", "one"), ("2", "two")]


async def test_a_closed_address_gives_way_to_another(database_url: str) -> None:
    telegram, vk = FakeChannel("telegram"), FakeChannel("vk")
    vk.script.append(Gone())
    async with stage(database_url, channels=[telegram, vk]) as on:
        await on.writer.run(planned("one", kind="morning", to="telegram:1 vk:1"))
        await on.settled()
        assert on.shown("vk") == []
        assert on.shown() == [("1", "one")]
        assert await tally(on) == {Sent.SENT: 1}


async def test_nobody_to_write_to_is_told_to_the_admins(database_url: str) -> None:
    telegram, web = FakeChannel("telegram"), FakeChannel("web")
    telegram.script.append(Gone())
    async with stage(database_url, channels=[telegram, web]) as on:
        await on.writer.run(admin)
        await on.writer.run(planned("one", "two", kind="morning"))
        await on.settled()
        assert on.shown() == []
        assert on.shown("web") == [("admin", "не доставлено: 2")]
        (first, _) = await on.writer.run(lambda work: work.outbox.with_state(Sent.UNDELIVERABLE))
        assert first.key.startswith("test:one")


async def test_an_address_in_a_messenger_that_is_not_running_is_no_address(database_url: str) -> None:
    async with stage(database_url) as on:
        await on.writer.run(planned("one", to="telegram:1 vk:1"))
        await on.writer.run(planned("two", to="vk:2"))
        await on.settled()
        assert on.shown() == [("1", "one")]
        assert await tally(on) == {Sent.SENT: 1, Sent.UNDELIVERABLE: 1}


async def test_what_a_messenger_refuses_is_set_aside(database_url: str) -> None:
    telegram, web = FakeChannel("telegram"), FakeChannel("web")
    telegram.script.append(Refused("BUTTON_DATA_INVALID"))
    async with stage(database_url, channels=[telegram, web]) as on:
        await on.writer.run(admin)
        await on.writer.run(planned("one", kind="morning"))
        await on.settled()
        assert await tally(on) == {Sent.UNDELIVERABLE: 1}
        assert await on.writer.run(lambda work: work.events.aside()) == 1
        assert on.shown("web") == [("admin", "не доставлено: 1")]


async def test_what_cannot_be_worded_stops_nobody_else(database_url: str) -> None:
    async with stage(database_url) as on:
        await on.writer.run(planned("one", kind="broken"))
        await on.writer.run(planned("what", kind="unheard of", to="telegram:2"))
        await on.writer.run(planned("two", to="telegram:3"))
        await on.settled()
        assert on.shown() == [("3", "two")]
        assert await tally(on) == {Sent.SENT: 1, Sent.UNDELIVERABLE: 2}
        assert await on.writer.run(lambda work: work.events.aside()) == 2


async def test_a_halted_messenger_is_left_alone_and_the_admin_told_once(database_url: str) -> None:
    telegram, web = FakeChannel("telegram"), FakeChannel("web")
    telegram.script.extend([Halted("401")] * 2)
    async with stage(database_url, channels=[telegram, web]) as on:
        await on.writer.run(admin)
        await on.writer.run(planned("one"))
        await on.settled()
        await on.later(timedelta(minutes=5))
        assert on.shown() == []
        await on.later(timedelta(minutes=5))
        assert on.shown() == [("1", "one")]
        assert on.shown("web") == [("admin", "стоит telegram")]


async def test_an_unknown_outcome_is_repeated_for_a_reminder(database_url: str) -> None:
    telegram = FakeChannel("telegram")
    telegram.after_all.append(Unknown())
    async with stage(database_url, channels=[telegram]) as on:
        await on.writer.run(planned("one", kind="morning"))
        await on.settled()
        assert await tally(on) == {Sent.DUE: 1}
        await on.later(timedelta(seconds=10))
        assert on.shown() == [("1", "one"), ("1", "one")]  # a double is kinder than a silence
        assert await tally(on) == {Sent.SENT: 1}


async def test_a_repeat_says_the_same_and_new_things_wait_for_a_message_of_their_own(database_url: str) -> None:
    vk = FakeChannel("vk", idempotent=True)
    vk.after_all.append(Unknown())
    async with stage(database_url, channels=[vk]) as on:
        who = await on.writer.run(planned("one", "two", kind="morning", to="vk:1"))
        await on.settled()
        await on.writer.run(lambda work: work.outbox.put("test:three", "morning", who, {"words": "three"}))
        await on.later(timedelta(seconds=10))
        assert on.shown("vk") == [("1", "one + two"), ("1", "three")]
        assert await tally(on) == {Sent.SENT: 3}


async def test_three_unknown_outcomes_are_a_fact_somebody_is_told(database_url: str) -> None:
    telegram, web = FakeChannel("telegram"), FakeChannel("web")
    telegram.script.extend([Unknown()] * 3)
    async with stage(database_url, channels=[telegram, web]) as on:
        await on.writer.run(admin)
        await on.writer.run(planned("one", kind="morning"))
        for _ in range(4):
            await on.later(timedelta(minutes=1))
        assert telegram.asked == 3
        assert await tally(on) == {Sent.UNKNOWN: 1}
        assert on.shown("web") == [("admin", "не доставлено: 1")]


async def test_an_invitation_of_unknown_outcome_is_counted_not_doubled(database_url: str) -> None:
    telegram, vk = FakeChannel("telegram"), FakeChannel("vk", idempotent=True)
    telegram.after_all.append(Unknown())
    vk.after_all.append(Unknown())
    async with stage(database_url, channels=[telegram, vk]) as on:
        await on.writer.run(planned("one", bulk=True))
        await on.writer.run(planned("two", bulk=True, to="vk:2"))
        await on.settled()
        await on.later(timedelta(minutes=1))
        assert on.shown() == [("1", "one")]
        assert on.shown("vk") == [("2", "two")]
        assert await tally(on) == {Sent.UNKNOWN: 1, Sent.SENT: 1}


def claimed_by_the_dead(work: Work) -> None:
    planned("reminder", kind="morning", to="telegram:1")(work)
    planned("later today", kind="morning", to="telegram:2")(work)
    planned("invitation", bulk=True, to="telegram:3")(work)
    for message, to in work.outbox.due(10, ["telegram"], []):
        assert to is not None
        assert work.outbox.claim([message.id], to)


async def test_what_a_crash_left_behind_has_an_unknown_outcome(database_url: str) -> None:
    async with stage(database_url) as on:
        await on.settled()
        await on.writer.run(claimed_by_the_dead)
        await on.settled()
        assert on.shown() == []
    async with stage(database_url, create=False, at=MONDAY + HOUR) as on:
        await on.settled()
        await on.later(timedelta(minutes=1))
        assert sorted(on.shown()) == [("1", "reminder"), ("2", "later today")]
        assert await tally(on) == {Sent.SENT: 2, Sent.UNKNOWN: 1}


async def test_hundreds_go_out_side_by_side_and_replies_do_not_wait_behind_them(database_url: str) -> None:
    telegram = FakeChannel("telegram", gate=asyncio.Event())

    def broadcast(work: Work) -> None:
        for number in range(120):
            who = person(work, f"telegram:{number}")
            work.outbox.put(f"test:{number}", "single", who, {"words": "invitation"}, bulk=True)

    async with stage(database_url, channels=[telegram]) as on:
        await on.writer.run(broadcast)
        on.sender.wake()
        await telegram.full.wait()
        await on.writer.run(planned("urgent", to="telegram:urgent"))
        assert telegram.gate
        telegram.gate.set()
        await on.settled()
        assert telegram.most_at_once == 25
        shown = on.shown()
        assert len(set(shown)) == len(shown) == 121
        assert shown.index(("urgent", "urgent")) <= 40


def _message(attempts: int, *, bulk: bool) -> Message:
    return Message(1, "k", "single", {}, 1, bulk, MONDAY, None, Sent.SENDING, attempts, 1, MONDAY, None)


@pytest.mark.parametrize(
    "attempts, bulk, remembers, waited, expected",
    [
        pytest.param(1, 0, 0, 0, True, id="a reminder is sent again"),
        pytest.param(3, 0, 0, 0, False, id="but not for ever"),
        pytest.param(1, 1, 0, 0, False, id="an invitation is not doubled"),
        pytest.param(1, 1, 60, 59, True, id="unless the messenger drops a double"),
        pytest.param(1, 1, 60, 60, False, id="which it does for a while only"),
        pytest.param(2, 0, 60, 61, True, id="a reminder is sent again even then"),
    ],
)
def test_one_place_decides(attempts: int, bulk: int, remembers: int, waited: int, expected: int) -> None:
    minute = timedelta(minutes=1)
    assert repeats(_message(attempts, bulk=bool(bulk)), remembers * minute, MONDAY + waited * minute) == expected

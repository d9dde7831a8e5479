"""The order that loses nothing: take, commit, and only then ask with the new `ts`."""

import asyncio
import logging

import pytest

from bot.vk.channel import VkChannel
from chat.actions import action
from chat.channel import Halted
from chat.events import ButtonPressed, Event, FileSent, Left, Ref, Started, TextSent, Unreadable
from chat.screen import Button, screen
from tests.fakes.vk import GROUP, TOKEN, FakeVk
from tests.fakes.vk.faults import dropped, page, refused
from tests.vk.conftest import Naps, NotedDesk


async def test_what_people_do_arrives_in_order(vk: FakeVk, listening: VkChannel, desk: NotedDesk) -> None:
    mother = vk.phone("Мама")
    await mother.start("code-1")
    await mother.type("привет")
    await mother.send("план.csv", b"1;2")
    mother.allow()
    mother.leave()
    await vk.drained()
    assert [type(what) for what in desk.whats] == [Started, TextSent, FileSent, Left]
    assert desk.whats[0] == Started("code-1")
    assert {str(event.place) for event in desk.events} == {mother.address}
    assert len({event.id for event in desk.events}) == 4


async def test_nothing_is_acknowledged_before_it_is_committed(
    vk: FakeVk, listening: VkChannel, desk: NotedDesk
) -> None:
    await vk.phone("Мама").type("раз")
    await vk.drained()
    before = vk.world.updates.passed
    desk.open.clear()
    desk.asked.clear()
    await vk.phone("Мама").type("два")
    await desk.asked.wait()
    polls = vk.world.updates.polls
    assert (vk.world.updates.passed, desk.kept) == (before, str(before))
    desk.open.set()
    await vk.drained()
    assert vk.world.updates.polls > polls
    assert desk.whats == [TextSent("раз"), TextSent("два")]


async def test_a_restart_before_the_commit_brings_the_batch_again(
    vk: FakeVk, channel: VkChannel, desk: NotedDesk, naps: Naps
) -> None:
    task = asyncio.create_task(channel.listen(desk))
    await desk.until(lambda: desk.kept is not None)
    desk.open.clear()
    desk.asked.clear()
    await vk.phone("Мама").type("не потеряйте")
    await desk.asked.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert desk.events == []
    desk.open.set()
    again = VkChannel(TOKEN, GROUP, vk.url, sleep=naps)
    task = asyncio.create_task(again.listen(desk))
    await vk.drained()
    assert desk.whats == [TextSent("не потеряйте")]
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await again.close()


async def test_messages_sent_while_the_bot_was_down_are_read(vk: FakeVk, channel: VkChannel, desk: NotedDesk) -> None:
    desk.kept = str(vk.world.updates.ts)
    await vk.phone("Мама").type("ночью")
    task = asyncio.create_task(channel.listen(desk))
    await vk.drained()
    assert desk.whats == [TextSent("ночью")]
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_stale_redelivery_carries_the_same_ids(vk: FakeVk, listening: VkChannel, desk: NotedDesk) -> None:
    await vk.phone("Мама").type("раз")
    await vk.drained()
    vk.world.updates.again(1)
    await vk.phone("Мама").type("два")
    await vk.drained()
    first, repeated, second = (event.id for event in desk.events)
    assert first == repeated != second
    assert desk.whats == [TextSent("раз"), TextSent("раз"), TextSent("два")]


async def test_a_bad_update_is_put_aside_and_the_rest_goes_on(
    vk: FakeVk, listening: VkChannel, desk: NotedDesk
) -> None:
    no_sender = {"type": "message_new", "object": {"message": {"from_id": "я"}}}
    bad: list[object] = [None, [], "x", {"type": "message_new"}, no_sender]
    for odd in bad:
        vk.world.updates.put_raw(odd)
    await vk.phone("Мама").type("цело")
    await vk.drained()
    assert desk.whats == [TextSent("цело")]
    assert sum(isinstance(one, Unreadable) for batch, _ in desk.taken for one in batch) == 5


@pytest.mark.parametrize("code, lost", [(1, 1), (2, 0), (3, 1)], ids=["history lost", "key expired", "all lost"])
async def test_failed_polls(vk: FakeVk, listening: VkChannel, desk: NotedDesk, code: int, lost: int) -> None:
    await vk.phone("Мама").type("раз")
    await vk.drained()
    vk.world.updates.fail(code)
    await vk.until(lambda: not vk.world.updates._failures)
    await vk.until(lambda: vk.calls["groups.getLongPollServer"] == (1 if code == 1 else 2))
    await vk.phone("Мама").type("два")
    await vk.drained()
    assert desk.whats == [TextSent("раз"), TextSent("два")]
    assert listening.losses == lost


async def test_a_bookmark_from_long_ago_counts_as_a_loss(
    vk: FakeVk, channel: VkChannel, desk: NotedDesk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.kept = "3"
    task = asyncio.create_task(channel.listen(desk))
    await desk.until(lambda: desk.kept == str(vk.world.updates.ts))
    assert channel.losses == 1
    assert "events were lost" in caplog.text
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_vk_away_at_the_start(vk: FakeVk, channel: VkChannel, desk: NotedDesk, naps: Naps) -> None:
    await vk.close()
    task = asyncio.create_task(channel.listen(desk))
    await naps.until(8)
    assert naps.taken[0] < naps.taken[-1] == 30
    await vk.start()
    await desk.until(lambda: desk.kept is not None)
    await vk.phone("Мама").type("теперь")
    await vk.drained()
    assert desk.whats == [TextSent("теперь")]
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_long_polls_that_fail_are_repeated(vk: FakeVk, listening: VkChannel, desk: NotedDesk) -> None:
    await desk.until(lambda: desk.kept is not None)
    vk.fail(page("poll"), dropped("before", "poll"), page("poll"))
    await vk.phone("Мама").type("раз")
    await vk.until(lambda: not vk.faults or bool(desk.events))
    await vk.phone("Мама").type("два")
    await vk.drained()
    assert desk.whats == [TextSent("раз"), TextSent("два")]
    assert listening.losses == 0


@pytest.mark.parametrize("code, hint", [(5, "VK_TOKEN"), (27, "VK_TOKEN"), (28, "VK_TOKEN"), (15, "прав")])
async def test_a_refused_token_stops_the_channel(
    vk: FakeVk, channel: VkChannel, desk: NotedDesk, code: int, hint: str
) -> None:
    vk.fail(refused(code, "groups.getLongPollServer"))
    with pytest.raises(Halted, match=hint):
        await channel.listen(desk)


@pytest.mark.parametrize("code", [29, 10, 14, 950])
async def test_what_passes_by_itself_is_waited_for(
    vk: FakeVk, channel: VkChannel, desk: NotedDesk, naps: Naps, code: int
) -> None:
    vk.fail(refused(code, "groups.getLongPollServer", times=2))
    task = asyncio.create_task(channel.listen(desk))
    await vk.ready()
    assert len(naps.taken) == 2
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_press_stops_its_spinner_before_the_desk_is_done(
    vk: FakeVk, listening: VkChannel, desk: NotedDesk
) -> None:
    father = vk.phone("Папа")
    await father.start()
    await vk.drained()
    ref = await listening.show(desk.events[0].place, screen("?", (Button("Да", action("yes", 7)),)))
    desk.open.clear()
    await father.press("Да")
    await vk.until(lambda: vk.calls["messages.sendMessageEventAnswer"] == 1)
    assert vk.world.methods.spinners == {}
    desk.open.set()
    await vk.drained()
    assert desk.whats[-1] == ButtonPressed("yes.7", ref)
    assert ref == Ref(father.seen()[-1].ref)


async def test_a_spinner_vk_forgot_disturbs_nobody(vk: FakeVk, listening: VkChannel, desk: NotedDesk) -> None:
    vk.fail(refused(100, "messages.sendMessageEventAnswer"))
    vk.phone("Папа").forge({"a": "yes.7"})
    await vk.drained()
    assert desk.whats == [ButtonPressed("yes.7")]


async def test_group_chats_are_heard_only_when_addressed(vk: FakeVk, listening: VkChannel, desk: NotedDesk) -> None:
    chat, head = vk.chat(), vk.phone("Завуч")
    chat.say(head, "это мы между собой")
    chat.say(head, "сводка", mention=True)
    chat.say(head, "/deadlines")
    await vk.drained()
    assert desk.whats == [TextSent("сводка"), TextSent("/deadlines")]
    assert all(event.in_group and str(event.place) == chat.address for event in desk.events)
    assert {str(event.sender) for event in desk.events} == {head.address}


async def test_no_secret_reaches_the_log(
    vk: FakeVk, listening: VkChannel, desk: NotedDesk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await vk.phone("Мама").type("тайна")
    vk.fail(page("poll"), dropped("before", "poll"))
    await vk.drained()
    assert TOKEN not in caplog.text
    assert vk.world.updates.key not in caplog.text
    assert "тайна" not in caplog.text
    assert isinstance(desk.events[0], Event)

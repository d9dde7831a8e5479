"""An update is forgotten only after the desk has it, and nothing that is delivered stops the rest."""

import asyncio

import pytest

from bot.telegram.channel import TelegramChannel
from bot.telegram.polling import STALE
from chat.actions import action
from chat.channel import Halted
from chat.events import Address, ButtonPressed, Event, Started, TextSent, Unreadable
from chat.screen import Button, screen
from tests.fakes.telegram import TOKEN, FakeTelegram, dropped, page, refused, too_many
from tests.telegram.conftest import NotedDesk, Rests, listening


def said(desk: NotedDesk) -> list[str]:
    return [event.what.text for event in desk.taken if isinstance(event, Event) and isinstance(event.what, TextSent)]


async def test_acknowledged_after_the_commit(server: FakeTelegram, channel: TelegramChannel) -> None:
    desk = NotedDesk()
    desk.open.clear()
    await server.phone("Мама").start("code")
    async with listening(channel, desk):
        await server.until(lambda: server.calls["getUpdates"] == 1)
        assert server.world.updates.waiting == 1
        desk.open.set()
        await server.drained()
    assert [event.what for event in desk.taken if isinstance(event, Event)] == [Started("code")]


async def test_killed_before_the_commit_it_comes_again(server: FakeTelegram, channel: TelegramChannel) -> None:
    before, after = NotedDesk(), NotedDesk()
    before.open.clear()
    phone = server.phone("Мама")
    await phone.type("раз")
    await phone.type("два")
    async with listening(channel, before):
        await server.until(lambda: len(before.offered) == 2)
    assert before.taken == []
    async with listening(channel, after):
        await server.drained()
    assert (after.offered, said(after)) == (before.offered, ["раз", "два"])


async def test_poison_does_not_stop_the_batch(server: FakeTelegram, channel: TelegramChannel) -> None:
    desk = NotedDesk()
    phone = server.phone("Мама")
    await phone.type("до")
    server.world.updates.put({"message": {"message_id": 5, "from": phone.face, "text": "?"}})
    phone.do({"text": "переслано", "forward_origin": {"type": "of_2015"}, "entities": [{"type": "unheard_of"}]})
    server.world.updates.put({"unheard_of": {}})
    await phone.type("после")
    async with listening(channel, desk):
        await server.drained()
    assert said(desk) == ["до", "переслано", "после"]
    assert [type(event) for event in desk.taken].count(Unreadable) == 1


async def test_what_concerns_nobody_is_acknowledged_without_the_desk(
    server: FakeTelegram, channel: TelegramChannel
) -> None:
    desk = NotedDesk()
    server.world.updates.put({"unheard_of": {}})
    async with listening(channel, desk):
        await server.drained()
    assert desk.offered == []


async def test_order_is_kept_over_many_batches(server: FakeTelegram, channel: TelegramChannel) -> None:
    desk = NotedDesk()
    phone = server.phone("Мама")
    for number in range(250):
        await phone.type(str(number))
    async with listening(channel, desk):
        await server.drained()
    assert said(desk) == [str(number) for number in range(250)]
    assert server.world.updates.offered_again == 0


async def test_spinner_stops_before_the_desk_is_done(server: FakeTelegram, channel: TelegramChannel) -> None:
    desk = NotedDesk()
    phone = server.phone("Мама")
    await phone.start()
    await channel.show(Address(*phone.address.split(":")), screen("Начать?", (Button("Да", action("yes")),)))
    desk.open.clear()
    await phone.press("Да")
    async with listening(channel, desk):
        await server.until(lambda: server.world.methods.answered == 1)
        assert desk.taken == []


async def test_a_query_too_old_is_no_matter(server: FakeTelegram, channel: TelegramChannel) -> None:
    desk = NotedDesk()
    phone = server.phone("Мама")
    await phone.start()
    phone.forge("late.1")
    server.world.methods.press_life = -1
    async with listening(channel, desk):
        await server.drained()
        await server.until(lambda: server.failed[400] == 1)
    assert [type(event.what) for event in desk.taken if isinstance(event, Event)] == [Started, ButtonPressed]


async def test_faults_are_waited_out_without_spinning(
    server: FakeTelegram, channel: TelegramChannel, rests: Rests
) -> None:
    desk = NotedDesk()
    await channel.connect()
    server.fail(
        too_many(7, "getUpdates"),
        page("getUpdates"),
        dropped("before", "getUpdates"),
        dropped("after", "getUpdates"),
        refused("Internal Server Error", "getUpdates", status=500),
        refused("Conflict: terminated by other getUpdates request", "getUpdates", status=409),
    )
    await server.phone("Мама").type("дошло")
    async with listening(channel, desk):
        await server.drained()
    assert said(desk) == ["дошло"]
    assert rests.noted == [7, 2, 4, 8, 16, 30]


async def test_a_second_poller_makes_the_first_step_back(server: FakeTelegram) -> None:
    first_rests, second_rests = Rests(patience=0), Rests(patience=0)
    first = TelegramChannel(TOKEN, server.url, sleep=first_rests.sleep)
    second = TelegramChannel(TOKEN, server.url, sleep=second_rests.sleep)
    desk = NotedDesk()
    async with listening(first, NotedDesk()):
        await server.until(lambda: server.calls["getUpdates"] == 1)
        async with listening(second, desk):
            await server.until(lambda: server.failed[409] == 1)
            await server.phone("Мама").type("кому?")
            await server.drained()
    assert said(desk) == ["кому?"]
    assert (first_rests.noted, second_rests.noted) == ([10], [])
    await first.close()
    await second.close()


async def test_an_old_webhook_is_taken_off(server: FakeTelegram, channel: TelegramChannel) -> None:
    words = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first"
    server.fail(refused(words, "getUpdates", status=409))
    desk = NotedDesk()
    await server.phone("Мама").type("дошло")
    async with listening(channel, desk):
        await server.drained()
    assert (server.calls["deleteWebhook"], said(desk)) == (1, ["дошло"])


@pytest.mark.parametrize("connected", [True, False], ids=["while polling", "at the start"])
async def test_a_token_no_longer_accepted_stops_it(
    server: FakeTelegram, channel: TelegramChannel, caplog: pytest.LogCaptureFixture, *, connected: bool
) -> None:
    if connected:
        await channel.connect()
    server.token_revoked = True
    with pytest.raises(Halted, match="TELEGRAM_TOKEN"):
        await channel.listen(NotedDesk())
    assert "Telegram is stopped" in caplog.text
    assert TOKEN not in caplog.text


async def test_it_waits_for_a_server_that_is_down(server: FakeTelegram, caplog: pytest.LogCaptureFixture) -> None:
    await server.close()
    returned = asyncio.Event()

    async def sleep(_seconds: float) -> None:
        await server.start()
        returned.set()

    channel = TelegramChannel(TOKEN, server.url, sleep=sleep)
    desk = NotedDesk()
    await server.phone("Мама").type("дождались")
    async with listening(channel, desk):
        await asyncio.wait_for(returned.wait(), 10)
        await server.drained()
    await channel.close()
    assert said(desk) == ["дождались"]
    assert TOKEN not in caplog.text


async def test_after_a_week_of_silence_any_number_is_good(
    server: FakeTelegram, channel: TelegramChannel, rests: Rests
) -> None:
    desk = NotedDesk()
    phone = server.phone("Мама")
    async with listening(channel, desk):
        await phone.type("до каникул")
        await server.drained()
        rests.now += STALE + 1
        server.fail(page("getUpdates"))
        server.world.updates.end_polls()
        server.world.updates.next -= 10
        await server.until(lambda: not server.faults)
        await phone.type("после каникул")
        await server.drained()
    assert said(desk) == ["до каникул", "после каникул"]

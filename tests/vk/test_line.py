"""The pace of a token: replies before bulk, `execute` for what waits, each caller its own answer."""

import asyncio

import pytest

from bot.vk.channel import VkChannel
from bot.vk.line import BULK_IN_FLIGHT, Line
from chat.channel import Gone, Halted, Refused, TryLater, Unknown
from chat.events import Address
from chat.screen import screen
from tests.fakes.vk import FakeVk
from tests.fakes.vk.faults import Fault, Storm, dropped, page, refused, silent


def people(vk: FakeVk, count: int) -> list[Address]:
    """Everybody has written to the bot."""
    phones = [vk.phone(f"Родитель {n}") for n in range(count)]
    for phone in phones:
        vk.world.dialogues.of(phone.number).refuses = 0
    return [Address("vk", str(phone.number)) for phone in phones]


async def broadcast(channel: VkChannel, to: list[Address]) -> list[object]:
    shows = (channel.show(one, screen(f"Опрос для {one}"), key=f"wave:{one}", bulk=True) for one in to)
    return list(await asyncio.gather(*shows, return_exceptions=True))


def words(vk: FakeVk, to: list[Address]) -> list[list[str]]:
    return [[seen.words for seen in vk.phone(one.id).seen()] for one in to]


async def test_what_waits_shares_one_request(vk: FakeVk, channel: VkChannel) -> None:
    to = people(vk, 60)
    refs = await broadcast(channel, to)
    assert all(isinstance(ref, str) for ref in refs)
    assert vk.calls["execute"] + vk.calls["messages.send"] <= 5
    assert vk.calls["execute/messages.send"] + vk.calls["messages.send"] == 60
    assert set(vk.delivered.values()) == {1}


async def test_each_gets_its_own_answer(vk: FakeVk, channel: VkChannel) -> None:
    to = people(vk, 12)
    left, refusing, limited = to[3], to[5], to[7]
    vk.world.dialogues.of(int(left.id)).refuses = 901
    vk.fail(refused(914, "messages.send", int(refusing.id)), refused(9, "messages.send", int(limited.id)))
    answers = dict(zip(to, await broadcast(channel, to), strict=True))
    assert isinstance(answers[left], Gone)
    assert isinstance(answers[refusing], Refused)
    assert isinstance(answers[limited], TryLater)
    for one, answer in answers.items():
        seen = vk.phone(str(one.id)).seen()
        assert [shown.ref for shown in seen] == ([answer] if isinstance(answer, str) else [])


@pytest.mark.parametrize(
    "fault",
    [dropped("after", "execute"), dropped("before", "execute"), page("execute", after=True), page("execute")],
    ids=["dropped after", "dropped before", "page after", "page before"],
)
async def test_a_lost_execute_doubles_nothing(vk: FakeVk, channel: VkChannel, fault: Fault) -> None:
    to = people(vk, 30)
    vk.fail(fault)
    assert all(isinstance(answer, str) for answer in await broadcast(channel, to))
    assert set(vk.delivered.values()) == {1}
    assert len(vk.delivered) == 30


@pytest.mark.parametrize("code", [12, 13])
async def test_a_script_vk_will_not_run_is_sent_call_by_call(vk: FakeVk, channel: VkChannel, code: int) -> None:
    to = people(vk, 10)
    vk.fail(refused(code, "execute", times=9))
    assert all(isinstance(answer, str) for answer in await broadcast(channel, to))
    assert set(vk.delivered.values()) == {1}


async def test_a_revoked_token_halts_everyone(vk: FakeVk, channel: VkChannel) -> None:
    to = people(vk, 10)
    vk.token_revoked = True
    assert {type(answer) for answer in await broadcast(channel, to)} == {Halted}


@pytest.mark.parametrize("seed", range(5))
async def test_a_broadcast_through_a_storm_doubles_nothing(vk: FakeVk, channel: VkChannel, seed: int) -> None:
    to = people(vk, 200)
    vk.storm = Storm(seed, share=0.4)
    answers = dict(zip(to, await broadcast(channel, to), strict=True))
    vk.storm = None
    assert set(map(type, answers.values())) <= {str, Unknown, TryLater}
    assert all(vk.delivered[int(one.id)] == 1 for one, answer in answers.items() if isinstance(answer, str))
    later = [one for one, answer in answers.items() if not isinstance(answer, str)]
    assert all(isinstance(answer, str) for answer in await broadcast(channel, later))
    assert {vk.delivered[int(one.id)] for one in to} == {1}


async def test_vk_s_limit_is_never_met(vk: FakeVk, channel: VkChannel) -> None:
    vk.limit = 20
    ask = (channel._line.call("groups.getById", {}) for _ in range(30))
    await asyncio.gather(*ask)
    assert vk.failed[6] == 0


async def test_a_hanging_broadcast_leaves_room_for_replies(vk: FakeVk, channel: VkChannel) -> None:
    to = people(vk, 200)
    vk.fail(silent("execute", times=99), silent(peer=int(to[0].id)))
    hanging = asyncio.create_task(broadcast(channel, to[:-1]))
    await vk.until(lambda: vk.calls["execute"] + vk.calls["messages.send"] == BULK_IN_FLIGHT)
    await channel.show(to[-1], screen("ответ"))
    assert words(vk, to[-1:]) == [["ответ"]]
    hanging.cancel()
    await asyncio.gather(hanging, return_exceptions=True)


class Paced:
    """A line whose requests and pauses are noted; the clock moves with the pauses."""

    def __init__(self) -> None:
        self.at = 0.0
        self.asked: list[tuple[float, str]] = []
        self.gate = asyncio.Event()
        self.line = Line(self._request, now=lambda: self.at, sleep=self._sleep)

    async def _request(self, method: str, params: dict[str, object]) -> dict[str, object]:
        self.asked.append((self.at, f"{method} {params.get('n', params.get('code', ''))}"))
        return {"response": 1}

    async def _sleep(self, seconds: float) -> None:
        await self.gate.wait()
        for _ in range(5):  # the request before goes out first, as it would in a real pause
            await asyncio.sleep(0)
        self.at += seconds


async def test_replies_overtake_bulk() -> None:
    paced = Paced()
    bulk = [asyncio.create_task(paced.line.call("docs.save", {"n": f"bulk{n}"}, bulk=True)) for n in range(4)]
    for _ in range(20):
        await asyncio.sleep(0)
    assert [what for _, what in paced.asked] == ["docs.save bulk0", "docs.save bulk1"]
    reply = asyncio.create_task(paced.line.call("docs.save", {"n": "reply"}))
    for _ in range(5):
        await asyncio.sleep(0)
    paced.gate.set()
    await asyncio.gather(reply, *bulk)
    assert [what for _, what in paced.asked][2:] == ["docs.save reply", "docs.save bulk2", "docs.save bulk3"]
    await paced.line.close()


async def test_eighteen_a_second() -> None:
    paced = Paced()
    paced.gate.set()
    await asyncio.gather(*(paced.line.call("docs.save", {"n": str(n)}) for n in range(100)))
    times = [at for at, _ in paced.asked]
    for at in times:
        assert sum(at <= other < at + 1 for other in times) <= 20
    assert times[-1] == pytest.approx(98 / 18, abs=0.01)
    await paced.line.close()


async def test_who_gives_up_waiting_is_not_sent() -> None:
    paced = Paced()
    calls = [asyncio.create_task(paced.line.call("docs.save", {"n": str(n)})) for n in range(4)]
    for _ in range(20):
        await asyncio.sleep(0)
    calls[2].cancel()
    paced.gate.set()
    await asyncio.gather(*calls, return_exceptions=True)
    assert [what for _, what in paced.asked] == ["docs.save 0", "docs.save 1", "docs.save 3"]
    await paced.line.close()


async def test_closing_lets_nobody_wait() -> None:
    paced = Paced()
    calls = [asyncio.create_task(paced.line.call("docs.save", {"n": str(n)})) for n in range(5)]
    for _ in range(20):
        await asyncio.sleep(0)
    await paced.line.close()
    answers = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(answer) for answer in answers[2:]] == [asyncio.CancelledError] * 3

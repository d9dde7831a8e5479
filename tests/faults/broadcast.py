"""An invitation to hundreds, over bad lines and a kill: each person has it or is listed, and nobody has it twice.

What is promised, and why it can be no more:

- VK knows a repeated delivery by its number for an hour, so whatever is not known is sent again: everybody has it once.
- Telegram cannot be asked whether a message arrived. A cut line and a page instead of a reply leave an invitation of
  unknown outcome; so does a kill, for what was claimed and not yet noted, at most `IN_FLIGHT`. Those are listed as
  unknown and not sent again; each of them has arrived once or not at all.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from chat.events import Address
from scheduler.sender import IN_FLIGHT
from storage.outbox import Message, Sent
from tests.fakes import telegram as telegram_faults
from tests.fakes.telegram import FakeTelegram
from tests.fakes.vk import FakeVk
from tests.fakes.vk.faults import Storm
from tests.faults import school
from tests.faults.program import Program, fakes, running, settings, stirred

PATIENCE = 150.0
TELEGRAM, VK = 7_100_000, 8_100_000
CUT = 4
"""So many people's lines are cut before the effect, after it, and so many get a proxy's page before and after."""
STORMY = 0.2
"""This share of VK's answers is an error, a page or a cut line."""


@dataclass(slots=True)
class Count:
    """What came of it; `unknown` and `doubled` beyond what was allowed stand in `broken` too."""

    people: int = 0
    kills: int = 0
    sends: int = 0
    undeliverable: int = 0
    unknown: int = 0
    doubled: int = 0
    broken: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Town:
    """Everybody who is written to, and what is wrong with some of them."""

    telegram: FakeTelegram
    vk: FakeVk
    size: int
    seed: int
    cut: set[int] = field(default_factory=set)
    closed: set[Address] = field(default_factory=set)

    def build(self) -> None:
        """Open every chat, close some, and spoil some lines."""
        chance = Random(self.seed)
        for number in range(self.size):
            self.telegram.world.chats.open(TELEGRAM + number, "").started = True
            self.vk.world.dialogues.of(VK + number).refuses = 0
        few = max(3, self.size // 50)
        troubled = chance.sample(range(self.size), few + 4 * CUT)
        for number in troubled[:few]:
            self.telegram.world.chats.all[TELEGRAM + number].blocked = True
            self.closed.add(Address("telegram", str(TELEGRAM + number)))
        for place, number in enumerate(troubled[few:]):
            self.cut.add(TELEGRAM + number)
            self.telegram.fail(_cut(place % 4, TELEGRAM + number))
        for number in chance.sample(range(self.size), 2):
            if TELEGRAM + number not in self.cut:
                self.telegram.fail(telegram_faults.too_many(1, "sendMessage", TELEGRAM + number))
        for number in chance.sample(range(self.size), few):
            self.vk.world.dialogues.of(VK + number).refuses = chance.choice([900, 901, 902])
            self.closed.add(Address("vk", str(VK + number)))
        self.vk.storm = Storm(self.seed, STORMY)

    @property
    def addresses(self) -> list[Address]:
        """Of everybody, in no order."""
        found = [Address("telegram", str(TELEGRAM + n)) for n in range(self.size)]
        found += [Address("vk", str(VK + n)) for n in range(self.size)]
        Random(self.seed).shuffle(found)
        return found

    def arrived(self, to: Address) -> int:
        """How often somebody was shown the invitation."""
        if to.messenger == "vk":
            return self.vk.delivered[int(to.id)]
        return len(self.telegram.world.chats.all[int(to.id)].shown)

    @property
    def all_arrived(self) -> int:
        """How many messages were shown so far, in both."""
        return self.vk.delivered.total() + sum(len(chat.shown) for chat in self.telegram.world.chats.all.values())


def _cut(how: int, chat: int) -> telegram_faults.Fault:
    if how < 2:
        return telegram_faults.dropped("after" if how else "before", "sendMessage", chat)
    return telegram_faults.page("sendMessage", chat, after=how == 3)


async def broadcast(folder: Path, url: str, seed: int, size: int, kills: int = 1) -> Count:
    """`size` people on each messenger; what was promised and not held stands in `broken`."""
    async with fakes() as (telegram, vk):
        town = Town(telegram, vk, size, seed)
        town.build()
        school.invite(url, town.addresses)
        async with running(folder, settings(url, telegram, vk)) as program:
            try:
                async with asyncio.timeout(PATIENCE):
                    await _watch(program, town, url, kills)
            except TimeoutError:
                return Count(broken=[f"seed {seed}: {school.on_the_way(url)} messages are still on their way"])
            code = await program.stop()
        count = _compare(town, school.letters(url), kills)
    if code != 0:
        count.broken.append(f"seed {seed}: the program ended with {code}")
    return count


async def _watch(program: Program, town: Town, url: str, kills: int) -> None:
    """Kill it at moments drawn from the seed, until every message has ended in some way."""
    chance = Random(f"{town.seed} kills")
    moments = sorted(chance.sample(range(town.size // 10, town.size), kills))  # both messengers are at work then
    while moments or school.on_the_way(url):
        if moments and town.all_arrived >= moments[0]:
            moments.pop(0)
            await program.kill()
            await program.start()
        await stirred(town.telegram, town.vk, seconds=0.3)


def _compare(town: Town, found: Sequence[Message], kills: int) -> Count:
    ended = {one.address: one for one in found if one.address}
    states = Counter(one.state for one in found)
    unknown = {int(one.address.id) for one in found if one.state is Sent.UNKNOWN and one.address}
    arrived = {to: town.arrived(to) for to in town.addresses}
    doubled = [to for to, times in arrived.items() if times > 1]
    allowed = {Sent.SENT: {1}, Sent.UNKNOWN: {0, 1}, Sent.UNDELIVERABLE: {0}}
    untrue = [
        (to, ended[to].state, times)
        for to, times in arrived.items()
        if to not in ended or times not in allowed.get(ended[to].state, set())
    ]
    listed = {one.address for one in found if one.state is Sent.UNDELIVERABLE}
    promises = {
        f"{len(found)} rows for {len(arrived)} people": len(found) == len(arrived),
        f"twice: {doubled[:5]}": not doubled,
        f"listed otherwise than it was: {untrue[:5]}": not untrue,
        f"undeliverable though open: {listed - town.closed}": listed <= town.closed,
        f"{len(unknown - town.cut)} unknown without a cut line": len(unknown - town.cut) <= IN_FLIGHT * kills,
        "unknown on VK": all(one < VK for one in unknown),
    }
    count = Count(len(arrived), kills, sum(arrived.values()), len(listed), states[Sent.UNKNOWN], len(doubled))
    count.broken = [f"seed {town.seed}: {what}" for what, held in promises.items() if not held]
    return count

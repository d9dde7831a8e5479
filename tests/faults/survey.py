"""Many answer at once while the bot is killed or its storage taken away; what they saw accepted must be there."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram import dropped as telegram_dropped
from tests.fakes.vk import FakeVk
from tests.fakes.vk.faults import dropped as vk_dropped
from tests.faults import school
from tests.faults.people import Respondent, crowd, expected
from tests.faults.program import Program, fakes, running, settings, stirred
from tests.phones import Phone

PATIENCE = 100.0
Step = Callable[[], Awaitable[bool]]
Trouble = Callable[[Program, Step], Awaitable[None]]
"""Something that happens to a running program; the second argument lets everybody look at their screen once."""


@dataclass(slots=True)
class Count:
    """What came of it."""

    people: int = 0
    kills: int = 0
    answers: int = 0
    ballots: int = 0
    lost: int = 0
    doubled: int = 0
    broken: list[str] = field(default_factory=list)


async def kill(program: Program, step: Step) -> None:
    """A power cut (kill -9); people press on at what is still on their screens; a new start."""
    await program.kill()
    await step()
    await program.start()


@dataclass(slots=True)
class Hall:
    """Everybody who answers, the servers they write to, and the bot."""

    people: Sequence[Respondent]
    servers: tuple[FakeTelegram, FakeVk]
    program: Program

    async def answer(self, troubles: Sequence[tuple[int, Trouble]]) -> None:
        """Until everybody has finished; each trouble comes when so many answers are accepted."""
        waiting = list(troubles)
        while not all(person.finished for person in self.people):
            moved = await self.step()
            if waiting and self.accepted >= waiting[0][0]:
                await waiting.pop(0)[1](self.program, self.step)
            elif not moved:
                await stirred(*self.servers)
        assert not waiting

    async def step(self) -> bool:
        """Everybody looks at their screen once."""
        return any([await person.step() for person in self.people])

    @property
    def accepted(self) -> int:
        """Answers whose acceptance was on a screen."""
        return sum(person.accepted for person in self.people)


async def answered(
    folder: Path,
    url: str,
    seed: int,
    troubles: Sequence[Trouble],
    *,
    on_telegram: int = 30,
    on_vk: int = 30,
) -> Count:
    """Play it; what was promised and not held stands in `broken`."""
    chance = Random(seed)
    total = on_telegram + on_vk
    codes = school.open_wave(url, -(-total // len(school.CLASSES)))
    async with fakes(history=2) as (telegram, vk):
        given = settings(url, telegram if on_telegram else None, vk if on_vk else None)
        async with running(folder, given) as program:
            if on_vk:
                await vk.ready()
            telegram.fail(*(telegram_dropped(when, "editMessageText") for when in ("before", "after")))
            vk.fail(*(vk_dropped(when, "messages.edit") for when in ("before", "after")))
            phones: list[Phone] = [
                *(telegram.phone(f"Т{n}") for n in range(on_telegram)),
                *(vk.phone(f"В{n}") for n in range(on_vk)),
            ]
            chance.shuffle(phones)
            hall = Hall(crowd(phones, codes, seed), (telegram, vk), program)
            moments = sorted(chance.sample(range(1, int(total * 8)), len(troubles)))
            try:
                async with asyncio.timeout(PATIENCE):
                    await hall.answer(list(zip(moments, troubles, strict=True)))
                    await telegram.drained()
                    await vk.drained()
                    while school.unshown(url):
                        await stirred(telegram, vk)
            except TimeoutError:
                return Count(total, len(troubles), hall.accepted, broken=[f"seed {seed}: {_stuck(hall)}"])
            code = await program.stop()
    count = _compare(hall, school.look(url), seed)
    count.kills = sum(trouble is kill for trouble in troubles)
    if code != 0:
        count.broken.append(f"seed {seed}: the program ended with {code}")
    return count


def _stuck(hall: Hall) -> str:
    still = [person for person in hall.people if not person.finished]
    screens = Counter(person.phone.seen()[-1].words[:60] if person.phone.seen() else "nothing" for person in still)
    return f"{len(still)} people could not finish; they look at {screens}; {hall.program.complained[-10:]}"


def _compare(hall: Hall, box: school.Box, seed: int) -> Count:
    wanted = expected(hall.people)
    count = Count(len(hall.people), 0, hall.accepted, box.ballots.total())
    count.lost, count.doubled = (wanted - box.ballots).total(), (box.ballots - wanted).total()
    said = Counter(person.comment for person in hall.people if person.comment)
    missed = [line for person in hall.people for line in person.missed]
    promises = {
        f"{count.lost} ballots are lost": not count.lost,
        f"{count.doubled} ballots are not what anybody answered": not count.doubled,
        f"comments are lost or doubled: {said - box.comments} {box.comments - said}": said == box.comments,
        f"the review did not show what was accepted: {missed[:3]}": not missed,
        f"{box.answered} marks for {len(hall.people)} people": box.answered == len(hall.people),
        f"{box.drafts} drafts are left": not box.drafts,
        f"{box.unshown} screens were never shown": not box.unshown,
        f"{box.aside} events were put aside": not box.aside,
    }
    count.broken = [f"seed {seed}: {what}" for what, held in promises.items() if not held]
    return count

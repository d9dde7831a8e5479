"""VK's long poll in our own order: a batch is committed with its `ts`, and only then VK is asked with the new one.

Asking with ``ts=N`` does not consume: VK keeps the events, so after a crash the last committed `ts` brings the same
batch again. vkbottle's own loop moves on when handlers were merely started.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.vk.client import Client, number
from bot.vk.errors import PERSON_MUST_ACT, Fault, NoAnswer, outcome
from bot.vk.incoming import MESSENGER, read
from bot.vk.line import Line, Sleep
from chat.channel import Desk, TryLater

log = logging.getLogger(__name__)

LONGEST_PAUSE = 30.0


@dataclass(frozen=True, slots=True)
class _Post:
    """Where to ask, with which key, and the newest `ts` when it was given."""

    server: str
    key: str
    ts: str


class LongPoll:
    """Brings updates to the desk; `losses` counts the times VK said that events were lost."""

    def __init__(
        self,
        client: Client,
        line: Line,
        group: int,
        sleep: Sleep,
        glance: Callable[[object], None],
    ) -> None:
        self._client = client
        self._line = line
        self._group = group
        self._sleep = sleep
        self._glance = glance
        self._troubles = 0
        self.losses = 0

    async def run(self, desk: Desk) -> None:
        """Until cancelled, or `Halted`."""
        ts = await desk.bookmark(MESSENGER)
        post = await self._open()
        if ts is None:
            ts = post.ts
            await desk.mark(MESSENGER, ts)
        while True:
            answer = await self._ask(post, ts)
            match answer:
                case {"failed": 1, "ts": fresh} if number(fresh) is not None:
                    ts = await self._skip(desk, str(fresh))
                case {"failed": 3}:
                    post = await self._open()
                    ts = await self._skip(desk, post.ts)
                case {"ts": fresh, "updates": [*updates]} if number(fresh) is not None:
                    ts = await self._bring(desk, updates, ts, str(fresh))
                case _:  # failed: 2, an unknown failure, or nothing readable: a new key, the same place
                    post = await self._open()

    async def _bring(self, desk: Desk, updates: Sequence[Any], old: str, new: str) -> str:
        for update in updates:
            self._glance(update)
        if updates or new != old:
            await desk.take([event for update in updates for event in read(update, self._group)], bookmark=new)
        return new

    async def _skip(self, desk: Desk, ts: str) -> str:
        self.losses += 1
        log.warning("VK says that events were lost (%d times so far): people may have to press again", self.losses)
        await desk.mark(MESSENGER, ts)
        return ts

    async def _ask(self, post: _Post, ts: str) -> object:
        try:
            answer = await self._client.poll(post.server, post.key, ts)
        except NoAnswer as lost:
            await self._rest(str(lost))
            return None
        if isinstance(answer, dict) and ("ts" in answer or answer.get("failed") in {2, 3}):
            self._troubles = 0
        else:
            await self._rest("unreadable long poll")
        return answer

    async def _open(self) -> _Post:
        while True:
            try:
                given = await self._line.call("groups.getLongPollServer", {"group_id": self._group})
            except (Fault, NoAnswer) as error:
                verdict = outcome(error)
                if isinstance(error, Fault) and error.code in PERSON_MUST_ACT:
                    raise verdict from None
                await self._rest(str(verdict), verdict.after if isinstance(verdict, TryLater) else 0)
                continue
            match given:
                case {"server": str(server), "key": str(key), "ts": ts} if number(ts) is not None:
                    return _Post(server if "://" in server else f"https://{server}", key, str(ts))
            await self._rest("unreadable long poll server")

    async def _rest(self, why: str, least: float = 0) -> None:
        self._troubles += 1
        pause = max(min(2.0 ** (self._troubles - 1), LONGEST_PAUSE), least)
        log.warning("VK long poll: %s; asking again in %g s", why, pause)
        await self._sleep(pause)

"""How fast we write: what Telegram asks of bots, with a little room.

It allows about 30 bulk messages a second, one a second in a chat and 20 a minute in a group. Replies are not bulk: they
never queue behind it, and 25 a second leaves them room.
"""

import math
from collections.abc import Awaitable, Callable

from chat.channel import TryLater
from chat.pacing import Bucket

BULK = (25.0, 25)
CHAT = (1.0, 3)
GROUP = (18 / 60, 18)
KEPT = 4096
"""Chats whose pace is remembered; a forgotten one merely starts afresh."""

Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[object]]


class Pace:
    """Waits before bulk and before anything in a group; after a 429 refuses everything for as long as was asked."""

    def __init__(self, clock: Clock, sleep: Sleep) -> None:
        self._clock = clock
        self._sleep = sleep
        self._bulk = Bucket(*BULK, clock)
        self._chats: dict[str, Bucket] = {}
        self._rests_until = -math.inf

    def rest(self, seconds: float) -> None:
        """Nothing is written for this long."""
        self._rests_until = max(self._rests_until, self._clock() + seconds)

    async def keep(self, chat: str, *, bulk: bool) -> None:
        """Wait for one's turn; raises `TryLater` while the channel rests."""
        self._refuse_while_resting()
        in_group = chat.startswith("-")
        if not bulk and not in_group:
            return
        wait = self._bucket(chat, GROUP if in_group else CHAT).wait()
        if bulk:
            wait = max(wait, self._bulk.wait())
        if wait:
            await self._sleep(wait)
            self._refuse_while_resting()

    def _refuse_while_resting(self) -> None:
        left = self._rests_until - self._clock()
        if left > 0:
            raise TryLater(left)

    def _bucket(self, chat: str, pace: tuple[float, int]) -> Bucket:
        bucket = self._chats.get(chat)
        if bucket is None:
            if len(self._chats) >= KEPT:
                self._chats.clear()
            bucket = self._chats[chat] = Bucket(*pace, self._clock)
        return bucket

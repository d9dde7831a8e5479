"""The queue behind getUpdates, with the real offset semantics."""

import asyncio
from collections import deque
from typing import Any

from tests.fakes.telegram.rules import BadRequest

Json = dict[str, Any]
FAR = 1000


class Updates:
    """An offset above an id confirms and deletes; what was not confirmed is offered again, to one poller at a time."""

    def __init__(self, first: int = 700_000_001) -> None:
        self.next = first
        self.polls = 0
        self.offered_again = 0
        self._queue: deque[Json] = deque()
        self._poller: asyncio.Future[bool] | None = None
        self._acknowledged = asyncio.Condition()
        self._offered = 0

    def put(self, update: Json) -> int:
        """Append an update; returns its id."""
        number = self.next
        self.next += 1
        self._queue.append({"update_id": number, **update})
        if self._poller and not self._poller.done():
            self._poller.set_result(True)
        return number

    async def get(self, offset: int | None, limit: int, wait: int) -> list[Json]:
        """Long poll; a second poller ends the first one."""
        self.polls += 1
        if not (1 <= limit <= 100 and 0 <= wait <= 50):
            raise BadRequest("Bad Request: limit or timeout out of range")
        await self._confirm(offset)
        if self._poller and not self._poller.done():
            self._poller.set_result(False)
        if not self._queue and wait:
            poller = self._poller = asyncio.get_running_loop().create_future()
            await asyncio.wait([poller], timeout=wait)
            if poller.done() and not poller.result():
                raise conflict()
        batch = [self._queue[index] for index in range(min(limit, len(self._queue)))]
        if batch:
            self.offered_again += batch[0]["update_id"] <= self._offered
            self._offered = max(self._offered, batch[-1]["update_id"])
        return batch

    def end_polls(self) -> None:
        """The waiting poll, if any, comes back empty."""
        if self._poller and not self._poller.done():
            self._poller.set_result(True)

    async def _confirm(self, offset: int | None) -> None:
        if offset is None or offset > self.next + FAR:
            return
        keep = len(self._queue) if offset >= 0 else -offset
        while self._queue and (self._queue[0]["update_id"] < offset or len(self._queue) > keep):
            self._queue.popleft()
        async with self._acknowledged:
            self._acknowledged.notify_all()

    async def drained(self) -> None:
        """Until everything queued by now has been confirmed."""
        last = self.next - 1
        async with self._acknowledged:
            await self._acknowledged.wait_for(lambda: not self._queue or self._queue[0]["update_id"] > last)

    @property
    def waiting(self) -> int:
        """How many are not confirmed yet."""
        return len(self._queue)


def conflict() -> BadRequest:
    """What the elder of two pollers hears."""
    words = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    return BadRequest(words, 409)

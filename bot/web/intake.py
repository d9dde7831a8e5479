"""From the page to the front desk: an event is answered for only after it is committed."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from chat.channel import Desk
from chat.events import Event
from chat.failures import trace

log = logging.getLogger(__name__)
CROWD = 2_000
"""Events that may wait for storage at once; more are asked to come again."""


class Intake:
    """Hands events to the desk. One sent again while the first still waits joins it instead of queueing twice."""

    def __init__(self, desk: Desk, patience: float) -> None:
        self._desk = desk
        self._patience = patience
        self._waiting: dict[str, asyncio.Task[None]] = {}

    async def hand(self, event: Event) -> bool:
        """True once the event is committed; False when storage did not answer for `patience` seconds."""
        task = self._waiting.get(event.id)
        if task is None:
            if len(self._waiting) >= CROWD:
                return False
            task = asyncio.create_task(self._desk.take([event]))
            self._waiting[event.id] = task
            task.add_done_callback(lambda done: self._left(event.id, done))
        done, _ = await asyncio.wait({task}, timeout=self._patience)
        return bool(done) and not task.cancelled() and task.exception() is None

    async def close(self) -> None:
        """Let go of what still waits: it was never answered for, so the page sends it again."""
        tasks = list(self._waiting.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _left(self, event_id: str, task: asyncio.Task[None]) -> None:
        self._waiting.pop(event_id, None)
        if not task.cancelled() and (error := task.exception()):
            log.error("the front desk did not take an event, the page will send it again: %s", trace(error))


class Bells:
    """Wakes the pages that wait for news at an address."""

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)

    @contextmanager
    def waiting(self, address: str) -> Iterator[asyncio.Event]:
        """An event that is set at the next `ring` for this address."""
        rung = asyncio.Event()
        self._waiting[address].add(rung)
        try:
            yield rung
        finally:
            self._waiting[address].discard(rung)
            if not self._waiting[address]:
                del self._waiting[address]

    def ring(self, address: str) -> None:
        """There is something new here."""
        for rung in self._waiting.get(address, ()):
            rung.set()

    def ring_all(self) -> None:
        """Send every waiting page home: the server stops."""
        for address in list(self._waiting):
            self.ring(address)

"""The one line to VK's API: everything a token says goes through it, in pace, replies before bulk.

VK allows 20 requests a second per token over all methods. Calls still waiting when a turn comes up share it in one
`execute`, so a broadcast, or a whole school answering at once, is limited by people and not by requests.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from bot.vk.bulk import Call, answers, fits, script
from bot.vk.errors import TOO_FAST, Fault
from chat.pacing import Bucket

RATE = 18
BURST = 2
"""18 a second and a burst of 2 stay within any second's 20."""

IN_FLIGHT = 16
GATHERED = frozenset({"messages.send", "messages.edit", "messages.sendMessageEventAnswer"})
CANNOT_RUN = frozenset({12, 13, 100})
"""The script as a whole was not run: each call is then made by itself."""

Request = Callable[[str, dict[str, Any]], Awaitable[dict[str, Any]]]
Sleep = Callable[[float], Awaitable[None]]


@dataclass(eq=False, slots=True)
class _Waiting:
    call: Call
    answer: "asyncio.Future[Any]"
    alone: bool = False
    script: str = field(init=False)

    def __post_init__(self) -> None:
        self.alone = self.alone or self.call.method not in GATHERED
        self.script = "" if self.alone else self.call.script


class Line:
    """Calls methods in pace; `call` returns the bare ``response``."""

    def __init__(
        self,
        request: Request,
        *,
        rate: float = RATE,
        now: Callable[[], float] = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._request = request
        self._sleep = sleep
        self._bucket = Bucket(rate, BURST, now)
        self._replies: deque[_Waiting] = deque()
        self._bulk: deque[_Waiting] = deque()
        self._work = asyncio.Event()
        self._slots = asyncio.Semaphore(IN_FLIGHT)
        self._running: set[asyncio.Task[None]] = set()
        self._worker: asyncio.Task[None] | None = None

    async def call(self, method: str, params: dict[str, Any], *, bulk: bool = False) -> object:
        """The method's response; raises `Fault` or `NoAnswer`."""
        if self._worker is None:
            self._worker = asyncio.create_task(self._work_off(), name="vk line")
        waiting = _Waiting(Call(method, params), asyncio.get_running_loop().create_future())
        (self._bulk if bulk else self._replies).append(waiting)
        self._work.set()
        return await waiting.answer

    async def close(self) -> None:
        """Stop; whoever still waits is cancelled."""
        tasks = [*self._running, *([self._worker] if self._worker else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for waiting in (*self._replies, *self._bulk):
            waiting.answer.cancel()

    async def _work_off(self) -> None:
        while True:
            await self._work.wait()
            await self._slots.acquire()
            if pause := self._bucket.wait():
                await self._sleep(pause)
            batch = self._next()
            if not batch:
                self._slots.release()
                continue
            task = asyncio.create_task(self._send(batch), name="vk request")
            self._running.add(task)
            task.add_done_callback(self._sent)

    def _sent(self, task: "asyncio.Task[None]") -> None:
        self._running.discard(task)
        self._slots.release()

    def _next(self) -> list[_Waiting]:
        """Who goes now: chosen after the pause, so a reply overtakes bulk that waited longer."""
        batch: list[_Waiting] = []
        for queue in (self._replies, self._bulk):
            while queue and not batch:
                batch = [first for first in (queue.popleft(),) if not first.answer.done()]
            while batch and not batch[0].alone and queue and not queue[0].alone:
                if not fits([*(waiting.script for waiting in batch), queue[0].script]):
                    break
                batch += [other for other in (queue.popleft(),) if not other.answer.done()]
            if batch:
                break
        if not (self._replies or self._bulk):
            self._work.clear()
        return batch

    async def _send(self, batch: list[_Waiting]) -> None:
        try:
            results = await self._ask([waiting.call for waiting in batch])
        except asyncio.CancelledError:
            for waiting in batch:
                waiting.answer.cancel()
            raise
        except Fault as fault:
            if fault.code == TOO_FAST:
                self._bucket.rest(1)
            if len(batch) > 1 and fault.code in CANNOT_RUN:
                self._one_by_one(batch)
                return
            results = [fault] * len(batch)
        except Exception as error:  # noqa: BLE001  # handed on to everyone who waits, or they would wait for ever
            results = [error] * len(batch)
        for waiting, result in zip(batch, results, strict=True):
            _settle(waiting.answer, result)

    async def _ask(self, calls: list[Call]) -> list[Any]:
        if len(calls) == 1:
            return [(await self._request(calls[0].method, dict(calls[0].params)))["response"]]
        return answers(calls, await self._request("execute", {"code": script(calls)}))

    def _one_by_one(self, batch: list[_Waiting]) -> None:
        for waiting in reversed(batch):
            waiting.alone = True
            self._replies.appendleft(waiting)
        self._work.set()


def _settle(future: "asyncio.Future[Any]", result: object) -> None:
    if future.done():
        return
    if isinstance(result, Exception):
        future.set_exception(result)
    else:
        future.set_result(result)

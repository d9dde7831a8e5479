"""The one line to VK's API: everything a token says goes through it, in pace, replies before bulk.

VK allows 20 requests a second per token over all methods. Calls still waiting when a turn comes up share it in one
`execute`, so a broadcast, or a whole school answering at once, is limited by people and not by requests.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.vk.bulk import Call, answers, fits, script
from bot.vk.errors import TOO_FAST, Fault
from chat.pacing import Bucket

RATE = 18
BURST = 2
"""18 a second and a burst of 2 stay within any second's 20."""

IN_FLIGHT = 16
BULK_IN_FLIGHT = 4
"""Requests unanswered at a time. Bulk leaves room for replies, and a crash cuts off at most 4 × 25 of its messages."""

GATHERED = frozenset({"messages.send", "messages.edit", "messages.sendMessageEventAnswer"})
CANNOT_RUN = frozenset({12, 13, 100})
"""The script as a whole was not run: each call is then made by itself."""

Request = Callable[[str, dict[str, Any]], Awaitable[dict[str, Any]]]
Sleep = Callable[[float], Awaitable[None]]


@dataclass(eq=False, slots=True)
class _Waiting:
    call: Call
    answer: "asyncio.Future[object]"
    alone: bool


class _Lane:
    """Calls waiting in order, and how many of its requests are unanswered."""

    def __init__(self, most: int) -> None:
        self.waiting: deque[_Waiting] = deque()
        self.requests = 0
        self._most = most

    @property
    def may_go(self) -> bool:
        while self.waiting and self.waiting[0].answer.done():  # nobody waits for it any more
            self.waiting.popleft()
        return bool(self.waiting) and self.requests < self._most

    def batch(self) -> list[_Waiting]:
        """The first call, and those behind it that may share its request."""
        batch = [self.waiting.popleft()]
        scripts = [batch[0].call.script]
        while self.waiting and not batch[0].alone and not self.waiting[0].alone:
            scripts.append(self.waiting[0].call.script)
            if not fits(scripts):
                break
            batch.append(self.waiting.popleft())
        return batch


class Line:
    """Calls methods in pace; `call` returns the bare ``response``."""

    def __init__(
        self,
        request: Request,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._request = request
        self._sleep = sleep
        self._bucket = Bucket(RATE, BURST, now)
        self._replies = _Lane(IN_FLIGHT)
        self._bulk = _Lane(BULK_IN_FLIGHT)
        self._news = asyncio.Event()
        self._open: set[asyncio.Future[object]] = set()
        self._running: set[asyncio.Task[None]] = set()
        self._worker: asyncio.Task[None] | None = None

    async def call(self, method: str, params: dict[str, Any], *, bulk: bool = False) -> object:
        """The method's response; raises `Fault` or `NoAnswer`."""
        if self._worker is None:
            self._worker = asyncio.create_task(self._work_off(), name="vk line")
        answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self._open.add(answer)
        answer.add_done_callback(self._open.discard)
        lane = self._bulk if bulk else self._replies
        lane.waiting.append(_Waiting(Call(method, params), answer, method not in GATHERED))
        self._news.set()
        return await answer

    async def close(self) -> None:
        """Stop; whoever still waits is cancelled."""
        tasks = [*self._running, *([self._worker] if self._worker else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for answer in list(self._open):
            answer.cancel()

    async def _work_off(self) -> None:
        while True:
            while self._next() is None:
                self._news.clear()
                await self._news.wait()
            if pause := self._bucket.wait():
                await self._sleep(pause)
            if lane := self._next():  # chosen after the pause, so a reply overtakes bulk that waited longer
                lane.requests += 1
                task = asyncio.create_task(self._send(lane, lane.batch()), name="vk request")
                self._running.add(task)
                task.add_done_callback(self._running.discard)

    def _next(self) -> _Lane | None:
        return next((lane for lane in (self._replies, self._bulk) if lane.may_go), None)

    async def _send(self, lane: _Lane, batch: list[_Waiting]) -> None:
        try:
            for waiting, result in zip(batch, await self._results(batch), strict=True):
                _settle(waiting.answer, result)
        except _CannotRun:
            for waiting in reversed(batch):
                waiting.alone = True
                lane.waiting.appendleft(waiting)
        finally:
            lane.requests -= 1
            self._news.set()

    async def _results(self, batch: list[_Waiting]) -> Sequence[object]:
        try:
            results = await self._ask([waiting.call for waiting in batch])
        except Fault as fault:
            if len(batch) > 1 and fault.code in CANNOT_RUN:
                raise _CannotRun from None
            results = [fault] * len(batch)
        except Exception as error:  # noqa: BLE001  # handed on to everyone who waits, or they would wait for ever
            results = [error] * len(batch)
        if any(isinstance(result, Fault) and result.code == TOO_FAST for result in results):
            self._bucket.rest(1)
        return results

    async def _ask(self, calls: list[Call]) -> Sequence[object]:
        if len(calls) == 1:
            return [(await self._request(calls[0].method, dict(calls[0].params)))["response"]]
        return answers(calls, await self._request("execute", {"code": script(calls)}))


class _CannotRun(Exception):
    """The script of an `execute` was refused as a whole."""


def _settle(answer: "asyncio.Future[object]", result: object) -> None:
    if answer.done():
        return
    if isinstance(result, Exception):
        answer.set_exception(result)
    else:
        answer.set_result(result)

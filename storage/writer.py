"""One thread writes; what waits meanwhile is committed together.

A job is a plain function of `Work`. Jobs are run in the order they came, many in one transaction (one fsync for all).
When one of them fails, the whole group is undone and run again one by one, so a failure undoes only itself; jobs
therefore keep no state of their own.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, TypeVar, cast

from sqlalchemy import Engine
from sqlalchemy.exc import InterfaceError, OperationalError

from storage.engine import StorageDown
from storage.moments import Moments
from storage.work import Work

T = TypeVar("T")
Job = Callable[[Work], Any]
GROUP = 256
PAUSE = 1.0
"""Seconds between tries while storage is down."""
log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Order:
    jobs: Sequence[Job]
    loop: asyncio.AbstractEventLoop
    done: "asyncio.Future[list[Any]]"
    results: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class _Alone:
    job: Callable[[Engine], Any]
    loop: asyncio.AbstractEventLoop
    done: "asyncio.Future[Any]"


class Writer:
    """Runs jobs on its own thread. All jobs of a group share one moment."""

    def __init__(self, engine: Engine, moments: Callable[[], Moments]) -> None:
        self._engine = engine
        self._moments = moments
        self._queue: SimpleQueue[_Order | _Alone | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    async def run(self, job: Callable[[Work], T]) -> T:
        """Run one job; returns after its commit. Raises what the job raised, or `StorageDown`."""
        (result,) = await self.run_all([job])
        if isinstance(result, Exception):
            raise result
        return cast("T", result)

    async def run_all(self, jobs: Sequence[Job]) -> list[Any]:
        """Run jobs in order; returns their results after the commit, an exception in the place of a failed one."""
        loop = asyncio.get_running_loop()
        order = _Order(jobs, loop, loop.create_future())
        self._queue.put(order)
        return await order.done

    async def keep_trying(self, jobs: Sequence[Job]) -> list[Any]:
        """`run_all`, waiting for storage while it is down: for what must not be given up."""
        while True:
            try:
                return await self.run_all(jobs)
            except StorageDown as down:
                log.error("storage is down (%s): waiting for it", down)
                await asyncio.sleep(PAUSE)

    async def alone(self, job: Callable[[Engine], T]) -> T:
        """Run a job outside any transaction (vacuum, migration)."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        self._queue.put(_Alone(job, loop, done))
        return await done

    async def close(self) -> None:
        """Finish what is queued and stop the thread."""
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def _work(self) -> None:
        while (first := self._queue.get()) is not None:
            group: list[_Order] = []
            last: _Order | _Alone | None = first
            while isinstance(last, _Order):
                group.append(last)
                if self._queue.empty() or sum(len(order.jobs) for order in group) >= GROUP:
                    break
                last = self._queue.get()
            if group:
                self._run(group)
            if isinstance(last, _Alone):
                self._run_alone(last)
            elif last is None:
                return

    def _run(self, group: list[_Order]) -> None:
        try:
            self._together(group)
        except Exception as error:  # noqa: BLE001 a job's own failure is found again, and kept, one by one
            if is_down(error) or not self._one_by_one(group):
                _settle(group, StorageDown(type(error).__name__))
                return
        _settle(group)

    def _together(self, group: list[_Order]) -> None:
        with self._engine.begin() as connection:
            work = Work(connection, self._moments())
            for order in group:
                order.results = [job(work) for job in order.jobs]

    def _one_by_one(self, group: list[_Order]) -> bool:
        """Each job in a transaction of its own; False when storage itself failed.

        Orders finished before that are committed and told so at the next redelivery, which every job must bear anyway.
        """
        for order in group:
            order.results = []
            for job in order.jobs:
                try:
                    with self._engine.begin() as connection:
                        order.results.append(job(Work(connection, self._moments())))
                except Exception as error:  # noqa: BLE001 handed to whoever asked
                    if is_down(error):
                        return False
                    order.results.append(error)
        return True

    def _run_alone(self, order: _Alone) -> None:
        try:
            result = order.job(self._engine)
        except Exception as error:  # noqa: BLE001 handed to whoever asked
            order.loop.call_soon_threadsafe(_fail, order.done, error)
        else:
            order.loop.call_soon_threadsafe(_finish, order.done, result)


def is_down(error: Exception) -> bool:
    """Whether the database's state is to blame (full, locked, gone) rather than a statement of ours."""
    if isinstance(error, StorageDown):
        return True
    return isinstance(error, OperationalError | InterfaceError) and "no such" not in str(error.orig)


def _settle(group: list[_Order], down: StorageDown | None = None) -> None:
    """Tell everybody how it went, with one wake-up per event loop."""
    loops = {order.loop for order in group}
    for loop in loops:
        loop.call_soon_threadsafe(_tell, [order for order in group if order.loop is loop], down)


def _tell(group: list[_Order], down: StorageDown | None) -> None:
    for order in group:
        if down:
            _fail(order.done, down)
        else:
            _finish(order.done, order.results)


def _finish(done: "asyncio.Future[Any]", result: object) -> None:
    if not done.done():
        done.set_result(result)


def _fail(done: "asyncio.Future[Any]", error: Exception) -> None:
    if not done.done():
        done.set_exception(error)

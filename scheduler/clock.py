"""The ticker. APScheduler owns no job that matters: it only calls `tick` every second."""

import asyncio
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger


class Ticker:
    """Calls `tick` once a second on the running event loop; a slow tick is not overtaken, missed ones are one."""

    def __init__(self, tick: Callable[[], Awaitable[None]], seconds: float = 1) -> None:
        self._tick = tick
        self._ticking = asyncio.Lock()
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self._once, IntervalTrigger(seconds=seconds), coalesce=True, max_instances=1, misfire_grace_time=None
        )

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Tick no more; a tick that has begun is let to its end, for the library would cancel it and log a failure."""
        self._scheduler.pause()
        await asyncio.sleep(0)  # one that was called this very moment begins
        async with self._ticking:
            self._scheduler.shutdown(wait=False)

    async def _once(self) -> None:
        async with self._ticking:
            await self._tick()

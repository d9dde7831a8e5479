"""Group long poll as VK does it: ``ts=N`` brings everything after N, again and again; nothing is consumed."""

import asyncio
from typing import Any

Json = dict[str, Any]


class Updates:
    """The queue. `passed` is the newest `ts` the bot asked with: everything up to it counts as acknowledged."""

    def __init__(self, group: int, first: int = 1000, most: int = 100) -> None:
        self.key = "key1"
        self.passed = first
        self.polls = 0
        self._group = group
        self._first = first
        self._most = most
        self._all: list[Any] = []
        self._again = 0
        self._failures: list[int] = []
        self._changed = asyncio.Condition()
        self._telling: set[asyncio.Task[None]] = set()

    @property
    def ts(self) -> int:
        """The newest."""
        return self._first + len(self._all)

    def put(self, kind: str, thing: Json) -> str:
        """A new update; returns its event_id."""
        name = f"{self.ts:x}e{kind}"
        self.put_raw({"type": kind, "event_id": name, "v": "5.199", "group_id": self._group, "object": thing})
        return name

    def put_raw(self, update: Any) -> None:
        """Anything at all."""
        self._all.append(update)
        self._tell()

    def again(self, count: int) -> None:
        """The next answer brings the last `count` old updates once more."""
        self._again = count
        self._tell()

    def fail(self, *codes: int) -> None:
        """`failed` codes for the next polls; 2 and 3 also make the key invalid, 3 restarts the count."""
        self._failures += codes
        self._tell()

    async def get(self, key: str, ts: int, wait: float) -> Json:
        """One poll."""
        if key != self.key:
            return {"failed": 2}
        async with self._changed:
            if ts > self.passed:
                self.passed = ts
                self._changed.notify_all()
            try:
                async with asyncio.timeout(wait):
                    await self._changed.wait_for(lambda: self.ts > ts or self._again or self._failures)
            except TimeoutError:
                return {"ts": str(ts), "updates": []}
        return self._failed() if self._failures else self._new(ts)

    def _new(self, ts: int) -> Json:
        if not self._first <= ts <= self.ts:
            return {"failed": 1, "ts": self.ts}
        start = ts - self._first
        old = self._all[max(0, start - self._again) : start]
        self._again = 0
        new = self._all[start : start + self._most]
        return {"ts": str(ts + len(new)), "updates": old + new}

    def _failed(self) -> Json:
        match self._failures.pop(0):
            case 1:
                return {"failed": 1, "ts": self.ts}
            case 3:
                self.key += "x"
                self._first, self._all = self.ts + 500, []
                return {"failed": 3}
            case code:
                self.key += "x"
                return {"failed": code}

    async def drained(self) -> None:
        """Return once everything sent so far lies before a `ts` the bot asked with."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.passed >= self.ts)

    def _tell(self) -> None:
        async def tell() -> None:
            async with self._changed:
                self._changed.notify_all()

        task = asyncio.get_running_loop().create_task(tell())
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

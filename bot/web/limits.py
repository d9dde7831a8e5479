"""How often one browser, or one school behind one address, may knock."""

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic


class Limit:
    """`rate` knocks a second with bursts of `burst`, for each key apart. A refused knock costs nothing.

    Only the `keys` most recently seen are remembered, so strangers cannot fill the memory.
    """

    def __init__(self, rate: float, burst: int, now: Callable[[], float] = monotonic, keys: int = 10_000) -> None:
        self._rate = rate
        self._burst = burst
        self._now = now
        self._keys = keys
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str) -> float:
        """0 when this knock is let in, else the seconds after which one will be."""
        now = self._now()
        level, at = self._levels.pop(key, (float(self._burst), now))
        level = min(float(self._burst), level + (now - at) * self._rate)
        allowed = level >= 1
        self._levels[key] = (level - 1 if allowed else level, now)
        while len(self._levels) > self._keys:
            self._levels.popitem(last=False)
        return 0.0 if allowed else (1 - level) / self._rate

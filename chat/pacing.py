"""How fast a messenger may be written to: a token bucket; the clock is an argument, as in all inner rooms."""

from collections.abc import Callable


class Bucket:
    """`rate` calls a second with bursts of `burst`; says how long to wait, waits for nothing itself."""

    def __init__(self, rate: float, burst: int, now: Callable[[], float]) -> None:
        self._rate = rate
        self._burst = burst
        self._now = now
        self._level = float(burst)
        self._at = now()

    def rest(self, seconds: float) -> None:
        """Nothing passes for this long: what a 429 asks for."""
        self._fill()
        self._level = min(self._level, 1 - seconds * self._rate)

    def wait(self) -> float:
        """Take a token; returns the seconds to wait before using it (0 when it may be used now)."""
        self._fill()
        self._level -= 1
        return max(0.0, -self._level / self._rate)

    def _fill(self) -> None:
        now = self._now()
        self._level = min(self._burst, self._level + (now - self._at) * self._rate)
        self._at = now

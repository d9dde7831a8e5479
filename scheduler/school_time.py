"""School time is real time, moved. It decides what is due; real time decides pauses and how long things are kept."""

from collections.abc import Callable
from datetime import datetime, timedelta

from storage.moments import Moments


class SchoolClock:
    """Both clocks. `shift` is how far school time is ahead of real time; only the demo and the tests move it."""

    def __init__(self, real: Callable[[], datetime], shift: timedelta = timedelta(0)) -> None:
        self._real = real
        self.shift = shift

    def moments(self) -> Moments:
        """What a transaction sees; safe to call from any thread."""
        real = self._real()
        return Moments(school=real + self.shift, real=real)

    def move(self, to: datetime) -> None:
        """Make it this moment at school."""
        self.shift = to - self._real()

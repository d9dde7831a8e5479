"""«Позже»: what somebody asked to hear of later, and what is not said to them until then."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class PutOff:
    """When somebody asked to hear of a thing: at these moments, and of nothing usual before the last of them.

    `choice_id` is the press, `said_of` the due day as it was then.
    """

    choice_id: int
    moments: tuple[datetime, ...]
    said_of: str

    def hushes(self, end: date, at: datetime) -> bool:
        """Whether nothing usual is said at a moment of a thing due on `end`.

        A day beyond the due day holds only while that is the day it was said of: whoever asked to hear of it on the
        10th, when it was due, has to hear that it is due on the 8th now.
        """
        until = self.moments[-1]
        return at < until and (until.date() <= end or self.said_of == end.isoformat())

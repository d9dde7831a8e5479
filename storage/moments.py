"""The two clocks a transaction sees."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Moments:
    """`school` decides what is due (the demo and tests move it); `real` decides pauses and how long things are kept."""

    school: datetime
    real: datetime

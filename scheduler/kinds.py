"""What a kind of message is: how it is worded when its time has come, and how it treats its reader."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from chat.screen import Screen
from scheduler.hours import Hours
from storage.outbox import Message
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Said:
    """One message as it goes out; `folded` are the ids it makes needless."""

    screen: Screen
    folded: Collection[int] = ()


Render = Callable[[Work, Sequence[Message]], Said | None]
"""From stored facts; None when there is nothing to say any more."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message.

    `together`: all that is due for one person of the kinds with this word is one message, worded by any of them;
    `report`: admins learn when it could not be delivered.
    """

    render: Render
    together: str = ""
    report: bool = False
    hours: Hours = Hours.WORKING

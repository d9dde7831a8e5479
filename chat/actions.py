"""One codec for what a button means: a verb and a few ids, in at most 64 ASCII bytes.

An action is never trusted: whoever handles it checks who pressed it and what is true now.
"""

import re
from dataclasses import dataclass

LIMIT = 64
"""Bytes: Telegram's bound on callback data, the tightest of all messengers."""

_PACKED = re.compile(r"[a-z][a-z0-9_]*(\.[A-Za-z0-9_-]*)*", re.ASCII)


class NotAnAction(ValueError):
    """The text is not an action this bot could have made."""


@dataclass(frozen=True, slots=True)
class Action:
    """A verb and its arguments, e.g. ``Action("answer", ("17", "q3", "4"))``."""

    verb: str
    args: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        packed = self.pack()
        if len(packed) > LIMIT:
            raise NotAnAction("too long")
        if not _PACKED.fullmatch(packed) or packed.count(".") != len(self.args):
            raise NotAnAction("letters")

    def pack(self) -> str:
        """As it travels inside a button."""
        return ".".join((self.verb, *self.args))

    @classmethod
    def unpack(cls, packed: str) -> "Action":
        """Read a button's payload; raises `NotAnAction` for anything else."""
        if len(packed) > LIMIT:
            raise NotAnAction("too long")
        verb, *args = packed.split(".")
        return cls(verb, tuple(args))


def action(verb: str, *args: str | int) -> Action:
    """Build an action from strings and whole numbers."""
    return Action(verb, tuple(str(arg) for arg in args))

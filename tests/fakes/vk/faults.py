"""Failures on demand: each is used up by the next calls it fits. `Storm` draws them from a seed."""

import random
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal


@dataclass(slots=True)
class Fault:
    """For the next `times` calls of `method` ("" any) to `peer` (0 any); the long poll is the method "poll".

    `code` is VK's own error. Else the transport fails: a proxy's HTML page with `status`, or, without one, a dropped
    connection; `after` lets the effect happen first; `hold` never answers.
    """

    code: int = 0
    status: int = 0
    after: bool = False
    hold: bool = False
    method: str = ""
    peer: int = 0
    times: int = 1

    def fits(self, methods: Collection[str], peers: Collection[int]) -> bool:
        """Whether this request is meant."""
        if "poll" in methods and self.method != "poll":
            return False
        return (not self.method or self.method in methods) and (not self.peer or self.peer in peers)


def refused(code: int, method: str = "", peer: int = 0, times: int = 1) -> Fault:
    """An error code of VK's, before any effect."""
    return Fault(code=code, method=method, peer=peer, times=times)


def page(method: str = "", peer: int = 0, times: int = 1, *, after: bool = False) -> Fault:
    """502 with a proxy's page."""
    return Fault(status=502, method=method, peer=peer, times=times, after=after)


def dropped(when: Literal["before", "after"], method: str = "", peer: int = 0, times: int = 1) -> Fault:
    """The connection is cut before or after the effect."""
    return Fault(method=method, peer=peer, times=times, after=when == "after")


def silent(method: str = "", peer: int = 0, times: int = 1, *, after: bool = False) -> Fault:
    """No answer at all, until the caller gives up."""
    return Fault(hold=True, method=method, peer=peer, times=times, after=after)


class Storm:
    """Fails this share of sends and edits, in every way VK's servers do, the same way for the same seed."""

    METHODS = frozenset({"messages.send", "messages.edit"})

    def __init__(self, seed: int, share: float) -> None:
        self._chance = random.Random(seed)
        self._share = share

    def fault(self, methods: Collection[str]) -> Fault | None:
        """The next request's fate."""
        if not self.METHODS & set(methods) or self._chance.random() >= self._share:
            return None
        after = self._chance.random() < 0.5
        return self._chance.choice([Fault(status=502, after=after), Fault(after=after), Fault(code=6), Fault(code=10)])

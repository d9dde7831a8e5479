"""Failures on demand: each is used up by the next calls it fits."""

from dataclasses import dataclass
from typing import Literal


@dataclass(slots=True)
class Fault:
    """For the next `times` calls of `method` ("" any but getUpdates) to `chat` (0 any).

    `after` lets the effect happen first. Without a status the connection is dropped; with an empty description the
    body is the HTML page of a proxy.
    """

    status: int = 0
    description: str = ""
    retry_after: int = 0
    after: bool = False
    method: str = ""
    chat: int = 0
    times: int = 1

    def fits(self, method: str, chat: object) -> bool:
        """Whether this call is meant."""
        if self.method != method and (self.method or method == "getUpdates"):
            return False
        return not self.chat or self.chat == chat


def too_many(retry_after: int, method: str = "", chat: int = 0, times: int = 1) -> Fault:
    """429."""
    words = f"Too Many Requests: retry after {retry_after}"
    return Fault(429, words, retry_after, method=method, chat=chat, times=times)


def forbidden(method: str = "", chat: int = 0, times: int = 1) -> Fault:
    """403."""
    return Fault(403, "Forbidden: bot was blocked by the user", method=method, chat=chat, times=times)


def refused(description: str, method: str = "", chat: int = 0, times: int = 1, status: int = 400) -> Fault:
    """400 and others."""
    return Fault(status, description, method=method, chat=chat, times=times)


def page(method: str = "", chat: int = 0, times: int = 1, *, after: bool = False) -> Fault:
    """502 with a proxy's page."""
    return Fault(502, method=method, chat=chat, times=times, after=after)


def dropped(when: Literal["before", "after"], method: str = "", chat: int = 0, times: int = 1) -> Fault:
    """The connection is cut before or after the effect."""
    return Fault(method=method, chat=chat, times=times, after=when == "after")

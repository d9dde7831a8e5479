"""Several calls in one `execute`: the script that asks and the reading of what it answers (pure)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.vk.errors import Fault, NoAnswer

MOST_CALLS = 25
MOST_CHARACTERS = 40_000
"""VK names no bound on a script; this keeps a batch of the longest screens well inside an ordinary form."""

INTERNAL = 10


@dataclass(frozen=True, slots=True)
class Call:
    """One method with its parameters."""

    method: str
    params: Mapping[str, Any]

    @property
    def script(self) -> str:
        """As VKScript: JSON literals are literals there too."""
        return f"API.{self.method}({json.dumps(dict(self.params), ensure_ascii=False)})"


def fits(scripts: Sequence[str]) -> bool:
    """Whether these calls may share one request."""
    return len(scripts) <= MOST_CALLS and sum(map(len, scripts)) <= MOST_CHARACTERS


def script(calls: Sequence[Call]) -> str:
    """The code parameter of `execute`."""
    return f"return [{', '.join(call.script for call in calls)}];"


def answers(calls: Sequence[Call], reply: Mapping[str, Any]) -> list[Any]:
    """Each call's own answer or error, in order.

    VK puts `false` where a call failed and lists the errors apart, in order. Where the two do not tally, the call
    counts as hit by VK's internal error: asking again is safe.
    """
    values = reply.get("response")
    if not isinstance(values, list) or len(values) != len(calls):
        return [NoAnswer(left=True, why="execute: answers missing") for _ in calls]
    faults = [fault for fault in map(_fault, reply.get("execute_errors") or ()) if fault[0] != "execute"]
    return [_fault_of(call, faults) if value is False else value for call, value in zip(calls, values, strict=True)]


def _fault(raw: object) -> tuple[str, int]:
    match raw:
        case {"method": str(method), "error_code": int(code)}:
            return method, code
        case _:
            return "", INTERNAL


def _fault_of(call: Call, faults: list[tuple[str, int]]) -> Fault:
    if faults and faults[0][0] == call.method:
        return Fault(faults.pop(0)[1])
    return Fault(INTERNAL)

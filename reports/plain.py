"""What the worker process is given must go through JSON."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def plain(whole: "DataclassInstance") -> dict[str, Any]:
    """Only lists, dicts, strings, numbers and None; days as ISO."""
    stored: dict[str, Any] = _plain(asdict(whole))
    return stored


def _plain(value: Any) -> Any:
    match value:
        case Mapping():
            return {name: _plain(one) for name, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case _:
            return value


def day(stored: str | None) -> date | None:
    """The day of an ISO string, None of nothing."""
    return date.fromisoformat(stored) if stored else None

"""Things from outside, taken only in the shape VK documents (pure)."""

import json
from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]

_LARGEST = 2**53


class Odd(ValueError):
    """Something is not shaped as documented; the reason quotes nothing of it."""


def mapping(raw: object) -> Json:
    """An object."""
    if not isinstance(raw, dict):
        raise Odd(f"an object was expected, not {type(raw).__name__}")
    return raw


def whole(raw: object) -> int:
    """An id."""
    if not isinstance(raw, int) or isinstance(raw, bool) or abs(raw) >= _LARGEST:
        raise Odd(f"an id was expected, not {type(raw).__name__}")
    return raw


def cleaned(raw: object) -> str:
    """A text fit for every database: no NUL, no half of a surrogate pair. Nothing is an empty text."""
    if raw is None:
        return ""
    if not isinstance(raw, str):
        raise Odd(f"a text was expected, not {type(raw).__name__}")
    return raw.replace("\0", "").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def decoded(raw: object) -> object:
    """A payload comes as an object or as its JSON text; None for text that is no JSON."""
    if not isinstance(raw, str):
        return raw
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None

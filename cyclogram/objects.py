"""The tree of ВСОКО objects: what a school assesses, by id."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def titles() -> dict[str, str]:
    """Title of every object by its id, from the four components down; read once from the data file."""
    stored = yaml.safe_load((files("cyclogram") / "objects.yaml").read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for node_id, title in _walk(stored["objects"]):
        if node_id in found:
            raise ValueError(f"an id of the object tree is used twice: {node_id}")
        found[node_id] = title
    return found


def _walk(nodes: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for node_id, parts in nodes.items():
        yield node_id, parts["title"]
        yield from _walk(parts.get("children", {}))

"""The tree of ВСОКО objects: what a school assesses, by id."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from chat.words import capital


@dataclass(frozen=True, slots=True)
class Node:
    """One object; `parent` is "" for the four components, which stand on top; `names` are all it is called by."""

    id: str
    title: str
    parent: str
    names: tuple[str, ...]


@cache
def nodes() -> dict[str, Node]:
    """Every object by its id, from the four components down; read once from the data file."""
    stored = yaml.safe_load((files("cyclogram") / "objects.yaml").read_text(encoding="utf-8"))
    found: dict[str, Node] = {}
    for node in _walk(stored["objects"], ""):
        if node.id in found:
            raise ValueError(f"an id of the object tree is used twice: {node.id}")
        found[node.id] = node
    return found


@cache
def titles() -> dict[str, str]:
    """Title of every object by its id."""
    return {node.id: node.title for node in nodes().values()}


def children(node_id: str) -> tuple[Node, ...]:
    """The parts of an object; of "" the four components."""
    return tuple(node for node in nodes().values() if node.parent == node_id)


def component(node_id: str) -> str:
    """The component an object belongs to: results, processes, conditions, management; "" for none."""
    while (node := nodes().get(node_id)) and node.parent:
        node_id = node.parent
    return node_id if node_id in nodes() else ""


def path(node_id: str) -> str:
    """«Результаты → Личностные», an object with what it is a part of; "" for none."""
    names: list[str] = []
    while node := nodes().get(node_id):
        names.insert(0, capital(node.title))
        node_id = node.parent
    return " → ".join(names)


def _walk(stored: dict[str, Any], parent: str) -> Iterator[Node]:
    for node_id, parts in stored.items():
        names = tuple(parts[key] for key in ("title", "title_overview", "title_detailed") if key in parts)
        yield Node(node_id, parts["title"], parent, names)
        yield from _walk(parts.get("children", {}), node_id)

"""The tree of ВСОКО objects: what a school assesses, by id, by title and by path."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from cyclogram.normal import plain


@dataclass(frozen=True, slots=True)
class Node:
    """One object. `path` holds the ids from the root down to this one; `names` all titles it is known by."""

    id: str
    title: str
    path: tuple[str, ...]
    children: tuple["Node", ...] = ()
    names: tuple[str, ...] = ()
    audience: str = ""
    open: bool = False

    @property
    def is_leaf(self) -> bool:
        """Whether nothing is more exact."""
        return not self.children

    def walk(self) -> Iterator["Node"]:
        """This node and everything beneath it, from the top."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Tree:
    """All objects; `roots` are results, processes, conditions and management."""

    roots: tuple[Node, ...]
    _by_id: Mapping[str, Node] = field(repr=False, compare=False)
    _by_name: Mapping[str, Node] = field(repr=False, compare=False)

    def __iter__(self) -> Iterator[Node]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, node_id: object) -> bool:
        return node_id in self._by_id

    def __getitem__(self, node_id: str) -> Node:
        return self._by_id[node_id]

    def titled(self, title: str) -> Node | None:
        """The node of this exact title, whatever its case and spacing."""
        return self._by_name.get(plain(title).rstrip("."))

    def at(self, *path: str) -> Node | None:
        """The node under these ids or titles from the root down."""
        level: tuple[Node, ...] = self.roots
        node = None
        for step in path:
            node = next((one for one in level if one.id == step or plain(step) in map(plain, one.names)), None)
            if node is None:
                return None
            level = node.children
        return node

    def component(self, node_id: str) -> Node:
        """The root a node belongs to: results, processes, conditions or management."""
        return self._by_id[self._by_id[node_id].path[0]]

    def words(self, node_id: str) -> str:
        """«Управление образовательной организацией → Удовлетворённость»."""
        return " → ".join(self._by_id[one].title for one in self._by_id[node_id].path)


@cache
def tree() -> Tree:
    """The tree, read once from the data file."""
    stored = yaml.safe_load((files("cyclogram") / "objects.yaml").read_text(encoding="utf-8"))
    roots = tuple(_node(node_id, parts, ()) for node_id, parts in stored["objects"].items())
    nodes = [node for root in roots for node in root.walk()]
    by_id = {node.id: node for node in nodes}
    if len(by_id) != len(nodes):
        raise ValueError("an id of the object tree is used twice")
    by_name: dict[str, Node] = {}
    for node in nodes:
        for name in node.names:
            by_name.setdefault(plain(name).rstrip("."), node)
    return Tree(roots, by_id, by_name)


def _node(node_id: str, parts: dict[str, Any], above: tuple[str, ...]) -> Node:
    path = (*above, node_id)
    titles = (parts["title"], parts.get("title_overview"), parts.get("title_detailed"))
    return Node(
        id=node_id,
        title=parts["title"],
        path=path,
        children=tuple(_node(child, inner, path) for child, inner in parts.get("children", {}).items()),
        names=tuple(title for title in titles if title),
        audience=parts.get("audience", ""),
        open=parts.get("open", False),
    )

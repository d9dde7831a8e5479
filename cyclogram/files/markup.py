"""XML as a stream of events: no tree is built, no entity is resolved, nothing is fetched."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, cast

from lxml import etree

from cyclogram.files.sheet import CROWDED, BadFile

_BLOCK = 1 << 16
MAX_EVENTS = 2_000_000
"""Three hundred thousand filled cells; a plan has a few thousand, and nobody waits for more."""


class Mark(Enum):
    """What an event tells of: an element begins (by its local name), ends, or some of its text."""

    START = "start"
    END = "end"
    TEXT = "text"


Attributes = Mapping[str, str]
Event = tuple[Mark, str, Attributes]
_NONE: Attributes = {}


class _Gatherer:
    """What lxml tells the events to. A document type is refused: no office program writes one, entities live there."""

    def __init__(self, damaged: str) -> None:
        self.events: list[Event] = []
        self._damaged = damaged

    def start(self, tag: str, attributes: Attributes) -> None:
        own: dict[str, str] = {}
        for name, value in attributes.items() if attributes else ():
            own.setdefault(name.rpartition("}")[2], value)
        self.events.append((Mark.START, tag.rpartition("}")[2], own))

    def end(self, tag: str) -> None:
        self.events.append((Mark.END, tag.rpartition("}")[2], _NONE))

    def data(self, text: str) -> None:
        self.events.append((Mark.TEXT, text, _NONE))

    def doctype(self, *_: object) -> None:
        raise BadFile(self._damaged)

    def close(self) -> None:
        pass


def walk(content: bytes, damaged: str) -> Iterator[Event]:
    """The events of an XML part from its beginning on; raises `BadFile` with the sentence `damaged`."""
    gatherer = _Gatherer(damaged)
    parser = etree.XMLParser(
        target=cast("Any", gatherer), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    if content.count(b"<") > MAX_EVENTS:
        raise BadFile(CROWDED)
    told = 0
    try:
        for start in range(0, len(content), _BLOCK):
            parser.feed(content[start : start + _BLOCK])
            yield from gatherer.events
            told += len(gatherer.events)
            if told > MAX_EVENTS:
                raise BadFile(CROWDED)
            gatherer.events.clear()
        parser.close()
    except (etree.XMLSyntaxError, ValueError):
        raise BadFile(damaged) from None
    yield from gatherer.events


def times(number: str, at_most: int) -> int:
    """How often something is repeated, as a file says it: 1 where it is no such number, never above `at_most`."""
    digits = number.strip()
    if not (digits.isascii() and digits.isdigit()):
        return 1
    return max(1, min(int(digits[:9]), at_most))

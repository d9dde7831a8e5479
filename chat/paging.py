"""Long choices go over pages; the page size follows from the buttons a screen has left."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a longer list; `number` counts from 0."""

    items: Sequence[T]
    number: int
    pages: int


def page(items: Sequence[T], number: int, size: int) -> Page[T]:
    """The page asked for, or the nearest that exists: a stale button must not fail."""
    pages = max(1, -(-len(items) // size))
    number = min(max(number, 0), pages - 1)
    return Page(items[number * size : (number + 1) * size], number, pages)

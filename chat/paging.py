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
    number, pages = nearest(number, len(items), size)
    return Page(items[number * size : (number + 1) * size], number, pages)


def nearest(number: int, total: int, size: int) -> tuple[int, int]:
    """The nearest page there is, and how many there are."""
    pages = max(1, -(-total // size))
    return min(max(number, 0), pages - 1), pages

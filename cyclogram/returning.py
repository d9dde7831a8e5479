"""What was in the plan before and is in it again: which new row is which of those that are gone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cyclogram.normal import plain
from cyclogram.plan import PlanRow
from cyclogram.spans import Span


@dataclass(frozen=True, slots=True)
class GoneRow:
    """A row that no plan in force has any more, with the days it was ever due."""

    id: int
    where: str
    what: str
    days: frozenset[Span]


def returning(gone: Sequence[GoneRow], rows: Sequence[PlanRow]) -> dict[str, int]:
    """Address → id of the row it was before: one of the same name, never one that was due on other days altogether.

    Each row comes back at most once; of several alike the one from the same address, then the first of `gone`.
    """
    named: dict[str, list[GoneRow]] = {}
    for one in gone:
        named.setdefault(plain(one.what), []).append(one)
    found: dict[str, int] = {}
    for is_it in _WAYS:
        for row in rows:
            left = named.get(plain(row.what), [])
            match = next((one for one in left if is_it(one, row)), None) if row.where not in found else None
            if match:
                found[row.where] = match.id
                left.remove(match)
    return found


def _same_days(gone: GoneRow, row: PlanRow) -> bool:
    return {*row.spans} <= gone.days and bool(row.spans) == bool(gone.days)


def _may_be(gone: GoneRow, row: PlanRow) -> bool:
    return not gone.days or not row.spans or any(day.touches(span) for day in gone.days for span in row.spans)


_WAYS: tuple[Callable[[GoneRow, PlanRow], bool], ...] = (
    lambda gone, row: gone.where == row.where and _same_days(gone, row),
    _same_days,
    _may_be,
)

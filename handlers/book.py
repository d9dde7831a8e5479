"""The plans in force as one book a sentence is looked up in, and the year its words are read by."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cyclogram.diff import Pair
from cyclogram.intents import Add, Cancel, HandOver, Intent, Move
from cyclogram.plan import PlanRow
from cyclogram.school_year import SchoolYear
from cyclogram.sentence_years import is_over, likeliest
from handlers.plan_years import current
from handlers.visit import Visit
from storage.plans import StoredPlan

MARK = "|"
"""Stands between a plan's id and a row's address where rows of several plans are looked at together."""


@dataclass(frozen=True, slots=True)
class Book:
    """The plans in force, read as one: addresses are told apart by their plan.

    `home` is the plan a new row goes to, `year` the one the words are read by.
    """

    plans: Sequence[StoredPlan]
    rows: tuple[PlanRow, ...]
    positions: tuple[str, ...]
    home: StoredPlan | None
    year: SchoolYear


def open_book(visit: Visit, intent: Intent | None = None) -> Book:
    """The plans looked at now; those of another year where the intent speaks of their rows."""
    read, named = current(visit.work, visit.today), {int(one.partition(MARK)[0]) for one in addresses(intent)}
    if named <= {one.id for one in read}:
        return book_of(visit, read, intent)
    found = [one for one in visit.work.plans.all_in_force() if one.id in named]
    return book_of(visit, found or read, intent)


def addresses(intent: Intent | None) -> tuple[str, ...]:
    """Of the row meant, or of those that may be meant."""
    if not isinstance(intent, Move | Cancel | HandOver):
        return ()
    return tuple(one for one in (intent.row.where, *intent.row.among) if one)


def book_of(visit: Visit, read: Sequence[StoredPlan], intent: Intent | None = None) -> Book:
    """These plans."""
    home, year = _meant(visit, intent, read)
    if home and home.id not in {one.id for one in read}:
        read = [home]
    rows = tuple(replace(row, where=f"{one.id}{MARK}{row.where}") for one in read for row in one.plan.rows)
    positions = tuple(position.wording for position in visit.work.positions.in_force())
    return Book(read, rows, positions, home, year)


def _meant(visit: Visit, intent: Intent | None, read: Sequence[StoredPlan]) -> tuple[StoredPlan | None, SchoolYear]:
    """The plan and the year: a new row goes where its days are soonest, a row is moved within its own if it can be."""
    running = visit.work.school.year_of(visit.today)
    if not read:
        return None, running
    first, years = read[0], visit.work.school.year
    match intent:
        case Add(when=when):
            alike = [one for one in visit.work.plans.all_in_force() if one.kind is first.kind and one.id != first.id]
            found = [*((one, years(one.year)) for one in (first, *alike)), (first, running)]
            return found[likeliest(when, [year for _, year in found], visit.today)]
        case Move(row, when, old):
            own = next((years(one.year) for one in read if _is_of(row.where, one)), years(first.year))
            return first, running if not old and is_over(when, own, visit.today) else own
        case _:
            return first, years(first.year)


def _is_of(where: str, plan: StoredPlan) -> bool:
    return where.startswith(f"{plan.id}{MARK}")


def plan_of(pair: Pair) -> int:
    """The plan a changed row belongs to."""
    return int(pair.row.where.partition(MARK)[0])


def own_row(row: PlanRow) -> PlanRow:
    """The row with the address it has in its own plan."""
    return replace(row, where=row.where.partition(MARK)[2])

"""Which plans are looked at: those of the school year that runs; the next one is often in force before it begins."""

from datetime import date

from cyclogram.plan import PlanKind
from cyclogram.school_year import start_of
from storage.plans import StoredPlan
from storage.work import Work


def current(work: Work, today: date) -> list[StoredPlan]:
    """The plan in force of each kind, of the year that runs, else of the newest; the cyclogram first."""
    found = [of_kind(work, kind, start_of(today)) for kind in PlanKind]
    return [one for one in found if one]


def of_kind(work: Work, kind: PlanKind, start: int) -> StoredPlan | None:
    """The plan in force of a kind: of that year, else of the newest."""
    return work.plans.in_force(kind, start) or work.plans.in_force(kind)


def beside(work: Work, today: date, stored: StoredPlan) -> list[StoredPlan]:
    """The plans looked at together with this one."""
    here = current(work, today)
    if stored.id not in {one.id for one in here}:
        here = [one for one in work.plans.all_in_force() if one.year == stored.year]
    return [one for one in here if one.kind is not stored.kind]


def current_first(work: Work, today: date) -> list[StoredPlan]:
    """Every plan in force, those looked at before the others."""
    here = current(work, today)
    ids = {one.id for one in here}
    return [*here, *(one for one in work.plans.all_in_force() if one.id not in ids)]


def other_year_of(stored: StoredPlan, today: date) -> str:
    """«2027/28» where the plan is of another year than the one that runs, else ""."""
    return "" if stored.year == start_of(today) else year_name(stored.year)


def year_name(start: int) -> str:
    """«2027/28»."""
    return f"{start}/{(start + 1) % 100:02}"


def other_year(work: Work, today: date) -> int | None:
    """The newest year beside those looked at that has a plan in force."""
    here = {one.year for one in current(work, today)}
    return max((one.year for one in work.plans.all_in_force() if one.year not in here), default=None)

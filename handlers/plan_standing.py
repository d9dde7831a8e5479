"""`/plan`: how the plans in force stand, those of the year that runs and those of another year."""

from chat.actions import action
from chat.screen import Screen
from handlers import plan_screens as screens
from handlers.plan_years import current, other_year
from handlers.visit import Stale, View, Visit, number
from storage.plans import StoredPlan


def command(visit: Visit, _rest: str) -> View:
    """`/plan`, «план»."""
    return action("plan" if visit.is_admin else "home")


def show(visit: Visit, mark: str = "") -> Screen:
    """View `plan`: what is in force, what waits; `mark` tells what was just done."""
    visit.require_admin()
    work = visit.work
    in_force, waiting = current(work, visit.today), work.plans.waiting()
    if not in_force:
        return screens.no_plan(waiting.id if waiting else None)
    still_open, overdue = work.deadlines.count(visit.today)
    standing = screens.Standing(
        plans=[_part(one) for one in in_force],
        still_open=still_open,
        overdue=overdue,
        versions=any(work.plans.versions(one) for one in in_force),
        other_year=other_year(work, visit.today),
        vacant=sum(1 for position in work.positions.in_force() if position.is_vacant),
        waiting=waiting.id if waiting else None,
    )
    return screens.standing(standing, mark)


def show_year(visit: Visit, start: str) -> Screen:
    """View `plan_year`: the plans of another year in force, the next or the last."""
    visit.require_admin()
    found = [one for one in visit.work.plans.all_in_force() if one.year == number(start)]
    if not found:
        raise Stale
    still_open = sum(visit.work.deadlines.count(visit.today, one.id)[0] for one in found)
    versions = any(visit.work.plans.versions(one) for one in visit.work.plans.all_in_force())
    return screens.of_year(found[0].year, [_part(one) for one in found], still_open, versions=versions)


def _part(stored: StoredPlan) -> screens.Part:
    plan = stored.plan
    return screens.Part(stored.id, stored.kind, stored.name, len(plan.rows), len(plan.questions), len(plan.assumed))

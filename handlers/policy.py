"""Which reminders a plan, a row or a person gets; a person's own wish can only make them fewer."""

from chat.actions import action
from chat.screen import Screen
from cyclogram import policy_screens as screens
from cyclogram.presets import Preset
from handlers.plan_files import NAMES
from handlers.plan_rows import view_of
from handlers.plan_years import current
from handlers.positions import open_rows, position_of
from handlers.visit import Stale, View, Visit, number
from storage.plans import PlanState, StoredPlan
from storage.policies import Scope
from storage.rows import StoredRow

POSITION = "position"
"""Stands in buttons where the rows of a position are meant; each of them gets a wish of its own."""


def command(visit: Visit, _rest: str) -> View:
    """`/reminders`, «напоминания»."""
    return action("policy", Scope.PERSON, 0) if visit.person else action("home")


def show(visit: Visit, scope: str, owner: str) -> Screen:
    """View `policy`: what holds now, and the choice."""
    kept = visit.work.policies
    match scope:
        case Scope.PERSON:
            plans = [(one.id, NAMES[one.kind]) for one in current(visit.work, visit.today)] if visit.is_admin else []
            return screens.own(kept.get(Scope.PERSON, visit.known.id) or Preset.USUAL, plans)
        case Scope.PLAN:
            plan = _plan(visit, owner)
            return screens.of_plan(NAMES[plan.kind], kept.get(Scope.PLAN, plan.id) or Preset.USUAL, plan.id)
        case Scope.ROW:
            row = _row(visit, owner)
            return screens.of_row(row.what, kept.all().of_row(row.id, row.plan_id), row.id, view_of(visit, row))
        case _ if scope == POSITION:
            position = position_of(visit, owner)
            wishes = kept.all()
            found = {wishes.of_row(row_id, plan.id) for plan, _, row_id in open_rows(visit, position)}
            return screens.of_position(position.wording, found.pop() if len(found) == 1 else None, position.id)
        case _:
            raise Stale


def choose(visit: Visit, scope: str, owner: str, preset: str) -> View:
    """So from now on; for a row `usual` is a wish too, against what its plan says."""
    if preset not in set(Preset):
        raise Stale
    wish, kept = Preset(preset), visit.work.policies
    unless_usual = None if wish is Preset.USUAL else wish
    match scope:
        case Scope.PERSON:
            kept.put(Scope.PERSON, visit.known.id, unless_usual)
        case Scope.PLAN:
            kept.put(Scope.PLAN, _plan(visit, owner).id, unless_usual)
        case Scope.ROW:
            kept.put(Scope.ROW, _row(visit, owner).id, wish)
        case _ if scope == POSITION:
            for _, _, row_id in open_rows(visit, position_of(visit, owner)):
                kept.put(Scope.ROW, row_id, wish)
        case _:
            raise Stale
    return action("policy", scope, owner)


def _plan(visit: Visit, plan_id: str) -> StoredPlan:
    visit.require_admin()
    plan = visit.work.plans.get(number(plan_id))
    if plan is None or plan.state is not PlanState.IN_FORCE:
        raise Stale
    return plan


def _row(visit: Visit, row_id: str) -> StoredRow:
    visit.require_admin()
    row = visit.work.rows.get(number(row_id))
    if row is None:
        raise Stale
    return row

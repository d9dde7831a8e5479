"""A row of the plan that is a survey: whom it asks, and opening it with one tap."""

from datetime import timedelta

from chat.actions import action
from chat.screen import Screen
from handlers.drafts import LONGEST
from handlers.plan import plan_of
from handlers.visit import Stale, View, Visit, number
from storage.people import Audience
from storage.plans import PlanState, StoredPlan
from surveys import wave_screens as screens
from surveys.definition import builtin


def show(visit: Visit, plan_id: str, key: str) -> Screen:
    """View `row_survey`: whom a row asks."""
    stored = plan_of(visit, plan_id)
    tied = visit.work.row_surveys.of(row_id(visit, stored, key))
    whom = [(one, builtin()[one].audience, one in tied) for one in Audience]
    return screens.tied(
        whom, row=action("plan_row", stored.id, key), tie=lambda one: action("row_tie", key, one, plan_id)
    )


def tie(visit: Visit, key: str, audience: str, plan_id: str) -> View:
    """The row asks this audience, or does not."""
    stored = plan_of(visit, plan_id)
    if audience not in set(Audience):
        raise Stale
    visit.work.row_surveys.tie(row_id(visit, stored, key), Audience(audience))
    return action("row_survey", stored.id, key)


def open_wave(visit: Visit, deadline_id: str, audience: str) -> View:
    """Open the survey a deadline is about: at once where she has been through this very survey, else as a draft."""
    visit.require_admin()
    deadline = visit.work.deadlines.get(number(deadline_id))
    if deadline is None or not deadline.is_open or audience not in set(Audience):
        raise Stale
    whom = Audience(audience)
    if whom not in visit.work.row_surveys.of(deadline.row_id):
        raise Stale
    if wave_id := visit.work.row_surveys.wave_of(deadline.id, whom):
        return action("wave", wave_id)
    survey, waves = builtin()[whom], visit.work.waves
    opens = max(visit.today, deadline.start)
    closes = max(opens, min(deadline.end, opens + LONGEST)) if deadline.end > opens else opens + timedelta(days=7)
    wave_id = waves.make(survey, whom, tuple(visit.work.school.sizes(whom)), opens, closes)
    visit.work.row_surveys.open_for(wave_id, deadline.id)
    if visit.work.school.sizes(whom) and waves.was_walked(survey):
        waves.walk(wave_id)
        waves.start(wave_id, visit.today)
    return action("wave", wave_id)


def row_id(visit: Visit, stored: StoredPlan, key: str) -> int:
    """The living row behind a button; only a plan in force has such."""
    row = stored.plan.row(key)
    if row is None or stored.state is not PlanState.IN_FORCE:
        raise Stale
    return visit.work.rows.ids(stored.id)[row.where]

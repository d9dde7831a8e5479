"""A management decision: asked step by step, kept as a draft, shown before it counts, and then a row of the plan."""

from dataclasses import replace

from chat.actions import action
from chat.screen import Screen
from cyclogram import decision as steps
from cyclogram import decision_screens as screens
from cyclogram.decision import STEPS, Decision, Step
from cyclogram.plan import PlanRow
from handlers.deadlines import due, may_decide, theirs
from handlers.visit import Stale, View, Visit, number
from storage.deadlines import Deadline
from storage.plans import StoredPlan

DRAFT = "decision"
OFFERED = 6
"""Positions with a button of their own."""


def begin(visit: Visit, deadline_id: str) -> View:
    """«Записать решение»: what is to change because of this."""
    _may(visit)
    deadline = theirs(visit, deadline_id)
    draft = visit.work.drafts.get(visit.known.id, DRAFT)
    if draft is None or draft["deadline"] != deadline.id:
        _keep(visit, Decision(deadline.id))
    return action("decision")


def show(visit: Visit) -> Screen:
    """View `decision`: the question that comes next, or the whole."""
    decision, deadline = _draft(visit)
    positions = _offered(visit, decision, deadline) if decision.step is Step.WHO else []
    _, row = _source(visit, deadline)
    return screens.ask(decision, due(visit, deadline), positions, row.decision if row else "")


def type_answer(visit: Visit, words: str) -> View | None:
    """An answer in words."""
    if not may_decide(visit):
        return None
    decision, _ = _draft(visit)
    known = [one.wording for one in visit.work.positions.in_force()]
    return _keep(visit, steps.said(decision, words, known, visit.work.school.year_of(visit.today), visit.today))


def planned(visit: Visit) -> View:
    """What the plan itself has written as the decision."""
    decision, deadline = _draft(visit, Step.WHAT)
    _, row = _source(visit, deadline)
    if row is None or not row.decision:
        raise Stale
    return _keep(visit, steps.at(replace(decision, what=row.decision[: steps.LONGEST]), Step.WHO))


def choose_who(visit: Visit, position_id: str) -> View:
    """One of the positions offered."""
    decision, _ = _draft(visit, Step.WHO)
    known = {one.id: one.wording for one in visit.work.positions.in_force()}
    if number(position_id) not in known:
        raise Stale
    return _keep(visit, steps.chosen(decision, known[number(position_id)]))


def say_yes(visit: Visit) -> View:
    """The days guessed are right."""
    decision, _ = _draft(visit, Step.DUE)
    if not decision.guess:
        raise Stale
    return _keep(visit, steps.confirmed(decision))


def skip(visit: Visit) -> View:
    """Nobody says how the school will know."""
    decision, _ = _draft(visit, Step.METRIC)
    return _keep(visit, steps.skipped(decision))


def go_back(visit: Visit) -> View:
    """To the question before."""
    decision, _ = _draft(visit)
    return _keep(visit, steps.back(decision))


def go_to(visit: Visit, step: str) -> View:
    """«Исправить»."""
    decision, _ = _draft(visit, Step.REVIEW)
    if step not in STEPS[:-1]:
        raise Stale
    return _keep(visit, steps.at(decision, Step(step)))


def drop(visit: Visit) -> View:
    """«Не записывать»."""
    _, deadline = _draft(visit)
    visit.work.drafts.drop(visit.known.id, DRAFT)
    return action("undecided", deadline.id)


def show_dropped(visit: Visit, deadline_id: str) -> Screen:
    """View `undecided`."""
    _may(visit)
    return screens.dropped(due(visit, theirs(visit, deadline_id)), school=visit.is_admin)


# --- it counts


def record(visit: Visit, deadline_id: str) -> View:
    """A decision, and a row of its own in the plan it came from; all or nothing."""
    decision, deadline = _draft(visit, Step.REVIEW)
    plan, source = _source(visit, deadline)
    if plan is None or source is None or not decision.is_whole or deadline.id != number(deadline_id):
        raise Stale
    of, said = visit.work.decisions, {"what": decision.what, "due": decision.due, "metric": decision.metric}
    made = of.add(deadline.row_id, deadline.id, visit.known.id, who=", ".join(decision.who), **said)
    row = steps.as_row(decision, made, source)
    visit.work.plans.amend(plan.id, replace(plan.plan, rows=(*plan.plan.rows, row)))
    of.became(made, visit.work.rows.ids(plan.id)[row.where])
    visit.work.drafts.drop(visit.known.id, DRAFT)
    return action("decided", made)


def show_recorded(visit: Visit, decision_id: str) -> Screen:
    """View `decided`."""
    _may(visit)
    decision = visit.work.decisions.get(number(decision_id))
    if decision is None or decision.deadline_id is None:
        raise Stale
    deadline = theirs(visit, str(decision.deadline_id))
    named = set(decision.who.split(", "))
    vacant = [
        (one.id, one.wording) for one in visit.work.positions.in_force() if not one.people and one.wording in named
    ]
    item, school = due(visit, deadline), visit.is_admin
    return screens.recorded(item, decision.what, is_open=deadline.is_open, vacant=vacant, school=school)


# --- the draft


def _draft(visit: Visit, *at: Step) -> tuple[Decision, Deadline]:
    """What has been said so far, by somebody who may; a button of another step is stale."""
    _may(visit)
    stored = visit.work.drafts.get(visit.known.id, DRAFT)
    if stored is None:
        raise Stale
    decision = Decision.from_dict(stored)
    if at and decision.step not in at:
        raise Stale
    return decision, theirs(visit, str(decision.deadline))


def _keep(visit: Visit, decision: Decision) -> View:
    visit.work.drafts.put(visit.known.id, DRAFT, decision.to_dict())
    return action("decision")


def _may(visit: Visit) -> None:
    if not may_decide(visit):
        raise Stale


def _source(visit: Visit, deadline: Deadline) -> tuple[StoredPlan | None, PlanRow | None]:
    """The plan and the row a deadline belongs to."""
    stored = visit.work.rows.get(deadline.row_id)
    plan = visit.work.plans.get(stored.plan_id) if stored else None
    if stored is None or plan is None:
        return None, None
    return plan, next((row for row in plan.plan.rows if row.where == stored.place), None)


def _offered(visit: Visit, decision: Decision, deadline: Deadline) -> list[tuple[int, str]]:
    """Those to choose from: what was asked about, else those of the row first."""
    known = visit.work.positions.in_force()
    if decision.among:
        return [(one.id, one.wording) for one in known if one.wording in decision.among][:OFFERED]
    own = visit.work.deadlines.whose(deadline.id).responsible()
    return sorted(((one.id, one.wording) for one in known), key=lambda one: one[1] not in own)[:OFFERED]

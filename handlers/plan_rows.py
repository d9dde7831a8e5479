"""One row of a plan: everything it says, its object, and changing it in the chat."""

from dataclasses import replace

from chat.actions import action
from chat.paging import page
from chat.screen import Button, Screen
from chat.words import capital, listed
from cyclogram import answers
from cyclogram import row_screens as words
from cyclogram.objects import children, nodes, path
from cyclogram.phrases import Ask, Reading, Repeats, read
from cyclogram.plan import PlanRow, with_reading
from cyclogram.reasons import QUESTIONS
from cyclogram.responsible import people_named, same
from cyclogram.screens import year_told
from cyclogram.section_screens import SECTIONS, levels
from handlers.plan import plan_of
from handlers.plan_years import beside, other_year_of
from handlers.visit import Stale, View, Visit, number
from storage.plans import PlanState, StoredPlan
from storage.rows import StoredRow
from surveys.definition import builtin

ON_PAGE = 5


def show_rows(visit: Visit, at: str, plan_id: str) -> Screen:
    """View `plan_rows`: rows in the order of the plan."""
    stored = plan_of(visit, plan_id)
    shown = page(stored.plan.rows, number(at), ON_PAGE)
    others = [(one.id, one.kind) for one in beside(visit.work, visit.today, stored)]
    drawn = words.rows(shown, ON_PAGE, stored.id, stored.kind, others, year=other_year_of(stored, visit.today))
    return _bound_pages(stored, drawn)


def _bound_pages(stored: StoredPlan, shown: Screen) -> Screen:
    def bound(button: Button) -> Button:
        what = button.action
        unbound = what.verb == "plan_rows" and len(what.args) == 1
        return Button(button.label, action(what.verb, *what.args, stored.id)) if unbound else button

    return Screen(shown.text, tuple(tuple(map(bound, row)) for row in shown.rows))


def show_row(visit: Visit, plan_id: str, key: str, mark: str = "") -> Screen:
    """View `plan_row`: everything a row says; `mark` tells that it has just been changed."""
    stored = plan_of(visit, plan_id)
    row = row_of(stored, key)
    title = path(row.object_id)
    told = year_told(row, visit.today)
    dated = [told] if told else []
    if stored.state is not PlanState.IN_FORCE:
        return words.row(stored.id, row, title, dated, ())
    row_id = visit.work.rows.ids(stored.id)[row.where]
    tied = visit.work.row_surveys.of(row_id)
    extra = [*dated, *([f"Опрос: {listed([builtin()[one].audience for one in tied])}"] if tied else [])]
    meant = {*map(same, row.responsible)}
    vacant = [one.wording for one in visit.work.positions.in_force() if one.is_vacant and same(one.wording) in meant]
    if vacant:
        extra.append(f"Пока никого: {listed(vacant)}. Приглашения — в «Должностях».")
    more = [
        Button("Опрос", action("row_survey", stored.id, key)),
        Button("Напоминания", action("policy", "row", row_id)),
    ]
    return words.row(stored.id, row, title, extra, more, changed=bool(mark))


def of_due(visit: Visit, deadline_id: str, field: str = "") -> View:
    """The row behind a deadline, or at once what of it is to be changed."""
    visit.require_admin()
    deadline = visit.work.deadlines.get(number(deadline_id))
    row = visit.work.rows.get(deadline.row_id) if deadline else None
    if row is None:
        raise Stale
    led = view_of(visit, row)
    return action("plan_edit", *led.args, field) if field and led.verb == "plan_row" else led


def view_of(visit: Visit, row: StoredRow) -> View:
    """Where a row of a plan in force is seen."""
    plan = visit.work.plans.get(row.plan_id)
    found = next((one for one in plan.plan.rows if one.where == row.place), None) if plan else None
    return action("plan_row", row.plan_id, found.key) if found else action("plan")


def ask(visit: Visit, plan_id: str, key: str, field: str, again: str = "") -> Screen:
    """View `plan_edit`: what to type instead."""
    stored = plan_of(visit, plan_id)
    row = row_of(stored, key)
    if field not in words.FIELDS and field not in SECTIONS:
        raise Stale
    if field == "object":
        return show_object(visit, plan_id, key)
    if field == "level":
        return levels(stored.id, row)
    doubt = _DOUBTS.get(again, "Так понять не получилось, скажите иначе.") if again else ""
    return words.edit(stored.id, row, field, doubt)


def type_field(visit: Visit, said: str, plan_id: str, key: str, field: str, _again: str = "") -> View | None:
    """Something else is true of the row now."""
    if not visit.is_admin:
        return None
    stored = plan_of(visit, plan_id)
    row = row_of(stored, key)
    changed = _changed(visit, stored, row, field, said)
    if changed is None:
        what = read(said, visit.work.school.year(stored.year)) if field == "deadline" else None
        return action("plan_edit", stored.id, key, field, what.why.value if isinstance(what, Ask) else "again")
    amend(visit, stored, changed)
    return action("plan_sections", stored.id, key) if field in SECTIONS else action("plan_row", stored.id, key, "done")


_DOUBTS = {why.value: question for why, question in QUESTIONS.items()}
"""What is asked of a deadline that was not understood, by its mark."""


def _changed(visit: Visit, stored: StoredPlan, row: PlanRow, field: str, said: str) -> PlanRow | None:
    match field:
        case "deadline":
            what = read(said, visit.work.school.year(stored.year))
            return None if isinstance(what, Ask) else dated(row, said, what)
        case "responsible":
            known = {same(one.wording): one.wording for one in visit.work.positions.in_force()}
            people = tuple(known.get(same(one), one) for one in people_named(said))
            return replace(_without(row, "responsible"), responsible=people) if people else None
        case "what":
            return replace(_without(row, "what"), what=said.strip()[:500]) if said.strip() else None
        case _:
            return answers.with_section(row, field, said) if field in {*SECTIONS, "object"} else None


def dated(row: PlanRow, said: str, what: Reading | Repeats) -> PlanRow:
    """The row with other days."""
    return with_reading(replace(_without(row, "deadline"), deadlines=(), repeats=()), said, what)


def _without(row: PlanRow, kind: str) -> PlanRow:
    return replace(row, questions=tuple(one for one in row.questions if one.kind != kind))


# --- the object


def show_object(visit: Visit, plan_id: str, key: str, node: str = "", at: str = "0") -> Screen:
    """View `plan_object`: one floor of the tree of objects."""
    stored = plan_of(visit, plan_id)
    row_of(stored, key)
    if node and node not in nodes():
        raise Stale
    here = nodes().get(node)
    parts = [(one.id, one.title, bool(children(one.id))) for one in children(node)]
    title = capital(here.title) if here else "Что оценивается"
    parent = here.parent if here else None
    return words.objects(stored.id, key, title, page(parts, number(at), words.OBJECTS), node, parent)


def type_object(visit: Visit, said: str, plan_id: str, key: str, *_floor: str) -> View | None:
    """The object in somebody's own words, on whatever floor of the tree."""
    return type_field(visit, said, plan_id, key, "object")


def choose_object(visit: Visit, key: str, node: str, plan_id: str) -> View:
    """This is what the row assesses."""
    stored = plan_of(visit, plan_id)
    row = row_of(stored, key)
    if node not in nodes():
        raise Stale
    amend(visit, stored, replace(row, object_id=node, object_chosen=True))
    return action("plan_row", stored.id, key, "done")


def amend(visit: Visit, stored: StoredPlan, row: PlanRow) -> None:
    """The row says this from now on."""
    visit.work.plans.amend(stored.id, stored.plan.with_row(row))


def row_of(stored: StoredPlan, key: str) -> PlanRow:
    """The row a button means."""
    row = stored.plan.row(key)
    if row is None:
        raise Stale
    return row

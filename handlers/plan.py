"""The administrator's plan: a file becomes a preview, then what the school is reminded of; what is unclear is asked."""

from dataclasses import asdict, replace
from zlib import crc32

from chat.actions import Action, action
from chat.events import File
from chat.paging import page
from chat.screen import Button, Screen
from cyclogram import screens as words
from cyclogram.alike_positions import with_position_questions
from cyclogram.diff import pairs
from cyclogram.diff_screens import counts, diff
from cyclogram.memory import recalled
from cyclogram.plan import PlanKind, ReadPlan
from cyclogram.school_year import start_of
from handlers import plan_screens as screens
from handlers.plan_standing import show
from handlers.visit import Stale, View, Visit, number
from handlers.workshop import LIMIT
from storage.codes import spaced
from storage.jobs import Job
from storage.plans import PlanState, StoredPlan

READABLE = (
    *(".docx", ".xlsx", ".xls", ".ods", ".csv", ".tsv", ".txt"),
    *(".doc", ".docm", ".dotx", ".xlsm", ".xlsb", ".xltx", ".odt", ".rtf", ".pdf"),
)
"""Names worth opening: of the last few only the content can tell which sentence helps."""
LINES = 2
"""From so many lines on a message may be a table."""
ON_PAGE = 5
BOUND = frozenset(
    {"plan_ok", "plan_no", "plan_page", "plan_ask", "plan_yes", "plan_skip", "plan_diff", "plan_kind"}
    | {"plan_check", "plan_sure_yes", "plan_sure_all", "plan_sure_pass", "plan_rows"}
)
"""Buttons that speak of one plan: they carry its id, so one pressed beneath an older plan never touches a newer one."""


# --- a file


def received(visit: Visit, file: File) -> View:
    """Somebody sent a file: an admin's table is read, anything else gets one sentence."""
    if not visit.is_admin:
        return action("file_refused", "guest")
    if not file.name.lower().endswith(READABLE):
        return action("file_refused", "kind")
    if file.size > LIMIT:
        return action("file_refused", "big")
    args = {"file": asdict(file), "name": file.name, **visit.work.school.plan_years(start_of(visit.today))}
    return action("job", visit.work.jobs.add("read_plan", args, visit.place))


def pasted(visit: Visit, words: str) -> View | None:
    """Several lines an admin typed where they mean nothing else: a table or a list, if they are one."""
    if not visit.is_admin or len([line for line in words.splitlines() if line.strip()]) < LINES:
        return None
    args = {"text": words, "name": "Сообщение", **visit.work.school.plan_years(start_of(visit.today))}
    return action("job", visit.work.jobs.add("read_text", args, visit.place))


def was_pasted(visit: Visit, job: Job) -> View | Screen:
    """What came of reading a message."""
    return action("home", "unclear") if job.result is None else was_read(visit, job)


def show_refused(_visit: Visit, why: str) -> Screen:
    """View `file_refused`."""
    if why not in screens.REFUSED:
        raise Stale
    return screens.refused(why)


def was_read(visit: Visit, job: Job) -> View | Screen:
    """What came of reading a file."""
    if not visit.is_admin:
        return screens.refused("guest")
    plan = ReadPlan.from_dict(job.result)
    if not plan.rows:
        return words.empty(plan)
    year = plan.year or int(job.args["year"])
    plan = recalled(plan, visit.work.understood.memory(year))
    known = [position.wording for position in visit.work.positions.in_force()]
    plan = with_position_questions(plan, known, visit.work.school.settled_positions())
    return action("plan_page", 0, visit.work.plans.add(plan, str(job.args["name"]), year))


# --- looking


def show_page(visit: Visit, at: str, plan_id: str) -> Screen:
    """View `plan_page`: rows as they were understood, waiting for a decision; of a plan in force, how it stands."""
    stored = plan_of(visit, plan_id)
    if stored.state is not PlanState.READ:
        return show(visit)
    before = _before(visit, stored)
    changes = counts(pairs(before.plan.rows, stored.plan.rows)) if before else ""
    return bound(stored, words.preview(stored.plan, number(at), changes, _mark(before)))


def show_diff(visit: Visit, at: str, plan_id: str, anew: str = "") -> Screen:
    """View `plan_diff`: what it would change, row by row; `anew`: the plan in force was another at the last look."""
    stored = plan_of(visit, plan_id)
    before = _before(visit, stored)
    if before is None or stored.state is not PlanState.READ:
        raise Stale
    buttons = words.accept(_mark(before)), Button("К плану", action("plan_page", 0))
    done = visit.work.rows.done(before.id)
    return bound(stored, diff(pairs(before.plan.rows, stored.plan.rows), number(at), buttons, done, anew=bool(anew)))


def _before(visit: Visit, stored: StoredPlan) -> StoredPlan | None:
    """The version a plan would replace, None where there is none."""
    return visit.work.plans.in_force(stored.kind, stored.year)


def _mark(before: StoredPlan | None) -> str:
    """Of the plan in force that a new one was compared with: another, or a changed one, has another."""
    return f"{crc32(repr((before.id, before.plan.rows)).encode()):08x}" if before else "0"


def change_kind(visit: Visit, plan_id: str) -> View:
    """It is no cyclogram but a roadmap, or the other way round."""
    stored = plan_of(visit, plan_id)
    if stored.state is not PlanState.READ:
        raise Stale
    other = PlanKind.CYCLOGRAM if stored.kind is PlanKind.ROADMAP else PlanKind.ROADMAP
    visit.work.plans.amend(stored.id, replace(stored.plan, kind=other))
    return action("plan_page", 0, stored.id)


# --- earlier versions


def show_versions(visit: Visit, at: str = "0") -> Screen:
    """View `plan_versions`: what was in force before."""
    visit.require_admin()
    in_force = visit.work.plans.all_in_force()
    older = [one for plan in in_force for one in visit.work.plans.versions(plan)]
    return screens.versions(page(older, number(at), ON_PAGE), ON_PAGE, visit.facts.policy.zone)


def bring_back(visit: Visit, plan_id: str) -> View:
    """An earlier version once more: first what it would change, to be confirmed like any other."""
    visit.require_admin()
    stored = visit.work.plans.get(number(plan_id))
    if stored is None or stored.state is not PlanState.REPLACED:
        raise Stale
    return action("plan_diff", 0, visit.work.plans.add(stored.plan, stored.name, stored.year))


def show_positions(visit: Visit, at: str = "0") -> Screen:
    """View `plan_people`: positions, those that need somebody first."""
    visit.require_admin()
    found = sorted(visit.work.positions.in_force(), key=lambda position: not position.is_vacant)
    return screens.positions(page(found, number(at), ON_PAGE), ON_PAGE)


def invite(visit: Visit, position_id: str) -> View:
    """The invitation to a position."""
    visit.require_admin()
    try:
        position = visit.work.positions.get(number(position_id))
    except LookupError as gone:
        raise Stale from gone
    return action("invite", visit.work.codes.for_position(position.id).code)


# --- deciding


def accept(visit: Visit, mark: str, plan_id: str) -> View:
    """Put it in force, with a way in for each of its positions; if the one before is another now, she looks again."""
    stored = plan_of(visit, plan_id)
    if stored.state is PlanState.READ and mark != _mark(_before(visit, stored)):
        return action("plan_diff", 0, stored.id, "anew")
    if not visit.work.plans.enforce(stored.id):
        raise Stale
    for position in visit.work.positions.in_force():
        visit.work.codes.for_position(position.id)
    return action("plan_stored", stored.id)


def show_stored(visit: Visit, plan_id: str) -> Screen:
    """View `plan_stored`."""
    stored = plan_of(visit, plan_id)
    if stored.state is not PlanState.IN_FORCE:
        raise Stale
    vacant = [position for position in visit.work.positions.in_force() if position.is_vacant]
    invites = [(position.wording, spaced(visit.work.codes.for_position(position.id).code)) for position in vacant]
    _, past = visit.work.deadlines.count(visit.today, stored.id)
    return screens.with_positions(bound(stored, words.stored(stored.plan, invites, past)))


def decline(visit: Visit, plan_id: str) -> View:
    """She decided against it."""
    stored = plan_of(visit, plan_id)
    if stored.state is not PlanState.READ:
        raise Stale
    visit.work.plans.drop(stored.id)
    return action("plan_dropped")


def show_dropped(visit: Visit) -> Screen:
    """View `plan_dropped`."""
    visit.require_admin()
    return words.dropped()


def plan_of(visit: Visit, plan_id: str) -> StoredPlan:
    visit.require_admin()
    stored = visit.work.plans.get(number(plan_id))
    if stored is None or stored.state is PlanState.REPLACED:
        raise Stale
    return stored


def bound(stored: StoredPlan, shown: Screen) -> Screen:
    def with_id(what: Action) -> Action:
        return action(what.verb, *what.args, stored.id) if what.verb in BOUND else what

    rows = tuple(tuple(Button(button.label, with_id(button.action)) for button in row) for row in shown.rows)
    return Screen(shown.text, rows)

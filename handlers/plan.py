"""The administrator's plan: a file becomes a preview, then what the school is reminded of; what is unclear is asked."""

from dataclasses import asdict, replace

from chat.actions import Action, action
from chat.events import File
from chat.paging import page
from chat.screen import Button, Screen
from cyclogram import answers
from cyclogram import screens as words
from cyclogram.phrases import Ask, Why
from cyclogram.plan import PlanRow, Question, ReadPlan
from cyclogram.school_year import start_of
from handlers import plan_screens as screens
from handlers.visit import Stale, View, Visit, number
from storage.codes import spaced
from storage.jobs import Job
from storage.plans import PlanState, StoredPlan

LARGEST = 10_000_000
"""Bytes of a file that is read; the workshop holds to it as well, for a messenger may not tell the size."""
READABLE = (".docx", ".xlsx", ".xls", ".ods", ".csv", ".tsv", ".doc", ".docm", ".dotx", ".xlsm", ".odt", ".rtf")
"""Names worth opening: of the last few only the content can tell which sentence helps."""
ON_PAGE = 5
BOUND = ("plan_ok", "plan_no", "plan_page", "plan_ask", "plan_yes", "plan_skip")
"""Buttons that speak of one plan: they carry its id, so one pressed beneath an older plan never touches a newer one."""


# --- a file


def received(visit: Visit, file: File) -> View:
    """Somebody sent a file: an admin's table is read, anything else gets one sentence."""
    if not visit.is_admin:
        return action("file_refused", "guest")
    if not file.name.lower().endswith(READABLE):
        return action("file_refused", "kind")
    if file.size > LARGEST:
        return action("file_refused", "big")
    year = start_of(visit.today)
    changes = visit.work.school.year_changes(year).to_dict()
    args = {"file": asdict(file), "name": file.name, "year": year, "changes": changes}
    return action("job", visit.work.jobs.add("read_plan", args, visit.place))


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
    plan_id = visit.work.plans.add(plan, str(job.args["name"]))
    return action("plan_page", 0, plan_id)


# --- looking


def command(visit: Visit, _rest: str) -> View:
    """`/plan`, «план»."""
    return action("plan" if visit.is_admin else "home")


def show(visit: Visit) -> Screen:
    """View `plan`: what is in force, what waits."""
    visit.require_admin()
    work = visit.work
    stored, waiting = work.plans.in_force(), work.plans.waiting()
    if stored is None:
        return screens.no_plan(waiting.id if waiting else None)
    still_open = work.deadlines.open()
    standing = screens.Standing(
        id=stored.id,
        name=stored.name,
        rows=len(stored.plan.rows),
        still_open=len(still_open),
        overdue=sum(1 for one in still_open if one.end < visit.today),
        questions=len(stored.plan.questions),
        vacant=sum(1 for position in work.positions.in_force() if not position.people),
        waiting=waiting.id if waiting else None,
    )
    return screens.standing(standing)


def show_page(visit: Visit, at: str, plan_id: str) -> Screen:
    """View `plan_page`: the rows as they were understood; a read plan waits for a decision here."""
    stored = _plan(visit, plan_id)
    shown = words.preview(stored.plan, number(at))
    if stored.state is PlanState.READ:
        return _bound(stored, shown)
    undecided = tuple(
        tuple(button for button in row if button.action.verb not in {"plan_ok", "plan_no"}) for row in shown.rows
    )
    back = (Button("К плану", action("plan")),)
    return _bound(stored, Screen(shown.text, (*(row for row in undecided if row), back)))


def show_positions(visit: Visit, at: str = "0") -> Screen:
    """View `plan_people`: positions, and whether somebody holds them."""
    visit.require_admin()
    return screens.positions(page(visit.work.positions.in_force(), number(at), ON_PAGE), ON_PAGE)


def invite(visit: Visit, position_id: str) -> View:
    """The invitation to a position."""
    visit.require_admin()
    try:
        position = visit.work.positions.get(number(position_id))
    except LookupError as gone:
        raise Stale from gone
    return action("invite", visit.work.codes.for_position(position.id).code)


# --- deciding


def accept(visit: Visit, plan_id: str) -> View:
    """Put it in force, with a way in for each of its positions."""
    stored = _plan(visit, plan_id)
    if not visit.work.plans.enforce(stored.id):
        raise Stale
    for position in visit.work.positions.in_force():
        visit.work.codes.for_position(position.id)
    return action("plan_stored", stored.id)


def show_stored(visit: Visit, plan_id: str) -> Screen:
    """View `plan_stored`."""
    stored = _plan(visit, plan_id)
    if stored.state is not PlanState.IN_FORCE:
        raise Stale
    vacant = [position for position in visit.work.positions.in_force() if not position.people]
    invites = [(position.wording, spaced(visit.work.codes.for_position(position.id).code)) for position in vacant]
    past = sum(1 for one in visit.work.deadlines.open() if one.end < visit.today)
    return screens.with_positions(words.stored(stored.plan, invites, past))


def decline(visit: Visit, plan_id: str) -> View:
    """She decided against it."""
    stored = _plan(visit, plan_id)
    if stored.state is not PlanState.READ:
        raise Stale
    visit.work.plans.drop(stored.id)
    return action("plan_dropped")


def show_dropped(visit: Visit) -> Screen:
    """View `plan_dropped`."""
    visit.require_admin()
    return words.dropped()


# --- questions


def ask(visit: Visit, plan_id: str) -> View:
    """The first question that is still open."""
    return _next(_plan(visit, plan_id))


def show_question(visit: Visit, plan_id: str, question_id: str, again: str = "") -> Screen:
    """View `plan_question`: one question; `again` when the last answer could not be read."""
    stored = _plan(visit, plan_id)
    row, question = _question(stored, question_id)
    unread = Ask(question.text, Why.PERIOD) if again else None
    return _bound(stored, words.question(row, question, len(stored.plan.questions), unread))


def say_yes(visit: Visit, question_id: str, plan_id: str) -> View:
    """The guess is right."""
    stored = _plan(visit, plan_id)
    _question(stored, question_id)
    return _answered(visit, stored, answers.confirmed(stored.plan, number(question_id)))


def skip(visit: Visit, question_id: str, plan_id: str) -> View:
    """Leave the row as it is."""
    stored = _plan(visit, plan_id)
    _question(stored, question_id)
    return _answered(visit, stored, answers.skipped(stored.plan, number(question_id)))


def type_answer(visit: Visit, said: str, plan_id: str, question_id: str, _again: str = "") -> View | None:
    """An answer in words."""
    if not visit.is_admin:
        return None
    stored = _plan(visit, plan_id)
    row, question = _question(stored, question_id)
    plan = answers.typed(stored.plan, question.id, said, visit.work.school.year(stored.year))
    if isinstance(plan, Ask):
        asked_again = replace(question, text=plan.question)
        others = tuple(asked_again if one.id == question.id else one for one in row.questions)
        visit.work.plans.amend(stored.id, stored.plan.with_row(replace(row, questions=others)))
        return action("plan_question", stored.id, question.id, "again")
    if plan.question(question.id):  # a guess to confirm, or nothing was said
        visit.work.plans.amend(stored.id, plan)
        return action("plan_question", stored.id, question.id)
    return _answered(visit, stored, plan)


def _answered(visit: Visit, stored: StoredPlan, plan: ReadPlan) -> View:
    visit.work.plans.amend(stored.id, plan)
    return _next(replace(stored, plan=plan))


def _next(stored: StoredPlan) -> View:
    for _, question in stored.plan.questions:
        return action("plan_question", stored.id, question.id)
    return action("plan_page", 0, stored.id)


def _question(stored: StoredPlan, question_id: str) -> tuple[PlanRow, Question]:
    found = stored.plan.question(number(question_id))
    if found is None:
        raise Stale
    return found


def _plan(visit: Visit, plan_id: str) -> StoredPlan:
    visit.require_admin()
    stored = visit.work.plans.get(number(plan_id))
    if stored is None or stored.state is PlanState.REPLACED:
        raise Stale
    return stored


def _bound(stored: StoredPlan, shown: Screen) -> Screen:
    def bound(what: Action) -> Action:
        return action(what.verb, *what.args, stored.id) if what.verb in BOUND else what

    rows = tuple(tuple(Button(button.label, bound(button.action)) for button in row) for row in shown.rows)
    return Screen(shown.text, rows)

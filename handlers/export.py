"""The plan as a file to keep: Word, Excel, a calendar; and one's own deadlines for one's own calendar."""

from chat.actions import action
from chat.screen import Document, Screen
from handlers import export_screens as screens
from handlers import plan_files, plan_screens
from handlers.month import is_staff
from handlers.plan_years import current_first
from handlers.visit import Stale, View, Visit, number
from storage.jobs import Job
from storage.plans import PlanState

FORMATS = ("xlsx", "docx")
MADE, EMPTY = "made", "empty"


def show(visit: Visit, mark: str = "") -> Screen:
    """View `export`: what of the plans can be had as a file."""
    visit.require_admin()
    found = current_first(visit.work, visit.today)
    if not found:
        return plan_screens.no_plan(None)
    return screens.export([(one.id, plan_files.title(one)) for one in found], mark)


def write(visit: Visit, form: str, plan_id: str) -> View:
    """A plan in force as a workbook or a document."""
    visit.require_admin()
    stored = visit.work.plans.get(number(plan_id))
    if form not in FORMATS or stored is None or stored.state is not PlanState.IN_FORCE:
        raise Stale
    args = plan_files.plan_file(visit.work, stored, visit.facts.school, visit.today, visit.facts.policy.zone)
    name = f"{plan_files.title(stored)}.{form}"
    visit.work.jobs.add("plan_file", {**args, "format": form, "called": name}, visit.place)
    return action("export", MADE)


def write_calendar(visit: Visit) -> View:
    """Everybody's deadlines as a calendar."""
    visit.require_admin()
    name = "Циклограмма ВСОКО"
    args = plan_files.calendar(visit.work, name, visit.today, visit.facts.policy.remind_at)
    if args is None:
        return action("export", EMPTY)
    visit.work.jobs.add("calendar", {**args, "called": f"{name}.ics"}, visit.place)
    return action("export", MADE)


def write_mine(visit: Visit) -> View:
    """What I answer for, as a calendar."""
    if not is_staff(visit):
        raise Stale
    name = f"Мои сроки, {visit.facts.school}"
    args = plan_files.calendar(visit.work, name, visit.today, visit.facts.policy.remind_at, person_id=visit.known.id)
    if args is None:
        return action("my_calendar", EMPTY)
    visit.work.jobs.add("calendar", {**args, "called": "Мои сроки.ics"}, visit.place)
    return action("my_calendar", MADE)


def show_mine(visit: Visit, mark: str) -> Screen:
    """View `my_calendar`: the file is on its way, or there is nothing to put into it."""
    if not is_staff(visit) or mark not in {MADE, EMPTY}:
        raise Stale
    return screens.my_calendar(mark)


def plan_written(visit: Visit, job: Job) -> Screen:
    """The workbook or the document, to correct and send back."""
    visit.require_admin()
    name = str(job.args["called"])
    return Screen(screens.plan_caption(name), attachment=Document(job.content or b"", name))


def calendar_written(visit: Visit, job: Job) -> Screen:
    """The calendar, to open on a phone."""
    if not is_staff(visit):
        raise Stale
    name = str(job.args["called"])
    return Screen(screens.calendar_caption(name), attachment=Document(job.content or b"", name))

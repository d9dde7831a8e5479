"""`/report`: what was planned, what was done, what was decided in some days; on a screen and as a file."""

from datetime import date

from chat.actions import action
from chat.screen import Document, Screen
from cyclogram.phrases import Reading, read
from cyclogram.spans import DAY, Span, month
from handlers import report_screens as screens
from handlers.export import FORMATS
from handlers.visit import Stale, View, Visit
from handlers.year_facts import year_facts
from reports.facts import period_words, whole_year
from reports.plain import plain
from reports.year_report import NAME, YearReport
from storage.codes import looks_like_code
from storage.jobs import Job

LONGEST = 800
"""Days of a period: two school years and more."""
HALF = 8
"""From August on the calendar year that runs is of interest; until then the one that self-assessment is about."""
MADE, UNCLEAR = "made", "unclear"


def command(visit: Visit, rest: str) -> View:
    """`/report`, `/report с 1 сентября по 31 декабря`, «отчёт»."""
    if not visit.is_admin:
        return action("home")
    return (type_period(visit, rest) if rest else None) or action("report")


def show(visit: Visit, start: str = "", end: str = "", mark: str = "") -> Screen:
    """View `report`: one honest screen; without days of its own this school year."""
    visit.require_admin()
    offered = presets(visit)
    period = _period(start, end) if start else offered[screens.SCHOOL_YEAR]
    facts = year_facts(visit.work, period, visit.today, visit.facts.policy.zone)
    return screens.report(facts, period, offered, making=mark == MADE, unclear=mark == UNCLEAR)


def presets(visit: Visit) -> dict[str, Span]:
    """The periods that are asked for, by their labels."""
    today = visit.today
    year = visit.work.school.year_of(today)
    begun = [term for term in year.terms if term.start <= today]
    term = begun[-1] if begun else year.terms[0]
    calendar = today.year if today.month >= HALF else today.year - 1
    return {
        "Этот месяц": month(today.year, today.month),
        "Эта четверть" if today in term else "Прошедшая четверть": term,
        screens.SCHOOL_YEAR: whole_year(year.start),
        f"{calendar} год": Span(date(calendar, 1, 1), date(calendar, 12, 31)),
    }


def type_period(visit: Visit, said: str, start: str = "", end: str = "", _mark: str = "") -> View | None:
    """Other days, in words: «с 1 сентября по 31 декабря», «ноябрь»."""
    if not visit.is_admin or looks_like_code(said):
        return None
    what = read(said, visit.work.school.year_of(visit.today))
    if isinstance(what, Reading) and len(what.spans) == 1 and _is_period(what.spans[0]):
        return _at(what.spans[0])
    shown = _period(start, end) if start else presets(visit)[screens.SCHOOL_YEAR]
    return _at(shown, UNCLEAR) if any(char.isdigit() for char in said) or isinstance(what, Reading) else None


def _is_period(days: Span) -> bool:
    return DAY <= days.end - days.start < LONGEST * DAY


def _at(period: Span, *mark: str) -> View:
    return action("report", f"{period.start:%Y%m%d}", f"{period.end:%Y%m%d}", *mark)


def write(visit: Visit, form: str, start: str, end: str) -> View:
    """The same as a workbook or a document."""
    visit.require_admin()
    period = _period(start, end)
    if form not in FORMATS:
        raise Stale
    facts = year_facts(visit.work, period, visit.today, visit.facts.policy.zone)
    report = plain(YearReport(visit.facts.school, period, facts))
    days = period_words(period).removeprefix("период ").replace("/", "-")
    called = f"{NAME}, {days}.{form}"
    visit.work.jobs.add("year_report", {"report": report, "format": form, "called": called}, visit.place)
    return _at(period, MADE)


def written(visit: Visit, job: Job) -> Screen:
    """The file, with its paragraph for the self-assessment to copy."""
    visit.require_admin()
    name = str(job.args["called"])
    return Screen(screens.caption(str(job.result)), attachment=Document(job.content or b"", name))


def _period(start: str, end: str) -> Span:
    """The days a button carries; forged ones are stale."""
    try:
        first, last = (date(int(one[:4]), int(one[4:6]), int(one[6:])) for one in (start, end) if _is_packed(one))
        period = Span(first, last)
    except ValueError as forged:
        raise Stale from forged
    if not _is_period(period):
        raise Stale
    return period


def _is_packed(day: str) -> bool:
    return len(day) == len("20260901") and day.isascii() and day.isdigit()

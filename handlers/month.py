"""`/cyclogram`: a month of the plan, for everybody who answers for something in it; to look at and to open."""

from dataclasses import dataclass
from datetime import date

from chat.actions import action
from chat.screen import Button, Picture, Screen
from chat.text import bold, lines
from chat.words import span
from cyclogram import month_screens as words
from cyclogram.month_screens import Here, Line, Mark
from cyclogram.phrases import Reading, read
from cyclogram.plan import PlanKind
from cyclogram.repeats import days_of, rrule_words
from cyclogram.spans import Span
from cyclogram.spans import month as whole_month
from handlers.sieves import Sieve, sieve
from handlers.visit import Stale, View, Visit, number
from reports.month import Entry, MonthPlan, State, days_off
from storage.codes import looks_like_code
from storage.facts import KnownRepeat, StoredFact
from storage.jobs import Job

YEARS = range(2020, 2100)
STATES = {Mark.DONE: State.DONE, Mark.LATE: State.OVERDUE, Mark.OPEN: State.OPEN}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks, at what and when: `opened` are the open deadlines they may act on, None means all."""

    here: Here
    sieve: Sieve
    today: date
    opened: frozenset[int] | None
    person: int

    def facts(self, found: list[StoredFact]) -> list[StoredFact]:
        """What the filter lets through, by the day it is due on; what is due after this month last."""
        end = self.here.days.end
        kept = [one for one in found if self.sieve.keeps(one.row)]
        return sorted(kept, key=lambda one: (min(one.end, end), one.end > end, one.start, one.row.what))

    def mark(self, fact: StoredFact) -> Mark:
        """How it stands today."""
        if fact.is_done:
            return Mark.DONE
        return Mark.LATE if fact.is_late(self.today) else Mark.OPEN

    def line(self, fact: StoredFact) -> Line:
        """As it stands in the list; what does not concern them is only looked at."""
        theirs = self.person in fact.row.people if fact.is_done else self.opened and fact.id in self.opened
        may_act = self.opened is None or theirs
        look = action("plan_due", fact.id, self.here.month, self.here.packed)
        return Line(
            fact.row.what,
            span(fact.start, fact.end),
            fact.row.who,
            self.mark(fact),
            fact.row.kind is PlanKind.ROADMAP,
            action("deadline", fact.id) if may_act else look,
        )


def is_staff(visit: Visit) -> bool:
    """Whether the school's plan is any business of theirs: they run it, or answer for something."""
    return visit.person is not None and (visit.is_admin or visit.work.positions.is_holder(visit.person.id))


def command(visit: Visit, rest: str) -> View:
    """`/cyclogram`, `/cyclogram ноябрь`, «циклограмма»."""
    if not is_staff(visit):
        return action("home")
    return (type_month(visit, rest) if rest else None) or action("cyclogram")


def type_month(visit: Visit, said: str, _month: str = "", packed: str = "", _at: str = "0") -> View | None:
    """The name of a month, typed where one is shown."""
    if not is_staff(visit) or looks_like_code(said):
        return None
    what = read(said, visit.work.school.year_of(visit.today))
    if not isinstance(what, Reading) or what.spans[0].start.year not in YEARS:
        return None
    return action("cyclogram", f"{what.spans[0].start:%Y%m}", packed, 0)


def show(visit: Visit, month: str = "", packed: str = "", at: str = "0") -> Screen:
    """View `cyclogram`."""
    reader = _reader(visit, month, packed)
    days = reader.here.days
    found = [reader.line(one) for one in reader.facts(visit.work.facts.touching(days))]
    again = [
        Line(one.row.what, rrule_words(one.rrule), one.row.who, roadmap=one.row.kind is PlanKind.ROADMAP)
        for one in visit.work.facts.repeats(days)
        if reader.sieve.keeps(one.row) and _comes(one, days)
    ]
    back = Button("К плану", action("plan")) if reader.opened is None else Button("В начало", action("home"))
    return words.month(reader.here, [*found, *again], number(at), back)


def _comes(one: KnownRepeat, days: Span) -> bool:
    return bool(days_of(one.rrule, one.start, one.until, days))


def show_due(visit: Visit, deadline_id: str, month: str, packed: str) -> Screen:
    """View `plan_due`: one of them, to look at. What was said of it is for those it concerns."""
    reader = _reader(visit, month, packed)
    fact = visit.work.facts.get(number(deadline_id))
    if fact is None:
        raise Stale
    extra = [f"Что получится: {fact.row.output}"] if fact.row.output else []
    if fact.word and (reader.opened is None or visit.known.id in fact.row.people):
        extra.append(f"Записано: {fact.word}")
    return words.due(reader.line(fact), reader.here, extra)


# --- the picture


def draw(visit: Visit, month: str, packed: str, at: str) -> View:
    """Ask the workshop for a picture; the list stays where it is."""
    reader, page = _reader(visit, month, packed), number(at)
    days = reader.here.days
    found = reader.facts(visit.work.facts.touching(days))
    entries = tuple(
        Entry(one.row.what, one.row.who, Span(one.start, one.end), STATES[reader.mark(one)]) for one in found
    )
    free, pauses = days_off(visit.work.school.year_of(days.start), days)
    caption = "" if reader.sieve.packed == words.ALL else reader.sieve.caption
    plan = MonthPlan(days.start.year, days.start.month, entries, caption, free, pauses, visit.today)
    visit.work.jobs.add("month", plan.to_dict(), visit.place)
    return action("cyclogram", reader.here.month, reader.here.packed, page)


def drawn(visit: Visit, job: Job) -> Screen:
    """The picture, as a message of its own to forward or print."""
    if not is_staff(visit):
        raise Stale
    plan = MonthPlan.from_dict(job.args)
    said = lines(bold(plan.title), plan.caption or "Вся школа")
    return Screen(said, attachment=Picture(job.content or b"", str(job.result)))


# --- what a button carries


def _reader(visit: Visit, month: str, packed: str) -> Reader:
    days, kept = days_of_month(visit, month), sieve(visit, packed)
    opened = None if visit.is_admin else frozenset(one.id for one in visit.work.deadlines.open_of(visit.known.id))
    return Reader(Here(days, kept.packed, kept.caption), kept, visit.today, opened, visit.known.id)


def days_of_month(visit: Visit, month: str) -> Span:
    """The days of «202610», of the present month for "". Stale for what is no month and who has no business here."""
    if not is_staff(visit):
        raise Stale
    if not month:
        return whole_month(visit.today.year, visit.today.month)
    year, at = divmod(number(month), 100)
    if year not in YEARS or not 1 <= at <= 12:
        raise Stale
    return whole_month(year, at)

"""My deadlines, everybody's for an admin, and one of them with its buttons."""

from dataclasses import replace

from chat.actions import action
from chat.paging import Page, nearest
from chat.screen import Screen
from chat.words import listed
from cyclogram import choice_screens, decision_screens, done_screens
from cyclogram import reminder_screens as screens
from cyclogram.decision import may_decide as leads
from cyclogram.reminder_screens import Due
from cyclogram.reminders import BEFORE, Rule
from handlers.visit import Stale, View, Visit, number
from storage.absences import Absence
from storage.deadlines import Deadline
from storage.whose import Belonging


def command(_visit: Visit, _rest: str) -> View:
    """`/deadlines`, «сроки»."""
    return action("deadlines")


def show_mine(visit: Visit, at: str = "0") -> Screen:
    """Views `deadlines` and `deadlines_page`: what is still expected of the person."""
    if visit.person is None:
        return screens.mine([], visit.today, holder=False)
    mine = dues(visit, expected(visit))
    holder = visit.work.positions.is_holder(visit.person.id)
    return screens.mine(mine, visit.today, number(at), holder=holder, school=visit.is_admin)


def expected(visit: Visit) -> list[Deadline]:
    """What is still expected of the person, and what they may be reminded of as a stand-in of those who are away."""
    person, of, absences = visit.known.id, visit.work.deadlines, visit.work.absences
    absent = absences.on(visit.today)
    heard = absences.hearers(absent, visit.today, visit.work.positions.holders).get(person, ())
    found = {one.id: one for who in heard for one in of.open_of(who) if _comes_up(visit, one, absent[who])}
    people = of.all_people(found)
    return [*of.open_of(person), *(one for one in found.values() if _stands_in_for(visit, people[one.id]))]


def _comes_up(visit: Visit, deadline: Deadline, absence: Absence) -> bool:
    """Whether it is reminded of before they are back: a week's notice of what is due later counts."""
    week_after = visit.work.school.year_of(absence.until).working_days_after(absence.until, BEFORE[Rule.WEEK])
    return deadline.end <= week_after or deadline.start in absence


def show_school(visit: Visit, at: str = "0") -> Screen:
    """View `school_deadlines`: everybody's, for an admin."""
    visit.require_admin()
    of = visit.work.deadlines
    total, late = of.count(visit.today)
    shown, pages = nearest(number(at), total, screens.ON_PAGE)
    found = plain(visit, of.open(screens.ON_PAGE, shown * screens.ON_PAGE))
    return screens.school(Page(found, shown, pages), total, late, visit.today)


def show(visit: Visit, deadline_id: str, note: str = "") -> Screen:
    """View `deadline`: one of them; `note` is what has just happened to it."""
    deadline = theirs(visit, deadline_id)
    if not deadline.is_open:
        return already_closed(visit, deadline)
    answers = is_theirs(visit, deadline)
    said = {"undone": choice_screens.UNDONE, "reopened": choice_screens.REOPENED}.get(note, "")
    return screens.one(whole(visit, deadline), visit.today, school=visit.is_admin, theirs=answers, note=said)


def already_closed(visit: Visit, deadline: Deadline) -> Screen:
    """Nothing is expected any more."""
    item, decides = whole(visit, deadline), may_decide(visit)
    return done_screens.already_closed(item, deadline.word, deadline.form, school=visit.is_admin, decides=decides)


def may_decide(visit: Visit) -> bool:
    """Whether they may record a management decision: whoever runs the plan, a director, a deputy."""
    if visit.is_admin:
        return True
    person = visit.known.id
    return leads(one.wording for one in visit.work.positions.held_by(person))


# --- for all that is said about one deadline


def theirs(visit: Visit, deadline_id: str) -> Deadline:
    """A deadline this person may speak of: they hold a position of its row and have not refused it, or run the plan."""
    deadline = visit.work.deadlines.get(number(deadline_id))
    if deadline is None or not (visit.is_admin or is_theirs(visit, deadline)):
        raise Stale
    return deadline


def is_theirs(visit: Visit, deadline: Deadline) -> bool:
    """Whether they answer for it, or stand in today for somebody who does."""
    answering = visit.work.deadlines.whose(deadline.id).answering
    return visit.known.id in answering or bool(_stands_in_for(visit, answering))


def _stands_in_for(visit: Visit, people: list[int]) -> list[int]:
    if visit.known.id in people:
        return []
    hearers = visit.work.absences.hearers(people, visit.today, visit.work.positions.holders)
    return sorted(hearers.get(visit.known.id, ()))


def answered_for(visit: Visit, deadline_id: str) -> Deadline:
    """A deadline the person answers for; an admin is reminded of what she answers for and of what went wrong."""
    deadline = theirs(visit, deadline_id)
    if deadline.is_open and not is_theirs(visit, deadline):
        raise Stale
    return deadline


def has_parts(visit: Visit, deadline: Deadline) -> bool:
    """Whether others have a part in what the person answers for, or would, were there anybody."""
    whose = visit.work.deadlines.whose(deadline.id)
    if visit.known.id not in whose.answering or whose.taken_by is not None:
        return False
    return len(whose.answering) > 1 or bool(visit.work.deadlines.vacant(deadline.id))


def due(visit: Visit, deadline: Deadline) -> Due:
    """As the person sees it: who answers beside them, who has taken it, or, to an admin, who answers."""
    return dues(visit, [deadline])[0]


def dues(visit: Visit, deadlines: list[Deadline]) -> list[Due]:
    """The same for many."""
    whose = visit.work.deadlines.all_whose(one.id for one in deadlines)
    return [_due(visit, one, whose[one.id]) for one in deadlines]


def _due(visit: Visit, deadline: Deadline, whose: Belonging) -> Due:
    person, taken = visit.known.id, whose.taken_by
    instead = _stands_in_for(visit, whose.answering)
    return Due(
        id=deadline.id,
        what=deadline.what,
        start=deadline.start,
        end=deadline.end,
        who=", ".join(whose.responsible(but=person if person in whose.holders else None)),
        output=deadline.output,
        taken="" if taken is None else listed(whose.responsible_as(taken)),
        mine=taken == person,
        instead_of=", ".join(dict.fromkeys(words for one in instead for words in whose.responsible_as(one))),
        shared=len(whose.answering) > 1,
    )


def whole(visit: Visit, deadline: Deadline) -> Due:
    """The same with what was attached, what it came from, and what has come of it."""
    behind = visit.work.decisions.behind(deadline.row_id)
    made = visit.work.decisions.of_row(deadline.row_id)
    said = [decision_screens.in_words(one.what, one.who, one.due, is_done=one.is_done) for one in made[-3:]]
    files = len(visit.work.attachments.of(deadline.id))
    source = behind.source if behind else ""
    return replace(due(visit, deadline), source=source, decisions=tuple(said), files=files)


def plain(visit: Visit, deadlines: list[Deadline]) -> list[Due]:
    """As an admin sees many: with who answers for each."""
    whose = visit.work.deadlines.all_whose(one.id for one in deadlines)
    who = {one: ", ".join(belonging.responsible()) for one, belonging in whose.items()}
    return [Due(one.id, one.what, one.start, one.end, who[one.id], one.output) for one in deadlines]

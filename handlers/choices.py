"""The buttons beneath a reminder: done, taken, later, not mine; and «Вернуть, как было» for a minute."""

from datetime import date, datetime

from chat.actions import action
from chat.screen import Screen
from cyclogram import choice_screens as screens
from cyclogram.phrases import Reading, read
from cyclogram.reminder_screens import Trouble
from cyclogram.reminders import at_school
from cyclogram.spans import DAY
from handlers.deadlines import already_closed, answered_for, due, is_theirs, theirs
from handlers.visit import Stale, View, Visit, number
from storage.choices import Choice, Chosen, notice_key
from storage.deadlines import Deadline
from storage.notices import tell_admins

LATEST = 366
"""Days ahead a reminder can be put off."""
UNCLEAR = {"unclear": screens.NO_DAY, "past": screens.PAST, "far": screens.FAR}


# --- done


def ask_word(visit: Visit, deadline_id: str) -> Screen:
    """View `done`: a word or nothing."""
    deadline = theirs(visit, deadline_id)
    return screens.done(due(visit, deadline)) if deadline.is_open else already_closed(visit, deadline)


def done_plain(visit: Visit, deadline_id: str) -> View:
    """Nothing to add."""
    return _done(visit, deadline_id, "")


def type_word(visit: Visit, word: str, deadline_id: str) -> View | None:
    """How it ended, typed where it was asked."""
    return _done(visit, deadline_id, word) if theirs(visit, deadline_id).is_open else None


def _done(visit: Visit, deadline_id: str, word: str) -> View:
    deadline = theirs(visit, deadline_id)
    return _said(visit, deadline, visit.work.choices.done(deadline.id, visit.known.id, word))


def reopen(visit: Visit, deadline_id: str) -> View:
    """An admin sees that it is not done after all."""
    visit.require_admin()
    deadline = theirs(visit, deadline_id)
    visit.work.choices.reopen(deadline.id, visit.known.id)
    return action("deadline", deadline.id, "reopened")


# --- taken by one of several


def take(visit: Visit, deadline_id: str) -> View:
    """Of several who answer for it this one does it."""
    deadline = answered_for(visit, deadline_id)
    answering = visit.work.deadlines.answering(deadline.id)
    if not deadline.is_open or len(answering) < 2 or visit.known.id not in answering:
        return action("deadline", deadline.id)
    return _said(visit, deadline, visit.work.choices.take(deadline.id, visit.known.id))


def give_back(visit: Visit, deadline_id: str) -> View:
    """They do not do it after all."""
    deadline = answered_for(visit, deadline_id)
    if not deadline.is_open:
        return action("deadline", deadline.id)
    return _said(visit, deadline, visit.work.choices.give_back(deadline.id, visit.known.id))


# --- later


def ask_later(visit: Visit, deadline_id: str, mark: str = "") -> Screen:
    """View `later`: tomorrow, in a week, or a day in words."""
    deadline = answered_for(visit, deadline_id)
    if not deadline.is_open:
        return already_closed(visit, deadline)
    return screens.ask_later(due(visit, deadline), unclear=UNCLEAR.get(mark, ""))


def later_by(visit: Visit, deadline_id: str, days: str) -> View:
    """So many days from today."""
    if days not in {"1", "7"}:
        raise Stale
    return _later(visit, answered_for(visit, deadline_id), visit.today + int(days) * DAY)


def type_later(visit: Visit, words: str, deadline_id: str, _mark: str = "") -> View | None:
    """A day in words."""
    deadline = answered_for(visit, deadline_id)
    if not deadline.is_open:
        return None
    day = _day(visit, words)
    if day is None:
        return action("later", deadline.id, "unclear")
    if day <= visit.today:
        return action("later", deadline.id, "past")
    if (day - visit.today).days > LATEST:
        return action("later", deadline.id, "far")
    return _later(visit, deadline, day, words)


def _day(visit: Visit, words: str) -> date | None:
    what = read(words, visit.work.school.year_of(visit.today))
    return what.spans[0].start if isinstance(what, Reading) and len(what.spans) == 1 else None


def _later(visit: Visit, deadline: Deadline, day: date, words: str = "") -> View:
    """On the next working day from then; past the deadline its own day is spoken of as well."""
    if not deadline.is_open:
        return action("deadline", deadline.id)
    again = _morning(visit, visit.work.school.year_of(day).following(day))
    own = _morning(visit, visit.work.school.year_of(deadline.end).preceding(deadline.end))
    moments = [own, again] if visit.now < own < again and day > deadline.end else [again]
    return _said(visit, deadline, visit.work.choices.later(deadline.id, visit.known.id, *moments, words=words))


def _morning(visit: Visit, day: date) -> datetime:
    return at_school(day, visit.work.school.year_of(day), visit.facts.policy)


# --- not mine


def not_mine(visit: Visit, deadline_id: str) -> View:
    """Somebody else's; the admins are told, the person is left alone."""
    deadline = answered_for(visit, deadline_id)
    if not deadline.is_open:
        return action("deadline", deadline.id)
    person = visit.known.id
    if person not in visit.work.deadlines.answering(deadline.id):
        raise Stale  # who stands in for somebody says so to them
    noted = visit.work.choices.not_mine(deadline.id, person)
    if noted is not None:
        args = {"trouble": Trouble.NOT_MINE.value, "deadline": deadline.id, "person": person}
        tell_admins(visit.work, notice_key(deadline.id, noted), "notice", args, but=person)
    return _said(visit, deadline, noted)


def mine(visit: Visit, deadline_id: str) -> View:
    """«Всё-таки моё», when a minute has passed."""
    deadline = visit.work.deadlines.get(number(deadline_id))
    if deadline is None or visit.known.id not in visit.work.deadlines.holders(deadline.id):
        raise Stale
    visit.work.deadlines.accept(deadline.id, visit.known.id)
    return action("deadline", deadline.id, "undone")


# --- what came of it, and taking it back


def show_chosen(visit: Visit, choice_id: str) -> Screen:
    """View `said`: what the press has done, while that is still so."""
    chosen, deadline = _own(visit, choice_id)
    undo = chosen.id if visit.work.choices.is_fresh(chosen) else None
    item, school = due(visit, deadline), visit.is_admin
    match chosen.choice:
        case Choice.DONE if not deadline.is_open:
            return screens.closed(item, deadline.word, undo=undo, school=school)
        case _ if not deadline.is_open:
            return already_closed(visit, deadline)
        case Choice.TAKE if item.mine:
            return screens.taken(item, undo=undo, school=school)
        case Choice.GIVE_BACK:
            return screens.given_back(item, undo=undo, school=school)
        case Choice.LATER:
            days = tuple(datetime.fromisoformat(at).astimezone(visit.now.tzinfo).date() for at in chosen.facts["until"])
            return screens.later(item, days, visit.today, undo=undo, school=school)
        case Choice.NOT_MINE if not is_theirs(visit, deadline):
            return screens.not_mine(item, undo=undo)
        case Choice.HELP:
            alone = bool(chosen.facts.get("alone"))
            return screens.help_asked(item, chosen.words, alone=alone, undo=undo, school=school)
        case _:
            raise Stale


def undo(visit: Visit, choice_id: str) -> View:
    """«Вернуть, как было»."""
    chosen, deadline = _own(visit, choice_id)
    if chosen.undone:
        return action("deadline", deadline.id, "undone")
    if not visit.work.choices.is_fresh(chosen):
        return action("too_late", chosen.id)
    undone = visit.work.choices.undo(chosen)
    return action("deadline", deadline.id, *(["undone"] if undone else []))


def show_too_late(visit: Visit, choice_id: str) -> Screen:
    """View `too_late`: what can be done after that minute."""
    chosen, deadline = _own(visit, choice_id)
    return screens.too_late(due(visit, deadline), chosen.choice, school=visit.is_admin)


def _own(visit: Visit, choice_id: str) -> tuple[Chosen, Deadline]:
    """A press of the person's own, about a deadline that is still in a plan."""
    chosen = visit.work.choices.get(number(choice_id))
    deadline = visit.work.deadlines.get(chosen.deadline_id) if chosen else None
    if chosen is None or deadline is None or chosen.person_id != visit.known.id:
        raise Stale
    if chosen.choice.value not in screens.LATE_FOR:
        raise Stale
    return chosen, deadline


def _said(visit: Visit, deadline: Deadline, choice_id: int | None) -> View:
    """What the press has done; when it has changed nothing, what theirs did a moment ago, or how things stand."""
    if choice_id is None:
        last = visit.work.choices.last(deadline.id, visit.known.id)
        choice_id = last.id if last and visit.work.choices.is_fresh(last) else None
    return action("deadline", deadline.id) if choice_id is None else action("said", choice_id)

"""The buttons beneath a reminder: taken, later, not mine; what a press has done, and how it is taken back."""

from datetime import date, datetime

from chat.actions import action
from chat.screen import Screen
from cyclogram import choice_screens as screens
from cyclogram import done_screens, said_days
from cyclogram.reminder_screens import Trouble
from cyclogram.reminders import at_school
from cyclogram.spans import DAY
from handlers.deadlines import already_closed, answered_for, due, has_parts, is_theirs, may_decide, whole
from handlers.visit import Stale, View, Visit, number
from storage.choices import Choice, Chosen, notice_key
from storage.deadlines import Deadline
from storage.notices import tell_admins

UNCLEAR = {"unclear": screens.NO_DAY, "past": screens.PAST}


# --- taken by one of several


def take(visit: Visit, deadline_id: str) -> View:
    """Of several who answer for it this one does it."""
    deadline = answered_for(visit, deadline_id)
    answering = visit.work.deadlines.whose(deadline.id).answering
    if not deadline.is_open or len(answering) < 2 or visit.known.id not in answering:
        return action("deadline", deadline.id)
    return pressed(visit, deadline, visit.work.choices.take(deadline.id, visit.known.id))


def give_back(visit: Visit, deadline_id: str) -> View:
    """They do not do it after all."""
    deadline = answered_for(visit, deadline_id)
    if not deadline.is_open:
        return action("deadline", deadline.id)
    return pressed(visit, deadline, visit.work.choices.give_back(deadline.id, visit.known.id))


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
    year = visit.work.school.year_of(visit.today)
    if day := said_days.later(words, visit.today, year):
        return _later(visit, deadline, day, words)
    said = said_days.said_day(words, visit.today, year)
    is_past = said is not None and said <= visit.today
    return action("later", deadline.id, "past" if is_past else "unclear")


def _later(visit: Visit, deadline: Deadline, day: date, words: str = "") -> View:
    """On the next working day from then; past the deadline its own day is spoken of as well."""
    if not deadline.is_open:
        return action("deadline", deadline.id)
    again = _morning(visit, visit.work.school.year_of(day).following(day))
    own = _morning(visit, visit.work.school.year_of(deadline.end).preceding(deadline.end))
    moments = [own, again] if visit.now < own < again and day > deadline.end else [again]
    return pressed(visit, deadline, visit.work.choices.later(deadline.id, visit.known.id, *moments, words=words))


def _morning(visit: Visit, day: date) -> datetime:
    return at_school(day, visit.work.school.year_of(day), visit.facts.policy)


# --- not mine


def not_mine(visit: Visit, deadline_id: str) -> View:
    """Somebody else's; the admins are told, the person is left alone."""
    deadline = answered_for(visit, deadline_id)
    if not deadline.is_open:
        return action("deadline", deadline.id)
    person = visit.known.id
    if person not in visit.work.deadlines.whose(deadline.id).answering:
        raise Stale  # who stands in for somebody says so to them
    noted = visit.work.choices.not_mine(deadline.id, person)
    if noted is not None:
        args = {"trouble": Trouble.NOT_MINE.value, "deadline": deadline.id, "person": person}
        tell_admins(visit.work, notice_key(deadline.id, noted), "notice", args, but=person)
    return pressed(visit, deadline, noted)


def mine(visit: Visit, deadline_id: str) -> View:
    """«Всё-таки моё», when a minute has passed."""
    deadline = visit.work.deadlines.get(number(deadline_id))
    if deadline is None or visit.known.id not in visit.work.deadlines.whose(deadline.id).holders:
        raise Stale
    visit.work.deadlines.accept(deadline.id, visit.known.id)
    return action("deadline", deadline.id, "undone")


# --- what came of it, and taking it back


def show_chosen(visit: Visit, choice_id: str) -> Screen:
    """View `said`: what the press has done, while that is still so."""
    chosen, deadline = own_choice(visit, choice_id)
    undo = chosen.id if visit.work.choices.is_fresh(chosen) else None
    item, school = due(visit, deadline), visit.is_admin
    match chosen.choice:
        case Choice.DONE if deadline.done_by == chosen.person_id:
            return _closed(visit, deadline, undo)
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
        case Choice.PART if not is_theirs(visit, deadline):
            left = len(visit.work.deadlines.whose(deadline.id).answering)
            return screens.part_done(item, left, chosen.words, undo=undo, school=school)
        case Choice.HELP:
            alone = bool(chosen.facts.get("alone"))
            return screens.help_asked(item, chosen.words, alone=alone, undo=undo, school=school)
        case _:
            raise Stale


def _closed(visit: Visit, deadline: Deadline, undo: int | None) -> Screen:
    return done_screens.closed(
        whole(visit, deadline),
        deadline.word,
        deadline.form,
        undo=undo,
        in_parts=has_parts(visit, deadline),
        decides=may_decide(visit),
        school=visit.is_admin,
    )


def undo(visit: Visit, choice_id: str) -> View:
    """«Вернуть, как было»."""
    chosen, deadline = own_choice(visit, choice_id)
    if chosen.undone:
        return action("deadline", deadline.id, "undone")
    if not visit.work.choices.is_fresh(chosen):
        return action("too_late", chosen.id)
    undone = visit.work.choices.undo(chosen)
    return action("deadline", deadline.id, *(["undone"] if undone else []))


def show_too_late(visit: Visit, choice_id: str) -> Screen:
    """View `too_late`: what can be done after that minute."""
    chosen, deadline = own_choice(visit, choice_id)
    return screens.too_late(due(visit, deadline), chosen.choice, school=visit.is_admin)


def own_choice(visit: Visit, choice_id: str) -> tuple[Chosen, Deadline]:
    """A press of the person's own, about a deadline that is still in a plan."""
    chosen = visit.work.choices.get(number(choice_id))
    deadline = visit.work.deadlines.get(chosen.deadline_id) if chosen else None
    if chosen is None or deadline is None or chosen.person_id != visit.known.id:
        raise Stale
    if chosen.choice.value not in screens.LATE_FOR:
        raise Stale
    return chosen, deadline


def pressed(visit: Visit, deadline: Deadline, choice_id: int | None) -> View:
    """What the press has done; when it has changed nothing, what theirs did a moment ago, or how things stand."""
    if choice_id is None:
        last = visit.work.choices.last(deadline.id, visit.known.id)
        choice_id = last.id if last and visit.work.choices.is_fresh(last) else None
    return action("deadline", deadline.id) if choice_id is None else action("said", choice_id)

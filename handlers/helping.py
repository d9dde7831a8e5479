"""«Нужна помощь»: admins see it at once, with the words, and may answer right there."""

from chat.actions import action
from chat.screen import Screen
from cyclogram import choice_screens, notice_screens
from handlers.deadlines import already_closed, answered_for, due
from handlers.visit import Stale, View, Visit, number
from storage.choices import Choice, Chosen, notice_key
from storage.deadlines import Deadline
from storage.notices import tell_admins
from storage.people import Role


def ask(visit: Visit, deadline_id: str) -> Screen:
    """View `need_help`: what is in the way, or nothing."""
    deadline = answered_for(visit, deadline_id)
    return choice_screens.ask_help(due(visit, deadline)) if deadline.is_open else already_closed(visit, deadline)


def call(visit: Visit, deadline_id: str) -> View:
    """Nothing to add."""
    return _call(visit, deadline_id, "")


def type_words(visit: Visit, words: str, deadline_id: str) -> View | None:
    """What is in the way, typed where it was asked."""
    return _call(visit, deadline_id, words)


def _call(visit: Visit, deadline_id: str, words: str) -> View:
    deadline = answered_for(visit, deadline_id)
    if not deadline.is_open:
        return action("deadline", deadline.id)
    person = visit.known.id
    last = visit.work.choices.last(deadline.id, person)
    if last and last.choice is Choice.HELP and last.words == words and visit.work.choices.is_fresh(last):
        return action("said", last.id)  # a double tap calls once
    alone = visit.work.people.with_role(Role.ADMIN) == [person]
    noted = visit.work.choices.note(deadline.id, person, Choice.HELP, words, {"alone": alone})
    args = {"trouble": "help", "deadline": deadline.id, "choice": noted}
    tell_admins(visit.work, notice_key(deadline.id, noted), "help", args, but=person)
    return action("said", noted)


# --- the admin's answer


def ask_reply(visit: Visit, choice_id: str) -> Screen:
    """View `reply`: what to answer; typed."""
    asked, deadline = _asked(visit, choice_id)
    who = visit.work.deadlines.speaks_as(deadline.id, asked.person_id)
    said = [one.words for one in visit.work.choices.of(deadline.id, Choice.REPLY) if one.facts["to"] == asked.id]
    return notice_screens.ask_reply(due(visit, deadline), who, asked.words, said)


def type_reply(visit: Visit, words: str, choice_id: str) -> View | None:
    """The answer; it goes to whoever asked."""
    if not visit.is_admin:
        return None
    asked, deadline = _asked(visit, choice_id)
    noted = visit.work.choices.note(deadline.id, visit.known.id, Choice.REPLY, words, {"to": asked.id})
    args = {"deadline": deadline.id, "choice": noted}
    visit.work.outbox.put(f"reply:{noted}:{asked.person_id}", "reply", asked.person_id, args)
    return action("replied", noted)


def show_replied(visit: Visit, choice_id: str) -> Screen:
    """View `replied`."""
    visit.require_admin()
    said = visit.work.choices.get(number(choice_id))
    deadline = visit.work.deadlines.get(said.deadline_id) if said else None
    if said is None or deadline is None or said.choice is not Choice.REPLY:
        raise Stale
    return notice_screens.replied(due(visit, deadline), said.words)


def _asked(visit: Visit, choice_id: str) -> tuple[Chosen, Deadline]:
    visit.require_admin()
    asked = visit.work.choices.get(number(choice_id))
    deadline = visit.work.deadlines.get(asked.deadline_id) if asked else None
    if asked is None or deadline is None or asked.choice is not Choice.HELP:
        raise Stale
    return asked, deadline

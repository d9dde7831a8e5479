"""«Сделано»: closed with a document's name, a word or nothing; opened again by an admin."""

from chat.actions import action
from chat.screen import Screen
from cyclogram import done_screens as screens
from cyclogram.outputs import forms
from handlers.choices import pressed
from handlers.deadlines import already_closed, answered_for, may_decide, theirs, whole
from handlers.visit import Stale, View, Visit, number
from storage.deadlines import Deadline


def ask(visit: Visit, deadline_id: str) -> Screen:
    """View `done`: what may be added."""
    deadline = theirs(visit, deadline_id)
    if not deadline.is_open:
        return already_closed(visit, deadline)
    return screens.done(whole(visit, deadline), decides=may_decide(visit), in_parts=_has_parts(visit, deadline))


def _has_parts(visit: Visit, deadline: Deadline) -> bool:
    """Whether others have a part in it as well, or would, were there anybody."""
    whose = visit.work.deadlines.whose(deadline.id)
    if visit.known.id not in whose.answering or whose.taken_by is not None:
        return False
    return len(whose.answering) > 1 or bool(visit.work.deadlines.vacant(deadline.id))


def close_part(visit: Visit, deadline_id: str) -> View:
    """Their own part; it stays open for the others."""
    deadline = answered_for(visit, deadline_id)
    if not deadline.is_open:
        return action("deadline", deadline.id)
    if not _has_parts(visit, deadline):
        raise Stale
    return pressed(visit, deadline, visit.work.choices.part(deadline.id, visit.known.id))


def close_plain(visit: Visit, deadline_id: str) -> View:
    """Nothing to add."""
    return _close(visit, deadline_id)


def close_as(visit: Visit, deadline_id: str, at: str) -> View:
    """One of the documents its row promises came of it."""
    named = forms(theirs(visit, deadline_id).output)
    if number(at) >= len(named):
        raise Stale
    return _close(visit, deadline_id, form=named[number(at)])


def type_word(visit: Visit, word: str, deadline_id: str) -> View | None:
    """How it ended, typed where it was asked."""
    return _close(visit, deadline_id, word) if theirs(visit, deadline_id).is_open else None


def _close(visit: Visit, deadline_id: str, word: str = "", form: str = "") -> View:
    """What they wrote beside the files they sent is the word, where they say no other."""
    deadline = theirs(visit, deadline_id)
    word = word or "; ".join(one.caption for one in visit.work.attachments.of(deadline.id) if one.caption)
    return pressed(visit, deadline, visit.work.choices.done(deadline.id, visit.known.id, word, form))


def reopen(visit: Visit, deadline_id: str) -> View:
    """An admin sees that it is not done after all."""
    visit.require_admin()
    deadline = theirs(visit, deadline_id)
    visit.work.choices.reopen(deadline.id, visit.known.id)
    return action("deadline", deadline.id, "reopened")

"""«Сделано»: closed with one press; a word, a document's name, or that it was only their part may follow."""

from chat.actions import action
from cyclogram.outputs import forms
from handlers import absence, sentences
from handlers.choices import own_choice, pressed
from handlers.deadlines import has_parts, theirs
from handlers.visit import Stale, View, Visit, number
from storage.choices import Choice
from storage.codes import looks_like_code
from storage.deadlines import Deadline


def close(visit: Visit, deadline_id: str) -> View:
    """It is done; pressed again, it is shown as it was closed."""
    deadline = theirs(visit, deadline_id)
    if deadline.is_open:
        visit.work.choices.done(deadline.id, visit.known.id, said_beside(visit, deadline))
    return result(visit, deadline)


def said_beside(visit: Visit, deadline: Deadline) -> str:
    """What was said of the parts, and beside the files; the word, until they say another."""
    captions = "; ".join(one.caption for one in visit.work.attachments.of(deadline.id) if one.caption)
    parts = [one.words for one in visit.work.choices.of(deadline.id, Choice.PART) if one.words not in captions]
    return "; ".join(one for one in (*parts, captions) if one)


def tell_anew(visit: Visit, deadline: Deadline, beside: str) -> None:
    """A file has come or gone: where the word was only what stood `beside` them, it is what stands there now."""
    if deadline.done_by == visit.known.id and deadline.word == beside[:1000]:
        visit.work.deadlines.describe(deadline.id, word=said_beside(visit, deadline))


def result(visit: Visit, deadline: Deadline) -> View:
    """Where it stands that a thing is closed: with what may be added for whoever closed it."""
    closing = visit.work.choices.closing(deadline.id)
    is_own = closing is not None and closing.person_id == visit.known.id
    return action("said", closing.id) if closing and is_own else action("deadline", deadline.id)


# --- what came of it


def name_document(visit: Visit, deadline_id: str, at: str) -> View:
    """One of the documents its row promises came of it; whoever closed it may say so, and an admin."""
    deadline = visit.work.deadlines.get(number(deadline_id))
    if deadline is None or deadline.is_open or not (visit.is_admin or deadline.done_by == visit.known.id):
        raise Stale
    named = forms(deadline.output)
    if number(at) >= len(named):
        raise Stale
    visit.work.deadlines.describe(deadline.id, form=named[number(at)])
    return result(visit, deadline)


def type_word(visit: Visit, words: str, choice_id: str) -> View | None:
    """How it ended, typed where it says that it is closed; another takes its place.

    People stand there for days: a code, and after the first minute what says something else, is no such word.
    """
    chosen, deadline = own_choice(visit, choice_id)
    if chosen.choice is not Choice.DONE or deadline.done_by != visit.known.id:
        return None
    if words.isascii() and looks_like_code(words):  # «все на месте» is spelled like one, too
        return None
    if not visit.work.choices.is_fresh(chosen) and (
        other := absence.understand(visit, words) or sentences.understand(visit, words)
    ):
        return other
    visit.work.deadlines.describe(deadline.id, word=words)
    return action("said", chosen.id)


# --- not the whole of it


def only_part(visit: Visit, deadline_id: str) -> View:
    """Their own part; it is open for the others."""
    deadline = theirs(visit, deadline_id)
    if not deadline.is_open and deadline.done_by != visit.known.id:
        return action("deadline", deadline.id)
    if not has_parts(visit, deadline):
        raise Stale
    return pressed(visit, deadline, visit.work.choices.part(deadline.id, visit.known.id))


def reopen(visit: Visit, deadline_id: str) -> View:
    """An admin sees that it is not done after all."""
    visit.require_admin()
    deadline = theirs(visit, deadline_id)
    visit.work.choices.reopen(deadline.id, visit.known.id)
    return action("deadline", deadline.id, "reopened")

"""A photo or document as the result of a thing: where it belongs is never guessed, what was sent can be had back."""

from dataclasses import asdict
from typing import Any

from chat.actions import Action, action
from chat.events import File
from chat.screen import Document, Screen
from chat.text import text
from cyclogram import done_screens as screens
from handlers import plan
from handlers.deadlines import due, expected, is_theirs, theirs
from handlers.done import result, said_beside, tell_anew
from handlers.screens import not_done
from handlers.visit import Stale, View, Visit, number
from handlers.workshop import LIMIT, TOO_BIG
from storage.attachments import MOST, Attachment
from storage.deadlines import Deadline
from storage.jobs import Job

TABLES = tuple(ending for ending in plan.READABLE if ending != ".pdf")
"""Names of what may be a plan; a PDF is the result of a thing."""
LONGEST = 100
"""Characters of a name."""
DRAFT = "file"
"""A file that waits to be told where it belongs."""
ON_IT = frozenset({"deadline", "later", "need_help", "not_kept", "which_file", "files", "unkept"})
"""Views whose first argument is the deadline the person stands on."""


# --- a file comes in


def received(visit: Visit, file: File) -> View:
    """A file goes to the deadline its sender stands on; a table of an admin's may be a new plan, so she is asked."""
    if visit.person is None:
        return plan.received(visit, file)
    deadline = _stands_on(visit)
    is_plan = visit.is_admin and file.name.lower().endswith(TABLES)
    if deadline and not is_plan:
        return _fetch(visit, deadline, asdict(file))
    if deadline:
        return _ask(visit, file, action("which_file", deadline.id))
    if not is_plan and visit.work.positions.is_holder(visit.person.id):
        return _ask(visit, file, action("file_for"))
    return plan.received(visit, file)


def _ask(visit: Visit, file: File, where: View) -> View:
    visit.work.drafts.put(visit.known.id, DRAFT, asdict(file))
    return where


def _stands_on(visit: Visit) -> Deadline | None:
    """The deadline on the sender's screen, if they may speak of it."""
    view = Action.unpack(visit.known.view) if visit.known.view else action("home")
    work = visit.work
    found: int | None = None
    match view:
        case Action(verb, (first, *_)) if verb in ON_IT:
            found = number(first)
        case Action("said" | "too_late", (first, *_)):
            chosen = work.choices.get(number(first))
            found = chosen.deadline_id if chosen else None
        case Action("kept", (first, *_)):
            attached = work.attachments.get(number(first))
            found = attached.deadline_id if attached else None
        case Action("job", (first, *_)):  # several files come one after the other
            job = work.jobs.get(number(first))
            found = job.args["deadline"] if job and job.kind == "keep" else None
        case _:
            pass
    deadline = work.deadlines.get(found) if found is not None else None
    return deadline if deadline and (visit.is_admin or is_theirs(visit, deadline)) else None


def _fetch(visit: Visit, deadline: Deadline, file: dict[str, Any]) -> View:
    if int(file["size"]) > LIMIT:
        return action("not_kept", deadline.id, "big")
    if len(visit.work.attachments.of(deadline.id)) >= MOST:
        return action("not_kept", deadline.id, "many")
    args = {"file": file, "name": safe_name(file["name"]), "deadline": deadline.id, "person": visit.known.id}
    return action("job", visit.work.jobs.add("keep", args, visit.place))


def safe_name(name: str) -> str:
    """A file's name without folders and without signs that hide what it is; the ending stays."""
    name = name.replace("\\", "/").rpartition("/")[2]
    name = " ".join("".join(char if char.isprintable() else " " for char in name).split()).strip(" .")
    if len(name) > LONGEST:
        stem, dot, ending = name.rpartition(".")
        ending = f"{dot}{ending}"[:10] if dot and stem else ""
        name = f"{name[: LONGEST - len(ending) - 1]}…{ending}"
    return name or "файл"


def was_fetched(visit: Visit, job: Job) -> View | Screen:
    """The bytes are here: they are kept with the deadline, once however often this is told."""
    deadline = visit.work.deadlines.get(int(job.args["deadline"]))
    if deadline is None or not (visit.is_admin or is_theirs(visit, deadline)):
        return not_done(screens.NO_PLACE)
    if job.state == "failed":
        return action("not_kept", deadline.id, "big" if job.result == TOO_BIG["keep"] else "lost")
    if job.result is not None:
        return action("kept", int(job.result))
    if len(visit.work.attachments.of(deadline.id)) >= MOST:
        return action("not_kept", deadline.id, "many")
    caption, beside = str(job.args["file"].get("caption", "")), said_beside(visit, deadline)
    kept = visit.work.attachments.add(deadline.id, visit.known.id, str(job.args["name"]), job.content or b"", caption)
    tell_anew(visit, deadline, beside)
    visit.work.jobs.settle(job.id, kept)
    return action("kept", kept)


# --- a file without a place


def show_for(visit: Visit) -> Screen:
    """View `file_for`: which of the person's deadlines."""
    file = _waiting(visit)
    mine = [due(visit, one) for one in expected(visit)]
    return screens.for_which(mine[:8], safe_name(file["name"]), admin=visit.is_admin)


def show_which(visit: Visit, deadline_id: str) -> Screen:
    """View `which_file`: the result of what is open, or a new plan."""
    visit.require_admin()
    deadline = theirs(visit, deadline_id)
    return screens.which(due(visit, deadline), safe_name(_waiting(visit)["name"]))


def attach_to(visit: Visit, deadline_id: str) -> View:
    """It belongs here."""
    deadline = theirs(visit, deadline_id)
    file = _waiting(visit)
    visit.work.drafts.drop(visit.known.id, DRAFT)
    return _fetch(visit, deadline, file)


def new_plan(visit: Visit) -> View:
    """It is a plan."""
    visit.require_admin()
    file = _waiting(visit)
    visit.work.drafts.drop(visit.known.id, DRAFT)
    return plan.received(visit, File(**file))


def no_file(visit: Visit) -> View:
    """It belongs nowhere."""
    visit.work.drafts.drop(visit.known.id, DRAFT)
    return action("deadlines")


def _waiting(visit: Visit) -> dict[str, Any]:
    file = visit.work.drafts.get(visit.known.id, DRAFT)
    if file is None:
        raise Stale
    return file


# --- what was kept


def show_kept(visit: Visit, attachment_id: str) -> Screen:
    """View `kept`."""
    attached, deadline = _attachment(visit, attachment_id)
    ended = None if deadline.is_open else result(visit, deadline)
    item, named = due(visit, deadline), screens.named(attached.name, attached.caption)
    return screens.kept(item, named, attached.id, ended=ended, school=visit.is_admin)


def show_not_kept(visit: Visit, deadline_id: str, why: str) -> Screen:
    """View `not_kept`."""
    if why not in screens.NOT_KEPT:
        raise Stale
    return screens.not_kept(due(visit, theirs(visit, deadline_id)), why)


def show_all(visit: Visit, deadline_id: str) -> Screen:
    """View `files`: all of a deadline's."""
    deadline = theirs(visit, deadline_id)
    names = [(one.id, screens.named(one.name, one.caption)) for one in visit.work.attachments.of(deadline.id)]
    if not names:
        raise Stale
    return screens.files(due(visit, deadline), names)


def remove(visit: Visit, attachment_id: str) -> View:
    """It was the wrong file; whoever sent it may say so, and an admin."""
    attached, deadline = _attachment(visit, attachment_id)
    if not (visit.is_admin or attached.person_id == visit.known.id):
        raise Stale
    beside = said_beside(visit, deadline)
    visit.work.attachments.remove(attached.id)
    tell_anew(visit, deadline, beside)
    return action("unkept", deadline.id)


def show_removed(visit: Visit, deadline_id: str) -> Screen:
    """View `unkept`."""
    return screens.removed(due(visit, theirs(visit, deadline_id)), school=visit.is_admin)


def hand_out(visit: Visit, attachment_id: str) -> View:
    """Give a file back; the screen stays where it is."""
    attached, deadline = _attachment(visit, attachment_id)
    visit.work.jobs.add("hand_out", {"attachment": attached.id}, visit.place)
    return action("files", deadline.id)


def handed_out(visit: Visit, job: Job) -> Screen:
    """The file, as a document of its own beside what the chat shows."""
    try:
        attached, deadline = _attachment(visit, str(job.args["attachment"]))
    except Stale:
        return not_done(screens.NO_FILE)
    document = Document(visit.work.attachments.content(attached.id), attached.name)
    return Screen(text(screens.handed_out(due(visit, deadline))), attachment=document)


def _attachment(visit: Visit, attachment_id: str) -> tuple[Attachment, Deadline]:
    attached = visit.work.attachments.get(number(attachment_id))
    if attached is None:
        raise Stale
    return attached, theirs(visit, str(attached.deadline_id))


OWN_FAILURES = frozenset({"keep"})
"""Work that says itself what its failure means, so that the chat stays where it stood."""

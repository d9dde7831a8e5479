"""The administrator's school year: shown, changed by a message, with a look at what would move before it moves."""

import json
from typing import Any
from zlib import crc32

from chat.actions import action
from chat.screen import Screen
from cyclogram import year_screens as screens
from cyclogram.corrected_year import corrected
from cyclogram.normal import plain
from cyclogram.plan import ReadPlan
from cyclogram.rereading import Move, moves, reread
from cyclogram.school_year import SchoolYear, school_year, start_of
from cyclogram.year_changes import NOTHING, YearChanges
from cyclogram.year_faults import faults
from cyclogram.year_screens import Proposal
from cyclogram.year_words import Said, read_changes
from handlers.visit import Stale, View, Visit
from storage.codes import looks_like_code
from storage.plans import PlanState, StoredPlan

DRAFT = "year_draft"
"""What was typed and not yet decided on: the year, all changes as they would be, what was not understood."""
LOOKS_AT = "year"
"""The draft that says an administrator looks at next year."""


def command(visit: Visit, rest: str) -> View:
    """`/year`, perhaps with a change at once."""
    if not visit.is_admin:
        return action("home")
    visit.work.drafts.drop(visit.known.id, LOOKS_AT)
    return (type_change(visit, rest) if rest else None) or action("year")


def show(visit: Visit, note: str = "") -> Screen:
    """View `year`."""
    visit.require_admin()
    start = _start(visit)
    is_next = start != start_of(visit.today)
    return screens.show(visit.work.school.year(start), visit.work.school.year_changes(start), note, is_next=is_next)


def turn(visit: Visit) -> View:
    """From this year to the next, whose plan may be written already, or back."""
    visit.require_admin()
    if _start(visit) == start_of(visit.today):
        visit.work.drafts.put(visit.known.id, LOOKS_AT, {"start": start_of(visit.today) + 1})
    else:
        visit.work.drafts.drop(visit.known.id, LOOKS_AT)
    return action("year")


def _start(visit: Visit) -> int:
    """The year she looks at: this one, or the next."""
    this, looks_at = start_of(visit.today), visit.work.drafts.get(visit.known.id, LOOKS_AT)
    return this + 1 if looks_at and looks_at["start"] == this + 1 else this


def type_change(visit: Visit, words: str, _note: str = "") -> View | None:
    """What is different in this school."""
    start = _start(visit)
    return _typed(visit, words, visit.work.school.year_changes(start))


def type_more(visit: Visit, words: str) -> View | None:
    """Typed beneath a proposal: it comes on top."""
    draft = _stored_draft(visit)
    return _typed(visit, words, YearChanges.from_dict(draft["changes"])) if draft else type_change(visit, words)


def _typed(visit: Visit, words: str, before: YearChanges) -> View | None:
    if not visit.is_admin or looks_like_code(words):
        return None
    if plain(words).strip(" .!") == plain(screens.RESET):
        return reset(visit)
    start = _start(visit)
    said = read_changes(words, school_year(start), before)
    return _propose(visit, said)


def _propose(visit: Visit, said: Said) -> View:
    start = _start(visit)
    same = said.changes.to_dict() == visit.work.school.year_changes(start).to_dict()
    if same and not said.unclear and not said.wrong:
        return action("year", "same")
    kept = {"start": start, "changes": said.changes.to_dict(), "unclear": said.unclear[:5], "wrong": said.wrong[:5]}
    visit.work.school.put(DRAFT, kept)
    return action("year_said")


def show_said(visit: Visit) -> Screen:
    """View `year_said`."""
    visit.require_admin()
    return screens.proposal(_proposal(visit))


def reset(visit: Visit) -> View:
    """As the ministry recommends it; looked at first, like everything."""
    visit.require_admin()
    return _propose(visit, Said(NOTHING))


def keep(visit: Visit) -> View:
    """She decided against it."""
    visit.require_admin()
    visit.work.school.put(DRAFT, "")
    return action("year", "kept")


def apply(visit: Visit, mark: str) -> View:
    """The year and every row that follows it, at once; where the plan has changed meanwhile, she looks again."""
    visit.require_admin()
    said = _proposal(visit)
    if said.wrong:
        raise Stale
    if said.mark != mark:
        return action("year_said")
    start = said.after.start
    changes, _, _ = _draft(visit)
    for stored in _plans(visit, start):
        fresh = _reread(visit, stored, said.before, said.after)
        if fresh != stored.plan:
            visit.work.plans.amend(stored.id, fresh)
    visit.work.school.change_year(start, changes)
    visit.work.school.put(DRAFT, "")
    return action("year", "applied")


def _proposal(visit: Visit) -> Proposal:
    changes, unclear, wrong = _draft(visit)
    start = _start(visit)
    before, after = visit.work.school.year(start), corrected(school_year(start), changes)
    found = [
        move
        for stored in _plans(visit, start)
        if stored.state is PlanState.IN_FORCE
        for move in moves(stored.plan, _reread(visit, stored, before, after))
    ]
    return Proposal(before, after, found, unclear, (*wrong, *faults(after)), _mark(changes, found))


def _draft(visit: Visit) -> tuple[YearChanges, list[str], list[str]]:
    draft = _stored_draft(visit)
    if draft is None:
        raise Stale
    return YearChanges.from_dict(draft["changes"]), draft["unclear"], draft["wrong"]


def _stored_draft(visit: Visit) -> dict[str, Any] | None:
    draft = visit.work.school.get(DRAFT)
    return draft if isinstance(draft, dict) and draft["start"] == _start(visit) else None


def _mark(changes: YearChanges, found: list[Move]) -> str:
    """Of what was shown: another draft, or another plan, has another."""
    told = [changes.to_dict(), [one.after.to_dict() for one in found]]
    return f"{crc32(json.dumps(told, sort_keys=True).encode()):08x}"


def _plans(visit: Visit, start: int) -> list[StoredPlan]:
    """Plans of this year that are in force, and the one that waits."""
    waiting = visit.work.plans.waiting()
    found = [*visit.work.plans.all_in_force(), *([waiting] if waiting else [])]
    return [stored for stored in found if stored.year == start]


def _reread(visit: Visit, stored: StoredPlan, before: SchoolYear, after: SchoolYear) -> ReadPlan:
    return reread(stored.plan, before, after, visit.work.rows.done(stored.id))

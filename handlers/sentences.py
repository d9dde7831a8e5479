"""One row in one sentence: what an administrator types is understood, shown, and counts when she says so."""

from collections.abc import Sequence
from dataclasses import replace

from chat.actions import action
from chat.screen import Button, Screen
from cyclogram import sentence_screens as words
from cyclogram.diff import Pair
from cyclogram.intents import (
    Add,
    Cancel,
    HandOver,
    Intent,
    Missing,
    Move,
    Somebody,
    When,
    from_dict,
    missing,
    open_somebody,
    sure_now,
    to_dict,
    with_row,
    with_somebody,
)
from cyclogram.phrases import Ask, read
from cyclogram.plan import ReadPlan
from cyclogram.school_year import SchoolYear
from cyclogram.sentence_answers import answered
from cyclogram.sentence_changes import changes
from cyclogram.sentences import said
from handlers.book import MARK, Book, addresses, book_of, open_book, own_row, plan_of
from handlers.plan_years import current_first
from handlers.visit import Stale, View, Visit, number
from storage.plans import StoredPlan

KIND = "sentence"
LONGEST = 300
"""Characters of a sentence; longer ones are stories."""
OWN_PLAN = "Строки из чата"
"""The name of a plan that began with a sentence."""


def understand(visit: Visit, text: str) -> View | None:
    """What was typed, if it is a sentence about the plan."""
    if not visit.is_admin or len(text) > LONGEST:
        return None
    book = open_book(visit)
    intent = said(text, book.year, book.rows, book.positions, visit.today)
    if isinstance(intent, Move | Cancel | HandOver) and not (intent.row.where or intent.row.among):
        other = book_of(visit, current_first(visit.work, visit.today)[len(book.plans) :])
        elsewhere = said(text, other.year, other.rows, other.positions, visit.today)
        intent = elsewhere if addresses(elsewhere) else intent
    return _kept(visit, intent) if intent else None


def show(visit: Visit) -> Screen:
    """View `sentence`: what was understood, or what is still missing."""
    visit.require_admin()
    intent = _intent(visit)
    book = open_book(visit, intent)
    shown = words.understood_so(intent, book.rows, book.year, visit.today)
    if shown.rows:
        return shown
    return Screen(shown.text, ((Button("К плану", action("plan")),),))


def type_more(visit: Visit, text: str) -> View | None:
    """The answer to what is missing, or another sentence."""
    if not visit.is_admin or visit.work.drafts.get(visit.known.id, KIND) is None:
        return None
    intent = _intent(visit)
    book = open_book(visit, intent)
    if missing(intent, book.year) is None:
        return understand(visit, text) or _corrected(visit, intent, text, book.year)
    anew = said(text, book.year, book.rows, book.positions, visit.today)
    if isinstance(anew, Move | Cancel | HandOver) and type(anew) is not type(intent):
        return _kept(visit, anew)
    return _kept(visit, answered(intent, text, book.year, book.rows, book.positions, visit.today))


def _corrected(visit: Visit, intent: Intent, text: str, year: SchoolYear) -> View | None:
    """Other days for what was understood: «до 20 ноября»."""
    if isinstance(intent, Add | Move) and not isinstance(read(text, year), Ask):
        return _kept(visit, replace(intent, when=When(text)))
    return None


def choose_row(visit: Visit, at: str) -> View:
    """This row was meant."""
    try:
        return _kept(visit, with_row(_intent(visit), number(at)))
    except IndexError as forged:
        raise Stale from forged


def choose_who(visit: Visit, at: str) -> View:
    """This person or position was meant."""
    intent = _intent(visit)
    unclear = open_somebody(intent)
    if unclear is None or number(at) >= len(unclear.among):
        raise Stale
    meant = unclear.among[number(at)]
    return _kept(visit, with_somebody(intent, Somebody(unclear.said, meant)))


def no(visit: Visit) -> View:
    """She did not mean it."""
    visit.require_admin()
    visit.work.drafts.drop(visit.known.id, KIND)
    return action("sentence_dropped")


def show_dropped(visit: Visit) -> Screen:
    """View `sentence_dropped`."""
    visit.require_admin()
    return Screen(words.dropped().text, ((Button("К плану", action("plan")),),))


def yes(visit: Visit) -> View:
    """So it shall be: in one transaction, whatever it touches."""
    intent = _intent(visit)
    book = open_book(visit, intent)
    match missing(intent, book.year):
        case Missing.SURE:
            return _kept(visit, sure_now(intent, book.year))
        case None:
            return _apply(visit, book, intent)
        case _:
            return action("sentence")


def _apply(visit: Visit, book: Book, intent: Intent) -> View:
    stored = book.home or _new_plan(visit)
    pairs = changes(intent, book.rows, book.year, visit.today, _address(visit, stored))
    if not pairs:
        return action("sentence")
    visit.work.drafts.drop(visit.known.id, KIND)
    touched = {stored.id: stored, **{plan.id: plan for plan in book.plans}}
    for plan in touched.values():
        if mine := [pair for pair in pairs if plan_of(pair) == plan.id]:
            visit.work.plans.amend(plan.id, _changed(plan.plan, mine))
    for position in visit.work.positions.in_force():
        visit.work.codes.for_position(position.id)
    return _led(intent, pairs)


def _led(intent: Intent, pairs: Sequence[Pair]) -> View:
    """To what has changed, so that it can be seen."""
    row = pairs[0].new
    if row is None or (isinstance(intent, HandOver) and intent.everything):
        return action("plan", "done")
    return action("plan_row", plan_of(pairs[0]), own_row(row).key, "done")


def _new_plan(visit: Visit) -> StoredPlan:
    """A school that has no plan yet begins one with a sentence."""
    plan_id = visit.work.plans.add(ReadPlan(()), OWN_PLAN, visit.work.school.year_of(visit.today).start)
    visit.work.plans.enforce(plan_id)
    stored = visit.work.plans.get(plan_id)
    if stored is None:
        raise LookupError(plan_id)
    return stored


def _address(visit: Visit, stored: StoredPlan) -> str:
    """An address no row of the plan has or has had: what is still to be confirmed may speak of one that is gone."""
    taken = {*visit.work.rows.ids(stored.id, gone=True), *(row.where for row in stored.plan.rows)}
    at = len(taken) + 1
    while f"Чат!{at}" in taken:
        at += 1
    return f"{stored.id}{MARK}Чат!{at}"


def _changed(plan: ReadPlan, pairs: Sequence[Pair]) -> ReadPlan:
    after = {own_row(pair.old).where: pair.new for pair in pairs if pair.old}
    kept = [after.get(row.where, row) for row in plan.rows]
    added = [pair.new for pair in pairs if pair.old is None]
    return replace(plan, rows=tuple(own_row(row) if MARK in row.where else row for row in (*kept, *added) if row))


def _intent(visit: Visit) -> Intent:
    stored = visit.work.drafts.get(visit.known.id, KIND) if visit.is_admin else None
    if stored is None:
        raise Stale
    return from_dict(stored)


def _kept(visit: Visit, intent: Intent) -> View:
    visit.require_admin()
    visit.work.drafts.put(visit.known.id, KIND, to_dict(intent))
    return action("sentence")

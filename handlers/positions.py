"""One position: its invitation, handing all its rows over to another, freeing it when somebody leaves."""

from dataclasses import replace

from chat.actions import action
from chat.paging import page
from chat.screen import Screen
from chat.words import by_day
from cyclogram.groups import is_group
from cyclogram.plan import PlanRow
from cyclogram.responsible_match import resolve
from handlers import position_screens as screens
from handlers.visit import Stale, View, Visit, number
from storage.plans import StoredPlan
from storage.positions import Position

ON_PAGE = 5
NOTES = {"handed": "Готово: дела переданы."}

OpenRow = tuple[StoredPlan, PlanRow, int]
"""A row with its plan and its stored id."""


def show(visit: Visit, position_id: str, note: str = "") -> Screen:
    """View `position`: who holds it and what is open."""
    position = position_of(visit, position_id)
    absent = visit.work.absences.on(visit.today)
    gone = [absent[one] for one in visit.work.positions.holders(position.id) if one in absent]
    away = f"Нет на месте: {screens.people(len(gone))}, {by_day(max(one.until for one in gone))}" if gone else ""
    own = len(visit.work.positions.came_in(position.id))
    groups = [one.wording for one in visit.work.positions.groups_of(position.id)]
    beside = screens.within(groups)
    if is_group(position.wording):
        beside += screens.group(visit.work.positions.parts(position.id))
    return screens.one(position, len(open_rows(visit, position)), away, NOTES.get(note, ""), beside, own)


def position_of(visit: Visit, position_id: str) -> Position:
    """For administrators."""
    visit.require_admin()
    try:
        return visit.work.positions.get(number(position_id))
    except LookupError as gone:
        raise Stale from gone


def open_rows(visit: Visit, position: Position) -> list[OpenRow]:
    """What the position still answers for, in all plans in force: with an open deadline, a repeat, or no date yet."""
    found: list[OpenRow] = []
    for plan in visit.work.plans.all_in_force():
        ids = visit.work.rows.ids(plan.id)
        mine = [row for row in plan.plan.rows if _answers(visit, row, position)]
        still_open = visit.work.deadlines.open_rows([ids[row.where] for row in mine])
        found.extend(
            (plan, row, ids[row.where])
            for row in mine
            if ids[row.where] in still_open or row.repeats or not (row.deadlines or row.done)
        )
    return found


def _answers(visit: Visit, row: PlanRow, position: Position) -> bool:
    return any(visit.work.positions.of(wording) == position.id for wording in row.responsible)


# --- handing over


def choose(visit: Visit, position_id: str, at: str, unknown: str = "") -> Screen:
    """View `hand_to`: to whom."""
    giver = position_of(visit, position_id)
    found = page(_others(visit, giver), number(at), ON_PAGE)
    return screens.choose(giver, found, ON_PAGE, is_unknown=bool(unknown))


def type_taker(visit: Visit, words: str, position_id: str, at: str, _unknown: str = "") -> View | None:
    """To whom, in words."""
    if not visit.is_admin:
        return None
    giver = position_of(visit, position_id)
    others = {one.wording: one for one in _others(visit, giver)}
    found = resolve(words, list(others)).found
    return action("hand_ask", giver.id, others[found].id) if found else action("hand_to", giver.id, at, "unknown")


def _others(visit: Visit, giver: Position) -> list[Position]:
    return [one for one in visit.work.positions.in_force() if one.id != giver.id]


def ask(visit: Visit, giver_id: str, taker_id: str) -> Screen:
    """View `hand_ask`: what would be handed over."""
    giver, taker = _two(visit, giver_id, taker_id)
    names = [row.what for _, row, _ in open_rows(visit, giver)]
    if not names:
        raise Stale
    return screens.ask(giver, taker, names)


def hand_over(visit: Visit, giver_id: str, taker_id: str) -> View:
    """All open rows at once; positions and reminders follow."""
    giver, taker = _two(visit, giver_id, taker_id)
    changed: dict[int, tuple[StoredPlan, list[PlanRow]]] = {}
    for plan, row, _ in open_rows(visit, giver):
        changed.setdefault(plan.id, (plan, []))[1].append(_handed(visit, row, giver, taker))
    for plan, rows in changed.values():
        by_place = {row.where: row for row in rows}
        content = replace(plan.plan, rows=tuple(by_place.get(row.where, row) for row in plan.plan.rows))
        visit.work.plans.amend(plan.id, content)
    return action("position", giver.id, "handed")


def _handed(visit: Visit, row: PlanRow, giver: Position, taker: Position) -> PlanRow:
    of = visit.work.positions.of
    responsible = (taker.wording if of(one) == giver.id else one for one in row.responsible)
    return replace(row, responsible=tuple({of(one): one for one in responsible}.values()))


def _two(visit: Visit, giver_id: str, taker_id: str) -> tuple[Position, Position]:
    giver, taker = position_of(visit, giver_id), position_of(visit, taker_id)
    if giver.id == taker.id:
        raise Stale
    return giver, taker


# --- freeing


def ask_freeing(visit: Visit, position_id: str) -> Screen:
    """View `position_free_ask`."""
    position = position_of(visit, position_id)
    own = len(visit.work.positions.came_in(position.id))
    if not own:
        raise Stale
    return screens.ask_freeing(replace(position, people=own), len(open_rows(visit, position)))


def free(visit: Visit, position_id: str) -> View:
    """Nobody holds it any more, the old code opens nothing, and a new invitation is there to hand out."""
    position = position_of(visit, position_id)
    visit.work.positions.free(position.id)
    visit.work.codes.revoke(visit.work.codes.for_position(position.id).code)
    return action("invite", visit.work.codes.for_position(position.id).code)

"""`/check`: what the plan in force lacks; and the objects the school has chosen for the year."""

from chat.actions import action
from chat.paging import page
from chat.screen import Screen
from chat.words import capital
from cyclogram import check_screens as screens
from cyclogram.check_screens import Part
from cyclogram.completeness import Completeness, Lack, completeness
from cyclogram.objects import children, nodes, titles
from cyclogram.plan import PlanKind, PlanRow
from cyclogram.school_year import start_of
from handlers import plan_screens
from handlers.plan_years import of_kind
from handlers.visit import Stale, View, Visit, number
from storage.plans import StoredPlan


def command(visit: Visit, _rest: str) -> View:
    """`/check`, «проверка»."""
    return action("check" if visit.is_admin else "home")


def show(visit: Visit) -> Screen:
    """View `check`."""
    visit.require_admin()
    stored = _stored(visit)
    if stored is None:
        return plan_screens.no_plan(None)
    return screens.check(_found(visit, stored), titles(), visit.work.deadlines.products())


def show_rows(visit: Visit, what: str, at: str) -> Screen:
    """View `check_rows`: the rows of one finding."""
    visit.require_admin()
    stored = _stored(visit)
    if stored is None or what not in {*Lack, screens.BUSY}:
        raise Stale
    return screens.rows(what, _rows(_found(visit, stored), what), number(at), stored.id)


def _stored(visit: Visit) -> StoredPlan | None:
    return of_kind(visit.work, PlanKind.CYCLOGRAM, start_of(visit.today))


def _rows(found: Completeness, what: str) -> tuple[PlanRow, ...]:
    if what == screens.BUSY:
        return tuple({row.where: row for week in found.busy for row in week.rows}.values())
    return found.lacks[Lack(what)]


def _found(visit: Visit, stored: StoredPlan) -> Completeness:
    return completeness(stored.plan.rows, visit.work.school.chosen_objects(stored.year))


# --- the objects of the year


def show_chosen(visit: Visit, node: str = "", at: str = "0") -> Screen:
    """View `chosen`: one floor of the tree, with what is chosen."""
    visit.require_admin()
    if node and node not in nodes():
        raise Stale
    chosen = visit.work.school.chosen_objects(_year(visit))
    here = nodes().get(node)
    parts = [Part(one.id, one.title, bool(children(one.id)), _mark(one.id, chosen)) for one in children(node)]
    title = capital(here.title) if here else "Объекты оценки на год"
    shown = page(parts, number(at), screens.ON_PAGE)
    return screens.chosen(title, shown, node, here.parent if here else None, len(chosen))


def choose(visit: Visit, node: str) -> View:
    """Mark an object with everything in it, or take the mark away."""
    visit.require_admin()
    if node not in nodes():
        raise Stale
    year = _year(visit)
    chosen = visit.work.school.chosen_objects(year)
    leaves = set(_leaves(node))
    left = chosen - leaves if leaves <= chosen else chosen | leaves
    visit.work.school.choose_objects(year, left)
    parent = nodes()[node].parent if not children(node) else node
    at = [one.id for one in children(parent)].index(node) // screens.ON_PAGE if not children(node) else 0
    return action("chosen", parent, at)


def _year(visit: Visit) -> int:
    stored = _stored(visit)
    return stored.year if stored else visit.work.school.year_of(visit.today).start


def _leaves(node_id: str) -> list[str]:
    parts = children(node_id)
    return [leaf for part in parts for leaf in _leaves(part.id)] if parts else [node_id]


def _mark(node_id: str, chosen: frozenset[str]) -> str:
    leaves = set(_leaves(node_id))
    if leaves <= chosen:
        return "✓ "
    return "▪ " if leaves & chosen else ""

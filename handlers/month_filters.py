"""Seeing less of a month of the plan: by position, by object, by level."""

from collections import Counter

from chat.actions import action
from chat.paging import page
from chat.screen import Button, Screen
from chat.words import capital
from cyclogram import month_screens as words
from cyclogram.month_screens import Choice
from cyclogram.objects import children, nodes
from handlers.month import days_of_month
from handlers.sieves import LEVEL, OBJECT, POSITION, levels, within
from handlers.visit import Stale, View, Visit, number
from storage.facts import KnownRow


def show(visit: Visit, month: str) -> Screen:
    """View `month_filter`."""
    return words.filters(f"{days_of_month(visit, month).start:%Y%m}")


def show_positions(visit: Visit, month: str, at: str) -> Screen:
    """View `month_people`: the positions of the plans in force."""
    many = Counter(one for row in _rows(visit, month) for one in row.positions)
    ids = visit.work.positions.with_groups()
    found = [
        Choice(one.wording, sum(many[each] for each in ids[one.id]), _only(month, f"{POSITION}{one.id}"))
        for one in visit.work.positions.in_force()
    ]
    return words.positions(month, page(found, number(at), words.MOST))


def show_objects(visit: Visit, month: str, node: str = "", at: str = "0") -> Screen:
    """View `month_objects`: one floor of the tree; an object with parts leads further down."""
    rows = _rows(visit, month)
    if node and node not in nodes():
        raise Stale
    found = [
        Choice(
            one.title,
            sum(1 for row in rows if within(row.object_id, one.id)),
            action("month_objects", month, one.id, 0) if children(one.id) else _only(month, f"{OBJECT}{one.id}"),
        )
        for one in children(node)
    ]
    here = nodes().get(node)
    beside: tuple[Button, ...] = ()
    if here:
        up = action("month_objects", month, here.parent, 0)
        beside = (Button("Показать целиком", _only(month, f"{OBJECT}{node}")), Button("Выше", up))
    title = capital(here.title) if here else "Какой объект показать?"
    return words.objects(month, node, title, page(found, number(at), words.MOST), beside)


def show_levels(visit: Visit, month: str, at: str) -> Screen:
    """View `month_levels`: the levels the plans name."""
    named = levels(visit)
    many = Counter(row.level for row in _rows(visit, month))
    found = [
        Choice(level, sum(many[one] for one in spellings), _only(month, f"{LEVEL}{key}"))
        for key, (level, spellings) in named.items()
    ]
    return words.levels(month, page(found, number(at), words.MOST))


def _only(month: str, packed: str) -> View:
    return action("cyclogram", month, packed, 0)


def _rows(visit: Visit, month: str) -> list[KnownRow]:
    """The row of each deadline of the month."""
    return [one.row for one in visit.work.facts.touching(days_of_month(visit, month))]

"""The head's week: the lists behind the counts of the digest."""

from chat.screen import Screen
from cyclogram import week_screens as screens
from handlers.deadlines import plain
from handlers.visit import Stale, Visit, number
from storage.digest import Part, digest


def show(visit: Visit) -> Screen:
    """View `week`: the digest as of now."""
    visit.require_admin()
    found = digest(visit.work, visit.today, visit.facts.policy.zone)
    return screens.head(found.week, found.counts, found.silent_positions, found.surveys)


def show_list(visit: Visit, part: str, at: str) -> Screen:
    """View `week_list`: one of the lists."""
    visit.require_admin()
    if part not in set(Part):
        raise Stale
    found = digest(visit.work, visit.today, visit.facts.policy.zone).part(Part(part))
    return screens.part(part, plain(visit, found), number(at))

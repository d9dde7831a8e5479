"""The sections of a row beside its deadline, people, name and object: seen together, changed one by one."""

from dataclasses import replace

from chat.actions import action
from chat.screen import Screen
from cyclogram import section_screens as words
from cyclogram.levels import LEVELS
from handlers.plan import plan_of
from handlers.plan_rows import amend, row_of
from handlers.visit import Stale, View, Visit, number


def show(visit: Visit, plan_id: str, key: str) -> Screen:
    """View `plan_sections`: what they say now."""
    stored = plan_of(visit, plan_id)
    return words.sections(stored.id, row_of(stored, key))


def choose_level(visit: Visit, key: str, at: str, plan_id: str) -> View:
    """The row belongs to this level (`LEVELS`, from 1), or, with 0, to none that is known."""
    stored = plan_of(visit, plan_id)
    row = row_of(stored, key)
    if number(at) > len(LEVELS):
        raise Stale
    amend(visit, stored, replace(row, level=("", *LEVELS)[number(at)]))
    return action("plan_sections", stored.id, key)

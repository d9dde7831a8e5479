"""The object of a row that a person has chosen in the tree, beside what the table says of it."""

from dataclasses import replace

from cyclogram.normal import plain
from cyclogram.objects import titles
from cyclogram.plan import PlanRow


def object_words(row: PlanRow) -> str:
    """What the row assesses, in words: what was chosen, else what the table says, else what was guessed."""
    return ("" if row.object_chosen else row.object) or titles().get(row.object_id, row.object)


def with_chosen(row: PlanRow, before: PlanRow) -> PlanRow:
    """The row of a new version with the object chosen before, unless its file now says something else of it.

    A file the bot has written itself names what was chosen.
    """
    unchanged = plain(row.object) in {plain(before.object), plain(object_words(before))}
    if not before.object_chosen or row.object_chosen or not unchanged:
        return row
    return replace(row, object=before.object, object_id=before.object_id, object_chosen=True)

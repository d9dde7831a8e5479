"""Who holds a position: whoever came in by its invitation, and, where it is a group, whoever belongs to it."""

from sqlalchemy import select, union

from storage.tables import group_positions, holders

_THEMSELVES = select(holders.c.position_id, holders.c.person_id)
_IN_GROUPS = select(group_positions.c.group_id, holders.c.person_id).join(
    holders, holders.c.position_id == group_positions.c.position_id
)

held = union(_THEMSELVES, _IN_GROUPS).subquery("held")
"""Stands where `holders` would, with the same columns."""

"""Two rows turn out to be one person: what was kept of the first is the other's now."""

from typing import Any

from sqlalchemy import Column, Connection, Table, delete, func, select, update

from storage.tables import (
    absences,
    attachments,
    choices,
    consents,
    deadlines,
    decisions,
    drafts,
    holders,
    outbox,
    policies,
    refusals,
    roles,
    takings,
)

_THEIRS = (outbox, takings, choices, attachments, absences)
"""Tables whose rows simply go along."""


def hand_on(connection: Connection, person_id: int, into: int) -> None:
    """Roles, consents, positions, choices and messages; addresses, classes and surveys are moved by who keeps them."""
    for table, what in (
        (roles, roles.c.role),
        (consents, consents.c.purpose),
        (holders, holders.c.position_id),
        (refusals, refusals.c.deadline_id),
        (drafts, drafts.c.kind),
    ):
        _move(connection, table, what, person_id, into)
    _move_wish(connection, person_id, into)
    _rename_messages(connection, person_id, into)
    for column in (deadlines.c.done_by, decisions.c.by, *(table.c.person_id for table in _THEIRS)):
        connection.execute(update(column.table).where(column == person_id).values({column: into}))


def _move(connection: Connection, table: Table, what: Column[Any], person_id: int, into: int) -> None:
    """Rows of one person become another's, where that one has none alike."""
    theirs = set(connection.execute(select(what).where(table.c.person_id == into)).scalars())
    connection.execute(update(table).where(table.c.person_id == person_id, what.not_in(theirs)).values(person_id=into))


def _move_wish(connection: Connection, person_id: int, into: int) -> None:
    """How much they want to hear."""
    theirs = policies.c.scope == "person"
    other = policies.alias()
    has_one = select(other.c.owner).where(other.c.scope == "person", other.c.owner == into)
    moved = update(policies).where(theirs, policies.c.owner == person_id, ~has_one.exists()).values(owner=into)
    connection.execute(moved)
    connection.execute(delete(policies).where(theirs, policies.c.owner == person_id))


def _rename_messages(connection: Connection, person_id: int, into: int) -> None:
    """The key of a message ends in its reader: what the first has heard is not planned for the other again."""
    old, other = f":{person_id}", outbox.alias()
    key = func.substr(outbox.c.key, 1, func.length(outbox.c.key) - len(old)).concat(f":{into}")
    theirs = (outbox.c.person_id == person_id, outbox.c.key.endswith(old))
    known = select(other.c.id).where(other.c.key == key).exists()
    connection.execute(update(outbox).where(*theirs, ~known).values(key=key))

"""A message to everybody who runs the ВСОКО here; like everything to other people it goes through the outbox."""

from typing import Any

from storage.people import Role
from storage.work import Work


def tell_admins(work: Work, key: str, kind: str, args: dict[str, Any], *, but: int | None = None) -> None:
    """Put a notice to each admin except `but`; the same key is told once."""
    for admin in work.people.with_role(Role.ADMIN):
        if admin != but:
            work.outbox.put(f"{key}:{admin}", kind, admin, args)

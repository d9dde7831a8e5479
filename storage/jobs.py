"""Work that takes time, queued by a turn and done by the workshop."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, select, update

from chat.events import Address
from storage.columns import new_id
from storage.tables import jobs

KEEP = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work. `place` is the chat that waits for it."""

    id: int
    kind: str
    args: dict[str, Any]
    place: Address
    state: str
    attempts: int
    result: Any
    content: bytes | None


class Jobs:
    """The workshop's shelf."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def add(self, kind: str, args: dict[str, Any], place: Address) -> int:
        """Queue a piece of work for a chat."""
        result = self._connection.execute(
            jobs.insert().values(kind=kind, args=args, messenger=place.messenger, place=place.id, at=self._now)
        )
        return new_id(result)

    def waiting(self) -> Job | None:
        """The oldest piece of work not yet done; one that failed thrice waits no more."""
        row = self._connection.execute(
            select(jobs).where(jobs.c.state == "waiting").order_by(jobs.c.id).limit(1)
        ).first()
        return self._job(row) if row else None

    def attempt(self, job_id: int) -> None:
        """Count an attempt, so that work which kills its worker ends some day."""
        self._connection.execute(update(jobs).where(jobs.c.id == job_id).values(attempts=jobs.c.attempts + 1))

    def finish(self, job_id: int, *, failed: bool, result: object = None, content: bytes | None = None) -> None:
        """Keep what came of it for a day."""
        self._connection.execute(
            update(jobs)
            .where(jobs.c.id == job_id)
            .values(state="failed" if failed else "done", result=result, content=content)
        )

    def settle(self, job_id: int, result: object) -> None:
        """Its bytes have found their place; told of again, it gives this."""
        self._connection.execute(update(jobs).where(jobs.c.id == job_id).values(result=result, content=None))

    def told(self, job_id: int) -> None:
        """The chat has been given the result."""
        self._connection.execute(update(jobs).where(jobs.c.id == job_id).values(told=True))

    def untold(self) -> list[int]:
        """Work that ended just before the bot did: its chat still waits."""
        found = select(jobs.c.id).where(jobs.c.state != "waiting", jobs.c.told.is_(False)).order_by(jobs.c.id)
        return list(self._connection.execute(found).scalars())

    def get(self, job_id: int) -> Job | None:
        """One piece of work, with its result."""
        row = self._connection.execute(select(jobs).where(jobs.c.id == job_id)).first()
        return self._job(row) if row else None

    def prune(self) -> None:
        """Forget old results."""
        self._connection.execute(delete(jobs).where(jobs.c.at < self._now - KEEP, jobs.c.state != "waiting"))

    def _job(self, row: Any) -> Job:
        return Job(
            row.id,
            row.kind,
            row.args,
            Address(row.messenger, row.place),
            row.state,
            row.attempts,
            row.result,
            row.content,
        )

"""The database with nobody else at it: for the operator's commands, while the bot stands still."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine, inspect, make_url
from sqlalchemy.exc import OperationalError

from storage.closing import sweep
from storage.engine import AlreadyRunning, StorageDown, open_engine, opening
from storage.lock import alone
from storage.migrate import migrate
from storage.moments import Moments
from storage.tables import school
from storage.work import Work

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Office:
    """`migrated` tells whether the database had to be brought to the shape of this version."""

    _engine: Engine
    migrated: bool

    def do(self, job: Callable[[Work], T], at: datetime | None = None) -> T:
        """One transaction, at the present moment or at a moment of the school's past; raises `StorageDown`."""
        now = datetime.now(UTC)
        try:
            with self._engine.begin() as connection:
                return job(Work(connection, Moments(school=at or now, real=now)))
        except OperationalError as error:
            raise StorageDown from error

    def sweep(self) -> None:
        """Leave nothing of closed ballot boxes on free pages."""
        sweep(self._engine)


def glance(url: str, job: Callable[[Work], T], otherwise: T) -> T:
    """A job that only reads, beside a running bot if there is one; `otherwise` where no bot has kept anything yet.

    Raises `NotOpened`.
    """
    with opening():
        if not _is_there(url):
            return otherwise
        engine = open_engine(url)
        try:
            if not inspect(engine).has_table(school.name):
                return otherwise
            return Office(engine, migrated=False).do(job)
        finally:
            engine.dispose()


def _is_there(url: str) -> bool:
    """A server is; a file may not be, and looking for it would make it."""
    parsed = make_url(url)
    return parsed.get_backend_name() != "sqlite" or (bool(parsed.database) and Path(str(parsed.database)).exists())


@contextmanager
def open_office(url: str) -> Iterator[Office]:
    """Open the school's database; raises `AlreadyRunning` and `NotOpened`."""
    with ExitStack() as stack:
        with opening():
            engine = open_engine(url)
            stack.callback(engine.dispose)
            stack.enter_context(alone(engine))
            migrated = migrate(engine)
        yield Office(engine, migrated)


@contextmanager
def look_in(url: str) -> Iterator[Office]:
    """Open it to read, beside a running bot if there is one (which has brought it into shape); raises `NotOpened`."""
    with ExitStack() as stack:
        try:
            office = stack.enter_context(open_office(url))
        except AlreadyRunning:
            engine = open_engine(url)
            stack.callback(engine.dispose)
            office = Office(engine, migrated=False)
        yield office

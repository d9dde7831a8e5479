"""One process works with a school's database; a second one is told so instead of doubling every message."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

from storage.engine import AlreadyRunning

_KEY = 5_730_846_210
"""An arbitrary number that names this bot among PostgreSQL's advisory locks."""


@contextmanager
def alone(engine: Engine) -> Iterator[None]:
    """Hold the school's database for this process; raises `AlreadyRunning`. A death of the process lets go of it."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            if not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY}).scalar_one():
                raise AlreadyRunning
            connection.commit()
            yield
            return
    if not engine.url.database:
        yield
        return
    with Path(engine.url.database + ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as held:
            raise AlreadyRunning from held
        yield

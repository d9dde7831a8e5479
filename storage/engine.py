"""Opening the school's database: SQLite with everything that makes a commit durable, or PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic.util import CommandError
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import StaticPool


class StorageDown(Exception):
    """The database cannot be used right now (disk full, locked, restarting); nothing was stored."""


class AlreadyRunning(Exception):
    """Another process works with this database."""


class NotOpened(Exception):
    """The database cannot be opened at all; the words say why, never the address, which may hold a password."""


@contextmanager
def opening() -> Iterator[None]:
    """Whatever goes wrong while a database is opened becomes `NotOpened`."""
    try:
        yield
    except (ArgumentError, ValueError) as error:
        raise NotOpened("адрес написан с ошибкой") from error
    except OSError as error:
        raise NotOpened("папки нет, или в неё нельзя писать") from error
    except CommandError as error:
        raise NotOpened("её вела другая, более новая версия бота") from error
    except SQLAlchemyError as error:
        raise NotOpened("сервер не отвечает, не пускает, или файл — не база") from error


PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA busy_timeout=3000",
    "PRAGMA temp_store=MEMORY",
)

_COUNTED = {"preserve_rowcount": True}
"""Else psycopg forgets how many rows an INSERT … ON CONFLICT made before anybody has asked."""


def open_engine(url: str) -> Engine:
    """An engine with one connection, used by one writer thread."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(url, parsed.database)
    return create_engine(
        url, pool_size=1, max_overflow=1, pool_pre_ping=True, hide_parameters=True, execution_options=_COUNTED
    )


def _sqlite(url: str, path: str | None) -> Engine:
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        poolclass=StaticPool,
        connect_args={"check_same_thread": False},
        hide_parameters=True,  # an error message may end in a log
        execution_options=_COUNTED,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # the driver must not open transactions behind our back
        for pragma in PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine

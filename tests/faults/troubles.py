"""What happens to a program that people are talking to."""

import asyncio
import resource
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.faults.program import Program
from tests.faults.survey import Step, Trouble
from tests.postgres import OwnPostgres

DOWN = "storage is down"


def locked(file: Path) -> Trouble:
    """Another program holds the SQLite file for longer than the bot has patience."""

    async def happens(program: Program, step: Step) -> None:
        before = program.complaints(DOWN)
        with closing(sqlite3.connect(file, timeout=10, isolation_level=None)) as another:
            another.execute("BEGIN IMMEDIATE")
            await step()
            await program.until_complains(DOWN, before + 1)
            await step()
            another.execute("ROLLBACK")

    return happens


async def full(program: Program, step: Step) -> None:
    """No file may grow, or even be written: the system refuses as it does on a full disk."""
    before = program.complaints(DOWN)
    _, most = resource.prlimit(program.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(program.pid, resource.RLIMIT_FSIZE, (0, most))
    await step()
    await program.until_complains(DOWN, before + 2)
    await step()
    resource.prlimit(program.pid, resource.RLIMIT_FSIZE, (most, most))


def restarted(server: OwnPostgres, *, crash: bool) -> Trouble:
    """PostgreSQL goes away and comes back."""

    async def happens(program: Program, step: Step) -> None:
        before = program.complaints(DOWN)
        await asyncio.to_thread(server.kill if crash else server.stop)
        await step()
        await program.until_complains(DOWN, before + 1)
        await asyncio.to_thread(server.start)

    return happens

"""A contender as a process of its own, weighed from outside."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0
_TICKS = os.sysconf("SC_CLK_TCK")


class Running:
    """A process under load."""

    def __init__(self, pid: int) -> None:
        self._proc = Path("/proc") / str(pid)

    @property
    def megabytes(self) -> float:
        """What of it lies in memory (RSS)."""
        pages = int((self._proc / "statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    @property
    def cpu(self) -> float:
        """Seconds of all its threads, user and system."""
        user, system = (self._proc / "stat").read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / _TICKS


@asynccontextmanager
async def running(words: list[str], folder: Path, environment: Mapping[str, str]) -> AsyncIterator[Running]:
    """Start `python words…` in a folder with this environment and nothing of ours; stopped on leaving."""
    given = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **environment}
    with (folder / "log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *words, cwd=folder, env=given, stdout=log, stderr=log
        )
    try:
        yield Running(process.pid)
        if process.returncode is not None:
            raise RuntimeError(f"{words} ended by itself:\n{(folder / 'log').read_text()}")
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(process.wait(), PATIENCE)
            except TimeoutError:
                process.kill()
                await process.wait()


async def megabytes_of(imports: str, folder: Path) -> float:
    """What a process weighs that has imported this and does nothing."""
    weigh = f"{imports}; import os; print(open('/proc/self/statm').read().split()[1])"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", weigh, cwd=folder, env={"PYTHONPATH": str(ROOT)}, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    return int(said) * os.sysconf("SC_PAGE_SIZE") / 1e6

"""Long work, off the event loop: one bounded worker process at a time; every job ends in a result or a sentence."""

import asyncio
import json
import logging
import sys
from collections.abc import Awaitable, Callable, Mapping

from chat.channel import Channel, Gone, Halted, Refused, TooBig, TryLater, Unknown
from chat.events import File
from storage.engine import StorageDown
from storage.jobs import Job
from storage.writer import Writer

log = logging.getLogger(__name__)
LIMIT = 10_000_000
"""Bytes of a file somebody sends: asked before it is fetched, and held to while it is, if the messenger did not say."""
SECONDS = 90.0
TRIES = 3

Made = tuple[bool, object, bytes]
"""Whether it failed, its result or the sentence why not, and bytes."""
TOO_BIG = {
    "read_plan": "Файл больше 10 МБ. Сохраните в нём только таблицу и пришлите ещё раз.",
    "keep": "Файл больше 10 МБ, такой не приложу. Сделайте его меньше и пришлите ещё раз.",
}
NOT_FETCHED = "Не получилось забрать файл у мессенджера. Пришлите его, пожалуйста, ещё раз."
NOT_DONE = "Не получилось: ошибка на нашей стороне. Попробуйте ещё раз."
BROKEN = "Файл не удалось разобрать: он повреждён или устроен необычно. Сохраните таблицу заново как .xlsx и пришлите."


class Workshop:
    """Takes jobs from the shelf in order; `done(job_id)` is told of each that has ended."""

    def __init__(self, writer: Writer, channels: Mapping[str, Channel], done: Callable[[int], Awaitable[None]]) -> None:
        self._writer = writer
        self._channels = channels
        self._done = done
        self._bell = asyncio.Event()
        self._idle = asyncio.Event()

    def wake(self) -> None:
        """There may be something on the shelf."""
        self._idle.clear()
        self._bell.set()

    async def settled(self) -> None:
        """Return once nothing is left to do."""
        await self._idle.wait()

    async def run(self) -> None:
        """Work until cancelled."""
        for job_id in await self._writer.run(lambda work: work.jobs.untold()):
            await self._tell(job_id)
        while True:
            self._bell.clear()
            try:
                while job := await self._writer.run(lambda work: work.jobs.waiting()):
                    await self._do(job)
            except StorageDown:
                await asyncio.sleep(1)
                continue
            if not self._bell.is_set():
                self._idle.set()
            await self._bell.wait()

    async def _do(self, job: Job) -> None:
        await self._writer.run(lambda work: work.jobs.attempt(job.id))
        if job.attempts >= TRIES:
            made: Made = True, _broken(job.kind), b""
        else:
            made = await self._made(job)
        failed, result, content = made
        await self._writer.run(
            lambda work: work.jobs.finish(job.id, failed=failed, result=result, content=content or None)
        )
        await self._tell(job.id)

    async def _tell(self, job_id: int) -> None:
        await self._done(job_id)
        await self._writer.run(lambda work: work.jobs.told(job_id))

    async def _made(self, job: Job) -> Made:
        content = b""
        if "file" in job.args:
            try:
                content = await self._channels[job.place.messenger].fetch(File(**job.args["file"]), LIMIT)
            except TooBig:
                return True, TOO_BIG[job.kind], b""
            except (Gone, TryLater, Refused, Unknown, Halted):
                return True, NOT_FETCHED, b""
        return await at_the_bench(job.kind, job.args, content)


async def at_the_bench(kind: str, args: Mapping[str, object], content: bytes) -> Made:
    """One piece of work in a process of its own, bounded in memory and time."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "handlers.workbench",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,  # a library's complaint may quote the file
    )
    asked = json.dumps({"kind": kind, "args": args}, ensure_ascii=False).encode() + b"\n" + content
    try:
        answer, _ = await asyncio.wait_for(process.communicate(asked), SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
        log.warning("a worker took longer than %g s with a job of kind %s and was ended", SECONDS, kind)
        return True, _broken(kind), b""
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    if process.returncode != 0:
        log.warning("a worker ended with %s in a job of kind %s", process.returncode, kind)
        return True, _broken(kind), b""
    head, _, made = answer.partition(b"\n")
    said = json.loads(head)
    return bool(said["failed"]), said["result"], made


def _broken(kind: str) -> str:
    """What is said when a worker ends without an answer."""
    return BROKEN if kind == "read_plan" else NOT_DONE

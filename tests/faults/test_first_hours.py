"""What is easily forgotten: a bot killed before it was ever written to, and a commit whose answer never came."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from storage.engine import StorageDown
from storage.writer import Job, Writer
from tests.fakes.vk import FakeVk
from tests.faults.program import running, settings, stirred
from tests.stage import Stage


@pytest.mark.processes
@pytest.mark.timeout(120)
async def test_what_is_written_to_a_bot_killed_on_its_first_day_is_answered(tmp_path: Path, sqlite_url: str) -> None:
    vk = await FakeVk().start()
    async with running(tmp_path, settings(sqlite_url, vk=vk)) as program, asyncio.timeout(60):
        await vk.ready()
        await program.kill()
        mother = vk.phone("Мама")
        await mother.start()
        await program.start()
        while not mother.seen():
            await stirred(vk)
    await vk.close()


@pytest.mark.parametrize("messenger", ["telegram", "vk"])
async def test_a_commit_whose_answer_is_lost_is_shown_all_the_same(
    messenger: str, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection to the database breaks after the commit: the event is known, its screen must still come."""
    async with Stage(messenger, sqlite_url) as stage:
        head = await stage.phone("Завуч", admin=True)
        await head.start()
        await stage.settle()
        shown = len(head.seen())
        _lose_one_answer(stage.house.writer, monkeypatch)
        await head.press("Опросы")
        await stage.settle()
        assert [seen.words.splitlines()[0] for seen in head.seen()[shown:]] == ["*Опросы*"]


def _lose_one_answer(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    run_all = writer.run_all

    async def commits_and_breaks(jobs: Sequence[Job]) -> list[Any]:
        monkeypatch.setattr(writer, "run_all", run_all)
        await run_all(jobs)
        raise StorageDown("the connection broke after the commit")

    monkeypatch.setattr(writer, "run_all", commits_and_breaks)

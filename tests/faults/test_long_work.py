"""Work that takes time outlives the process that began it."""

import asyncio
from pathlib import Path

import pytest

from tests.faults import school
from tests.faults.program import fakes, running, settings, stirred
from tests.phones import Phone

PLAN = Path(__file__).parents[2] / "bot" / "school" / "plan.csv"


def shows(phone: Phone, words: str) -> bool:
    """Whether this was on the screen at any time."""
    return any(words in seen.words for seen in phone.seen())


@pytest.mark.processes
@pytest.mark.timeout(120)
async def test_a_file_being_read_when_the_bot_is_killed_is_read_after_the_start(
    tmp_path: Path, sqlite_url: str
) -> None:
    async with fakes() as (telegram, _):
        head = telegram.phone("7000001")
        given = settings(sqlite_url, telegram) | {"ADMINS": head.address}
        async with running(tmp_path, given) as program, asyncio.timeout(60):
            await head.start()
            await head.send("План.csv", PLAN.read_bytes())
            while not shows(head, "Читаю файл"):
                await stirred(telegram)
            await program.kill()
            assert [state for state, _ in school.job_states(sqlite_url)] == ["waiting"]
            await program.start()
            while "Читаю файл" in head.seen()[-1].words:
                await stirred(telegram)
            assert "строк" in head.seen()[-1].words
            assert head.seen()[-1].in_place
            assert await program.stop() == 0
        assert [state for state, _ in school.job_states(sqlite_url)] == ["done"]

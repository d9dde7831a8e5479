"""No answer is lost: people answer while the bot is killed and while its storage is taken away.

The slow ones run at the same time: most of it is waiting for the messengers' paces and for programs to start.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.faults import broadcast, survey
from tests.faults.survey import answered, kill
from tests.faults.troubles import full, locked, restarted
from tests.postgres import own_postgres

pytestmark = [pytest.mark.processes, pytest.mark.timeout(240)]
Morning = tuple[survey.Count, broadcast.Count]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def morning(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Morning]:
    """Thirty people answer on each messenger, and elsewhere five hundred on each are invited."""
    hall, town = tmp_path_factory.mktemp("hall"), tmp_path_factory.mktemp("town")
    yield await asyncio.gather(
        answered(hall, f"sqlite:///{hall / 'school.db'}", 2026, [kill, kill, kill]),
        broadcast.broadcast(town, f"sqlite:///{town / 'school.db'}", 2026, 500),
    )


async def test_three_kills_while_sixty_people_answer(morning: Morning) -> None:
    count, _ = morning
    assert count.broken == []
    assert (count.people, count.kills, count.ballots, count.lost, count.doubled) == (60, 3, 60, 0, 0)
    assert count.answers >= 60 * 10


async def test_an_invitation_to_five_hundred_over_a_kill(morning: Morning) -> None:
    _, count = morning
    assert count.broken == []
    assert (count.people, count.kills, count.doubled) == (1000, 1, 0)
    assert count.unknown >= 4 * broadcast.CUT  # a cut line on Telegram is never taken for a delivery


async def test_a_locked_file_and_a_full_disk(tmp_path: Path) -> None:
    file = tmp_path / "school.db"
    count = await answered(tmp_path, f"sqlite:///{file}", 7, [locked(file), full], on_telegram=9, on_vk=6)
    assert count.broken == []
    assert count.ballots == 15


async def test_postgresql_is_restarted_and_crashes_and_the_bot_is_killed(tmp_path: Path) -> None:
    with own_postgres() as server, server.fresh() as url:
        troubles = [restarted(server, crash=False), kill, restarted(server, crash=True)]
        count = await answered(tmp_path, url, 11, troubles, on_telegram=9, on_vk=6)
    assert count.broken == []
    assert (count.ballots, count.kills) == (15, 1)

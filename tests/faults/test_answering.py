"""No answer is lost, nobody is written to twice: kills, bad lines, a locked file, a full disk, PostgreSQL restarted.

Four houses are open at the same time, for most of it is waiting: for the messengers' paces and for programs to start.
"""

import asyncio
from pathlib import Path

import pytest

from tests.faults import broadcast
from tests.faults.survey import answered, kill
from tests.faults.troubles import full, locked, restarted
from tests.postgres import own_postgres


@pytest.mark.processes
@pytest.mark.timeout(280)
async def test_a_morning_of_troubles(tmp_path: Path) -> None:
    hall, town, cellar, annex = houses = [tmp_path / name for name in ("hall", "town", "cellar", "annex")]
    for house in houses:
        house.mkdir()
    disk = cellar / "school.db"
    with own_postgres() as server, server.fresh() as postgres_url:
        kills, invited, disks, restarts = await asyncio.gather(
            answered(hall, f"sqlite:///{hall / 'school.db'}", 2026, [kill, kill, kill]),
            broadcast.broadcast(town, f"sqlite:///{town / 'school.db'}", 2026, 250),
            answered(cellar, f"sqlite:///{disk}", 7, [locked(disk), full], on_telegram=9, on_vk=6),
            answered(
                annex,
                postgres_url,
                11,
                [restarted(server, crash=False), kill, restarted(server, crash=True)],
                on_telegram=9,
                on_vk=6,
            ),
        )

    assert kills.broken == []
    assert (kills.people, kills.kills, kills.ballots, kills.lost, kills.doubled) == (60, 3, 60, 0, 0)
    assert kills.answers >= 60 * 10

    assert invited.broken == []
    assert (invited.people, invited.kills, invited.doubled) == (500, 1, 0)
    assert invited.unknown >= 4 * broadcast.CUT  # a cut line on Telegram is never taken for a delivery

    assert disks.broken == []
    assert (disks.ballots, disks.lost, disks.doubled) == (15, 0, 0)

    assert restarts.broken == []
    assert (restarts.kills, restarts.ballots, restarts.lost, restarts.doubled) == (1, 15, 0, 0)

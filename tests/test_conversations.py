"""The same conversations on every messenger, through its real library: a chat a teacher can read is the test."""

import os
from pathlib import Path

import pytest

from tests.play import Player
from tests.stage import FILES, MESSENGERS, Stage

WRITE = "WRITE_CONVERSATIONS"
SCRIPTS = sorted(FILES.glob("[0-9]*.txt"))


@pytest.mark.parametrize("messenger", MESSENGERS)
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
async def test_conversation(script: Path, messenger: str, request: pytest.FixtureRequest) -> None:
    """The browser, whose letters lie in the database, on PostgreSQL; the others on SQLite."""
    database_url: str = request.getfixturevalue("postgres_url" if messenger == "web" else "sqlite_url")
    wanted = script.read_text(encoding="utf-8")
    async with Stage(messenger, database_url) as stage:
        went = await Player(stage).play(wanted)
    if messenger in os.environ.get(WRITE, ""):
        script.write_text(went, encoding="utf-8")
    assert went == wanted

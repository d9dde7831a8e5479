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
async def test_conversation(script: Path, messenger: str, sqlite_url: str) -> None:
    await _play(script, messenger, sqlite_url)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
async def test_conversation_on_postgresql(script: Path, postgres_url: str) -> None:
    """On the messenger that keeps most in the database."""
    await _play(script, "web", postgres_url)


async def _play(script: Path, messenger: str, database_url: str) -> None:
    wanted = script.read_text(encoding="utf-8")
    async with Stage(messenger, database_url) as stage:
        went = await Player(stage).play(wanted)
    if messenger in os.environ.get(WRITE, ""):
        script.write_text(went, encoding="utf-8")
    assert went == wanted

"""What every test may ask for: a database of its own, and a browser."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.async_api import Browser, async_playwright

from bot.settings import Settings
from tests.chromium import find_chromium, is_required, obstacle
from tests.postgres import PostgresServer, postgres_server

# The same examples on every machine, and no clock: two cores may be busy. `make soak` looks further.
settings.register_profile("house", derandomize=True, deadline=None)
settings.load_profile("house")

# Whoever works here may have a real bot's token in the environment; no test, and no process a test starts, may find it.
for _name in Settings.model_fields:
    os.environ.pop(_name.upper(), None)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: a good part of a conversation is waiting."""
    return (os.cpu_count() or 1) + 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if lacking := obstacle():
        terminalreporter.write_line(f"The tests of the page were skipped: {lacking}.")


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with postgres_server() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    with postgres.fresh() as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'school.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give the URL of a fresh, empty database; the test runs once on each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Give a headless Chromium; the test is skipped, or in CI fails, where that cannot be."""
    if lacking := obstacle():
        pytest.fail(lacking) if is_required() else pytest.skip(lacking)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        yield browser
        await browser.close()

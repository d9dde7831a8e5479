"""A web chat for one test, and phones that are put away afterwards."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.web import WebServer
from tests.web.house import WebHouse, web_house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[WebHouse]:
    async with web_house(tmp_path) as house:
        yield house


@pytest.fixture
async def phones(house: WebHouse) -> AsyncIterator[WebServer]:
    server = WebServer(house.url)
    yield server
    await server.close()

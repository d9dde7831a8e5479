"""A desk on each kind of database."""

from collections.abc import Iterator

import pytest

from tests.desk import Desk, open_desk


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    desk = open_desk(database_url)
    yield desk
    desk.engine.dispose()

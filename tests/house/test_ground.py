"""What the other tests stand on: two kinds of database and a browser."""

from pathlib import Path

import psycopg
import pytest
from playwright.async_api import Browser
from sqlalchemy import create_engine, text

from tests.postgres import PostgresServer, own_postgres


def _ask(url: str, question: str) -> object:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            result = connection.execute(text(question))
            return result.scalar() if result.returns_rows else None
    finally:
        engine.dispose()


def test_a_fresh_database_keeps_russian_words(database_url: str) -> None:
    assert _ask(database_url, "SELECT 'Ёлка'") == "Ёлка"


def test_postgresql_is_the_real_one_and_lowers_cyrillic(postgres_url: str) -> None:
    assert _ask(postgres_url, "SELECT lower('ЁЛКА')") == "ёлка"


def test_every_database_is_empty_and_gone_afterwards(postgres: PostgresServer) -> None:
    with postgres.fresh() as first:
        _ask(first, "CREATE TABLE wave (id int)")
        with postgres.fresh() as second:
            assert _ask(second, "SELECT count(*) FROM pg_tables WHERE tablename = 'wave'") == 0
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(first.replace("+psycopg", ""))


@pytest.mark.processes
def test_a_killed_server_comes_back_with_what_was_committed() -> None:
    with own_postgres() as server, server.fresh() as url:
        _ask(url, "CREATE TABLE wave AS SELECT 7 AS id")
        server.kill()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(url.replace("+psycopg", ""))
        server.start()
        assert _ask(url, "SELECT id FROM wave") == 7
        folder = server.folder
    assert not Path(folder).exists()


@pytest.mark.browser
async def test_the_browser_opens_a_page(browser: Browser) -> None:
    page = await browser.new_page()
    await page.set_content("<h1>Школа</h1>")
    assert await page.get_by_role("heading").inner_text() == "Школа"

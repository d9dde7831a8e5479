"""A database brought to the newest shape is the one the tables describe, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from storage.engine import open_engine
from storage.migrate import migrate
from storage.tables import metadata


def test_migrations_end_where_the_tables_are(database_url: str) -> None:
    engine = open_engine(database_url)
    assert migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_a_second_time_there_is_nothing_to_do(database_url: str) -> None:
    engine = open_engine(database_url)
    migrate(engine)
    assert not migrate(engine)
    engine.dispose()

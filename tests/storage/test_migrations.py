"""A database brought to the newest shape is the one the tables describe, on both databases."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select, text

from storage.engine import open_engine
from storage.migrate import _config, migrate
from storage.tables import deadlines, metadata, plan_rows, plans, refusals


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


def test_a_school_of_the_first_shape_keeps_everything(database_url: str) -> None:
    engine = open_engine(database_url)
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for statement in (
            "INSERT INTO plans (id, name, year, state, content, at) VALUES (1, 'план', 2026, 'in_force', '{}', 0)",
            "INSERT INTO plan_rows (id, plan_id, place, what, output) VALUES (1, 1, 'A1', 'Сайт', '')",
            "INSERT INTO deadlines VALUES (7, 1, '2026-10-01', '2026-10-01', 'done', 'готово', NULL, NULL)",
            "INSERT INTO people (id) VALUES (3)",
            "INSERT INTO refusals (deadline_id, person_id) VALUES (7, 3)",
        ):
            connection.execute(text(statement))
    assert migrate(engine)
    with engine.connect() as connection:
        found = connection.execute(
            select(deadlines.c.word, deadlines.c.series, plans.c.kind, refusals.c.person_id)
            .join(plan_rows, plan_rows.c.id == deadlines.c.row_id)
            .join(plans, plans.c.id == plan_rows.c.plan_id)
            .join(refusals, refusals.c.deadline_id == deadlines.c.id)
        )
        assert found.all() == [("готово", False, "cyclogram", 3)]
    engine.dispose()

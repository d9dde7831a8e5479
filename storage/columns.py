"""Column types both databases read alike."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, CursorResult, Dialect, Integer
from sqlalchemy.types import TypeDecorator

Id = BigInteger().with_variant(Integer, "sqlite")
"""A key the database counts up (SQLite does so for INTEGER only)."""


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as whole seconds of UTC: comparable, indexable, the same in SQLite and PostgreSQL."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 SQLAlchemy's signature
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return int(value.timestamp())

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 SQLAlchemy's signature
        return None if value is None else datetime.fromtimestamp(value, UTC)


def new_id(inserted: CursorResult[Any]) -> int:
    """The key the database gave to a row just inserted."""
    if inserted.inserted_primary_key is None:
        raise LookupError("nothing was inserted")
    return int(inserted.inserted_primary_key[0])

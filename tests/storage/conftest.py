"""A desk on each kind of database."""

from tests.desk import desk, postgres_desk

__all__ = ["desk", "postgres_desk"]

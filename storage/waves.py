"""Waves of surveys: who is invited, who has answered, what was published."""

from sqlalchemy import Connection


class Waves:
    """Waves of surveys: who is invited, who has answered, what was published."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

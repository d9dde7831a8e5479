"""The cyclogram as stored: plans, rows, positions, deadlines."""

from datetime import datetime

from sqlalchemy import Connection


class Plans:
    """The cyclogram."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

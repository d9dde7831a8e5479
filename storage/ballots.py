"""The ballot box."""

from sqlalchemy import Connection


class Ballots:
    """The ballot box."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

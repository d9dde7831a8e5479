"""What administrators said phrases of the plan mean."""

from sqlalchemy import Connection, delete, select

from cyclogram.memory import Meaning, spelled
from storage.tables import understood


class Understood:
    """Meanings of phrases, by school year: «по графику» is another day next year."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def memory(self, year: int) -> dict[str, Meaning]:
        """Everything that was said for a school year."""
        found = select(understood.c.phrase, understood.c.content).where(understood.c.year == year)
        return {row.phrase: Meaning.from_dict(row.content) for row in self._connection.execute(found)}

    def meaning(self, year: int, phrase: str) -> Meaning | None:
        """What a phrase was said to mean."""
        return self.memory(year).get(spelled(phrase))

    def keep(self, year: int, phrase: str, meaning: Meaning) -> None:
        """Remember it; the last word counts."""
        same = (understood.c.year == year, understood.c.phrase == spelled(phrase))
        self._connection.execute(delete(understood).where(*same))
        values = {"year": year, "phrase": spelled(phrase), "content": meaning.to_dict()}
        self._connection.execute(understood.insert().values(**values))

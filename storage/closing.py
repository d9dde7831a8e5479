"""Closing a wave: once, for good. What is published is written down; what could point at somebody is thrown away.

The first half is one transaction. The second, sweeping the file, cannot be part of one; until it is done the wave is
marked unswept, and every start sweeps what an earlier stop left unswept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from sqlite3 import OperationalError

from sqlalchemy import Connection, Engine, Select, delete, insert, or_, select, text, update

from chat.actions import action
from storage.ballots import shuffled
from storage.engine import StorageDown
from storage.people import People
from storage.row_surveys import RowSurveys
from storage.tables import (
    addresses,
    ballots,
    comments,
    counts,
    coverages,
    fillings,
    groups,
    outbox,
    participations,
    set_aside,
    waves,
    web_messages,
)
from storage.waves import Waves, WaveState
from surveys.ballots import Answers, Counts, Published, publish, words
from surveys.wave_screens import Coverage, row_result

SCHOOL = 0
"""The number of the group that is everybody."""


@dataclass(frozen=True, slots=True)
class Group:
    """Classes published as one: how many were asked, how many answered, and the counts that may be shown."""

    classes: tuple[str, ...]
    invited: int
    answered: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class Closed:
    """What a closed wave tells: the whole school, and its groups (none when fewer than five answered)."""

    school: Group
    groups: tuple[Group, ...]


class Closing:
    """The end of a wave."""

    def __init__(self, connection: Connection, all_waves: Waves, people: People, rows: RowSurveys) -> None:
        self._connection = connection
        self._waves = all_waves
        self._people = people
        self._rows = rows

    def close(self, wave_id: int, today: date) -> bool:
        """Close an open wave; False when it is not open. `sweep` must follow the commit."""
        wave = self._waves.get(wave_id)
        covered = self._waves.coverage(wave) if wave else []
        closed = self._connection.execute(
            update(waves)
            .where(waves.c.id == wave_id, waves.c.state == WaveState.OPEN)
            .values(state=WaveState.CLOSED, closed_on=today, swept=False)
        )
        if closed.rowcount != 1 or wave is None:
            return False
        piles = self._piles(wave_id)
        published = publish(piles, [one.id for one in wave.survey.statements])
        self._keep_coverage(wave_id, covered)
        self._write(wave_id, published, covered)
        self._regroup(wave_id, piles, published)
        self._mix_comments(wave_id, published.answered)
        self._let_go(wave_id)
        self._rows.closed(wave_id, row_result(wave.survey.audience, covered))
        return True

    def result(self, wave_id: int) -> Closed | None:
        """What was published at closing; None while the wave is not closed."""
        rows = self._connection.execute(select(groups).where(groups.c.wave_id == wave_id).order_by(groups.c.number))
        found: dict[int, dict[str, dict[int, int]]] = {}
        told = self._connection.execute(select(counts).where(counts.c.wave_id == wave_id))
        for row in sorted(told, key=lambda row: str(row.statement)):  # equal figures in the same order on any database
            found.setdefault(row.number, {}).setdefault(row.statement, {})[int(row.value)] = row.n
        read = [Group(tuple(row.classes), row.invited, row.answered, found.get(row.number, {})) for row in rows]
        return Closed(read[SCHOOL], tuple(read[1:])) if read else None

    def comments(self, wave_id: int) -> list[str]:
        """What people of a closed wave wrote, in no order that means anything; empty under ten ballots."""
        found = (
            select(comments.c.text)
            .join(waves, waves.c.id == comments.c.wave_id)
            .where(comments.c.wave_id == wave_id, waves.c.state == WaveState.CLOSED)
            .order_by(comments.c.id)
        )
        return list(self._connection.execute(found).scalars())

    def is_unswept(self) -> bool:
        """Whether `sweep` waits to be called."""
        return self._connection.execute(_unswept().limit(1)).first() is not None

    # --- steps

    def _piles(self, wave_id: int) -> dict[str, list[Answers]]:
        piles: dict[str, list[Answers]] = {}
        found = select(ballots.c.class_name, ballots.c.answers).where(ballots.c.wave_id == wave_id)
        for name, answers in self._connection.execute(found):
            piles.setdefault(name, []).append(answers)
        return piles

    def _keep_coverage(self, wave_id: int, covered: Sequence[Coverage]) -> None:
        rows = [{"wave_id": wave_id, **asdict(one)} for one in covered]
        if rows:
            self._connection.execute(insert(coverages), rows)

    def _write(self, wave_id: int, published: Published, covered: Sequence[Coverage]) -> None:
        invited = {one.class_name: one.invited for one in covered}
        answered = sum(one.answered for one in covered)
        whole = Group(tuple(invited), _together(invited.values()), answered, published.counts)
        parts = [
            Group(one.classes, _together(invited[name] for name in one.classes), one.answered, one.counts)
            for one in published.groups
        ]
        for number, one in enumerate([whole, *parts]):
            self._connection.execute(
                insert(groups).values(
                    wave_id=wave_id,
                    number=number,
                    classes=list(one.classes),
                    invited=one.invited,
                    answered=one.answered,
                )
            )
            rows = [
                {"wave_id": wave_id, "number": number, "statement": statement, "value": str(value), "n": n}
                for statement, tally in one.counts.items()
                for value, n in tally.items()
            ]
            if rows:
                self._connection.execute(insert(counts), rows)

    def _regroup(self, wave_id: int, piles: Mapping[str, Sequence[Answers]], published: Published) -> None:
        """Ballots go under their group's name, in a new order; where nothing is published they are burnt."""
        self._connection.execute(delete(ballots).where(ballots.c.wave_id == wave_id))
        rows = [
            {"wave_id": wave_id, "class_name": ", ".join(group.classes), "answers": answers}
            for group in published.groups
            for name in group.classes
            for answers in piles[name]
        ]
        if rows:
            self._connection.execute(insert(ballots), shuffled(rows))

    def _mix_comments(self, wave_id: int, answered: int) -> None:
        here = comments.c.wave_id == wave_id
        kept = words(self._connection.execute(select(comments.c.text).where(here)).scalars(), answered)
        self._connection.execute(delete(comments).where(here))
        if kept:
            self._connection.execute(insert(comments), shuffled([{"wave_id": wave_id, "text": one} for one in kept]))

    def _let_go(self, wave_id: int) -> None:
        """Drafts, their screens, and who answered: not needed any more, so not there any more."""
        begun = self._connection.execute(select(fillings.c.id).where(fillings.c.wave_id == wave_id)).scalars()
        standing = [action("filling", filling_id).pack() for filling_id in begun]
        thanked = action("thanks", wave_id, "").pack()
        self._people.lead_everybody(standing, thanked, action("closed", wave_id).pack())
        self._connection.execute(delete(fillings).where(fillings.c.wave_id == wave_id))
        self._connection.execute(delete(participations).where(participations.c.wave_id == wave_id))
        invited = [outbox.c.key.startswith(f"{rule}:{wave_id}:", autoescape=True) for rule in ("invite", "again")]
        self._connection.execute(delete(outbox).where(or_(*invited)))  # whom nobody had to ask again has answered
        self._connection.execute(update(set_aside).values(raw="", sender=""))
        _forget_screens(self._connection)


def _forget_screens(connection: Connection) -> None:
    """Screens of fillings nobody is at any more, also one that came late: shown just as the filling ended."""
    filling = select(addresses.c.id).where(addresses.c.messenger == "web", addresses.c.view.startswith("filling."))
    connection.execute(
        delete(web_messages).where(web_messages.c.fleeting.is_(True), web_messages.c.address.not_in(filling))
    )


def _together(sizes: Iterable[int]) -> int:
    """0, for not known, as soon as one is not known."""
    known = list(sizes)
    return sum(known) if all(known) else 0


def _unswept() -> Select[int]:
    return select(waves.c.id).where(waves.c.state == WaveState.CLOSED, waves.c.swept.is_(False))


def sweep(engine: Engine) -> bool:
    """Write the database anew without what was deleted, and empty the log beside it; False when nothing waited for it.

    Takes as long as copying the file, and must run outside any transaction. Whoever stops it half-way has it run again.
    """
    with engine.begin() as connection:
        found = list(connection.execute(_unswept()).scalars())
        if not found:
            return False
        _forget_screens(connection)
    if engine.dialect.name == "sqlite":
        _sweep_file(engine)
    else:
        _sweep_tables(engine)
    with engine.begin() as connection:
        connection.execute(update(waves).where(waves.c.id.in_(found)).values(swept=True))
    return True


def _sweep_file(engine: Engine) -> None:
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("VACUUM")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except OperationalError as locked:
        raise StorageDown("somebody else works with the database, so it cannot be swept") from locked
    finally:
        connection.close()
    if busy:
        raise StorageDown("somebody else reads the database, so its log cannot be emptied")


def empty_log(engine: Engine) -> None:
    """What was erased leaves SQLite's log as well, where it stood until then; somebody who reads the file delays it."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except OperationalError as locked:
            raise StorageDown("somebody else works with the database, so its log cannot be emptied") from locked
        finally:
            connection.close()


def _sweep_tables(engine: Engine) -> None:
    """FULL leaves no dead row behind, FREEZE no number of the transaction that wrote one."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in (ballots, comments, fillings, participations, set_aside, web_messages):
            connection.execute(text(f"VACUUM (FULL, FREEZE) {table.name}"))

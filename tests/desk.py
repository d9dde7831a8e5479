"""A school without messengers: events go straight into turns, buttons are pressed by their labels."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, Table, event, func, select, text

from chat.events import Address, ButtonPressed, Event, Ref, Started, TextSent, What
from chat.screen import Screen
from cyclogram.reminders import Policy
from handlers.turn import Turn, turn
from handlers.visit import Facts, Link
from storage.engine import open_engine
from storage.moments import Moments
from storage.people import Audience, Role
from storage.tables import metadata
from storage.work import Work
from surveys.definition import Survey, builtin
from tests.postgres import PostgresServer

ZONE = ZoneInfo("Europe/Kaliningrad")
FACTS = Facts(
    "Школа № 0",
    lambda code: [Link("браузер", f"https://bot.example/{code}")],
    Policy(ZONE),
    staff_only=frozenset({"staffroom"}),
)
MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
PARENTS = builtin()["parents"]


@dataclass(slots=True)
class Desk:
    """Storage and a moment. Every event is a transaction of its own."""

    engine: Engine
    moment: datetime = MORNING
    statements: list[str] = field(default_factory=list)
    _ids: "count[int]" = field(default_factory=count)

    def write(self, job: Any) -> Any:
        """Run a job of `Work` in one transaction."""
        with self.engine.begin() as connection:
            return job(Work(connection, Moments(self.moment, self.moment)))

    def take(self, address: Address, what: What, event_id: str = "") -> Turn:
        """One event."""
        happened = Event(event_id or f"e{next(self._ids)}", address, address, what)
        return self.write(lambda work: turn(work, happened, FACTS))  # type: ignore[no-any-return] # a turn's job

    def later(self, **by: float) -> None:
        """Both clocks move on."""
        self.moment += timedelta(**by)

    def today(self) -> date:
        return self.moment.astimezone(ZONE).date()

    def rows(self, table: Table) -> int:
        """How many rows a table has."""
        with self.engine.begin() as connection:
            return connection.execute(select(func.count()).select_from(table)).scalar_one()

    def wave(
        self,
        audience: Audience = Audience.PARENTS,
        classes: tuple[str, ...] = ("5А", "5Б"),
        survey: Survey | None = None,
        days: int = 7,
    ) -> int:
        """A running wave."""

        def start(work: Work) -> int:
            for name in classes:
                work.school.set_size(audience, name, 30)
            wave_id = work.waves.make(
                survey or builtin()[audience], audience, classes, self.today(), self.today() + timedelta(days=days)
            )
            assert work.waves.start(wave_id, self.today())
            return wave_id

        return self.write(start)  # type: ignore[no-any-return] # a job's result

    def code(self, class_name: str = "5А", audience: Audience = Audience.PARENTS, cap: int = 30) -> str:
        """The code of a class."""
        return self.write(lambda work: work.codes.for_class(audience, class_name, cap).code)  # type: ignore[no-any-return] # a job's result

    def guest(self, name: str, messenger: str = "telegram") -> "Guest":
        """Somebody who may come."""
        return Guest(self, Address(messenger, name))

    def admin(self, name: str = "deputy") -> "Guest":
        """Somebody who runs the ВСОКО."""
        guest = self.guest(name)
        self.write(lambda work: work.people.grant(work.people.add(guest.address).id, Role.ADMIN))
        return guest


@dataclass(slots=True)
class Guest:
    """One chat: what it shows, and what may be done in it."""

    desk: Desk
    address: Address
    screen: Screen | None = None
    _shown: int = 0

    @property
    def text(self) -> str:
        """The words shown."""
        return self.screen.text.plain if self.screen else ""

    @property
    def buttons(self) -> dict[str, str]:
        """Label → what a press of it sends."""
        rows = self.screen.rows if self.screen else ()
        return {button.label: button.action.pack() for row in rows for button in row}

    def start(self, code: str = "") -> "Guest":
        return self._did(Started(code))

    def type(self, words: str) -> "Guest":
        return self._did(TextSent(words))

    def press(self, label: str) -> "Guest":
        return self.send(self.buttons[label])

    def send(self, action: str) -> "Guest":
        """Press a button that may not be there."""
        return self._did(ButtonPressed(action, Ref(f"m{self._shown}")))

    def agree(self, code: str) -> "Guest":
        """Open a class code and say yes to everything."""
        self.start(code)
        if "Начать" in self.buttons:
            self.press("Начать")
        return self.press("Согласен(на)")

    def answer(self, *labels: str) -> "Guest":
        """Press one answer after the other."""
        for label in labels:
            self.press(label)
        return self

    def fill(self, survey: Survey = PARENTS, value: int | None = 4) -> "Guest":
        """Answer everything alike, up to the review."""
        label = next((option.label for option in survey.scale if option.value == value), "пропустить")
        self.answer(*[label[0].upper() + label[1:]] * len(survey.statements))
        return self.press("Пропустить") if survey.comment else self

    def _did(self, what: What) -> "Guest":
        shown = self.desk.take(self.address, what).screen
        if shown:
            self.screen = shown
            self._shown += 1
        return self


def open_desk(url: str) -> Desk:
    """An empty school on a fresh database; every statement it executes is noted."""
    engine = open_engine(url)
    metadata.create_all(engine)
    desk = Desk(engine)

    @event.listens_for(engine, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, *_: object) -> None:
        desk.statements.append(statement)

    return desk


@pytest.fixture(scope="package")
def postgres_desk(postgres: PostgresServer) -> Iterator[Desk]:
    """One database for a folder of tests: making forty tables anew takes longer than most of them."""
    with postgres.fresh() as url:
        desk = open_desk(url)
        yield desk
        desk.engine.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """An empty school on each kind of database."""
    if request.param == "sqlite":
        opened = open_desk(request.getfixturevalue("sqlite_url"))
        yield opened
        opened.engine.dispose()
        return
    kept: Desk = request.getfixturevalue("postgres_desk")
    with kept.engine.begin() as connection:
        names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    kept.moment = MORNING
    kept.statements.clear()
    yield kept

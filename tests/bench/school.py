"""Our own contender is the real product: a school with a running wave, and `python -m bot run` over it."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, func, select

from chat.events import Address
from storage.engine import open_engine
from storage.migrate import migrate
from storage.moments import Moments
from storage.people import Audience, Membership, Purpose
from storage.tables import ballots
from storage.work import Work
from surveys import consents
from surveys.definition import Survey, from_data
from tests.bench.words import SCALE, STATEMENTS, TITLE

IN_A_CLASS = 25
IMPORTS = (
    "import bot.commands, bot.house, bot.welcome, bot.telegram.channel, storage.migrate, alembic.command, "
    "sqlalchemy.dialects.sqlite, sqlite3"
)
"""What a running bot with a Telegram token has imported."""


def survey() -> Survey:
    """The five statements as a definition."""
    return from_data(
        {
            "id": "bench",
            "version": 1,
            "title": TITLE,
            "audience": "родители",
            "purpose": "formative",
            "why": "Хотим понять, что уже хорошо, а что нужно поправить.",
            "minutes": 1,
            "method": {"title": "короткий опрос", "source": "наш", "formula": "среднее"},
            "scale": [{"value": value, "label": label.lower()} for value, label in SCALE],
            "statements": [
                {"id": f"q{number}", "text": words, "object": "results"} for number, words in enumerate(STATEMENTS, 1)
            ],
        }
    )


def furnish(url: str, people: range) -> None:
    """A running wave, and parents who have agreed; with nobody invited, so that nothing else is being sent."""
    engine = open_engine(url)
    migrate(engine)
    now = datetime.now(UTC)
    with engine.begin() as connection:
        work = Work(connection, Moments(now, now))
        classes = [f"{1 + at // 10}-{at % 10}" for at in range(-(-len(people) // IN_A_CLASS))]
        for name in classes:
            work.school.set_size(Audience.PARENTS, name, IN_A_CLASS)
        today = now.date() - timedelta(days=1)  # begun, whatever the school's time zone
        wave_id = work.waves.make(survey(), Audience.PARENTS, classes, today, today + timedelta(days=14))
        work.waves.start(wave_id, today)
        for at, number in enumerate(people):
            person = work.people.add(Address("telegram", str(number)))
            work.people.consent(person.id, Purpose.SURVEYS, consents.VERSION)
            work.people.join(person.id, Membership(Audience.PARENTS, classes[at // IN_A_CLASS]))
    engine.dispose()


def in_the_box(url: str) -> int:
    """How many ballots were committed."""
    engine: Engine = open_engine(url)
    with engine.begin() as connection:
        found = connection.execute(select(func.count()).select_from(ballots)).scalar_one()
    engine.dispose()
    return found

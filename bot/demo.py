"""`make demo`: an invented school in a fresh database, three people side by side, and a clock to move."""

import asyncio
import signal
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from bot.house import House, open_house, real_now
from bot.school import history, people
from bot.settings import Settings, read_settings
from bot.web.demo import Demo, Seat, Step
from chat.events import Address
from scheduler.school_time import SchoolClock
from storage.office import Office, open_office

SCHOOL = "Школа № 0 (учебная)"
SEATS = (
    Seat("parent", "Родитель", "demo-parent"),
    Seat("teacher", "Учитель", "demo-teacher"),
    Seat("head", "Завуч", "demo-head"),
)
STEPS = {Step.HOUR: timedelta(hours=1), Step.DAY: timedelta(days=1)}


class DemoClock:
    """The clock on the page; it moves the house's school time, past everything due on the way."""

    def __init__(self, clock: SchoolClock, settings: Settings) -> None:
        self._clock = clock
        self._zone = settings.school_timezone
        self.house: House | None = None

    def now(self) -> datetime:
        """School time as the school reads it."""
        return self._clock.moments().school.astimezone(self._zone)

    async def move(self, step: Step) -> None:
        """One step forward."""
        if self.house is None:
            return
        planner = self.house.planner
        to = self.now() + STEPS[step] if step in STEPS else await planner.next_moment()
        if to is not None:
            await planner.advance(to)


async def serve(port: int, seed: int) -> int:
    """Run the demo until it is interrupted."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    with tempfile.TemporaryDirectory(prefix="vsoko-demo-") as folder:
        settings = demo_settings(Path(folder), port)
        print("Готовлю учебную школу…", flush=True)
        await asyncio.to_thread(furnish, settings, seed)
        clock = SchoolClock(real_now)
        clock.move(history.MORNING)
        hands = DemoClock(clock, settings)
        async with open_house(settings, clock=clock, demo=Demo(hands, SEATS)) as house:
            hands.house = house
            print(f"Учебная школа открыта: {house.web.url}", flush=True)
            print("Остановить: Ctrl+C. Всё, что здесь произошло, исчезнет.", flush=True)
            await stop.wait()
    return 0


def demo_settings(folder: Path, port: int) -> Settings:
    """Settings of the demo; the environment's tokens and databases stay untouched."""
    return read_settings(
        _env_file=None,
        school_name=SCHOOL,
        school_timezone="Europe/Moscow",
        database_url=f"sqlite:///{folder / 'school.db'}",
        web_host="127.0.0.1",
        web_port=port,
        web_url="",
        admins="",
        telegram_token=None,
        vk_token=None,
        remind_at="09:00",
        quiet_from="19:00",
        quiet_to="08:00",
    )


def furnish(settings: Settings, seed: int) -> None:
    """Fill an empty database with the invented school."""
    chance = Random(seed)  # noqa: S311 an invented school, not a secret
    begins = history.MORNING
    with open_office(settings.database_url.get_secret_value()) as office:
        neighbours = office.do(lambda work: people.settle(work, chance), begins - timedelta(days=300))
        office.do(lambda work: history.last_year(work, neighbours, chance), begins - timedelta(days=215))
        office.sweep()
        office.do(history.plan, begins - timedelta(days=40))
        office.do(lambda work: history.held(work, neighbours), begins - timedelta(days=39))
        seated = _seat(office, begins)
        office.do(history.done_in_time, begins - timedelta(days=19))
        office.do(lambda work: history.running(work, neighbours, chance), begins - timedelta(days=8))
        office.do(lambda work: history.already_said(work, seated), begins)


def _seat(office: Office, begins: datetime) -> tuple[int, int, int]:
    """The three people of the page."""
    parent, teacher, head = office.do(
        lambda work: [work.people.add(Address("web", seat.address)).id for seat in SEATS], begins
    )
    office.do(lambda work: history.seats(work, parent, teacher, head), begins - timedelta(days=30))
    return parent, teacher, head

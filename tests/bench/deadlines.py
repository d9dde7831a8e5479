"""A million deadlines that lie ahead: what a tick and the plan of a day cost, and the reminders of 100 000."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from zoneinfo import ZoneInfo

from chat.events import Address
from cyclogram.plan import Due, PlanRow, ReadPlan
from cyclogram.reminders import Deadline, Policy, planned
from cyclogram.school_year import school_year
from cyclogram.spans import DAY, one_day
from scheduler.planner import Planner
from scheduler.school_time import SchoolClock
from scheduler.sender import Sender
from storage.engine import open_engine
from storage.migrate import migrate
from storage.school import PLANNED
from storage.tables import deadlines
from storage.work import Work
from storage.writer import Writer

NOW = datetime(2026, 9, 7, 12, tzinfo=UTC)
POLICY = Policy(ZoneInfo("Europe/Moscow"))
FAR = date(2027, 3, 1)
DAYS = 60
NEAR = 60
"""Deadlines of these days, whatever lies further off."""
LOOKS = 200


def furnish(work: Work, ahead: int) -> None:
    """Rows due now, one person for all of them, and beside them as many deadlines in spring as asked for."""
    days = [NOW.date() + n % 20 * DAY for n in range(NEAR)]
    rows = [
        PlanRow(f"Лист1!A{n}", n, f"Дело {n}", responsible=("Завуч",), deadlines=(Due(one_day(day), "", 1.0),))
        for n, day in enumerate(days)
    ]
    work.plans.enforce(work.plans.add(ReadPlan(tuple(rows)), "план.xlsx"))
    work.positions.hold(work.positions.in_force()[0].id, work.people.add(Address("web", "head")).id)
    row_ids = [row.id for row in work.rows.in_force()]
    for start in range(0, ahead, 10_000):
        spring = [FAR + n % DAYS * DAY for n in range(start, min(start + 10_000, ahead))]
        values = [{"row_id": row_ids[n % NEAR], "start": day - DAY, "end": day} for n, day in enumerate(spring)]
        work.connection.execute(deadlines.insert(), values)


async def look(folder: Path, ahead: int) -> tuple[float, float]:
    """Seconds of one tick in which nothing has changed, and of one in which everything is planned anew."""
    url = f"sqlite:///{folder / f'{ahead}.db'}"
    engine = open_engine(url)
    migrate(engine)
    clock = SchoolClock(lambda: NOW)
    writer = Writer(engine, clock.moments)
    sender = Sender(writer, {}, {}, POLICY, remembers={})
    planner = Planner(writer, clock, sender, POLICY)
    await writer.run(lambda work: furnish(work, ahead))
    await planner.tick()
    quiet = [await _seconds(planner) for _ in range(LOOKS)]
    anew = []
    for _ in range(LOOKS // 10):
        await writer.run(lambda work: work.school.put(PLANNED, ""))
        anew.append(await _seconds(planner))
    await writer.close()
    engine.dispose()
    return median(quiet), median(anew)


async def _seconds(planner: Planner) -> float:
    began = perf_counter()
    await planner.tick()
    return perf_counter() - began


def pure(count: int = 100_000) -> float:
    """Seconds to work out every reminder of so many deadlines."""
    year = school_year(2026)
    windows = [Deadline(FAR + (n % DAYS - n % 40) * DAY, FAR + n % DAYS * DAY) for n in range(count)]
    began = perf_counter()
    told = sum(len(planned(one, year, POLICY)) for one in windows)
    spent = perf_counter() - began
    if told < count:
        raise RuntimeError(f"{told} reminders of {count} deadlines")
    return spent


def table(look_at: Callable[[int], tuple[float, float]], sizes: tuple[int, ...] = (1_000, 1_000_000)) -> Iterator[str]:
    """Side by side, in Markdown."""
    yield "| deadlines ahead | tick ms | planning a day anew ms |"
    yield "|---|---|---|"
    for ahead in sizes:
        quiet, anew = look_at(ahead)
        yield f"| {ahead:_} | {quiet * 1e3:.2f} | {anew * 1e3:.1f} |"
    yield f"Reminders of 100_000 deadlines, worked out and not stored: {pure():.1f} s"


def measure() -> Iterator[str]:
    """The lines to print."""
    with TemporaryDirectory(prefix="bench-") as folder:
        yield from table(lambda ahead: asyncio.run(look(Path(folder), ahead)))


if __name__ == "__main__":
    print(*measure(), sep="\n")

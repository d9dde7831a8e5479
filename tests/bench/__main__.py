"""Every contender in turn, round by round, then the medians; then deadlines by the million, and plans of many rows.

Loopback only; ends by itself: four minutes for the contenders, one for the rest.
"""

import argparse
import asyncio
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.bench import deadlines, plans, school
from tests.bench.crowd import TOKEN, Crowd, Person, Spent
from tests.bench.machine import megabytes_of, running
from tests.bench.words import STATEMENTS, THANKS
from tests.postgres import own_postgres

FIRST = 8_000_001
AT_ONCE = 50
BOUND = 235.0
"""Seconds for everything."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One contender in one round. `at_rest` and `at_work` are megabytes."""

    started: float
    at_rest: float
    at_work: float
    opening: Spent
    answers: Spent
    cpu: float
    half: Spent
    handing_in: Spent


@dataclass(frozen=True, slots=True)
class Contender:
    """A bot as `python …`, and for ours where its database lies."""

    name: str
    words: tuple[str, ...]
    database: Callable[[Path], str] | None = None


def contenders(postgres: Callable[[Path], str]) -> list[Contender]:
    """In the order of a round."""
    return [
        Contender("this bot, SQLite", ("-m", "bot", "run"), lambda folder: f"sqlite:///{folder / 'school.db'}"),
        Contender("aiogram-dialog", ("-m", "tests.bench.dialogs")),
        Contender("bare aiogram", ("-m", "tests.bench.bare")),
        Contender("this bot, PostgreSQL", ("-m", "bot", "run"), postgres),
    ]


async def sample(contender: Contender, folder: Path, count: int) -> Sample:
    """Start it, let the crowd in, measure, stop it, and look whether every answer is kept."""
    numbers = range(FIRST, FIRST + count)
    people = [Person(number) for number in numbers]
    pressing, waiting = people[: count * 2 // 3], people[count * 2 // 3 :]
    async with Crowd() as crowd:
        environment = {"TELEGRAM_API_URL": crowd.url, "TELEGRAM_TOKEN": TOKEN}
        url = contender.database(folder) if contender.database else ""
        if url:
            school.furnish(url, numbers)
            environment |= {"DATABASE_URL": url, "WEB_PORT": "0"}
        began = perf_counter()
        async with running(list(contender.words), folder, environment) as process:
            await crowd.polled()
            started = perf_counter() - began
            at_rest = process.megabytes
            opening = await crowd.act(people, 3, AT_ONCE)  # /start, the invitation, the first question
            before = process.cpu
            answers = await crowd.act(pressing, len(STATEMENTS), AT_ONCE)
            cpu = (process.cpu - before) / answers.count
            half = await crowd.act_at(waiting, len(STATEMENTS), answers.rate / 2)
            handing_in = await crowd.act(people, 1, AT_ONCE)
            at_work = process.megabytes
    astray = [person.words for person in people if not person.words.startswith(THANKS)]
    if astray:
        raise RuntimeError(f"{contender.name}: {len(astray)} people stand elsewhere, one at: {astray[0]!r}")
    if url and (stored := school.in_the_box(url)) != count:
        raise RuntimeError(f"{contender.name}: {stored} ballots of {count}")
    return Sample(started, at_rest, at_work, opening, answers, cpu, half, handing_in)


@contextmanager
def durable_postgres() -> Iterator[Callable[[Path], str]]:
    """A server that syncs every commit, started when first asked for a database."""
    with ExitStack() as stack:
        server = stack.enter_context(own_postgres("fsync=on", "full_page_writes=on"))
        yield lambda _folder: stack.enter_context(server.fresh())


async def measure(rounds: int, count: int, samples: dict[str, list[Sample]]) -> None:
    """As many whole rounds as fit; interleaved, so that a machine's good and bad minutes are everybody's."""
    began = perf_counter()
    with durable_postgres() as postgres:
        for number in range(rounds):
            if perf_counter() - began > BOUND * number / (number + 1.2) and number:
                break
            for contender in contenders(postgres):
                with TemporaryDirectory(prefix="bench-") as folder:
                    samples.setdefault(contender.name, []).append(await sample(contender, Path(folder), count))
                print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def table(samples: dict[str, list[Sample]]) -> Iterator[str]:
    """The medians, in Markdown."""
    columns = "answers/s,× aiogram-dialog,CPU µs per answer,half load: p50 / p99 ms,start s,RSS MB at rest / after"
    yield f"| | {columns.replace(',', ' | ')} |"
    yield "|---|" + "---|" * (columns.count(",") + 1)
    peers = [one.answers.rate for one in samples.get("aiogram-dialog", [])]
    for name, those in samples.items():
        of = partial(_median, those)
        ratio = median([one.answers.rate / peer for one, peer in zip(those, peers, strict=False)] or [0])
        yield (
            f"| {name} | {of(lambda one: one.answers.rate):.0f} | {ratio:.2f} | {of(lambda one: one.cpu) * 1e6:.0f} "
            f"| {of(lambda one: one.half.wait(0.5)) * 1e3:.1f} / {of(lambda one: one.half.wait(0.99)) * 1e3:.1f} "
            f"| {of(lambda one: one.started):.1f} "
            f"| {of(lambda one: one.at_rest):.0f} / {of(lambda one: one.at_work):.0f} |"
        )


def _median(samples: Sequence[Sample], what: Callable[[Sample], float]) -> float:
    return median(map(what, samples))


def more(samples: dict[str, list[Sample]], imports: float) -> Iterator[str]:
    """What the table has no room for."""
    ours = samples["this bot, SQLite"]
    at_rest = _median(ours, lambda one: one.at_rest)
    yield f"This bot at rest: {at_rest / imports:.2f} × the {imports:.0f} MB of a process that only imported the same."
    for name, those in samples.items():
        yield (
            f"{name}: in {_median(those, lambda one: one.opening.rate):.0f}/s, "
            f"handing in {_median(those, lambda one: one.handing_in.rate):.0f}/s; the crowd itself used "
            f"{_median(those, lambda one: one.answers.own_cpu / one.answers.count) * 1e6:.0f} µs per answer; "
            f"answers/s by round: {', '.join(f'{one.answers.rate:.0f}' for one in those)}"
        )


async def main(rounds: int, count: int) -> None:
    """Measure and print."""
    with TemporaryDirectory(prefix="bench-") as folder:
        imports = await megabytes_of(school.IMPORTS, Path(folder))
    samples: dict[str, list[Sample]] = {}
    try:
        async with asyncio.timeout(BOUND):
            await measure(rounds, count, samples)
    except TimeoutError:
        print(f"This machine is busy: not everything was measured in {BOUND:.0f} s.")
    print(*table(samples), "", *more(samples, imports), sep="\n")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--people", type=int, default=1200)
    given = asked.parse_args()
    asyncio.run(main(given.rounds, given.people))
    print("", *deadlines.measure(), "", *plans.measure(), sep="\n")

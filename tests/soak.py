"""`make soak N=…`: the scenarios of tests/faults with new seeds, round after round.

Each round kills a bot thrice while sixty people answer, and elsewhere twice in the middle of an invitation to hundreds;
every third round keeps its data in PostgreSQL. Ends with a table; the exit code is 1 when a promise was broken.
A seed makes the same people, answers and faults again, though not the same microsecond of a kill.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import broadcast, survey
from tests.faults.survey import answered, kill
from tests.postgres import PostgresServer, postgres_server

EVERY_SO_MANY = 3
ROWS = ("rounds", "kills", "answers accepted", "ballots", "lost", "doubled", "invitations to", "sends",
        "undeliverable", "unknown", "doubled sends", "broken promises")  # fmt: skip


@dataclass(slots=True)
class Sum:
    """All rounds so far."""

    rounds: int = 0
    answers: list[survey.Count] = field(default_factory=list)
    sends: list[broadcast.Count] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def add(self, answers: survey.Count, sends: broadcast.Count) -> None:
        """One more round."""
        self.rounds += 1
        self.answers.append(answers)
        self.sends.append(sends)
        self.broken += answers.broken + sends.broken

    def __str__(self) -> str:
        a, s = self.answers, self.sends
        found = (
            self.rounds,
            sum(one.kills for one in a) + sum(one.kills for one in s),
            sum(one.answers for one in a),
            sum(one.ballots for one in a),
            sum(one.lost for one in a),
            sum(one.doubled for one in a),
            sum(one.people for one in s),
            sum(one.sends for one in s),
            sum(one.undeliverable for one in s),
            sum(one.unknown for one in s),
            sum(one.doubled for one in s),
            len(self.broken),
        )
        return "\n".join(f"{name:<20}{number:>12}" for name, number in zip(ROWS, found, strict=True))


async def soak(rounds: int, first: int, size: int, server: PostgresServer) -> Sum:
    """So many rounds, told of one by one."""
    done = Sum()
    for seed in range(first, first + rounds):
        with databases(server, on_postgres=seed % EVERY_SO_MANY == 0) as ((hall, hall_url), (town, town_url)):
            answers, sends = await asyncio.gather(
                answered(hall, hall_url, seed, [kill, kill, kill]),
                broadcast.broadcast(town, town_url, seed, size, kills=2),
            )
        done.add(answers, sends)
        print(f"{seed}: {answers.answers} answers, {sends.sends} sends, {sends.unknown} unknown", flush=True)
        for what in answers.broken + sends.broken:
            print(f"    BROKEN {what}", flush=True)
    return done


@contextmanager
def databases(server: PostgresServer, *, on_postgres: bool) -> Iterator[list[tuple[Path, str]]]:
    """Two empty folders, and an empty database for each."""
    with ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="soak-"))) for _ in range(2)]
        urls = [stack.enter_context(server.fresh()) if on_postgres else f"sqlite:///{one}/school.db" for one in folders]
        yield list(zip(folders, urls, strict=True))


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description="Seeded rounds of kills and faults.")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1, help="of the first round; the next has the next one")
    parser.add_argument("--people", type=int, default=200, help="invited on each messenger in a round")
    asked = parser.parse_args()
    with postgres_server() as server:
        done = asyncio.run(soak(asked.rounds, asked.seed, asked.people, server))
    print(done)
    return 1 if done.broken else 0


if __name__ == "__main__":
    sys.exit(main())

"""Ways to tell whose a ballot is, from one copy of the file. Each knows who answered, and in which order they finished.

An attack gives guesses: a person, and the answers it takes for theirs.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import sqrt

from tests.anonymity.school import Answerer, Profile, Ran
from tests.storage.box import IDS, SHORT

Guess = tuple[Answerer, object]
Attack = Callable[["Copy"], list[Guess]]


@dataclass(slots=True)
class Copy:
    """The attacker's desk."""

    ran: Ran
    database: sqlite3.Connection
    raw: bytes
    log: bytes

    def read(self, sql: str, *values: object) -> list[sqlite3.Row]:
        return self.database.execute(sql, values).fetchall()

    def groups(self) -> dict[str, list[Answerer]]:
        """Stored group → who answered in it, in the order they finished; everybody in one where nothing is stored."""
        found: dict[str, list[Answerer]] = {}
        rows = self.read("SELECT classes FROM groups WHERE wave_id = ? AND number > 0", self.ran.wave_id)
        classes = [json.loads(row["classes"]) for row in rows]
        for one in self.ran.finished:
            stored: list[str] = next((names for names in classes if one.class_name in names), [])
            found.setdefault(", ".join(stored), []).append(one)
        return found

    def sizes(self) -> dict[int, int]:
        """Person → size of their stored group."""
        return {one.person_id: len(group) for group in self.groups().values() for one in group}


def opened(ran: Ran) -> Copy:
    raw, log = ran.copy.read_bytes(), ran.copy.with_name(ran.copy.name + "-wal").read_bytes()
    database = sqlite3.connect(ran.copy)
    database.row_factory = sqlite3.Row
    return Copy(ran, database, raw, log)


# --- order, ids, timestamps: any column a ballot has, and its place in the file


def by_columns(copy: Copy) -> list[list[Guess]]:
    """For every column but the answers, ballots in its order against people in theirs; and as they are read."""
    columns = [row["name"] for row in copy.read("PRAGMA table_info(ballots)")]
    orders = [f"ORDER BY {one}" for one in columns if one not in {"wave_id", "class_name", "answers"}] + [""]
    return [_matched(copy, partial(_read, copy, order)) for order in orders]


def by_place_in_the_file(copy: Copy) -> list[Guess]:
    """Ballots by where their bytes lie."""

    def placed(group: str) -> list[Profile]:
        return sorted(_read(copy, "", group), key=lambda profile: copy.raw.rfind(_bytes(profile)))

    return _matched(copy, placed)


def last_is_last(copy: Copy) -> list[Guess]:
    """Only the last finisher, against the last ballot."""
    return [guess for guess in by_columns(copy)[-1] if guess[0] in {group[-1] for group in copy.groups().values()}]


def last_is_first(copy: Copy) -> list[Guess]:
    """Only the last finisher, against the first ballot."""
    return [(group[-1], ballots[0]) for name, group in copy.groups().items() if (ballots := _read(copy, "", name))]


def words_in_order(copy: Copy) -> list[Guess]:
    """Comments as they are read, against people in the order they finished."""
    said = [row["text"] for row in copy.read("SELECT text FROM comments WHERE wave_id = ?", copy.ran.wave_id)]
    return list(zip(copy.ran.finished, said, strict=False))


# --- what was left lying about


def rows_that_name_somebody(copy: Copy) -> list[Guess]:
    """Any row of any table with a person or an address in it, and something like answers beside."""
    found: list[Guess] = []
    people = {one.person_id: one for one in copy.ran.finished}
    addresses = {one.address.id: one for one in copy.ran.finished}
    for table in [row["name"] for row in copy.read("SELECT name FROM sqlite_master WHERE type = 'table'")]:
        for row in copy.read(f"SELECT * FROM {table}"):
            cells = dict(row)
            named = [people.get(cells.get("person_id", 0)), *(addresses.get(str(cell)) for cell in cells.values())]
            who = next((one for one in named if one), None)
            if who and (answers := _answers_in(" ".join(str(cell) for cell in cells.values()))):
                found.append((who, answers))
    return found


def letters(copy: Copy) -> list[Guess]:
    """The browser's mailbox: the look back shows everything that was answered."""
    found: list[Guess] = []
    for row in copy.read("SELECT address, screen FROM web_messages"):
        body = json.loads(row["screen"])
        said = "".join(run["t"] for run in body["text"])
        if "Проверьте ответы" not in said:
            continue
        answers = tuple(_value(line) for line in re.findall(r"^\d+\. .*$", said, re.MULTILINE)[: len(IDS)])
        found += [(one, answers) for one in copy.ran.finished if one.address.id == row["address"]]
    return found


def free_pages(copy: Copy) -> list[Guess]:
    """Bytes of drafts, in the file or its log: a record of `fillings` holds the person just before the class."""
    found: list[Guess] = []
    name = "|".join({one.class_name for one in copy.ran.finished}).encode()
    pattern = rb"(.)(.)(?:" + name + rb')(\[\{.{0,200}?\}, 2, "(?:comment|review)", .{0,400}?\])'
    for _wave, person, draft in re.findall(pattern, copy.raw + copy.log, re.DOTALL):
        answers = _answers_in(draft.decode("utf-8", "ignore"))
        found += [(one, answers) for one in copy.ran.finished if answers and one.person_id == person[0]]
    return found


# --- differences of outputs


def smallest_told(copy: Copy) -> int | None:
    """The smallest number of people any published counts, or a difference of them, stand for."""
    told: list[int] = []
    for statement in IDS:
        sums = {
            row["number"]: row["n"]
            for row in copy.read(
                "SELECT number, SUM(n) AS n FROM counts WHERE wave_id = ? AND statement = ? GROUP BY number",
                copy.ran.wave_id,
                statement,
            )
        }
        whole = sums.pop(0, 0)
        told += [*sums.values(), whole, *([whole - sum(sums.values())] if sums else [])]
    return min((n for n in told if n), default=None)


# --- scoring


@dataclass(slots=True)
class Score:
    """How often an attack was right, and how often chance would have been."""

    guesses: int = 0
    right: int = 0
    expected: float = 0.0
    variance: float = 0.0

    def add(self, copy: Copy, guesses: Iterable[Guess]) -> None:
        sizes, by_size = copy.sizes(), dict[tuple[str, int], int]()
        groups = {one.person_id: name for name, group in copy.groups().items() for one in group}
        for one, said in guesses:
            self.guesses += 1
            self.right += said in (one.answers, one.comment)
            alike = sizes[one.person_id] if not isinstance(said, str) else len(copy.ran.finished)
            key = (groups[one.person_id] if not isinstance(said, str) else "words", alike)
            by_size[key] = by_size.get(key, 0) + 1
        for (_, size), n in by_size.items():
            self.expected += n / size
            if size > 1:  # of a random matching: the hits of n distinct guesses
                self.variance += n / size + n * (n - 1) / (size * (size - 1)) - (n / size) ** 2

    @property
    def limit(self) -> float:
        """99.9 % of chance lies below."""
        return self.expected + 3.09 * sqrt(self.variance)


def _matched(copy: Copy, ballots: Callable[[str], list[Profile]]) -> list[Guess]:
    return [guess for name, group in copy.groups().items() if name for guess in zip(group, ballots(name), strict=True)]


def _read(copy: Copy, order: str, group: str) -> list[Profile]:
    rows = copy.read(
        f"SELECT answers FROM ballots WHERE wave_id = ? AND class_name = ? {order}", copy.ran.wave_id, group
    )
    return [_profile(json.loads(row["answers"])) for row in rows]


def _profile(answers: Mapping[str, int | None]) -> Profile:
    return tuple(answers.get(one) for one in IDS)


def _bytes(profile: Profile) -> bytes:
    return json.dumps(dict(zip(IDS, profile, strict=True))).encode()


def _answers_in(words: str) -> Profile:
    said = dict(re.findall(rf'"({"|".join(IDS)})"\W+(\d|null)', words))
    return tuple(None if said[one] == "null" else int(said[one]) for one in IDS) if len(said) == len(IDS) else ()


def _value(line: str) -> int | None:
    label = line.rsplit(" — ", 1)[-1]
    return next((option.value for option in SHORT.scale if option.label == label), None)


def all_of(copies: Iterator[Copy] | Sequence[Copy]) -> tuple[dict[str, Score], list[int]]:
    """Every attack on every copy: scores by attack, and the smallest number told by each wave."""
    scores: dict[str, Score] = {}
    told: list[int] = []
    for copy in copies:
        orders = [*by_columns(copy), by_place_in_the_file(copy)]
        tried: dict[str, list[Guess]] = {f"order {number}": guesses for number, guesses in enumerate(orders)}
        tried |= {f"order {number} backwards": _backwards(copy, one) for number, one in enumerate(orders)}
        tried |= {attack.__name__: attack(copy) for attack in ATTACKS}
        for name, guesses in tried.items():
            scores.setdefault(name, Score()).add(copy, guesses)
        if (least := smallest_told(copy)) is not None:
            told.append(least)
        copy.database.close()
    return scores, told


def _backwards(copy: Copy, guesses: list[Guess]) -> list[Guess]:
    turned: list[Guess] = []
    for group in copy.groups().values():
        mine = [guess for guess in guesses if guess[0] in group]
        turned += [(one, said) for (one, _), (_, said) in zip(mine, reversed(mine), strict=True)]
    return turned


ATTACKS: tuple[Attack, ...] = (
    last_is_last,
    last_is_first,
    words_in_order,
    rows_that_name_somebody,
    letters,
    free_pages,
)

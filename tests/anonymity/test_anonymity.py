"""Two hundred waves, one copy of the file after each closing: no attack knows more than chance.

Every attack is shown to work where the box is built carelessly, so that it could have worked here.
"""

import random
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from storage import ballots, closing, engine
from storage.ballots import Ballots
from storage.closing import Closing
from storage.fillings import FillingRow
from storage.people import People
from storage.tables import fillings
from surveys.ballots import publish
from tests.anonymity.attacks import Copy, Score, all_of, opened
from tests.anonymity.school import School

SCHOOLS = 8
WAVES = 25


def copies(folder: Path, seed: int, waves: int, *, swept: bool = True) -> Iterator[Copy]:
    folder.mkdir()
    school = School(folder, random.Random(seed), swept=swept)
    for _ in range(waves):
        yield opened(school.run())
    school.desk.engine.dispose()


@pytest.fixture(autouse=True)
def _seeded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same ids on every run: a limit that chance breaks once in a thousand must not break on a whim."""
    chance = random.Random(7)
    monkeypatch.setattr(secrets, "token_hex", lambda n: f"{chance.getrandbits(8 * n):0{2 * n}x}")


@pytest.mark.timeout(240)
def test_no_attack_on_a_copy_knows_better_than_chance(tmp_path: Path) -> None:
    scores: dict[str, Score] = {}
    told: list[int] = []
    for seed in range(SCHOOLS):
        found, least = all_of(copies(tmp_path / str(seed), seed, WAVES))
        told += least
        for name, score in found.items():
            _add(scores.setdefault(name, Score()), score)
    print(*(f"{name}: {one.right} of {one.guesses}, limit {one.limit:.1f}" for name, one in scores.items()), sep="\n")
    assert {name: one for name, one in scores.items() if one.right > one.limit} == {}
    assert scores["order 1"].guesses > 1500
    assert scores["words_in_order"].guesses > 500
    assert len(told) > SCHOOLS * WAVES // 2
    assert min(told) >= 5


def _add(total: Score, more: Score) -> None:
    total.guesses += more.guesses
    total.right += more.right
    total.expected += more.expected
    total.variance += more.variance


# --- the same attacks where somebody was careless


def in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ballots and comments just appended."""
    numbers = count()

    def appended(rows: list[dict[str, object]]) -> list[dict[str, object]]:
        return [{**row, "id": f"{next(numbers):08}"} for row in rows]

    monkeypatch.setattr(ballots, "shuffled", appended)
    monkeypatch.setattr(closing, "shuffled", appended)
    monkeypatch.setattr(closing, "words", lambda said, answered: list(said))


def drafts_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft is kept after it was handed in."""
    put = Ballots.put

    def put_a_copy(
        self: Ballots, filling: FillingRow, person_id: int, answers: Mapping[str, int | None], comment: str
    ) -> bool:
        taken = put(self, filling, person_id, answers, comment)
        kept = {"id": filling.id, "wave_id": filling.wave_id, "class_name": filling.class_name, "draft": filling.draft}
        self._connection.execute(fillings.insert().values(**kept, person_id=person_id))
        return taken

    monkeypatch.setattr(Ballots, "put", put_a_copy)
    monkeypatch.setattr(Closing, "_let_go", lambda self, wave_id: None)


def letters_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own mailbox keeps what it showed."""
    monkeypatch.setattr(People, "forget_screens", lambda self, person_id: None)
    monkeypatch.setattr(closing, "_forget_screens", lambda connection: None)


def every_class_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts of each class, however few answered."""
    monkeypatch.setattr(closing, "publish", partial(publish, minimum=1))


def not_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deleted is not gone: neither overwritten nor vacuumed."""
    monkeypatch.setattr(engine, "PRAGMAS", tuple(one for one in engine.PRAGMAS if "secure" not in one))


@pytest.mark.parametrize(
    "careless, broken",
    [
        (in_order, ["order 0", "order 1", "order 2 backwards", "last_is_last", "words_in_order"]),
        (drafts_left, ["rows_that_name_somebody"]),
        (letters_kept, ["letters"]),
        (not_wiped, ["free_pages"]),
    ],
)
def test_a_careless_box_is_broken(
    careless: Callable[[pytest.MonkeyPatch], None],
    broken: Sequence[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    careless(monkeypatch)
    scores, _ = all_of(copies(tmp_path / "school", 1, 12, swept=careless is not not_wiped))
    for name in broken:
        assert scores[name].right > scores[name].limit, (name, scores[name])


def test_counts_of_every_class_would_tell_of_fewer_than_five(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    every_class_told(monkeypatch)
    _, told = all_of(copies(tmp_path / "school", 1, 12))
    assert min(told) < 5

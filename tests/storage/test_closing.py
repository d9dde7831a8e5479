"""Closing: once, for good; what is published is written down, what could point at somebody is gone."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from chat.events import Address
from handlers import figures
from storage.closing import sweep
from storage.engine import StorageDown, open_engine
from storage.people import Audience
from storage.tables import (
    addresses,
    ballots,
    comments,
    fillings,
    participations,
    set_aside,
    waves,
    web_messages,
)
from storage.waves import WaveState
from surveys.wave_screens import Coverage
from tests.desk import Desk, open_desk
from tests.storage.box import IDS, SHORT, begin, fill_class, newcomer, put

FIRST = IDS[0]


def wave_of(desk: Desk, piles: dict[str, Sequence[Sequence[int | None]]]) -> int:
    """A running wave with these answers in its box, by class."""
    wave_id = desk.wave(classes=tuple(piles), survey=SHORT)
    for name, pile in piles.items():
        people = {f"{wave_id}-{name}-{number}": values for number, values in enumerate(pile)}
        desk.write(lambda work, name=name, people=people: fill_class(work, wave_id, name, people))
    return wave_id


def close(desk: Desk, wave_id: int) -> bool:
    return desk.write(lambda work: work.closing.close(wave_id, desk.today()))  # type: ignore[no-any-return] # a job's result


def test_small_classes_are_merged_for_good_and_counts_written_down(desk: Desk) -> None:
    wave = wave_of(desk, {"5А": [(4, 3, 2)] * 5, "5Б": [(0, 3, None)] * 3, "5В": [(1, 3, None)] * 2, "5Г": []})
    assert close(desk, wave)
    closed = desk.write(lambda work: work.closing.result(wave))
    assert [group.classes for group in closed.groups] == [("5А",), ("5Б", "5В")]
    assert closed.school.counts[FIRST] == {4: 5, 1: 2, 0: 3}
    assert closed.groups[1].counts[FIRST] == {1: 2, 0: 3}
    assert closed.groups[1].answered == 5
    assert closed.groups[1].invited == 60
    assert closed.school.invited == 120
    assert IDS[2] not in closed.groups[1].counts
    with desk.engine.begin() as connection:
        labels = set(connection.execute(select(ballots.c.class_name)).scalars())
    assert labels == {"5А", "5Б, 5В"}


def test_a_wave_closes_once_and_is_never_opened_again(desk: Desk) -> None:
    wave = wave_of(desk, {"5А": [(4, 4, 4)] * 5})
    assert close(desk, wave)
    assert not close(desk, wave)
    assert not desk.write(lambda work: work.waves.start(wave, desk.today()))
    assert not desk.write(lambda work: work.waves.change(wave, closes_on=desk.today()))
    assert not desk.write(lambda work: work.waves.drop(wave))
    assert desk.write(lambda work: work.waves.get(wave)).state is WaveState.CLOSED


def test_a_running_wave_may_only_get_longer(desk: Desk) -> None:
    wave = desk.wave(survey=SHORT)
    ends = desk.write(lambda work: work.waves.get(wave)).closes_on
    assert not desk.write(lambda work: work.waves.change(wave, closes_on=desk.today()))
    assert not desk.write(lambda work: work.waves.change(wave, classes=["5А"]))
    desk.later(days=30)
    assert desk.write(lambda work: work.waves.overdue(desk.today())) == [wave]
    assert desk.write(lambda work: work.waves.change(wave, closes_on=desk.today()))
    assert desk.write(lambda work: work.waves.overdue(desk.today())) == []
    assert ends < desk.today()


def test_a_draft_is_neither_closed_nor_counted(desk: Desk) -> None:
    draft = desk.write(lambda work: work.waves.make(SHORT, Audience.PARENTS, ["5А"], desk.today(), desk.today()))
    assert not close(desk, draft)
    assert desk.write(lambda work: work.closing.result(draft)) is None


def test_fewer_than_five_publish_nothing_and_their_ballots_are_burnt(desk: Desk) -> None:
    wave = wave_of(desk, {"5А": [(4, 4, 4)] * 4})
    assert close(desk, wave)
    closed = desk.write(lambda work: work.closing.result(wave))
    assert (closed.school.answered, closed.school.counts, closed.groups) == (4, {}, ())
    assert desk.rows(ballots) == 0
    shown = desk.write(lambda work: figures.result(work, wave))
    assert shown.index is None


def test_coverage_is_the_same_before_and_after_and_knows_no_people(desk: Desk) -> None:
    wave = wave_of(desk, {"5А": [(4, 4, 4)] * 5, "5Б": [(4, 4, 4)] * 2})
    before = desk.write(lambda work: work.waves.coverage(work.waves.get(wave)))
    assert before == [Coverage("5А", 5, 30), Coverage("5Б", 2, 30)]
    close(desk, wave)
    assert desk.write(lambda work: work.waves.coverage(work.waves.get(wave))) == before
    assert desk.rows(participations) == 0


def test_leaving_the_bot_lowers_no_coverage(desk: Desk) -> None:
    wave = wave_of(desk, {"5А": [(4, 4, 4)] * 5})
    desk.write(lambda work: work.people.forget(work.people.at(Address("telegram", f"{wave}-5А-0")).id))
    assert desk.write(lambda work: work.waves.coverage(work.waves.get(wave))) == [Coverage("5А", 5, 30)]


def test_drafts_their_screens_and_what_was_put_aside_go(desk: Desk) -> None:
    wave_id = wave_of(desk, {"5А": [(4, 4, 4)] * 5})

    late = desk.write(lambda work: newcomer(work, "late", work.waves.get(wave_id), "5А", "web"))
    filling = desk.write(lambda work: begin(work, wave_id, late, "5А"))
    desk.write(lambda work: work.people.stand(Address("web", "late"), f"filling.{filling}"))
    desk.write(lambda work: work.people.stand(Address("telegram", f"{wave_id}-5А-0"), f"thanks.{wave_id}.0"))
    desk.write(lambda work: work.events.put_aside("web", "late", "мой ответ 0", "ValueError"))
    with desk.engine.begin() as connection:
        letters: list[dict[str, object]] = [
            {"address": "late", "ref": str(n), "seq": n, "screen": {}, "fleeting": n == 1} for n in (1, 2)
        ]
        connection.execute(web_messages.insert(), letters)
    close(desk, wave_id)
    assert desk.rows(fillings) == 0
    with desk.engine.begin() as connection:
        assert connection.execute(select(web_messages.c.ref)).scalars().all() == ["2"]
        assert connection.execute(select(set_aside.c.raw, set_aside.c.sender)).one() == ("", "")
        views = set(connection.execute(select(addresses.c.view)).scalars())
    assert views == {"", f"closed.{wave_id}"}


@pytest.mark.parametrize("answered, kept", [(9, 0), (10, 10)])
def test_words_need_ten(desk: Desk, answered: int, kept: int) -> None:
    wave = desk.wave(survey=SHORT)
    for number in range(answered):
        mum = desk.write(lambda work, number=number: newcomer(work, f"p{number}", work.waves.get(wave), "5А"))
        desk.write(
            lambda work, mum=mum, number=number: put(
                work, begin(work, wave, mum, "5А"), mum, (4, 4, 4), f"слово {number}"
            )
        )
    close(desk, wave)
    assert desk.rows(comments) == kept


def test_sweeping_is_done_once_after_each_closing_and_after_a_crash_between(desk: Desk) -> None:
    wave = wave_of(desk, {"5А": [(4, 4, 4)] * 5})
    assert not sweep(desk.engine)
    assert not desk.write(lambda work: work.closing.is_unswept())
    close(desk, wave)  # and the bot stops here
    assert desk.write(lambda work: work.closing.is_unswept())
    assert not swept(desk.engine, wave)
    assert sweep(desk.engine)
    assert swept(desk.engine, wave)
    assert not sweep(desk.engine)


def swept(engine: Engine, wave_id: int) -> bool:
    with engine.begin() as connection:
        return bool(connection.execute(select(waves.c.swept).where(waves.c.id == wave_id)).scalar_one())


def test_no_byte_of_a_draft_is_left_in_the_file_or_its_log(tmp_path: Path) -> None:
    secret = "сокровенное-слово-Юпитер"
    file = tmp_path / "school.db"
    desk = open_desk(f"sqlite:///{file}")
    wave_id = wave_of(desk, {"5А": [(4, 4, 4)] * 5})
    late = desk.write(lambda work: newcomer(work, "late", work.waves.get(wave_id), "5А"))
    filling = desk.write(lambda work: begin(work, wave_id, late, "5А"))
    desk.write(
        lambda work: work.fillings.save(work.fillings.get(filling, late), late, [{}, 0, "comment", secret, False])
    )
    traces = [path for path in tmp_path.iterdir() if escaped(secret) in path.read_bytes()]
    assert traces  # it was there to be found
    close(desk, wave_id)
    sweep(desk.engine)
    assert [path.name for path in tmp_path.iterdir() if escaped(secret) in path.read_bytes()] == []
    assert (tmp_path / "school.db-wal").stat().st_size < 50_000


def escaped(words: str) -> bytes:
    """As JSON writes it."""
    return words.encode("unicode_escape")


def test_a_reader_that_holds_the_log_leaves_the_wave_unswept(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'school.db'}"
    desk = open_desk(url)
    wave = wave_of(desk, {"5А": [(4, 4, 4)] * 5})
    close(desk, wave)
    other = open_engine(url)
    reader = other.raw_connection()
    reader.cursor().execute("BEGIN").execute("SELECT * FROM people").fetchall()
    with pytest.raises(StorageDown):
        sweep(desk.engine)
    assert not swept(desk.engine, wave)
    reader.cursor().execute("COMMIT")
    reader.close()
    assert sweep(desk.engine)
    assert swept(desk.engine, wave)


def test_the_reports_are_given_what_was_published_and_the_wave_before(desk: Desk) -> None:
    first = wave_of(desk, {"5А": [(2, 2, 2)] * 5})
    close(desk, first)
    desk.later(days=200)
    second = wave_of(desk, {"5А": [(4, 4, 4)] * 6})
    running = desk.write(lambda work: figures.latest(work, desk.today()))
    assert [wave.id for wave in running] == [first, second]
    assert (running[1].answered, running[1].invited) == (6, 30)
    close(desk, second)
    (shown,) = desk.write(lambda work: figures.latest(work, desk.today()))
    assert (shown.id, shown.index, shown.answered) == (second, 4.0, 6)
    assert shown.earlier
    assert shown.earlier.counts[FIRST] == {2: 5}

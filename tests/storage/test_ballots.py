"""The box: what goes in is nobody's, and goes in once."""

from sqlalchemy import select

from storage.tables import ballots, comments, fillings, participations
from tests.desk import Desk, open_desk
from tests.storage.box import IDS, SHORT, begin, newcomer, put


def person(desk: Desk, wave_id: int, name: str) -> int:
    return desk.write(lambda work: newcomer(work, name, work.waves.get(wave_id), "5А"))  # type: ignore[no-any-return] # a job's result


def hand_in(desk: Desk, wave_id: int, person_id: int, values: tuple[int, int, int], comment: str = "") -> bool:
    filling = desk.write(lambda work: begin(work, wave_id, person_id, "5А"))
    return desk.write(lambda work: put(work, filling, person_id, values, comment))  # type: ignore[no-any-return] # a job's result


def test_a_ballot_names_nobody_and_its_draft_is_gone(desk: Desk) -> None:
    wave = desk.wave(survey=SHORT)
    assert hand_in(desk, wave, person(desk, wave, "mum"), (4, 3, 0))
    assert set(ballots.c.keys()) == {"wave_id", "class_name", "id", "answers"}
    assert set(comments.c.keys()) == {"wave_id", "id", "text", "state"}
    with desk.engine.begin() as connection:
        assert connection.execute(select(ballots.c.answers)).scalar_one() == dict(zip(IDS, (4, 3, 0), strict=True))
    assert desk.rows(fillings) == 0


def test_somebody_whose_ballot_is_in_the_box_puts_in_no_other(desk: Desk) -> None:
    wave = desk.wave(survey=SHORT)
    mum = person(desk, wave, "mum")
    assert hand_in(desk, wave, mum, (4, 4, 4))
    assert not hand_in(desk, wave, mum, (0, 0, 0))
    assert desk.rows(ballots) == desk.rows(participations) == 1
    assert desk.rows(fillings) == 0


def test_every_ballot_gives_the_whole_pile_new_ids_in_their_order(desk: Desk) -> None:
    wave = desk.wave(survey=SHORT)
    before: set[str] = set()
    for number in range(6):
        hand_in(desk, wave, person(desk, wave, f"p{number}"), (number % 5, 0, 0), "слово")
        with desk.engine.begin() as connection:
            now = connection.execute(select(ballots.c.id)).scalars().all()
            said = connection.execute(select(comments.c.id)).scalars().all()
        assert len(now) == len(said) == number + 1
        assert before.isdisjoint([*now, *said])
        assert list(now) == sorted(now)
        before = {*now, *said}


def test_the_newest_ballot_may_lie_anywhere() -> None:
    places = []
    desk = open_desk("sqlite://")
    for _ in range(60):
        wave = desk.wave(survey=SHORT)
        for number in range(5):
            hand_in(desk, wave, person(desk, wave, f"p{wave}-{number}"), (number, 0, 0))
        with desk.engine.begin() as connection:
            pile = connection.execute(select(ballots.c.answers).where(ballots.c.wave_id == wave)).scalars()
            places.append([answers[IDS[0]] for answers in pile].index(4))
    assert set(places) == {0, 1, 2, 3, 4}
    assert max(places.count(place) for place in range(5)) < 30


def test_piles_of_other_classes_are_left_alone(desk: Desk) -> None:
    wave = desk.wave(survey=SHORT)
    hand_in(desk, wave, person(desk, wave, "mum"), (4, 4, 4))
    with desk.engine.begin() as connection:
        before = connection.execute(select(ballots.c.id)).scalars().all()
    dad = desk.write(lambda work: newcomer(work, "dad", work.waves.get(wave), "5Б"))
    desk.write(lambda work: put(work, begin(work, wave, dad, "5Б"), dad, (1, 1, 1)))
    with desk.engine.begin() as connection:
        mine = select(ballots.c.id).where(ballots.c.class_name == "5А")
        assert connection.execute(mine).scalars().all() == before

"""`/stop`: every way to leave does what it says."""

from dataclasses import replace

from sqlalchemy import select

from storage.tables import (
    addresses,
    ballots,
    consents,
    fillings,
    handled,
    memberships,
    participations,
    people,
    set_aside,
    web_messages,
)
from tests.desk import PARENTS, Desk

AGREE = "Полностью согласен(на)"
SHORT = replace(PARENTS, statements=PARENTS.statements[:3])


def test_a_stranger_has_nothing_to_take_back(desk: Desk) -> None:
    assert desk.guest("nobody").type("/stop").text == "Мы ничего о вас не храним, удалять нечего."


def test_only_what_was_agreed_to_can_be_taken_back(desk: Desk) -> None:
    guest = desk.guest("mum").agree(desk.code()).type("/stop")
    assert list(guest.buttons) == ["Отказаться от опросов", "Удалить мои данные", "Ничего не менять"]


def test_withdrawing_from_surveys_takes_draft_class_and_screens(desk: Desk) -> None:
    desk.wave(survey=SHORT)
    guest = desk.guest("mum", "web").agree(desk.code()).answer(AGREE)
    with desk.engine.begin() as connection:
        connection.execute(web_messages.insert().values(address="mum", ref="1", seq=1, screen={}, fleeting=True))
    guest.type("/stop").press("Отказаться от опросов")
    assert guest.text.startswith("Хорошо, опросов больше не будет")
    assert [desk.rows(table) for table in (fillings, memberships, web_messages)] == [0, 0, 0]
    with desk.engine.begin() as connection:
        assert connection.execute(select(consents.c.withdrawn_at)).scalar_one() == desk.moment


def test_erasing_asks_once_more_and_forgets_everything_but_the_ballot(desk: Desk) -> None:
    desk.wave(survey=SHORT)
    guest = desk.guest("mum", "web").agree(desk.code()).fill(SHORT).press("Завершить")
    with desk.engine.begin() as connection:
        connection.execute(web_messages.insert().values(address="mum", ref="1", seq=1, screen={}))
        connection.execute(
            set_aside.insert().values(messenger="web", sender="mum", raw="тайна", reason="", at=desk.moment)
        )
        unread = {"messenger": "web", "raw": '{"from": "mum"}', "reason": "", "at": desk.moment}
        connection.execute(set_aside.insert().values(unread))
    guest.type("/stop").press("Удалить мои данные")
    assert "Вернуть их будет нельзя" in guest.text
    assert guest.press("Да, удалить").text.startswith("Готово, мы всё стёрли")
    left = (people, addresses, consents, memberships, participations, fillings, web_messages)
    assert [desk.rows(table) for table in left] == [0] * len(left)
    assert desk.rows(ballots) == 1
    with desk.engine.begin() as connection:
        assert connection.execute(select(set_aside.c.raw, set_aside.c.sender)).all() == [("", ""), ("", "")]
        assert set(connection.execute(select(handled.c.place)).scalars()) == {""}


def test_an_erased_person_is_a_stranger_again(desk: Desk) -> None:
    guest = desk.guest("mum").agree(desk.code()).type("/stop").press("Удалить мои данные")
    yes = guest.buttons["Да, удалить"]
    guest.send(yes).send(yes)
    assert guest.text.startswith("Здравствуйте")


def test_the_consequences_for_an_administrator_are_told(desk: Desk) -> None:
    head = desk.admin().type("/stop").press("Удалить мои данные")
    assert "Права администратора" in head.text
    assert "Вы последний администратор" in head.text
    desk.admin("another")
    assert "последний" not in head.type("/stop").press("Удалить мои данные").text

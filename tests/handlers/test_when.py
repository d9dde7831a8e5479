"""`/when фраза` in the chat: what is understood, what is taken for granted, what would be asked."""

import pytest

from tests.desk import Desk


@pytest.mark.parametrize(
    ("phrase", "answer"),
    [
        ("2 неделя октября", "С 5 по 11 октября"),
        ("2 неделя октября", "Недели месяца считаю по четвергам"),
        ("каждую пятницу", "По пятницам"),
        ("10 ноября 2020 года", "прошлогодний"),
        ("3 раза в год", "Возможно, с 1 сентября по 30 ноября"),
        ("по графику", "Срок задан другим документом"),
        ("x" * 3900, "не получилось"),
    ],
)
def test_a_phrase_is_read(desk: Desk, phrase: str, answer: str) -> None:
    assert answer in desk.admin().type(f"/when {phrase}").text


def test_the_next_phrase_needs_no_command(desk: Desk) -> None:
    deputy = desk.admin().type("/when")
    assert "Напишите срок словами" in deputy.text
    assert "Октябрь" in deputy.type("октябрь").text
    assert "С 1 по 15 апреля" in deputy.type("первая половина апреля").text
    assert "Школа № 0" in deputy.press("В начало").text


def test_a_stranger_is_greeted(desk: Desk) -> None:
    assert "Здравствуйте" in desk.guest("somebody").type("/when октябрь").text
    assert "Здравствуйте" in desk.guest("somebody").send("when").text

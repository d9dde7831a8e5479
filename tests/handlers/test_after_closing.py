"""What an administrator does with a closed wave: reads the comments, gives the results back."""

from dataclasses import replace

from sqlalchemy import select

from storage.tables import outbox
from surveys.definition import Survey
from tests.desk import PARENTS, Desk, Guest

SHORT: Survey = replace(PARENTS, statements=PARENTS.statements[:2])
AGREE = "Полностью согласен(на)"


def _closed(desk: Desk, voters: int) -> tuple[int, Guest]:
    wave_id = desk.wave(survey=SHORT, classes=("5А",))
    for number in range(voters):
        guest = desk.guest(f"parent{number}").agree(desk.code())
        guest.answer(AGREE, AGREE).type(f"Мысль {number}, звоните +7 900 000-00-0{number % 10}").press("Завершить")
    desk.write(lambda work: work.closing.close(wave_id, desk.today()))
    return wave_id, desk.admin().send(f"wave.{wave_id}")


def test_ten_comments_are_read_without_telephones(desk: Desk) -> None:
    _, admin = _closed(desk, 10)
    admin.press("Комментарии (10)")
    assert sorted(line for line in admin.text.splitlines() if line.startswith("—")) == [
        f"— Мысль {number}, звоните [скрыто]" for number in range(10)
    ]
    assert "5А" not in admin.text


def test_nine_comments_are_read_by_nobody(desk: Desk) -> None:
    wave_id, admin = _closed(desk, 9)
    assert not [label for label in admin.buttons if label.startswith("Комментарии")]
    assert "Мысль" not in admin.send(f"comments.{wave_id}").text


def test_results_go_to_everybody_who_was_asked_once(desk: Desk) -> None:
    wave_id, admin = _closed(desk, 6)
    admin.press("Рассказать участникам")
    assert "Спасибо всем, кто ответил: 6 из 30." in admin.text
    sending = admin.buttons["Отправить"]
    admin.send(sending).send(sending)
    assert admin.text == "Итоги уходят участникам: 6 человек."
    with desk.engine.begin() as connection:
        kinds = connection.execute(select(outbox.c.kind).where(outbox.c.key.startswith(f"result:{wave_id}:"))).all()
    assert len(kinds) == 6


def test_a_respondent_cannot_send_them(desk: Desk) -> None:
    wave_id, _ = _closed(desk, 5)
    desk.guest("parent0").send(f"wave_share.{wave_id}")
    with desk.engine.begin() as connection:
        assert connection.execute(select(outbox.c.id).where(outbox.c.kind == "result")).all() == []


def test_who_leaves_and_comes_back_makes_no_room_for_a_second_ballot(desk: Desk) -> None:
    desk.wave(survey=SHORT, classes=("5А",))
    guest = desk.guest("parent0").agree(desk.code(cap=1))
    guest.answer(AGREE, AGREE, "Пропустить", "Завершить").type("/stop").press("Удалить мои данные").press("Да, удалить")
    guest.start(desk.code(cap=1))
    assert "уже вошли все" in guest.text

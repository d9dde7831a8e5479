"""A respondent's way through a survey, from the invitation to the box."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from chat.events import ButtonPressed
from storage.people import Audience
from storage.tables import addresses, ballots, comments, fillings, participations, web_messages
from tests.desk import PARENTS, Desk, Guest

AGREE = "Полностью согласен(на)"
SHORT = replace(PARENTS, statements=PARENTS.statements[:3])


def parent(desk: Desk, name: str = "mum", messenger: str = "telegram") -> Guest:
    return desk.guest(name, messenger).agree(desk.code())


def box(desk: Desk) -> list[Any]:
    with desk.engine.begin() as connection:
        return list(connection.execute(select(ballots.c.class_name, ballots.c.answers)))


def test_answers_skips_and_a_comment_reach_the_box(desk: Desk) -> None:
    desk.wave(survey=SHORT)
    guest = parent(desk).answer(AGREE, "Пропустить", "Совсем не согласен(на)")
    guest.type("Спасибо за кружки!")
    assert "Проверьте ответы" in guest.text
    assert "Спасибо за кружки!" in guest.text
    guest.press("Завершить")
    assert guest.text.startswith("Спасибо, ответ принят!")
    first, second, third = (one.id for one in SHORT.statements)
    assert box(desk) == [("5А", {first: 4, second: None, third: 0})]
    with desk.engine.begin() as connection:
        assert connection.execute(select(comments.c.text)).scalars().all() == ["Спасибо за кружки!"]
        assert connection.execute(select(participations.c.answered)).scalars().all() == [True]
    assert desk.rows(fillings) == 0


def test_the_order_of_answering_is_not_in_the_ballot(desk: Desk) -> None:
    desk.wave(survey=SHORT)
    forward, there_and_back = parent(desk), parent(desk, "dad")
    forward.answer(AGREE, AGREE, AGREE).press("Пропустить").press("Завершить")
    there_and_back.answer("Пропустить", "Назад", AGREE, AGREE, AGREE).press("Пропустить")
    there_and_back.type("1").answer("Пропустить").type("1").answer(AGREE).press("Завершить")
    assert [list(answers) for _, answers in box(desk)] == [[one.id for one in SHORT.statements]] * 2
    assert len({str(answers) for _, answers in box(desk)}) == 1


def test_a_double_tap_counts_once(desk: Desk) -> None:
    desk.wave(survey=SHORT)
    guest = parent(desk)
    once = guest.buttons[AGREE]
    guest.send(once).send(once)
    assert guest.text.startswith("Вопрос 2 из 3")
    guest.answer(AGREE, AGREE, "Пропустить")
    done = guest.buttons["Завершить"]
    guest.send(done).send(done)
    assert guest.text.startswith("Спасибо, ответ принят!")
    assert len(box(desk)) == 1


def test_back_tapped_twice_is_one_step(desk: Desk) -> None:
    desk.wave(survey=SHORT)
    guest = parent(desk).answer(AGREE, AGREE)
    back = guest.buttons["Назад"]
    guest.send(back).send(back)
    assert guest.text.startswith("Вопрос 2 из 3")


def test_a_redelivered_press_changes_nothing(desk: Desk) -> None:
    desk.wave(survey=SHORT)
    guest = parent(desk)
    press = ButtonPressed(guest.buttons["Пропустить"])
    assert desk.take(guest.address, press, "same").screen
    assert desk.take(guest.address, press, "same").screen is None


def test_leaving_and_coming_back_goes_on(desk: Desk) -> None:
    desk.wave(survey=SHORT)
    guest = parent(desk).answer(AGREE)
    guest.type("/start")
    guest.press("Продолжить опрос: 5А")
    assert guest.text.startswith("Вопрос 2 из 3")


def test_words_that_mean_nothing_leave_the_question_where_it_is(desk: Desk) -> None:
    desk.wave(survey=SHORT)
    guest = parent(desk).type("а что это?")
    assert guest.text.startswith("Вопрос 1 из 3")
    assert guest.type("4").text.startswith("Вопрос 2 из 3")
    assert guest.type("скорее согласен(на)").text.startswith("Вопрос 3 из 3")


@pytest.mark.parametrize(
    "words", ["😀" * 4096, "\0\0да\0", "\ud83d ой"], ids=["4096 emoji", "zero bytes", "half a pair"]
)
def test_any_words_make_a_comment(desk: Desk, words: str) -> None:
    desk.wave(survey=SHORT)
    guest = parent(desk).answer(AGREE, AGREE, AGREE).type(words)
    assert "Проверьте ответы" in guest.text
    guest.press("Завершить")
    assert desk.rows(comments) == 1


def test_every_screen_of_a_filling_is_fleeting_and_no_other(desk: Desk) -> None:
    desk.wave(survey=SHORT)
    guest = parent(desk)
    seen = [guest.screen, *(guest.press(label).screen for label in (AGREE, AGREE, AGREE, "Пропустить"))]
    assert [one.fleeting for one in seen if one] == [True] * 5
    assert guest.press("Завершить").screen
    assert guest.screen
    assert not guest.screen.fleeting


def test_finishing_clears_the_browsers_mailbox_of_the_filling_only(desk: Desk) -> None:
    desk.wave(survey=SHORT)
    guest, other = parent(desk, "mum", "web"), parent(desk, "dad", "web")
    with desk.engine.begin() as connection:
        letters: list[dict[str, object]] = [
            {"address": who.address.id, "ref": str(number), "seq": number, "screen": {}, "fleeting": number > 1}
            for who in (guest, other)
            for number in (1, 2, 3)
        ]
        connection.execute(web_messages.insert(), letters)
    guest.fill(SHORT).press("Завершить")
    with desk.engine.begin() as connection:
        kept = connection.execute(select(web_messages.c.address, web_messages.c.ref)).all()
    assert sorted(kept) == [("dad", "1"), ("dad", "2"), ("dad", "3"), ("mum", "1")]


def test_a_parent_of_two_classes_answers_for_each(desk: Desk) -> None:
    desk.wave(survey=SHORT)
    guest = parent(desk).fill(SHORT).press("Завершить")
    guest.start(desk.code("5Б"))
    assert guest.text.startswith("Вопрос 1 из 3")
    guest.fill(SHORT, 0).press("Завершить")
    assert sorted(name for name, _ in box(desk)) == ["5А", "5Б"]
    guest.send("begin.1")
    assert guest.text.startswith("Вы уже ответили")


def test_an_invitation_without_a_class_asks_which(desk: Desk) -> None:
    guest = parent(desk)
    guest.start(desk.code("5Б"))
    wave = desk.wave(survey=SHORT)
    guest.send(f"begin.{wave}")
    assert list(guest.buttons) == ["5А", "5Б"]
    guest.press("5Б").fill(SHORT).press("Завершить").press("Ответить за 5А")
    assert guest.text.startswith("Вопрос 1 из 3")


def test_nobody_answers_for_a_class_that_is_not_theirs(desk: Desk) -> None:
    wave = desk.wave(survey=SHORT)
    guest, stranger = parent(desk), desk.guest("mallory")
    assert guest.send(f"begin.{wave}.1").text.startswith("Вопрос 1 из 3")  # stays where they stood: in 5А
    assert stranger.send(f"begin.{wave}.0").text.startswith("Здравствуйте")
    assert desk.rows(fillings) == 1


def test_nobody_touches_the_draft_of_another(desk: Desk) -> None:
    desk.wave(survey=SHORT)
    mum, dad = parent(desk), parent(desk, "dad")
    answer = mum.buttons[AGREE]
    dad.send(answer).send(answer.replace("answer", "filling").split(".teaching")[0])
    assert dad.text.startswith("Вопрос 1 из 3")
    assert mum.send("home").press("Продолжить опрос: 5А").text.startswith("Вопрос 1 из 3")


def test_a_wave_closed_meanwhile_says_so_whatever_is_pressed(desk: Desk) -> None:
    wave = desk.wave(survey=SHORT)
    guest, late = parent(desk).answer(AGREE), parent(desk, "dad").fill(SHORT)
    desk.write(lambda work: work.closing.close(wave, desk.today()))
    assert guest.press(AGREE).text.startswith(f"Опрос «{SHORT.title}» уже закрыт")
    assert late.press("Завершить").text.startswith(f"Опрос «{SHORT.title}» уже закрыт")
    assert late.send(f"begin.{wave}").text.startswith(f"Опрос «{SHORT.title}» уже закрыт")
    assert box(desk) == []


def test_a_wave_of_tomorrow_says_when(desk: Desk) -> None:
    guest = parent(desk)
    desk.later(days=2)
    wave = desk.wave(survey=SHORT)
    desk.later(days=-2)
    assert "откроется 25 ноября" in guest.send(f"begin.{wave}").text


def test_after_withdrawing_the_consent_is_asked_anew(desk: Desk) -> None:
    wave = desk.wave(survey=SHORT)
    guest = parent(desk).answer(AGREE).type("/stop").press("Отказаться от опросов")
    assert desk.rows(fillings) == 0
    assert guest.send(f"begin.{wave}").text.startswith("Этот опрос уже не идёт")
    assert guest.start(desk.code()).press("Начать").text.startswith("Согласие")
    assert guest.press("Согласен(на)").text.startswith("Вопрос 1 из 3")


def test_an_answer_takes_three_statements_beside_its_event(desk: Desk) -> None:
    desk.wave()
    guest = parent(desk).answer(AGREE)
    desk.statements.clear()
    guest.press(AGREE)
    mine = [one for one in desk.statements if "addresses" not in one and "handled" not in one and "BEGIN" not in one]
    assert 2 <= len(mine) <= 3, mine
    assert len(desk.statements) <= 7, desk.statements


def test_a_preview_walks_the_whole_survey_and_leaves_nothing(desk: Desk) -> None:
    deputy = desk.admin()
    wave = desk.write(lambda work: work.waves.make(SHORT, Audience.PARENTS, ["5А"], desk.today(), desk.today()))
    deputy.send(f"preview.{wave}")
    assert deputy.text.startswith("Просмотр: ответы не сохраняются.")
    deputy.answer(AGREE).type("4").press("Назад").press(AGREE).press("Пропустить")
    deputy.type("секретное слово")
    assert "Проверьте ответы" in deputy.text
    deputy.type("2")
    assert "Вопрос 2 из 3" in deputy.text
    deputy.answer(AGREE, AGREE, "Пропустить").press("Завершить")
    assert deputy.text.startswith("Это был просмотр")
    assert [desk.rows(table) for table in (fillings, ballots, comments, participations)] == [0] * 4
    with desk.engine.begin() as connection:
        assert connection.execute(select(addresses.c.view)).scalars().all() == [f"walked.{wave}"]


def test_only_an_administrator_may_preview(desk: Desk) -> None:
    desk.wave(survey=SHORT)
    guest = parent(desk)
    for forged in ("preview.1", "answer.p-1-0.teaching.4", "finish.p-1-4", "walked.1"):
        assert guest.send(forged).text.startswith("Вопрос 1 из 3"), forged

"""What a respondent and the deputy head read, word for word, and that the largest survey still fits every messenger."""

from dataclasses import replace
from datetime import date

import pytest

from chat.actions import action
from chat.screen import Screen, screen
from surveys import consents, screens, wave_screens
from surveys import filling as moves
from surveys.definition import MAX_STATEMENT, MAX_STATEMENTS, Option, Statement, builtin
from surveys.filling import Filling
from surveys.screens import Asked
from surveys.wave_screens import Coverage, Plan, Sending

SURVEY = builtin()["students"]
FRIDAY = date(2026, 11, 27)
ASKED = Asked(7, SURVEY, "Школа № 0", FRIDAY)
NOTHING = action("nothing")


def labels(screen: Screen) -> list[list[str]]:
    return [[button.label for button in row] for row in screen.rows]


def presses(screen: Screen) -> dict[str, str]:
    return {button.label: button.action.pack() for row in screen.rows for button in row}


def filled(value: int = 3) -> Filling:
    filling = Filling()
    for one in SURVEY.statements:
        filling = moves.answer(SURVEY, filling, one.id, value)
    return filling


def test_the_invitation_says_who_why_how_long_and_how_anonymous() -> None:
    words = screens.invitation(ASKED).text.plain
    assert "Вас спрашивает Школа № 0." in words
    assert SURVEY.why in words
    assert "10 вопросов, около 2 минут. Ответить можно до 27 ноября включительно." in words
    assert all(sentence in words for sentence in screens.ANONYMITY)
    assert "меньше пяти" not in words
    assert presses(screens.invitation(ASKED)) == {"Начать": "begin.7"}


def test_a_class_is_warned_about_small_numbers_before_the_first_question() -> None:
    words = screens.invitation(replace(ASKED, class_name="5А")).text.plain
    assert words.startswith("Опрос «Как мне в школе», 5А")
    assert screens.SMALL_CLASS in words


def test_privacy_is_four_sentences() -> None:
    assert len(screens.ANONYMITY) == 4
    assert all(sentence in screens.privacy("Школа № 0").text.plain for sentence in screens.ANONYMITY)


def test_two_consents_on_two_screens() -> None:
    surveys, reminders = consents.to_surveys("Школа № 0", 7), consents.to_reminders("Школа № 0", "CODE")
    assert presses(surveys) == {"Согласен(на)": "agree.surveys.1.7", "Не согласен(на)": "refuse.surveys.7"}
    assert presses(reminders) == {"Согласен(на)": "agree.reminders.1.CODE", "Не согласен(на)": "refuse.reminders.CODE"}
    assert "напомина" not in surveys.text.plain
    assert "опрос" not in reminders.text.plain
    assert all("Редакция 1" in one.text.plain for one in (surveys, reminders))


def test_the_first_question_has_no_way_back() -> None:
    screen = screens.question(SURVEY, Filling(), 17)
    assert screen.text.plain == "Вопрос 1 из 10\n\nНа уроках мне понятно, что и зачем мы делаем."
    assert labels(screen) == [
        ["Полностью согласен(на)"],
        ["Скорее согласен(на)"],
        ["Трудно сказать"],
        ["Скорее не согласен(на)"],
        ["Совсем не согласен(на)"],
        ["Пропустить"],
    ]
    assert presses(screen)["Трудно сказать"] == "answer.17.lessons_clear.2"


def test_an_answer_given_is_ticked_and_can_be_passed_by() -> None:
    filling = moves.back(
        SURVEY, moves.answer(SURVEY, moves.answer(SURVEY, Filling(), "lessons_clear", 4), "lessons_interest", 1)
    )
    screen = screens.question(SURVEY, filling, 17)
    assert labels(screen)[3:] == [
        ["✓ Скорее не согласен(на)"],
        ["Совсем не согласен(на)"],
        ["Назад", "Пропустить", "Дальше"],
    ]
    assert presses(screen)["Дальше"] == "goto.17.ask_freely"
    assert presses(screen)["Назад"] == f"back.17.{moves.current(SURVEY, filling).id}"


def test_a_way_on_leads_to_where_the_person_may_go() -> None:
    filling = filled()
    for _ in SURVEY.statements:
        filling = moves.back(SURVEY, filling)
        screen = screens.question(SURVEY, filling, 1)
        target = presses(screen)["Дальше"].split(".")[2]
        assert moves.go_to(SURVEY, filling, target) != filling


def test_the_comment_is_never_compulsory() -> None:
    screen = screens.comment(SURVEY, filled(), 17)
    assert "без имён и фамилий" in screen.text.plain
    assert presses(screen) == {"Назад": "back.17.comment", "Пропустить": "nocomment.17"}
    said = moves.back(SURVEY, moves.comment(filled(), "Больше света"))
    again = screens.comment(SURVEY, said, 17)
    assert "Больше света" in again.text.plain
    assert presses(again) == {
        "Оставить так": "goto.17.review",
        "Назад": "back.17.comment",
        "Убрать комментарий": "nocomment.17",
    }


def test_the_review_shows_every_answer() -> None:
    filling = moves.comment(filled(), "Больше света")
    filling = moves.skip(SURVEY, moves.go_to(SURVEY, filling, "canteen"), "canteen")
    screen = screens.review(SURVEY, filling, 17)
    assert "1. На уроках мне понятно, что и зачем мы делаем — скорее согласен(на)\n" in screen.text.plain
    assert "8. Мне нравится, как кормят в школьной столовой — пропущено\n" in screen.text.plain
    assert "Комментарий — Больше света" in screen.text.plain
    assert presses(screen) == {"Завершить": "finish.17", "Назад": "back.17.review", "Комментарий": "goto.17.comment"}


def test_an_empty_review_offers_no_end() -> None:
    filling = Filling()
    for one in SURVEY.statements:
        filling = moves.skip(SURVEY, filling, one.id)
    screen = screens.review(SURVEY, moves.no_comment(filling), 17)
    assert "Завершить" not in presses(screen)
    assert "отправлять пока нечего" in screen.text.plain


def test_a_preview_says_so_on_every_screen() -> None:
    shown = (
        screens.question(SURVEY, Filling(), "p7", preview=True),
        screens.comment(SURVEY, filled(), "p7", preview=True),
        screens.review(SURVEY, moves.no_comment(filled()), "p7", preview=True),
    )
    assert all(screen.text.plain.startswith("Просмотр: ответы не сохраняются.\n") for screen in shown)


def test_a_preview_can_be_walked_to_its_end_without_answers() -> None:
    filling = Filling()
    for one in SURVEY.statements:
        filling = moves.skip(SURVEY, filling, one.id)
    screen = screens.review(SURVEY, moves.no_comment(filling), "p7", preview=True)
    assert "здесь будет ответ" in screen.text.plain
    assert "пропущено" not in screen.text.plain
    assert "Завершить" in presses(screen)


def test_the_largest_survey_fits_every_screen() -> None:
    largest = replace(
        SURVEY,
        title="т" * 80,
        why="п" * 300,
        comment="к" * 200,
        scale=tuple(Option(value, "о" * 38) for value in (4, 3, 2, 1, 0)),
        statements=tuple(Statement(f"{n:020}", "у" * MAX_STATEMENT, "о") for n in range(MAX_STATEMENTS)),
    )
    answered = moves.comment(
        Filling({one.id: 4 for one in largest.statements}, 14, moves.Stage.COMMENT), "😀" * moves.MAX_COMMENT
    )
    asked = Asked(9_999_999_999, largest, "Ш" * 200, FRIDAY, "11А")
    filling_id = "f" * 33
    shown = (
        screens.invitation(asked),
        screens.review(largest, answered, filling_id, preview=True),
        screens.comment(largest, replace(answered, stage=moves.Stage.COMMENT), filling_id),
        screens.question(largest, moves.go_to(largest, answered, largest.statements[14].id), filling_id),
    )
    assert max(screen.text.units for screen in shown) > 3000  # and every one of them was accepted by `Screen`


@pytest.mark.parametrize(
    "screen, words",
    [
        pytest.param(screens.thanks(ASKED), "Спасибо, ответ принят!", id="thanks"),
        pytest.param(screens.already_answered(ASKED), "Второй раз отвечать не нужно", id="twice"),
        pytest.param(screens.wave_closed(ASKED), "уже закрыт, ответы больше не принимают", id="late"),
        pytest.param(screens.not_yet(ASKED, date(2026, 11, 23)), "откроется 23 ноября", id="early"),
        pytest.param(screens.no_wave(), "уже не идёт", id="unknown"),
        pytest.param(consents.refused_surveys(), "ничего не сохранили", id="refused"),
        pytest.param(consents.refused_reminders(), "пришлите код своей должности", id="no reminders"),
    ],
)
def test_short_answers(screen: Screen, words: str) -> None:
    assert words in screen.text.plain


def test_the_plan_of_a_wave() -> None:
    plan = Plan(SURVEY, date(2026, 11, 16), FRIDAY, {"5А": 27, "5Б": 25}, 40)
    words = wave_screens.plan(plan, NOTHING, NOTHING, NOTHING).text.plain
    assert "Кто отвечает: ученики, 5А, 5Б" in words
    assert "Когда: с 16 по 27 ноября" in words
    assert "Приглашаем: 52 человека, по кодам уже вошли: 40." in words
    assert "Первым бот написать не может" in words


@pytest.mark.parametrize(
    "sending, line",
    [
        (Sending(84, 120, {}), "Отправлено 84 из 120."),
        (
            Sending(84, 120, {"бот остановлен": 2, "нет чата": 1}),
            "Отправлено 84 из 120, не доставлено 3: бот остановлен — 2, нет чата — 1.",
        ),
        (Sending(1, 2, {}, 1), "Отправлено 1 из 2, неизвестно 1: связь оборвалась при отправке."),
    ],
    ids=["under way", "with reasons", "after a crash"],
)
def test_progress_is_one_line(sending: Sending, line: str) -> None:
    assert wave_screens.progress(sending) == line


@pytest.mark.parametrize(
    "closes, today, words",
    [
        (FRIDAY, date(2026, 11, 24), "до пятницы"),
        (FRIDAY, FRIDAY, "сегодня последний день"),
        (FRIDAY, date(2026, 11, 20), "до 27 ноября"),
        (FRIDAY, date(2026, 11, 21), "до пятницы"),
        (FRIDAY, date(2026, 11, 28), "до 27 ноября"),
    ],
    ids=["this week", "today", "a week ahead", "six days ahead", "over"],
)
def test_until_when(closes: date, today: date, words: str) -> None:
    assert wave_screens.until(closes, today) == words


def test_coverage_by_class_lowest_first_and_no_names() -> None:
    rows = [Coverage("7А", 9, 27), Coverage("7Б", 3, 20)]
    words = wave_screens.coverage(SURVEY, rows, FRIDAY, date(2026, 11, 24)).plain
    assert "Ответили 12 из 47 (26 %)" in words
    assert words.index("7Б: 3 из 20, до пятницы") < words.index("7А: 9 из 27, до пятницы")


def test_coverage_without_class_sizes_has_no_share() -> None:
    words = wave_screens.coverage(SURVEY, [Coverage("7А", 9, 0)], FRIDAY, FRIDAY).plain
    assert "7А: 9, сегодня последний день" in words
    assert "%" not in words


def test_coverage_of_a_huge_school_is_one_message() -> None:
    rows = [Coverage(f"{n} «Инженерный»", 1, 30) for n in range(400)]
    shown = screen(wave_screens.coverage(SURVEY, rows, FRIDAY, FRIDAY))
    assert shown.text.plain.count("…и ещё") == 1
    assert shown.text.units < 3900 - 300  # the progress of the sending still fits under it


@pytest.mark.parametrize(
    "answered, merged, words, buttons",
    [
        (0, [], "никто не ответил", [["К опросам"]]),
        (3, [], "Ответили: 3 человека.\nОтветов меньше пяти", [["К опросам"]]),
        (40, [["5А"], ["5Б", "5В"]], "сведены вместе: 5Б, 5В.", [["Сводка", "Рассказать участникам"], ["К опросам"]]),
        (40, [["5А"]], "Ответили: 40 человек.", [["Сводка", "Рассказать участникам"], ["К опросам"]]),
    ],
    ids=["nobody", "too few", "merged", "as they were"],
)
def test_closing(answered: int, merged: list[list[str]], words: str, buttons: list[list[str]]) -> None:
    screen = wave_screens.closed(SURVEY, answered, merged, 7, 0)
    assert words in screen.text.plain
    assert labels(screen) == buttons


def test_closing_is_asked_once_more() -> None:
    screen = wave_screens.ask_closing(SURVEY, 21, NOTHING, NOTHING)
    assert "Сейчас в урне 21 анкета" in screen.text.plain
    assert wave_screens.walked(NOTHING).text.plain == "Это был просмотр: ни один ответ не сохранён."

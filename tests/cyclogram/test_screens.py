"""What people read about the plan and its deadlines, and that no plan makes an unfit screen."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chat.screen import Screen
from cyclogram import (
    choice_screens,
    done_screens,
    notice_screens,
    question_screens,
    reminder_screens,
    screens,
    when_screens,
)
from cyclogram.answers import typed
from cyclogram.files import Sheet
from cyclogram.phrases import Ask, read
from cyclogram.places import cell
from cyclogram.plan import Problem, ReadPlan
from cyclogram.reminder_screens import Due, Trouble
from cyclogram.school_year import school_year
from cyclogram.table import read_plan
from tests.cyclogram.books import FLAT

YEAR = school_year(2026)
TODAY = date(2026, 11, 17)
PLAN = read_plan([Sheet("Лист1", tuple(tuple(map(str, row)) for row in FLAT))], YEAR)
LATE = Due(3, "Отчёт о сайте", date(2026, 11, 10), date(2026, 11, 10))
NOW = Due(2, "Опрос родителей", TODAY, TODAY)
SOON = Due(1, "Проверка журналов", date(2026, 11, 1), date(2026, 11, 18), "Психолог", "Справка")
FAR = Due(4, "Классный час", date(2026, 11, 27), date(2026, 11, 27))


def labels(shown: Screen) -> list[list[str]]:
    return [[button.label for button in row] for row in shown.rows]


def actions(shown: Screen) -> list[str]:
    return [button.action.pack() for row in shown.rows for button in row]


def test_the_preview_counts_and_puts_questions_first() -> None:
    shown = screens.preview(PLAN)
    assert shown.text.plain.split("\n") == [
        "Прочитано 3 строки: 2 с датами, 1 вопрос.",
        "Ответственных в плане: 4.",
        "",
        "Строка 4: Итоги года",
        "Отвечает: Директор",
        "? Лист1!C4: Срок зависит от события. Какого числа это будет?",
        "",
        "Строка 2: Проверка журналов",
        "Срок: октябрь",
        "Отвечает: Завуч",
        "",
        "Строка 3: Опрос родителей",
        "Срок: 20 апреля",
        "Отвечает: Психолог и кл. рук. 5А, 7Б",
    ]
    assert labels(shown) == [["Ответить на вопросы (1)"], ["Это дорожная карта"], ["Принять план", "Отменить"]]


def test_pages_of_a_long_plan() -> None:
    told = [("Дело", "Срок", "Кто"), *((f"Дело {n}", "октябрь", "Завуч") for n in range(60))]
    plan = read_plan([Sheet("Л", (("Мероприятие", "Срок", "Кто"), *told[1:]))], YEAR)
    assert actions(screens.preview(plan, 3))[:2] == ["plan_page.2", "plan_page.4"]
    assert "Страница 10 из 10" in screens.preview(plan, 99).text.plain
    assert actions(screens.preview(plan, 99))[0] == "plan_page.8"


def test_a_question_with_a_typed_answer_that_was_not_enough() -> None:
    row, question = PLAN.questions[0]
    again = typed(PLAN, question.id, "когда сможем", YEAR)
    assert isinstance(again, Ask)
    shown = question_screens.question(row, question, 1, again).text.plain
    assert "Строка 4: Итоги года" in shown
    assert "Ячейка Лист1!C4: «после экзаменов»" in shown
    assert "Пока не понимаю." in shown


def test_stored() -> None:
    shown = screens.stored(PLAN, [("Завуч", "7KXM")], past=2).text.plain
    assert "3 строки, 2 срока." in shown
    assert "1 вопрос ждёт ответа" in shown
    assert "2 срока уже прошли" in shown
    assert "• Завуч — 7KXM" in shown


def test_a_reminder_of_one_thing() -> None:
    shown = reminder_screens.reminder([SOON], TODAY)
    assert shown.text.plain.startswith("Завтра срок, 18 ноября\n\nПроверка журналов\nС 1 по 18 ноября")
    assert labels(shown) == [["Сделано", "Позже"], ["Не моё", "Нужна помощь"], ["Мои сроки"]]


def test_three_things_have_their_own_buttons_and_more_are_chosen_by_number() -> None:
    three = reminder_screens.reminder([SOON, LATE, NOW], TODAY)
    assert actions(three)[:3] == ["done.3", "later.3", "deadline.3"]
    four = reminder_screens.reminder([SOON, LATE, NOW, FAR], TODAY)
    assert labels(four) == [["1", "2", "3", "4"], ["В начало"]]
    assert actions(four)[:4] == ["deadline.3", "deadline.2", "deadline.1", "deadline.4"]


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (LATE, "Срок прошёл: вторник, 10 ноября"),
        (NOW, "Сегодня срок, 17 ноября"),
        (SOON, "Завтра срок, 18 ноября"),
        (FAR, "Срок до 27 ноября, осталось 10 дней"),
    ],
)
def test_headline(item: Due, words: str) -> None:
    assert reminder_screens.headline(item, TODAY) == words


def test_my_deadlines() -> None:
    assert "Открытых сроков у вас нет" in reminder_screens.mine([], TODAY).text.plain
    shown = reminder_screens.mine([FAR, LATE], TODAY)
    assert shown.text.plain.startswith("У вас 2 открытых срока, просрочено: 1")
    assert shown.text.plain.index("⚠ просрочено") < shown.text.plain.index("Классный час")


def test_closing_later_and_not_mine() -> None:
    assert actions(done_screens.closed(SOON, undo=7)) == ["done_as.1.0", "undo.7", "deadlines"]
    assert "Записано: всё спокойно" in done_screens.closed(SOON, "всё спокойно").text.plain
    assert "напомню завтра" in choice_screens.later(SOON, (date(2026, 11, 18),), TODAY).text.plain
    assert "во вторник, 24 ноября" in choice_screens.later(LATE, (date(2026, 11, 24),), TODAY).text.plain
    assert "больше не напоминаю" in choice_screens.not_mine(SOON).text.plain


@pytest.mark.parametrize(
    ("item", "buttons"),
    [
        pytest.param(SOON, ["Сделано", "Позже", "Не моё", "Нужна помощь"], id="alone"),
        pytest.param(
            replace(SOON, shared=True), ["Сделано", "Беру", "Позже", "Не моё", "Нужна помощь"], id="one of several"
        ),
        pytest.param(
            replace(SOON, shared=True, taken="Завуч", mine=True),
            ["Сделано", "Отдать", "Позже", "Не моё", "Нужна помощь"],
            id="taken by the reader",
        ),
        pytest.param(replace(SOON, shared=True, taken="Завуч"), ["Сделано", "Не моё"], id="taken by another"),
    ],
)
def test_the_buttons_beneath_one_deadline(item: Due, buttons: list[str]) -> None:
    shown = reminder_screens.one(item, TODAY)
    assert [label for row in labels(shown)[:-1] for label in row] == buttons


@pytest.mark.parametrize("trouble", Trouble)
def test_the_administrator_learns_what_whom_and_what_to_do(trouble: Trouble) -> None:
    shown = notice_screens.notice(trouble, LATE, ["Завуч"], "бот остановлен").text.plain
    assert "Завуч" in shown
    assert "Отчёт о сайте" in shown
    assert shown.rstrip().endswith(".")


def test_nothing_asks_a_teacher_for_a_report() -> None:
    shown = " ".join(
        made.text.plain.lower() for made in (reminder_screens.reminder([NOW], TODAY), done_screens.closed(NOW))
    )
    assert not any(word in shown for word in ("отчит", "отчёт", "предостав", "обязаны", "срочно"))


def test_when() -> None:
    assert when_screens.when(read("2 неделя мая", YEAR)).text.plain == (
        "С 10 по 16 мая\nНедели месяца считаю по четвергам\n\nМожно написать ещё одну фразу."
    )


LONG = st.sampled_from(["дело", "ж" * 2_000, "🙂" * 2_000, "а б " * 400])


@settings(max_examples=40)
@given(st.lists(st.tuples(LONG, LONG, LONG), max_size=12), st.integers(-1, 5))
def test_no_plan_makes_an_unfit_screen(told: list[tuple[str, str, str]], number: int) -> None:
    plan = read_plan([Sheet("Лист1", (("Мероприятие", "Сроки", "Ответственный"), *told))], YEAR)
    assert screens.preview(plan, number).text.plain
    for row, question in plan.questions:
        assert question_screens.question(row, question, 5).rows
    assert screens.stored(plan, [(name, "CODE") for name in plan.positions] * 40).text.plain


@given(st.lists(st.builds(Due, st.integers(1, 9**9), LONG, st.just(TODAY), st.just(TODAY), LONG, LONG), max_size=14))
def test_no_list_of_deadlines_makes_an_unfit_screen(items: list[Due]) -> None:
    assert reminder_screens.mine(items, TODAY, 1).text.plain
    if items:
        assert reminder_screens.reminder(items, TODAY).rows
        assert notice_screens.notices([(Trouble.NOBODY, one, ["🙂" * 200]) for one in items]).rows
        for made in (
            lambda due: done_screens.closed(due, due.what, undo=1, in_parts=True, decides=True, school=True),
            choice_screens.not_mine,
            choice_screens.taken,
            choice_screens.given_back,
            choice_screens.ask_help,
            choice_screens.help_asked,
            choice_screens.ask_later,
        ):
            assert made(items[0]).rows


def test_a_file_without_rows_says_why() -> None:
    shown = screens.empty(ReadPlan((), (Problem("Лист1", "Не вижу строки с заголовками."),)))
    assert "Лист1: Не вижу строки с заголовками." in shown.text.plain


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("Таблица 1!D23", "Таблица 1, строка 23"),
        ("Таблица!A2", "Таблица, строка 2"),
        ("Лист1!C7", "Ячейка Лист1!C7"),
        ("Таблица 1!", "Ячейка Таблица 1!"),
    ],
)
def test_a_place_is_named_as_its_reader_finds_it(where: str, said: str) -> None:
    assert cell(where) == said

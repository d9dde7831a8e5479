"""Who is away from when until when, and the day to come back to something."""

from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyclogram.absences import absent, away
from cyclogram.absent_position import absent_position, tells_of_somebody
from cyclogram.intents import Somebody
from cyclogram.said_days import later
from tests.cyclogram.sentence_plan import POSITIONS, YEAR, in_line

TODAY = date(2026, 11, 18)
"""A Wednesday."""


@pytest.mark.parametrize(
    "text",
    [
        "до 31.12.9999, за меня завуч",
        "до 1 марта 2028",
        "в отпуске до 1 января 9999",
        "с 31.12.9999",
        "99 месяцев",
        "с 1 сентября 2030 на неделю",
    ],
)
def test_nobody_is_away_for_more_than_a_year_at_once(text: str) -> None:
    found = away(text, TODAY, YEAR, POSITIONS)
    assert found is not None
    assert (found.far, found.until) == (True, None)


def test_a_message_with_many_spaces_is_read_at_once() -> None:
    """Ten thousand pairs of them would be tried for seconds."""
    spaced = f"Завуч{' ' * 1200}х"
    begun = process_time()
    assert not tells_of_somebody(spaced, POSITIONS)
    assert absent_position(spaced, POSITIONS)[0] == Somebody()
    assert process_time() - begun < 0.5


DEPUTIES = ("Зам. директора по УВР", "зам. директора по ВР", "Белова С.Н., зам. директора по АХЧ")


@pytest.mark.parametrize(
    ("text", "absence"),
    [
        ("до 15 марта, за меня завуч", "18.11.26–15.03.27, Зам. директора по УВР"),
        ("за меня завуч до 15 марта", "18.11.26–15.03.27, Зам. директора по УВР"),
        ("в отпуске с 1 по 14 июня", "01.06.27–14.06.27, —"),
        ("с 1 по 14 июня, методист за меня", "01.06.27–14.06.27, Методист"),
        ("на больничном до пятницы, вместо меня методист", "18.11.26–20.11.26, Методист"),
        ("на больничном по 27.11", "18.11.26–27.11.26, —"),
        ("отсутствую 23-25 ноября, за меня Громов А.А.", "23.11.26–25.11.26, Громов А.А. (новая)"),
        ("я на курсах с 7 по 11 декабря, замещает методист", "07.12.26–11.12.26, Методист"),
        ("эту неделю, меня заменяет завуч по ВР", "18.11.26–20.11.26, зам. директора по ВР"),
        ("до 1 декабря, за меня заместитель",
         f"18.11.26–01.12.26, ?заместитель / {' / '.join(DEPUTIES)}"),
        ("сегодня", "18.11.26–18.11.26, —"),
        ("завтра", "19.11.26–19.11.26, —"),
        ("меня не будет завтра и послезавтра", "19.11.26–20.11.26, —"),
        ("неделю", "18.11.26–24.11.26, —"),
        ("3 дня", "18.11.26–20.11.26, —"),
        ("с понедельника на две недели, за меня психолог", "23.11.26–06.12.26, Педагог-психолог"),
        ("с 15 марта на неделю", "15.03.27–21.03.27, —"),
        ("с завтрашнего дня до пятницы", "19.11.26–20.11.26, —"),
        ("с 20 ноября до 5 декабря", "20.11.26–05.12.26, —"),
        ("до понедельника", "18.11.26–23.11.26, —"),
        ("до конца недели", "18.11.26–20.11.26, —"),
        ("до конца месяца", "18.11.26–30.11.26, —"),
        ("до 5 числа", "18.11.26–05.12.26, —"),
        ("следующую неделю", "23.11.26–29.11.26, —"),
        ("весь декабрь", "01.12.26–31.12.26, —"),
        ("с 5 декабря", "05.12.26–?, —"),
        ("болею", "18.11.26–?, —"),
        ("до 1 ноября", "18.11.26–?, —"),
    ],
)  # fmt: skip
def test_away(text: str, absence: str) -> None:
    assert in_line(away(text, TODAY, YEAR, POSITIONS)) == absence


@pytest.mark.parametrize("text", ["", "спасибо", "завуч", "когда-нибудь", "???"])
def test_no_absence(text: str) -> None:
    assert away(text, TODAY, YEAR, POSITIONS) is None


@pytest.mark.parametrize(
    ("text", "is_absence"),
    [
        ("в отпуске с 1 по 14 июня", True),
        ("я на больничном до пятницы", True),
        ("меня не будет завтра", True),
        ("до 15 марта, за меня завуч", True),
        ("когда отпуск?", False),
        ("до 15 марта справка, завуч", False),
        ("отмена", False),
    ],
)
def test_whether_a_message_tells_of_an_absence(text: str, is_absence: bool) -> None:
    assert absent(text) is is_absence


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("завтра", date(2026, 11, 19)),
        ("послезавтра", date(2026, 11, 20)),
        ("через неделю", date(2026, 11, 25)),
        ("через две недели", date(2026, 12, 2)),
        ("через 3 дня", date(2026, 11, 21)),
        ("через три дня", date(2026, 11, 21)),
        ("через день", date(2026, 11, 20)),
        ("через месяц", date(2026, 12, 18)),
        ("в пятницу", date(2026, 11, 20)),
        ("В среду", date(2026, 11, 25)),
        ("давайте в четверг", date(2026, 11, 19)),
        ("в понедельник", date(2026, 11, 23)),
        ("в следующий понедельник", date(2026, 11, 23)),
        ("на следующей неделе", date(2026, 11, 23)),
        ("в следующем месяце", date(2026, 12, 1)),
        ("20 ноября", date(2026, 11, 20)),
        ("1 декабря утром", date(2026, 12, 1)),
        ("20.11", date(2026, 11, 20)),
        ("до пятницы", date(2026, 11, 20)),
        ("10 числа", date(2026, 12, 10)),
        ("25-го числа", date(2026, 11, 25)),
        ("31 числа", date(2026, 12, 31)),
        ("после 25 ноября", date(2026, 11, 26)),
        ("после каникул", date(2027, 1, 11)),
        ("после выходных", date(2026, 11, 23)),
        ("после праздников", date(2027, 1, 11)),
        ("в конце недели", date(2026, 11, 20)),
        ("в конце месяца", date(2026, 11, 30)),
        ("в декабре", date(2026, 12, 1)),
    ],
)
def test_later(words: str, day: date) -> None:
    assert later(words, TODAY, YEAR) == day


@pytest.mark.parametrize(
    "words",
    [
        "",
        "спасибо",
        "вчера",
        "сегодня",
        "потом",
        "вечером",
        "15 ноября",
        "33 числа",
        "каждую пятницу",
        "через 400 дней",
    ],
)
def test_no_day_to_come(words: str) -> None:
    assert later(words, TODAY, YEAR) is None


DAYS = st.sampled_from(
    "до с по на через после 5 31 99 числа дня недели месяц пятницу завтра следующий конца каникул марта за меня "
    "завуч".split()
)


@settings(max_examples=80, deadline=None)
@given(
    st.text(max_size=80) | st.lists(DAYS, max_size=9).map(" ".join),
    st.dates(min_value=date(2026, 8, 1), max_value=date(2027, 8, 31)),
)
def test_nothing_makes_it_stumble_and_a_day_is_never_past(text: str, today: date) -> None:
    day = later(text, today, YEAR)
    assert day is None or day > today
    absence = away(text, today, YEAR, POSITIONS)
    assert absence is None or absence.until is None or absence.until >= absence.start

"""Numbers and days in Russian."""

from datetime import date

import pytest

from chat.words import by_day, capital, counted, day, day_words, listed, span


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "0 строк"),
        (1, "1 строка"),
        (2, "2 строки"),
        (5, "5 строк"),
        (11, "11 строк"),
        (12, "12 строк"),
        (21, "21 строка"),
        (42, "42 строки"),
        (112, "112 строк"),
        (101, "101 строка"),
    ],
)
def test_counted(n: int, words: str) -> None:
    assert counted(n, "строка", "строки", "строк") == words


def test_days() -> None:
    monday = date(2026, 11, 2)
    assert day(monday) == "2 ноября"
    assert day(monday, year=True) == "2 ноября 2026 года"
    assert day_words(monday) == "понедельник, 2 ноября"
    assert by_day(date(2027, 3, 15)) == "до 15 марта"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2027, 4, 5), date(2027, 4, 16), "с 5 по 16 апреля"),
        (date(2026, 9, 28), date(2026, 10, 3), "с 28 сентября по 3 октября"),
        (date(2026, 10, 1), date(2026, 10, 31), "октябрь"),
        (date(2027, 2, 1), date(2027, 2, 28), "февраль"),
        (date(2026, 12, 1), date(2026, 12, 31), "декабрь"),
        (date(2026, 10, 2), date(2026, 10, 31), "со 2 по 31 октября"),
        (date(2027, 3, 15), date(2027, 3, 15), "15 марта"),
    ],
)
def test_span(start: date, end: date, words: str) -> None:
    assert span(start, end) == words


def test_span_over_new_year_names_both_years_when_asked() -> None:
    words = span(date(2026, 12, 20), date(2027, 1, 15), year=True)
    assert words == "с 20 декабря 2026 года по 15 января 2027 года"


def test_lists_and_capitals() -> None:
    assert listed(()) == ""
    assert listed(("завуч",)) == "завуч"
    assert listed(["завуч", "психолог", "директор"]) == "завуч, психолог и директор"
    assert capital("ёлка") == "Ёлка"

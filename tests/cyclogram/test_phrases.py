"""Deadline phrases: the table of kinds, what is assumed aloud, and that nothing at all makes the reader stumble."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyclogram.phrases import Ask, Reading, Repeats, What, Why, as_json, in_words, read
from cyclogram.school_year import school_year
from cyclogram.spans import Span

YEAR = school_year(2026)
TABLE = [
    line.split("\t")
    for line in (Path(__file__).parent / "phrases.tsv").read_text(encoding="utf-8").split("\n")[1:]
    if "\t" in line
]


def shown(what: What) -> str:
    match what:
        case Reading(spans):
            return days(spans)
        case Repeats(rrule, start, until):
            return f"{rrule} {start}..{until}"
        case Ask(_, why, guess):
            return f"? {why.value} {days(guess)}".rstrip()


def days(spans: tuple[Span, ...]) -> str:
    return "; ".join(f"{one.start}" if one.start == one.end else f"{one.start}..{one.end}" for one in spans)


@pytest.mark.parametrize(("phrase", "reading"), TABLE, ids=[phrase or "empty" for phrase, _ in TABLE])
def test_phrase(phrase: str, reading: str) -> None:
    assert shown(read(phrase, YEAR)) == reading


@pytest.mark.parametrize(
    ("phrase", "assumption"),
    [
        ("август", "август понимаю как август перед началом учебного года"),
        ("I квартал", "квартал понимаю как календарный, а не как четверть"),
        ("2 неделя мая", "недели месяца считаю по четвергам"),
        ("до октября", "«до» понимаю как «до начала»"),
        ("II триместр", "даты триместров взяты примерные"),
        ("октябьр", "слово записано с ошибкой или разрывом"),
    ],
)
def test_what_is_taken_for_granted_is_said(phrase: str, assumption: str) -> None:
    what = read(phrase, YEAR)
    assert isinstance(what, Reading)
    assert what.sure < 0.9
    assert assumption in what.assumed


@pytest.mark.parametrize(
    "phrase", ["октябрь", "до 15 марта", "с 5 по 16 апреля", "сентябрь и май", "01.09", "май-июнь"]
)
def test_plain_phrases_assume_nothing(phrase: str) -> None:
    what = read(phrase, YEAR)
    assert isinstance(what, Reading)
    assert (what.sure > 0.9, what.assumed, what.warning) == (True, (), "")


@pytest.mark.parametrize("phrase", ["11.05.2026 – 21.05.2026", "10 ноября 2020* года", "октябрь 2025"])
def test_another_year_stays_as_written_and_warns(phrase: str) -> None:
    what = read(phrase, YEAR)
    assert isinstance(what, Reading)
    assert "прошлогодний" in what.warning


def test_the_same_words_move_with_the_school_year() -> None:
    what = read("с 20 декабря по 15 января", school_year(2027))
    assert isinstance(what, Reading)
    assert what.spans == (Span(date(2027, 12, 20), date(2028, 1, 15)),)


def test_the_shape_of_a_line_of_when() -> None:
    assert as_json("октябрь", read("октябрь", YEAR)) == {
        "phrase": "октябрь",
        "status": "dates",
        "spans": [{"start": "2026-10-01", "end": "2026-10-31"}],
        "sure": 0.95,
    }
    assert as_json("x", read("каждую пятницу", YEAR)) == {
        "phrase": "x",
        "status": "repeats",
        "rrule": "FREQ=WEEKLY;BYDAY=FR",
        "from": "2026-09-01",
        "until": "2027-05-26",
        "sure": 0.95,
    }
    asked = as_json("x", read("3 раза в год", YEAR))
    assert asked["status"] == "ask"
    assert len(asked["guess"]) == 3


def test_in_words() -> None:
    assert in_words(read("с 5 по 16 апреля", YEAR)) == "с 5 по 16 апреля"
    assert in_words(read("каждую пятницу", YEAR)) == "каждую неделю: пятница, с 1 сентября по 26 мая"


WORDS = st.sampled_from(
    "до с по не позднее 1 2 3 31 30.02 15.10 2026 2025 99.99 сентябрь марта IX XIII - – , ; ( ) и / раз в год неделя"
    " четверть полугодие квартал каждый понедельник конец начало середина итогам по-итогам последняя декада половина"
    " учебный-год весь период числа ежемесячно каникулы осенние триместр перед раза месяц . ? 🙂".split()
)


@given(st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=12).map(" ".join)))
def test_no_text_makes_it_stumble(phrase: str) -> None:
    what = read(phrase, YEAR)
    assert in_words(what)
    assert as_json(phrase, what)["phrase"] == phrase
    if isinstance(what, Reading):
        assert what.spans
        assert 0.5 < what.sure <= 1


@given(st.lists(WORDS, max_size=6).map(" ".join), st.text(alphabet="бгжзфцщ", min_size=4, max_size=8))
def test_a_strange_word_is_never_read_as_a_date(phrase: str, strange: str) -> None:
    assert isinstance(read(f"{phrase} {strange}", YEAR), Ask)


def test_why_it_asks_decides_the_question() -> None:
    what = read("", YEAR)
    assert isinstance(what, Ask)
    assert what.why is Why.EMPTY
    assert what.question.endswith("?")

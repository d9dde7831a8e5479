"""What a school types about its year, and the year that comes of it."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyclogram.corrected_year import corrected
from cyclogram.reading import read_plan_file
from cyclogram.school_year import SchoolYear, Weeks, school_year
from cyclogram.spans import Span
from cyclogram.year_changes import UNITS, YearChanges
from cyclogram.year_faults import faults
from cyclogram.year_words import Said, read_changes

YEAR = school_year(2026)
NOTHING = YearChanges()


def _read(words: str, before: YearChanges = NOTHING) -> Said:
    return read_changes(words, YEAR, before)


def _year(words: str) -> SchoolYear:
    said = _read(words)
    assert not said.unclear
    assert not said.wrong
    return corrected(YEAR, said.changes)


def _span(start: str, end: str) -> dict[str, str]:
    return {"start": start, "end": end}


@pytest.mark.parametrize(
    ("words", "stored"),
    [
        ("осенние каникулы со 2 по 10 ноября", {"breaks": {"autumn": _span("2026-11-02", "2026-11-10")}}),
        ("Каникулы осенние: 02.11–10.11", {"breaks": {"autumn": _span("2026-11-02", "2026-11-10")}}),
        ("весенние каникулы до 5 апреля", {"breaks": {"spring": _span("2027-03-27", "2027-04-05")}}),
        (
            "дополнительные каникулы для 1-х классов с 8 по 14 февраля",
            {"breaks": {"first_class": _span("2027-02-08", "2027-02-14")}},
        ),
        ("1 четверть с 1 сентября по 23 октября", {"terms": {"1": _span("2026-09-01", "2026-10-23")}}),
        ("Первая четверть: до 23.10.", {"terms": {"1": _span("2026-09-01", "2026-10-23")}}),
        ("2-я четверть с 9 ноября", {"terms": {"2": _span("2026-11-09", "2026-12-30")}}),
        ("І триместр до 15 ноября", {"trimesters": {"1": _span("2026-09-01", "2026-11-15")}}),
        ("2 модуль: 12 октября – 15 ноября", {"modules": {"2": _span("2026-10-12", "2026-11-15")}}),
        ("второе полугодие с 12 января", {"halves": {"2": _span("2027-01-12", "2027-05-26")}}),
        ("Шестидневка", {"days_per_week": 6}),
        ("5-дневная учебная неделя", {"days_per_week": 5}),
        ("выходной 2 ноября", {"days_off": ["2026-11-02"]}),
        ("выходные 2, 3 ноября", {"days_off": ["2026-11-02", "2026-11-03"]}),
        ("рабочая суббота 7 ноября", {"working_days": ["2026-11-07"]}),
        ("рабочий день 7 ноября", {"working_days": ["2026-11-07"]}),
        ("учебный год до 25 мая", {"teaching": _span("2026-09-01", "2027-05-25")}),
        ("план до 30 июня", {"plan_until": "2027-06-30"}),
        ("квартал — это четверть", {"quarters_are_terms": True}),
        ("квартал календарный", {"quarters_are_terms": False}),
        ("недели считать с понедельника", {"weeks": "monday"}),
        ("недели по числам", {"weeks": "days"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_change_in_words(words: str, stored: dict[str, object]) -> None:
    said = _read(words)
    assert (said.unclear, said.wrong) == ((), ())
    assert said.changes.to_dict() == stored
    assert YearChanges.from_dict(stored) == said.changes


def test_several_in_one_message_and_what_is_not_understood() -> None:
    said = _read("шестидневка; выходной 2 ноября\n— план до 30 июня\nосенние каникулы когда-нибудь\n\n1 четверть")
    assert said.changes == YearChanges(
        days_per_week=6, days_off=frozenset({date(2026, 11, 2)}), plan_until=date(2027, 6, 30)
    )
    assert said.unclear == ("осенние каникулы когда-нибудь", "1 четверть")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("III триместр до 10 января", "3-й триместр: конец (10 января) раньше начала (1 марта)."),
        ("выходной 2 ноября 2025", "«2 ноября 2025» — это не 2026/27 учебный год."),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(words: str, sentence: str) -> None:
    assert _read(words) == Said(NOTHING, wrong=(sentence,))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("1 четверть до 30 октября", "Напишите и новые каникулы."),
        ("1 четверть до 10 ноября\n2 четверть с 5 ноября", "2-я четверть начинается 5 ноября, а 1-я четверть идёт до"),
        ("III триместр до 1 июня", "3-й триместр с 1 марта по 1 июня выходит за учебный год"),
        ("план до 1 мая", "План кончается раньше занятий: 1 мая, а занятия идут до 26 мая."),
        ("осенние каникулы с 1 по 7 июля", "Осенние каникулы с 1 по 7 июля выходят за учебный год."),
        ("осенние каникулы с 1 по 9 февраля", "Зимние каникулы начинаются раньше, чем кончаются осенние каникулы."),
    ],
)
def test_a_year_that_does_not_hold_together_is_said(words: str, sentence: str) -> None:
    found = faults(corrected(YEAR, _read(words).changes))
    assert any(sentence in one for one in found), found


def test_the_default_year_has_no_faults() -> None:
    assert faults(YEAR) == ()


def test_terms_follow_the_breaks_and_halves_the_terms() -> None:
    year = _year("осенние каникулы со 2 по 10 ноября\nзимние каникулы с 28 декабря по 10 января")
    assert year.terms[:2] == (
        Span(date(2026, 9, 1), date(2026, 10, 30)),
        Span(date(2026, 11, 11), date(2026, 12, 25)),
    )
    assert year.halves[0] == Span(date(2026, 9, 1), date(2026, 12, 25))
    assert year.halves[1] == YEAR.halves[1]
    assert faults(year) == ()


def test_a_break_moved_later_takes_the_terms_with_it_whatever_was_said_before() -> None:
    before = _read("1 четверть до 22 октября; 4 четверть с 6 апреля").changes
    year = corrected(YEAR, _read("осенние каникулы со 2 по 10 ноября", before).changes)
    assert year.terms[0].end == date(2026, 10, 30)
    assert year.terms[3].start == date(2027, 4, 6)


@pytest.mark.parametrize(("words", "end"), [("шестидневка", 24), ("пятидневка", 23)])
def test_a_stated_week_ends_the_first_term(words: str, end: int) -> None:
    assert _year(words).terms[0].end == date(2026, 10, end)


def test_teaching_moves_what_begins_and_ends_with_it() -> None:
    year = _year("учебный год с 2 сентября по 31 мая")
    for spans in (year.terms, year.halves, year.trimesters, year.modules):
        assert (spans[0].start, spans[-1].end) == (date(2026, 9, 2), date(2027, 5, 31))
    assert year.season("summer") == Span(date(2027, 6, 1), date(2027, 8, 31))


def test_assumed_dates_give_way_and_are_known_when_all_are_said() -> None:
    year = _year("I триместр до 30 ноября")
    assert year.trimesters[1].start == date(2026, 12, 1)
    assert year.trimesters_assumed
    assert not _year("1 триместр до 15.11; 2 триместр до 19.02; 3 триместр до 26.05").trimesters_assumed
    assert len(_year("5 модуль до 26 мая").modules) == 5


def test_days_and_conventions() -> None:
    year = _year("выходной 2 октября; рабочая суббота 7 ноября; недели с понедельника; квартал это четверть")
    assert not year.is_working_day(date(2026, 10, 2))
    assert year.is_working_day(date(2026, 11, 7))
    assert (year.weeks, year.quarters_are_terms) == (Weeks.MONDAY, True)
    back = _read("рабочий день 2 октября", _read("выходной 2 октября").changes).changes
    assert corrected(YEAR, back).is_working_day(date(2026, 10, 2))


def test_a_file_is_read_by_the_schools_own_year() -> None:
    table = "Мероприятие;Срок;Ответственный\nЖурналы;1 четверть;Завуч\n".encode()
    plan = read_plan_file(table, "план.csv", 2026, _read("1 четверть до 23 октября").changes.to_dict())
    assert plan["rows"][0]["deadlines"][0]["span"] == _span("2026-09-01", "2026-10-23")


def _days(first: int, last: int) -> st.SearchStrategy[date]:
    return st.integers(first, last).map(lambda at: YEAR.around.start + timedelta(days=at))


def _spans(first: int, last: int) -> st.SearchStrategy[Span]:
    return st.tuples(_days(first, last), _days(first, last)).map(lambda ends: Span(*sorted(ends)))


_DAY, _SPAN = _days(0, 395), _spans(0, 395)
_WORDS = st.sampled_from(
    ["осенние каникулы", "1 четверть", "II триместр", "7 модуль", "учебный год", "план", "выходной", "до", "с", "по",
     "2 ноября", "31.12.9999", "февраль", "квартал", "это", "четверть", "недели", "понедельник", ";", "\n", ":", "–",
     "30 февраля", "первая", "IX", "2025"]
)  # fmt: skip


def _parts(most: int) -> st.SearchStrategy[tuple[tuple[int, Span], ...]]:
    return st.dictionaries(st.integers(1, most), _SPAN, max_size=3).map(lambda found: tuple(sorted(found.items())))


_CHANGES = st.builds(
    YearChanges,
    teaching=st.none() | _SPAN,
    plan_until=st.none() | _DAY,
    terms=_parts(4),
    halves=_parts(2),
    trimesters=_parts(3),
    modules=_parts(8),
    breaks=st.dictionaries(st.sampled_from(["autumn", "winter", "spring", "summer"]), _SPAN).map(
        lambda found: tuple(sorted(found.items()))
    ),
    days_off=st.frozensets(_DAY, max_size=3),
    days_per_week=st.sampled_from([None, 5, 6]),
)


@given(st.lists(_WORDS | st.text(max_size=8), max_size=12).map(" ".join))
def test_no_message_raises(words: str) -> None:
    said = _read(words)
    faults(corrected(YEAR, said.changes))
    assert YearChanges.from_dict(said.changes.to_dict()) == said.changes


@given(_CHANGES)
def test_a_year_without_faults_is_in_order(changes: YearChanges) -> None:
    year = corrected(YEAR, changes)
    assert YearChanges.from_dict(changes.to_dict()) == changes
    if faults(year):
        return
    for unit in UNITS:
        spans = getattr(year, unit)
        assert all(first.end < second.start for first, second in pairwise(spans))
        assert all(days.start in year.teaching and days.end in year.teaching for days in spans)


@given(_spans(61, 141), st.sampled_from([5, 6]))  # from October to the 20th of December
def test_a_moved_autumn_break_always_gives_a_sound_year(days: Span, week: int) -> None:
    year = corrected(YEAR, YearChanges(days_per_week=week).with_break("autumn", days))
    assert faults(year) == ()
    assert year.terms[0].end < days.start <= days.end < year.terms[1].start

"""A plan under another school year: what comes from its phrases moves, what a person has set or done stays."""

from dataclasses import replace
from datetime import date

import pytest

from cyclogram.corrected_year import corrected
from cyclogram.phrases import Ask, Reading, Repeats, read
from cyclogram.plan import Due, PlanRow, Question, ReadPlan, Repeat, with_reading
from cyclogram.rereading import moves, reread
from cyclogram.school_year import SchoolYear, school_year
from cyclogram.spans import Span
from cyclogram.year_changes import NOTHING
from cyclogram.year_words import read_changes

YEAR = school_year(2026)
FIRST = Span(date(2026, 9, 1), date(2026, 10, 24))
AUTUMN = "осенние каникулы со 2 по 8 ноября"


def _year(words: str) -> SchoolYear:
    return corrected(YEAR, read_changes(words, YEAR, NOTHING).changes)


LATER = _year(AUTUMN)


def _row(phrase: str, sure: float | None = None) -> PlanRow:
    row = PlanRow("Л!A2", 2, "Справка")
    what = read(phrase, YEAR)
    assert isinstance(what, Reading | Repeats)
    return with_reading(row, phrase, replace(what, sure=sure) if sure else what)


def _moved(row: PlanRow, words: str = AUTUMN, done: tuple[Span, ...] = ()) -> PlanRow:
    after = _year(words)
    plan = reread(ReadPlan((row,)), YEAR, after, {row.where: done})
    (moved,) = plan.rows
    assert bool(moves(ReadPlan((row,)), plan)) == ((moved.spans, moved.repeats) != (row.spans, row.repeats))
    return moved


@pytest.mark.parametrize("phrase", ["1 четверть", "1 раз в четверть", "в конце каждой четверти", "осенние каникулы"])
def test_phrases_of_the_schools_calendar_move(phrase: str) -> None:
    row = _row(phrase)
    moved = _moved(row)
    assert moved.spans != row.spans
    assert len(moved.spans) == len(row.spans)
    assert moved.deadlines[0].phrase == phrase


@pytest.mark.parametrize("phrase", ["до 15 марта", "октябрь", "с 20 октября по 5 ноября", "26.10"])
def test_explicit_dates_stay(phrase: str) -> None:
    row = _row(phrase)
    assert _moved(row) == row


def test_what_a_person_has_confirmed_stays() -> None:
    row = _row("1 четверть", sure=1.0)
    assert _moved(row) == row


def test_dates_that_are_not_what_the_phrase_says_stay() -> None:
    row = replace(_row("1 четверть"), deadlines=(Due(Span(date(2026, 9, 1), date(2026, 10, 1)), "1 четверть", 0.9),))
    assert _moved(row) == row


def test_what_is_done_stays_and_the_rest_moves_also_the_next_time() -> None:
    row = _moved(_row("1 раз в четверть"), done=(FIRST,))
    assert row.spans[:2] == (FIRST, Span(date(2026, 11, 9), date(2026, 12, 30)))
    back = reread(ReadPlan((row,)), LATER, YEAR, {row.where: (FIRST,)})
    assert back.rows[0].spans == YEAR.terms


def test_nothing_new_is_expected_beside_what_is_done_when_there_are_more_dates() -> None:
    row = _row("ежеквартально")
    autumn = row.spans[0]
    moved = _moved(row, "квартал это четверть", done=(autumn,))
    assert autumn in moved.spans
    assert all(one == autumn or one.start > autumn.end for one in moved.spans)


def test_a_repeat_follows_the_end_of_teaching() -> None:
    row = _row("каждый понедельник")
    (repeat,) = _moved(row, "учебный год до 20 мая").repeats
    assert repeat == Repeat("FREQ=WEEKLY;BYDAY=MO", date(2026, 9, 1), date(2027, 5, 20), "каждый понедельник", 0.95)


def test_days_a_question_proposes_follow() -> None:
    phrase = "в каникулы"
    ask = read(phrase, YEAR)
    assert isinstance(ask, Ask)
    assert ask.guess
    row = PlanRow("Л!A2", 2, "Лагерь", questions=(Question(1, "deadline", ask.question, "Л!B2", phrase, ask.guess),))
    (question,) = _moved(row).questions
    assert question.guess[0] == Span(date(2026, 11, 2), date(2026, 11, 8))
    assert "со 2 по 8 ноября" in question.text


def test_an_assumption_goes_with_the_reading_it_belonged_to() -> None:
    row = _row("1 триместр")
    assert row.notes
    assert not _moved(row, "1 триместр до 15.11; 2 триместр до 19.02; 3 триместр до 26.05").notes

"""One sentence about the plan: what it asks for, what it still lacks, what it changes."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cyclogram.intents import (
    Add,
    Away,
    Cancel,
    HandOver,
    Intent,
    Missing,
    Move,
    Somebody,
    When,
    Which,
    from_dict,
    missing,
    sure_now,
    to_dict,
    with_row,
    with_somebody,
)  # fmt: skip
from cyclogram.plan import Origin, PlanRow
from cyclogram.sentence_answers import answered
from cyclogram.sentence_changes import changes
from cyclogram.sentence_screens import understood_so
from cyclogram.sentences import said
from cyclogram.spans import Span, one_day
from tests.cyclogram.sentence_plan import NUMBERS, POSITIONS, ROWS, YEAR, in_line

TODAY = date(2026, 11, 18)
"""A Wednesday."""

TABLE = [
    line.split("\t") for line in (Path(__file__).parent / "sentences.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


def understood(sentence: str) -> Intent:
    intent = said(sentence, YEAR, ROWS, POSITIONS, TODAY)
    assert intent is not None
    return intent


def after(sentence: str) -> PlanRow:
    """The one row a sentence changes, as it will be."""
    (pair,) = changes(understood(sentence), ROWS, YEAR, TODAY)
    assert pair.new
    return pair.new


@pytest.mark.parametrize(("sentence", "intent"), TABLE, ids=[sentence for sentence, _ in TABLE])
def test_sentence(sentence: str, intent: str) -> None:
    assert in_line(said(sentence, YEAR, ROWS, POSITIONS, TODAY)) == intent


def test_without_a_calendar_friday_is_asked_about() -> None:
    intent = said("добавить смотр кабинетов в пятницу, завхоз", YEAR, ROWS, POSITIONS)
    assert intent is not None
    assert missing(intent, YEAR) is Missing.WHEN


# -- what is missing, and the answers to it


@pytest.mark.parametrize(
    ("sentence", "lacks"),
    [
        ("до 15 марта справка по питанию, соцпедагог", None),
        ("до 15 марта справка по питанию", Missing.WHO),
        ("добавь педсовет", Missing.WHO),
        ("добавь анализ работ, после педсовета, методист", Missing.WHEN),
        ("добавь анализ работ, методист", Missing.WHEN),
        ("перенести ВПР", Missing.WHEN),
        ("перенести опрос на апрель", Missing.ROW),
        ("адаптацию сдвинуть на неделю", None),
        ("отменить олимпиаду", Missing.ROW),
        ("отменить контрольный обед", None),
        ("передать семинар заместителю", Missing.WHO),
        ("передать все дела психолога соцпедагогу", None),
    ],
)
def test_what_is_missing(sentence: str, lacks: Missing | None) -> None:
    assert missing(understood(sentence), YEAR) is lacks


@pytest.mark.parametrize(
    ("sentence", "answers", "intent"),
    [
        ("до 1 октября дозор столовой", ["соцпедагогу"], "добавить: Дозор столовой | до 1 октября | Соц. педагог"),
        ("до 1 мая дозор", ["родители"], "добавить: Дозор | до 1 мая | Родители (новая)"),
        ("добавь педсовет", ["завуч, методист", "в пятницу"],
         "добавить: Педсовет | 20 ноября | Зам. директора по УВР, Методист"),
        ("добавь педсовет", ["директор", "15 января"], "добавить: Педсовет | 15 января | Директор"),
        ("добавь педсовет", ["директор", "когда получится"], "добавить: Педсовет | ? | Директор"),
        ("перенести опрос на апрель", ["родителей"], "перенести: 5 → апрель"),
        ("перенести опрос на апрель", ["строка 6"], "перенести: 6 → апрель"),
        ("отменить олимпиаду", ["контрольный обед"], "отменить: 11"),
        ("передать семинар заместителю", ["завучу по ВР"], "передать: 10 → зам. директора по ВР"),
        ("передать осмотр кабинетов Сидоровой", ["Сидорова И.П."], "передать: 8 → Сидорова И.П. (новая)"),
    ],
)  # fmt: skip
def test_answers_go_where_something_is_missing(sentence: str, answers: list[str], intent: str) -> None:
    so_far = understood(sentence)
    for answer in answers:
        so_far = answered(so_far, answer, YEAR, ROWS, POSITIONS, TODAY)
    assert in_line(so_far) == intent


def test_a_row_is_chosen_by_its_button_and_no_other_number_is_taken() -> None:
    intent = understood("перенести опрос на апрель")
    assert in_line(with_row(intent, 1)) == "перенести: 6 → апрель"
    for forged in (-1, 2, 99):
        with pytest.raises(IndexError):
            with_row(intent, forged)
    with pytest.raises(IndexError):
        with_row(understood("до 15 марта справка, завуч"), 0)


def test_a_guess_counts_once_it_is_confirmed() -> None:
    intent = Add("Опрос", When("не реже 3 раз в год"), (Somebody("завуч", "Завуч"),))
    assert missing(intent, YEAR) is Missing.SURE
    assert missing(sure_now(intent, YEAR), YEAR) is None


def test_one_of_several_people_is_chosen() -> None:
    intent = understood("передать семинар заместителю")
    chosen = with_somebody(intent, Somebody("заместителю", "Зам. директора по УВР"))
    assert in_line(chosen) == "передать: 10 → Зам. директора по УВР"


# -- what changes


def test_a_new_row_comes_from_the_chat() -> None:
    row = after("инвентаризация кабинетов, июнь, завхоз, итог: акт. Решение: заявка учредителю")
    assert (row.where, row.number, row.origin) == ("чат", 12, Origin.CHAT)
    assert (row.what, row.output, row.decision) == ("Инвентаризация кабинетов", "акт", "заявка учредителю")
    assert row.responsible == ("Белова С.Н., зам. директора по АХЧ",)
    assert row.spans == (Span(date(2027, 6, 1), date(2027, 6, 30)),)


def test_one_of_two_deadlines_moves_and_the_other_stays() -> None:
    moved = after("перенеси проверку журналов с 25 декабря на 15 января")
    assert moved.spans == (one_day(date(2026, 10, 25)), one_day(date(2027, 1, 15)))


def test_a_month_names_the_deadline_in_it() -> None:
    moved = after("перенести проверку журналов с декабря на 15 января")
    assert moved.spans == (one_day(date(2026, 10, 25)), one_day(date(2027, 1, 15)))


def test_a_shift_moves_what_is_still_ahead() -> None:
    assert after("проверку журналов сдвинуть на неделю").spans == (
        one_day(date(2026, 10, 25)), one_day(date(2027, 1, 1)),
    )  # fmt: skip
    assert after("адаптацию сдвинуть на неделю").spans == (Span(date(2026, 10, 8), date(2026, 11, 7)),)
    assert after("осмотр кабинетов отложить на месяц").spans == (one_day(date(2027, 2, 20)),)
    assert after("осмотр кабинетов сдвинуть на 3 дня раньше").spans == (one_day(date(2027, 1, 17)),)


def test_what_is_extended_keeps_its_beginning() -> None:
    assert after("продлить опрос родителей до 23 октября").spans == (Span(date(2026, 10, 5), date(2026, 10, 23)),)


def test_a_repeat_gives_way_to_a_day_and_its_question_is_answered() -> None:
    row = after("перенести справку о посещаемости на 1 декабря")
    assert (row.spans, row.repeats, row.questions) == ((one_day(date(2026, 12, 1)),), (), ())


def test_only_the_place_of_the_giver_changes_hands() -> None:
    row = after("вместо завуча по ВР пусть отвечает методист: классно-обобщающий контроль")
    assert row.responsible == ("Директор", "Методист")
    assert after("передать классно-обобщающий контроль методисту").responsible == ("Методист",)


def test_all_rows_of_a_position_are_handed_over() -> None:
    pairs = changes(understood("передать все дела администратора ВСОКО методисту"), ROWS, YEAR, TODAY)
    assert [NUMBERS[pair.old.where] for pair in pairs if pair.old] == [5, 6]
    assert {pair.new.responsible for pair in pairs if pair.new} == {("Методист",)}


def test_a_row_that_is_gone_meanwhile_changes_nothing() -> None:
    assert changes(Cancel(Which("обед", "Л!A99")), ROWS, YEAR, TODAY) == ()


# -- kept in a conversation


EXAMPLES: tuple[Intent, ...] = (
    *(intent for sentence, _ in TABLE if (intent := said(sentence, YEAR, ROWS, POSITIONS, TODAY))),
    Away(TODAY, None),
    Away(TODAY, date(2026, 12, 1), Somebody("завуч", "", ("Зам. директора по УВР",))),
    sure_now(Move(Which("опрос", "Л!A5"), When("не реже 3 раз в год")), YEAR),
)


def test_an_intent_comes_back_from_json_as_it_was() -> None:
    for intent in EXAMPLES:
        assert from_dict(json.loads(json.dumps(to_dict(intent)))) == intent


WORDS = st.sampled_from(
    "перенести отменить передать добавить вместо пусть все дела до с на 15 марта октябрь неделю ВПР опрос завуч "
    "психологу Беловой строку 7 ( ) : , — ; итог: решение: за меня 99 каждую пятницу продлить не будет . ё".split()
)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=120) | st.lists(WORDS, max_size=14).map(" ".join))
@example("перенести на 999 месяцев ВПР")
@example("осмотр кабинетов сдвинуть на 999 недель раньше")
@example("пусть")
def test_no_message_makes_it_stumble(text: str) -> None:
    intent = said(text, YEAR, ROWS, POSITIONS, TODAY)
    if intent is not None:
        assert from_dict(to_dict(intent)) == intent
        assert understood_so(intent, ROWS, YEAR, TODAY).text
        assert isinstance(answered(intent, text, YEAR, ROWS, POSITIONS, TODAY), Add | Move | Cancel | HandOver)

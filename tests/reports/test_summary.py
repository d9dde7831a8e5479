"""The summary: every number with its n, N and coverage; a difference named only where there is one."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.screen import MAX_TEXT
from reports.summary import class_table, summary_json, summary_text
from reports.waves import ClosedWave, Earlier, coverage
from surveys.definition import MAX_STATEMENT, Statement
from tests.reports.waves import CLOSED, COUNTS, OPEN, PARENTS, PLAIN, SCHOOL, THIN


def test_one_audience_word_for_word() -> None:
    words = summary_text([PLAIN], SCHOOL).plain
    assert words.split("\n") == [
        "Сводка. Школа № 0",
        "",
        "Родители",
        "«Школа глазами родителей», с 9 по 20 ноября 2026 года",
        "Ответили 51 из 84 (61 %)",
        "Показатель У = 2,87 из 4, уровень средний",
        "По методике Е. Н. Степанова: высокий — от 3; средний — от 2; низкий — ниже",
        "Лучше всего",
        "• Меня устраивает, как моего ребёнка учат в школе — 3,78 (n = 51)",
        "• Учителя учитывают особенности моего ребёнка — 2,92 (n = 51)",
        "• Я вовремя узнаю об успехах и трудностях ребёнка в учёбе — 2,92 (n = 51)",
        "Слабее всего",
        "• Меня устраивает, как ребёнка кормят в школе — 1,45 (n = 51)",
        "• В целом меня устраивает школа, в которой учится мой ребёнок — 2,92 (n = 51)",
        "• В школе есть кружки и секции, интересные моему ребёнку — 2,92 (n = 51)",
    ]


def test_the_wave_before_stands_beside() -> None:
    words = summary_text([CLOSED], SCHOOL).plain
    assert "Прошлый раз (21 ноября 2025 года, n = 51): 2,99; различие не установлено" in words
    assert "учат в школе — 3,78 (n = 51, было 2,92, выше)" in words
    assert "кормят в школе — 1,45 (n = 51, было 3,83, ниже)" in words
    assert "особенности моего ребёнка — 2,92 (n = 51, было 2,92)" in words
    assert words.endswith("«Выше» и «ниже» сказано только там, где это подтверждают данные (95 %).")


def test_a_reworded_statement_is_not_compared() -> None:
    first, *rest = PARENTS.statements
    reworded = replace(PARENTS, statements=(replace(first, text="Иначе."), *rest))
    words = summary_text([replace(CLOSED, survey=reworded)], SCHOOL).plain
    assert "Иначе — 3,78 (n = 51)" in words
    assert "по общим вопросам (11), сейчас 2,79" in words


def test_nothing_in_common_is_said_so() -> None:
    other = replace(PARENTS, statements=(Statement("other", "Другое.", "aesthetics"),))
    wave = replace(PLAIN, earlier=Earlier(other, date(2025, 11, 21), 30, {"other": {4: 30}}))
    assert "сравнить нельзя: общих вопросов нет" in summary_text([wave], SCHOOL).plain


def test_too_few_answers_give_no_number() -> None:
    words = summary_text([THIN], SCHOOL).plain
    assert "Мало данных: меньше пяти ответов, итоги не публикуются." in words
    assert "У =" not in words


def test_an_open_wave_shows_coverage_and_when() -> None:
    words = summary_text([OPEN], SCHOOL).plain
    assert "Учителя: опрос идёт" in words
    assert "Ответили 7 из 24 (29 %)." in words
    assert "до 27 ноября, итоги будут после закрытия" in words


def test_no_waves_at_all() -> None:
    assert "Закрытых опросов пока нет." in summary_text([], SCHOOL).plain


def test_a_group_chat_hears_of_no_class() -> None:
    words = summary_text([CLOSED], SCHOOL).plain
    assert not any(name in words for group in CLOSED.groups for name in group.classes)


def test_the_table_of_classes() -> None:
    words = class_table(CLOSED).plain
    assert "5А: У = 3,67, ответили 12 из 27 (44 %)" in words
    assert "5Б, 6А: У = 2," in words
    assert "сведены только по школе" in class_table(THIN).plain


@pytest.mark.parametrize(
    "answered, invited, words",
    [
        (51, 84, "51 из 84 (61 %)"),
        (51, 0, "51 (сколько приглашено, не указано)"),
        (51, 40, "51 (по спискам приглашено 40: проверьте численность)"),
    ],
    ids=["known", "unknown", "more than invited"],
)
def test_coverage(answered: int, invited: int, words: str) -> None:
    assert coverage(answered, invited) == words


def test_json_has_the_shape_other_programs_rely_on() -> None:
    closed, opened, thin = json.loads(json.dumps(summary_json([PLAIN, OPEN, THIN])))["waves"]
    assert {name: closed[name] for name in ("survey", "state", "invited", "answered", "index", "level")} == {
        "survey": "parents",
        "state": "closed",
        "invited": 84,
        "answered": 51,
        "index": 2.87,
        "level": "средний",
    }
    assert closed["groups"][0] == {
        "classes": ["5А"],
        "invited": 27,
        "answered": 12,
        "questions": [{"id": "teaching", "n": 12, "counts": {"4": 8, "3": 4, "2": 0, "1": 0, "0": 0}, "mean": 3.67}],
    }
    assert [one["id"] for one in closed["questions"]] == [one.id for one in PARENTS.statements]
    assert (opened["survey"], opened["state"], opened["answered"], opened["closes"]) == (
        "teachers",
        "open",
        7,
        "2026-11-27",
    )
    assert "index" not in opened
    assert "questions" not in opened
    assert (thin["index"], thin["level"], thin["questions"], thin["groups"]) == (None, None, [], [])


def test_teachers_have_no_class_in_json() -> None:
    group = replace(PLAIN.groups[0], classes=("",))
    (wave,) = json.loads(json.dumps(summary_json([replace(PLAIN, groups=(group,))])))["waves"]
    assert wave["groups"][0]["classes"] == []


tallies = st.fixed_dictionaries({value: st.integers(0, 200) for value in (4, 3, 2, 1, 0)})


@given(st.lists(st.dictionaries(st.sampled_from(sorted(COUNTS)), tallies), min_size=1, max_size=5), st.booleans())
def test_any_summary_is_one_message(counted: list[dict[str, dict[int, int]]], compared: bool) -> None:
    long = replace(
        PARENTS, statements=tuple(replace(one, text="у" * MAX_STATEMENT) for one in PARENTS.statements), title="т" * 80
    )
    waves = [
        ClosedWave(1, long, PLAIN.opened, PLAIN.closed, 900, 800, counts, (), None)
        if not compared
        else ClosedWave(
            1, long, PLAIN.opened, PLAIN.closed, 900, 800, counts, (), Earlier(long, PLAIN.closed, 99, counts)
        )
        for counts in counted
    ]
    assert 0 < summary_text(waves, "Ш" * 200).units <= MAX_TEXT
    assert json.dumps(summary_json(waves))

"""A survey is read from YAML or refused with the place and the reason."""

import re

import pytest
import yaml

from chat.screen import MAX_LABEL
from surveys.definition import BadSurvey, Purpose, Survey, builtin, from_json, parse, to_json

GOOD = """
id: pulse
version: 2
title: Неделя
audience: учителя
purpose: formative
why: Хотим услышать вас.
minutes: 1
method: {title: доли ответов, source: школа, formula: сумма / число}
scale: [{value: 4, label: да}, {value: 0, label: нет}]
statements: [{id: energy, text: Сил хватает., object: working_comfort}]
"""


def test_a_small_survey_is_read() -> None:
    survey = parse(GOOD)
    assert (survey.id, survey.version, survey.purpose) == ("pulse", 2, Purpose.FORMATIVE)
    assert [one.id for one in survey.statements] == ["energy"]
    assert survey.comment == ""
    assert survey.place("energy") == 0
    assert survey.place("gone") is None


LEVELS = "method: {title: а, source: б, formula: в, levels: [%s]}"
METHOD = "method: {title: доли ответов, source: школа, formula: сумма / число}"


@pytest.mark.parametrize(
    "old, new, complaint",
    [
        pytest.param("id: pulse", "id: Опрос", "анкета: id — до 20 знаков", id="an id of Russian letters"),
        pytest.param("id: energy", "id: comment", "утверждение 1: id — до 20", id="an id that buttons use"),
        pytest.param("id: energy", f"id: {'a' * 21}", "утверждение 1: id — до 20", id="an id too long for a button"),
        pytest.param("version: 2", "version: два", "анкета: в поле version ждали", id="a version in words"),
        pytest.param("version: 2", "version: true", "анкета: в поле version ждали", id="yes is no number"),
        pytest.param("title: Неделя", "", "анкета: нет текста в поле title", id="no title"),
        pytest.param("purpose: formative", "purpose: both", "purpose бывает", id="an unknown purpose"),
        pytest.param("label: да", f"label: {'д' * 41}", "ответ 1: поле label длиннее 40", id="a label too long"),
        pytest.param("value: 0", "value: 4", "шкала: 4 встречается дважды", id="the same points twice"),
        pytest.param(
            "[{id: energy, text: Сил хватает., object: working_comfort}]",
            "[{id: a, text: а, object: о}, {id: a, text: б, object: о}]",
            "утверждения: a встречается дважды",
            id="the same statement twice",
        ),
        pytest.param("[{id: energy", "[{ид: energy", "утверждение 1: нет текста в поле id", id="a field misspelt"),
        pytest.param(
            "statements: [{id: energy, text: Сил хватает., object: working_comfort}]",
            "statements: нет",
            "в поле statements ждали список",
            id="no list",
        ),
        pytest.param(METHOD, "method: так", "method: здесь ждали набор", id="no mapping"),
        pytest.param(METHOD, LEVELS % "{title: а, from: 1}, {title: б}", "method: у короткого", id="a pulse has none"),
        pytest.param(METHOD, LEVELS % "{title: а}, {title: б}", "сверху вниз", id="a level without a border"),
        pytest.param(
            METHOD, LEVELS % "{title: а, from: 2}, {title: б, from: 3}, {title: в}", "сверху", id="upside down"
        ),
        pytest.param(METHOD, LEVELS % "{title: а, from: 2, above: 3}, {title: в}", "граница одна", id="two borders"),
        pytest.param(METHOD, LEVELS % "{title: а, from: много}, {title: в}", "ждали число", id="a border in words"),
        pytest.param("id: pulse", "id: [", "файл: это не YAML", id="broken YAML"),
        pytest.param("id: pulse", "id: !!python/name:os.system", "файл: это не YAML", id="YAML that wants to run"),
    ],
)
def test_a_wrong_survey_is_refused_with_its_place(old: str, new: str, complaint: str) -> None:
    assert old in GOOD
    with pytest.raises(BadSurvey, match=re.escape(complaint)):
        parse(GOOD.replace(old, new))


@pytest.mark.parametrize("words", ["", "опрос", "[1, 2]", "[" * 3000], ids=["empty", "a word", "a list", "deep"])
def test_what_is_no_survey_at_all_is_refused(words: str) -> None:
    with pytest.raises(BadSurvey):
        parse(words)
    with pytest.raises(BadSurvey):
        from_json(words)


@pytest.mark.parametrize("survey", builtin().values(), ids=builtin())
def test_a_frozen_survey_is_the_same_survey(survey: Survey) -> None:
    assert from_json(to_json(survey)) == survey
    assert parse(yaml.safe_dump(yaml.safe_load(to_json(survey)), allow_unicode=True)) == survey


@pytest.mark.parametrize("survey", builtin().values(), ids=builtin())
def test_the_surveys_that_come_with_the_bot(survey: Survey) -> None:
    assert 10 <= len(survey.statements) <= 15
    assert [option.value for option in survey.scale] == [4, 3, 2, 1, 0]
    assert all(len(option.label) <= MAX_LABEL for option in survey.scale)
    assert survey.purpose is Purpose.SUMMATIVE
    assert [level.title for level in survey.method.levels] == ["высокий", "средний", "низкий"]
    assert all(one.text.endswith(".") for one in survey.statements)
    assert survey.comment.endswith("?")


def test_there_is_one_for_each_audience() -> None:
    assert list(builtin()) == ["students", "parents", "teachers"]

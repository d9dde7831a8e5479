"""Which known position somebody means, in whatever case and however short: one, several to ask about, or none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyclogram.responsible_match import Match, resolve

SCHOOL = (
    "Зам. директора по УВР", "Зам. директора по ВР", "Педагог-психолог", "Методист", "Классные руководители",
    "Руководители ШМО", "Директор", "Белова С.Н., зам. директора по АХЧ", "Громов А.А., отв. за сайт",
    "Администратор ВСОКО", "Соц. педагог", "комиссия по питанию", "кл. рук. 5А", "кл. рук. 7Б", "Орлова Т.П.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "position"),
    [
        ("психологу", "Педагог-психолог"),
        ("школьный психолог", "Педагог-психолог"),
        ("педагогом-психологом", "Педагог-психолог"),
        ("завуч", "Зам. директора по УВР"),
        ("за меня завуч", "Зам. директора по УВР"),
        ("завучу по ВР", "Зам. директора по ВР"),
        ("зам по воспитательной работе", "Зам. директора по ВР"),
        ("заместителя директора по учебно-воспитательной работе", "Зам. директора по УВР"),
        ("методиста", "Методист"),
        ("методистом", "Методист"),
        ("Беловой", "Белова С.Н., зам. директора по АХЧ"),
        ("Беловой С.Н.", "Белова С.Н., зам. директора по АХЧ"),
        ("белову с.н.", "Белова С.Н., зам. директора по АХЧ"),
        ("Белова Светлана", "Белова С.Н., зам. директора по АХЧ"),
        ("Светланой Николаевной Беловой", "Белова С.Н., зам. директора по АХЧ"),
        ("завхозу", "Белова С.Н., зам. директора по АХЧ"),
        ("зам. по АХЧ", "Белова С.Н., зам. директора по АХЧ"),
        ("Громову", "Громов А.А., отв. за сайт"),
        ("ответственному за сайт", "Громов А.А., отв. за сайт"),
        ("сайт", "Громов А.А., отв. за сайт"),
        ("соцпедагогу", "Соц. педагог"),
        ("социальным педагогом", "Соц. педагог"),
        ("кл. рук.", "Классные руководители"),
        ("классным руководителям", "Классные руководители"),
        ("классному руководителю 5А", "кл. рук. 5А"),
        ("председатели МО", "Руководители ШМО"),
        ("директору школы", "Директор"),
        ("орлова", "Орлова Т.П."),
        ("т.п. орлова", "Орлова Т.П."),
        ("комиссии по питанию", "комиссия по питанию"),
        ("администратору ВСОКО", "Администратор ВСОКО"),
    ],
)
def test_one_is_meant(said: str, position: str) -> None:
    assert resolve(said, SCHOOL) == Match(position)


@pytest.mark.parametrize(
    ("said", "among"),
    [
        ("заместитель", ("Зам. директора по УВР", "Зам. директора по ВР", "Белова С.Н., зам. директора по АХЧ")),
        ("методсит", ("Методист",)),
        ("Орлова Т.С.", ("Орлова Т.П.",)),
    ],
)
def test_several_could_be_meant_and_a_typing_error_is_asked_about(said: str, among: tuple[str, ...]) -> None:
    assert resolve(said, SCHOOL) == Match("", among)


@pytest.mark.parametrize("said", ["логопед", "тьютор", "Сидоров", "Белова А.А.", "", "5", "кл. рук. 6В", "спасибо"])
def test_nobody_known_is_meant(said: str) -> None:
    assert resolve(said, SCHOOL) == Match()


def test_a_deputy_is_asked_about_where_the_plan_has_two_without_teaching() -> None:
    deputies = ("Зам. директора по ВР", "Зам. директора по безопасности")
    assert resolve("завуч", deputies) == Match("", deputies)


def test_two_of_one_surname_are_told_apart_by_initials() -> None:
    family = ("Громов А.А.", "Громова И.В.")
    assert resolve("Громову", family) == Match("", family)
    assert resolve("Громовой И.В.", family) == Match("Громова И.В.")


def test_one_position_spelled_twice_is_one() -> None:
    assert resolve("психологу", ["Педагог-психолог", "педагог - психолог"]) == Match("Педагог-психолог")


@settings(max_examples=60)
@given(st.text(max_size=220), st.lists(st.text(max_size=40), max_size=6))
def test_nothing_makes_it_stumble(said: str, known: list[str]) -> None:
    match = resolve(said, known)
    assert {*match.among, match.found} - {""} <= set(known)

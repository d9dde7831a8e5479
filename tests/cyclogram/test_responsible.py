"""One cell of responsible people: how many they are, and which wordings are one position."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyclogram.responsible import same, wordings


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Завуч", ["Завуч"]),
        ("", []),
        ("—", []),
        ("Зам. директора по УВР", ["Зам. директора по УВР"]),
        ("Зам. директора по УВР Орлова Т.П.", ["Зам. директора по УВР Орлова Т.П."]),
        ("Белова С.Н., зам. директора по АХЧ", ["Белова С.Н., зам. директора по АХЧ"]),
        ("Орлова Т.П., Белова С.Н.", ["Орлова Т.П.", "Белова С.Н."]),
        ("Директор, зам. директора", ["Директор", "зам. директора"]),
        ("Директор и завуч", ["Директор", "завуч"]),
        ("Учителя русского языка и литературы", ["Учителя русского языка и литературы"]),
        ("зам.директора по УВР и ВР", ["зам.директора по УВР и ВР"]),
        ("Кл. руководители 1, 5, 10 классов; психолог", ["Кл. руководители 1, 5, 10 классов", "психолог"]),
        ("Завуч, кл. рук. 5А, 7Б", ["Завуч", "кл. рук. 5А, 7Б"]),
        ("Директор, заместители (УВР, ВР)", ["Директор", "заместители (УВР, ВР)"]),
        ("Зам. по УВР / рук. кафедр", ["Зам. по УВР", "рук. кафедр"]),
        ("1. Директор\n2. Завуч", ["Директор", "Завуч"]),
        ("Завуч; ЗАВУЧ;  завуч", ["Завуч"]),
    ],
)
def test_cell(cell: str, people: list[str]) -> None:
    assert list(wordings(cell)) == people


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Зам. директора по УВР", "заместитель директора по УВР"),
        ("зам.директора по  УВР", "Зам. директора по УВР"),
        ("Кл. рук. 5А", "Классный руководитель 5А"),
        ("соц. педагог", "Социальный педагог"),
        ("Педагог - психолог", "педагог-психолог"),
        ("Отв. за сайт", "Ответственный за сайт"),
    ],
)
def test_the_same_position(one: str, other: str) -> None:
    assert same(one) == same(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Зам. по УВР", "Зам. по ВР"), ("Кл. рук. 5А", "Кл. рук. 5Б"), ("Директор", "Завуч")]
)
def test_different_positions(one: str, other: str) -> None:
    assert same(one) != same(other)


@given(st.text(max_size=300))
def test_no_cell_makes_it_stumble_and_no_letter_is_lost(cell: str) -> None:
    people = wordings(cell)
    assert len({same(one) for one in people}) == len(people)
    assert all(one == one.strip() and 0 < len(one) <= 200 for one in people)
    if any(char.isalpha() and char.isascii() for char in cell):
        assert people

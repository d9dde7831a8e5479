"""Class sizes as schools write them."""

import pytest

from handlers.sizes import Size, read_sizes
from storage.people import Audience

STUDENTS, PARENTS, TEACHERS = Audience.STUDENTS, Audience.PARENTS, Audience.TEACHERS


@pytest.mark.parametrize(
    "words, found",
    [
        ("5А 27", [(STUDENTS, "5А", 27)]),
        ("5а 27, 5 «б» 25", [(STUDENTS, "5А", 27), (STUDENTS, "5Б", 25)]),
        ("5-A: 27", [(STUDENTS, "5А", 27)]),  # a Latin letter
        ("5А класс - 3 ученика", [(STUDENTS, "5А", 3)]),
        ("в 5А классе 27 чел.", [(STUDENTS, "5А", 27)]),
        ("11 класс — 30 человек", [(STUDENTS, "11", 30)]),
        ("5А 27; родителей 5А 30, 5Б 28; учителей 42", [
            (STUDENTS, "5А", 27), (PARENTS, "5А", 30), (PARENTS, "5Б", 28), (TEACHERS, "", 42),
        ]),
        ("родители 5А: 30\nпедагогов 42", [(PARENTS, "5А", 30), (TEACHERS, "", 42)]),
        ("5В 0", [(STUDENTS, "5В", 0)]),
    ],
)  # fmt: skip
def test_understood(words: str, found: list[tuple[Audience, str, int]]) -> None:
    assert read_sizes(words).found == tuple(Size(*one) for one in found)
    assert read_sizes(words).unclear == ()


@pytest.mark.parametrize("words", ["5Б двадцать", "12А 20", "5А 27 3", "5А 5000", "привет", "учителей", "А 5 27"])
def test_not_understood_is_told(words: str) -> None:
    assert read_sizes(words).found == ()
    assert read_sizes(words).unclear == (words,)


def test_the_rest_is_kept() -> None:
    read = read_sizes("5А 27, 5Б двадцать")
    assert (read.found, read.unclear) == ((Size(STUDENTS, "5А", 27),), ("5Б двадцать",))

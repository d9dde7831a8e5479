"""The method's own arithmetic, its borders, and what may be called a difference."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import method
from surveys.definition import builtin
from surveys.method import Change, Share

STUDENTS, PARENTS = builtin()["students"], builtin()["parents"]


def test_the_index_divides_by_answers_given() -> None:
    assert method.index([{4: 2, 0: 1}, {3: 1}]) == (4 + 4 + 0 + 3) / 4
    assert method.index([{}, {}]) is None
    assert method.mean({4: 1, 3: 1}) == 3.5
    assert method.mean({}) is None


@pytest.mark.parametrize(
    "index, students, parents",
    [
        (4.0, "высокий", "высокий"),
        (3.01, "высокий", "высокий"),
        (3.0, "средний", "высокий"),
        (2.99, "средний", "средний"),
        (2.0, "средний", "средний"),
        (1.99, "низкий", "низкий"),
        (0.0, "низкий", "низкий"),
        (None, "", ""),
    ],
)
def test_levels(index: float | None, students: str, parents: str) -> None:
    assert method.level(STUDENTS.method, index) == students
    assert method.level(PARENTS.method, index) == parents


def test_the_rule_stands_beside_the_level() -> None:
    assert method.level_rule(STUDENTS.method) == "высокий — больше 3; средний — от 2; низкий — ниже"
    assert method.level_rule(PARENTS.method) == "высокий — от 3; средний — от 2; низкий — ниже"


@pytest.mark.parametrize(
    "index, shown", [(3.1249, "3,12"), (2.996, "2,996"), (2.99996, "2,99996"), (3.0, "3,00"), (3.004, "3,00")]
)
def test_a_figure_never_shows_a_border_that_was_not_reached(index: float, shown: str) -> None:
    assert method.index_figure(PARENTS.method, index) == shown


def test_three_thousandths_above_a_strict_border_are_shown() -> None:
    assert method.index_figure(STUDENTS.method, 3.003) == "3,003"


def test_best_and_weakest() -> None:
    means = {"a": {2: 1}, "b": {4: 1}, "c": {0: 1}, "d": {3: 1}, "e": {}, "f": {3: 2}, "g": {1: 1}}
    assert method.best_and_weakest(means) == (["b", "d", "f"], ["c", "g", "a"])
    assert method.best_and_weakest({"a": {4: 1}}) == (["a"], [])
    assert method.best_and_weakest({"a": {4: 1}, "b": {3: 1}, "c": {2: 1}}) == (["a"], ["c"])
    assert method.best_and_weakest({}) == ([], [])


@pytest.mark.parametrize(
    "share, low, high",  # the score intervals of Newcombe 1998 (method 3), table I
    [
        (Share(81, 263), 0.2553, 0.3662),
        (Share(15, 148), 0.0624, 0.1605),
        (Share(0, 20), 0.0, 0.1611),
        (Share(1, 29), 0.0061, 0.1718),
    ],
)
def test_wilson(share: Share, low: float, high: float) -> None:
    assert method.wilson(share) == pytest.approx((low, high), abs=0.0001)


@pytest.mark.parametrize(
    "now, before, said",
    [
        pytest.param(Share(56, 70), Share(48, 80), Change.UP, id="Newcombe 1998, II, example a: 0,0524…0,3339"),
        pytest.param(Share(48, 80), Share(56, 70), Change.DOWN, id="the other way round"),
        pytest.param(Share(9, 10), Share(3, 10), Change.UP, id="example b: 0,1705…0,8090"),
        pytest.param(Share(5, 56), Share(0, 29), Change.NOT_ESTABLISHED, id="example d: −0,0381…0,1926"),
        pytest.param(Share(9, 10), Share(0, 0), Change.NOT_ESTABLISHED, id="nobody before"),
        pytest.param(Share(10, 10), Share(10, 10), Change.NOT_ESTABLISHED, id="all both times"),
    ],
)
def test_a_difference_is_named_only_where_the_data_carry_it(now: Share, before: Share, said: Change) -> None:
    assert method.change(now, before) is said


def shares() -> st.SearchStrategy[Share]:
    return st.integers(0, 300).flatmap(lambda n: st.integers(0, n).map(lambda hits: Share(hits, n)))


@given(shares())
def test_an_interval_holds_its_share(share: Share) -> None:
    low, high = method.wilson(share)
    assert 0 <= low <= high <= 1
    assert not share.base or low - 1e-12 <= share.hits / share.base <= high + 1e-12


@given(shares(), shares())
def test_a_comparison_turned_round_says_the_opposite(one: Share, other: Share) -> None:
    opposite = {Change.UP: Change.DOWN, Change.DOWN: Change.UP}
    said = method.change(one, other)
    assert method.change(other, one) is opposite.get(said, said)


def test_the_middle_answer_takes_no_side() -> None:
    assert method.favourable(STUDENTS, {4: 3, 3: 2, 2: 9, 1: 1}) == Share(5, 6)
    assert method.favourable(STUDENTS, {2: 9}) == Share(0, 0)


def test_a_whole_wave_counts_as_people_not_as_answers() -> None:
    counts = {"a": {4: 30, 0: 10}, "b": {4: 20, 0: 20}}
    assert method.pooled(STUDENTS, counts, 40) == Share(25, 40)
    assert method.pooled(STUDENTS, {}, 40) == Share(0, 0)


def test_only_the_same_words_on_the_same_scale_are_compared() -> None:
    first, second, *rest = STUDENTS.statements
    reworded = replace(STUDENTS, statements=(replace(first, text="Иначе."), second, replace(rest[0], id="new")))
    assert method.comparable(reworded, STUDENTS) == {second.id}
    assert method.comparable(STUDENTS, replace(STUDENTS, scale=STUDENTS.scale[1:])) == frozenset()

"""The ballot box keeps everybody in a crowd of five, whatever is added or subtracted."""

from collections.abc import Mapping, Sequence
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.ballots import Answers, Published, count, groups, publish, words

Q = ("q1", "q2")
CLASSES = ("", "1А", "2А", "5А", "5Б", "10А", "11Б")


@pytest.mark.parametrize(
    "sizes, expected",
    [
        pytest.param({}, (), id="nobody answered"),
        pytest.param({"5А": 4}, (), id="four people publish nothing"),
        pytest.param({"5А": 2, "5Б": 2}, (), id="nor do two and two"),
        pytest.param({"5А": 5}, (("5А",),), id="five do"),
        pytest.param({"": 9}, (("",),), id="teachers have no class"),
        pytest.param({"5А": 3, "5Б": 20, "6А": 7}, (("5А", "6А"), ("5Б",)), id="with the next smallest"),
        pytest.param({"5А": 1, "5Б": 1, "6А": 3, "6Б": 9}, (("5А", "5Б", "6А"), ("6Б",)), id="until there are five"),
        pytest.param({"5А": 12, "5Б": 0}, (("5А",),), id="a class without ballots stands nowhere"),
        pytest.param({"10А": 6, "5А": 6, "9Б": 6}, (("5А",), ("9Б",), ("10А",)), id="in the school's order"),
        pytest.param({"5Б": 2, "10А": 2, "5А": 2}, (("5А", "5Б", "10А"),), id="all together when all are few"),
    ],
)
def test_classes_stand_together(sizes: Mapping[str, int], expected: tuple[tuple[str, ...], ...]) -> None:
    assert groups(sizes) == expected


sizes = st.dictionaries(st.sampled_from(CLASSES), st.integers(0, 30))


@given(sizes)
def test_every_ballot_is_in_one_group_of_five_or_more(sized: dict[str, int]) -> None:
    merged = groups(sized)
    names = [name for group in merged for name in group]
    if sum(sized.values()) < 5:
        assert merged == ()
        return
    assert sorted(names) == sorted(name for name, size in sized.items() if size)
    assert all(sum(sized[name] for name in group) >= 5 for group in merged)


@given(sizes, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order_of_classes(sized: dict[str, int], chance: Random) -> None:
    shuffled = list(sized.items())
    chance.shuffle(shuffled)
    assert groups(dict(shuffled)) == groups(sized)


def ballots(n: int, **answers: int | None) -> list[Answers]:
    return [answers for _ in range(n)]


def test_a_skipped_statement_is_in_no_count() -> None:
    pile = ballots(3, q1=4) + ballots(2, q1=None) + ballots(1, q1=0)
    assert count(pile, Q) == {"q1": {4: 3, 0: 1}, "q2": {}}


def test_a_rest_of_three_takes_the_smallest_group_with_it() -> None:
    out = publish(
        {
            "5А": ballots(3, q1=4, q2=3) + ballots(4, q1=None, q2=3),
            "5Б": ballots(8, q1=2, q2=1),
            "5В": ballots(20, q1=1, q2=0),
        },
        Q,
    )
    assert out.counts == {"q1": {4: 3, 2: 8, 1: 20}, "q2": {3: 7, 1: 8, 0: 20}}
    assert [(group.classes, set(group.counts)) for group in out.groups] == [
        (("5А",), {"q2"}),
        (("5Б",), {"q2"}),  # else the school minus 5Б minus 5В would be the three of 5А
        (("5В",), {"q1", "q2"}),
    ]


def test_a_statement_four_people_answered_is_not_published_at_all() -> None:
    out = publish({"5А": ballots(4, q1=4, q2=3) + ballots(9, q2=3)}, Q)
    assert set(out.counts) == {"q2"}
    assert [set(group.counts) for group in out.groups] == [{"q2"}]
    assert out.answered == 13


@pytest.mark.parametrize(
    "answered, said",
    [pytest.param(9, [], id="nine ballots keep their words"), pytest.param(10, ["а", "я"], id="ten may speak")],
)
def test_free_text_needs_ten(answered: int, said: list[str]) -> None:
    assert words(["я", " ", "а"], answered) == said


ballot = st.fixed_dictionaries({one: st.sampled_from([None, None, 4, 3, 0]) for one in Q})
piles = st.dictionaries(st.sampled_from(CLASSES), st.lists(ballot, max_size=11), max_size=6)


def sets_of_people(
    out: Published, statement: str, voted: Mapping[str, Sequence[Answers]]
) -> list[frozenset[tuple[str, int]]]:
    """Whose answers each published count of a statement is made of; a person is (class, place in the pile)."""

    def people(names: Sequence[str]) -> frozenset[tuple[str, int]]:
        return frozenset(
            (name, place) for name in names for place, one in enumerate(voted[name]) if one.get(statement) is not None
        )

    found = [people(group.classes) for group in out.groups if statement in group.counts]
    return [*found, people(list(voted))] if statement in out.counts else found


@given(piles)
@settings(deadline=None)
def test_no_sum_or_difference_of_published_counts_is_about_one_to_four_people(
    voted: dict[str, list[Answers]],
) -> None:
    out = publish(voted, Q)
    for statement in Q:
        published = sets_of_people(out, statement, voted)
        everybody = sorted(frozenset().union(*published))
        for signs in product((-1, 0, 1), repeat=len(published)):
            weights = {
                person: sum(sign for sign, crowd in zip(signs, published, strict=True) if person in crowd)
                for person in everybody
            }
            alone = [person for person, weight in weights.items() if weight]
            told_apart = all(weight in {0, 1} for weight in weights.values())
            assert not told_apart or not 0 < len(alone) < 5


@given(piles)
def test_what_is_published_is_true(voted: dict[str, list[Answers]]) -> None:
    out = publish(voted, Q)
    for group in out.groups:
        pile = [one for name in group.classes for one in voted[name]]
        truth = count(pile, Q)
        assert group.answered == len(pile)
        assert all(truth[one] == counts for one, counts in group.counts.items())
    everybody = count((one for pile in voted.values() for one in pile), Q)
    assert all(everybody[one] == counts for one, counts in out.counts.items())
    assert all(sum(counts.values()) >= 5 for counts in out.counts.values())

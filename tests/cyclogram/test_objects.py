"""The tree of ВСОКО objects."""

from cyclogram.objects import titles


def test_all_of_it_is_there() -> None:
    assert len(titles()) == 93


def test_an_object_by_its_id() -> None:
    assert titles()["satisfaction_parents"] == "удовлетворённость родителей"


def test_the_components_come_first_in_their_branches() -> None:
    order = list(titles())
    assert order.index("results") < order.index("subject_results") < order.index("processes")

"""The tree of ВСОКО objects."""

import pytest

from cyclogram.objects import tree


def test_its_size() -> None:
    leaves = [sum(node.is_leaf for node in root.walk()) for root in tree().roots]
    assert (len(tree()), leaves) == (93, [9, 12, 28, 24])


def test_by_id_title_and_path() -> None:
    parents = tree()["satisfaction_parents"]
    assert (parents.title, parents.audience) == ("удовлетворённость родителей", "parent")
    assert tree().titled("УДОВЛЕТВОРЕННОСТЬ  РОДИТЕЛЕЙ.") is parents
    assert tree().at("management", "satisfaction", "satisfaction_parents") is parents
    assert tree().at("management", "Удовлетворённость") is tree()["satisfaction"]
    assert tree().at("management", "nothing") is None
    assert tree().component("satisfaction_parents").id == "management"
    assert tree().words("satisfaction_parents").count("→") == 2


def test_names_of_other_materials_lead_to_the_same_node() -> None:
    assert tree().titled("Условия (образовательная среда)") is tree()["conditions"]


def test_unknown_ids() -> None:
    assert "nothing" not in tree()
    assert tree().titled("ничего") is None
    with pytest.raises(KeyError):
        tree()["nothing"]


def test_every_path_ends_in_its_node() -> None:
    assert all(node.path[-1] == node.id and tree().at(*node.path) is node for node in tree())

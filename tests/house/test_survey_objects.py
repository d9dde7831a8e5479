"""Every statement of our surveys measures an object of the ВСОКО tree."""

from collections.abc import Iterator, Mapping
from importlib import resources

import pytest
import yaml

from surveys.definition import Survey, builtin


def _ids(objects: Mapping[str, Mapping[str, object]]) -> Iterator[str]:
    for name, node in objects.items():
        yield name
        children = node.get("children")
        if isinstance(children, dict):
            yield from _ids(children)


@pytest.mark.parametrize("survey", builtin().values(), ids=builtin())
def test_objects_exist(survey: Survey) -> None:
    tree = yaml.safe_load((resources.files("cyclogram") / "objects.yaml").read_text(encoding="utf-8"))
    known = set(_ids(tree["objects"]))
    assert [one.id for one in survey.statements if one.object not in known] == []

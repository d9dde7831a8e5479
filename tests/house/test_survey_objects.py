"""Every statement of our surveys measures an object of the ВСОКО tree."""

import pytest

from cyclogram.objects import titles
from surveys.definition import Survey, builtin


@pytest.mark.parametrize("survey", builtin().values(), ids=builtin())
def test_objects_exist(survey: Survey) -> None:
    assert [one.id for one in survey.statements if one.object not in titles()] == []

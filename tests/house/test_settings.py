"""`.env.example` and the settings are the same list."""

import os
import re
from itertools import pairwise

import pytest
from pydantic_settings import BaseSettings

from tests.house.tree import ROOT

EXAMPLE = ROOT / ".env.example"
VARIABLE = re.compile(r"#?([A-Z][A-Z0-9_]*)=")


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> type[BaseSettings]:
    """Give the class, in an empty environment."""
    for name in list(os.environ):
        if name.isupper() and name not in {"PATH", "HOME", "TMPDIR"}:
            monkeypatch.delenv(name)
    found: type[BaseSettings] = pytest.importorskip("bot.settings").Settings
    return found


def _example() -> list[str]:
    return EXAMPLE.read_text(encoding="utf-8").splitlines()


def test_every_setting_stands_in_the_example_once_and_nothing_else(settings: type[BaseSettings]) -> None:
    named = [found[1] for line in _example() if (found := VARIABLE.match(line))]
    assert sorted(named) == sorted(name.upper() for name in settings.model_fields)


def test_every_setting_is_explained_right_above_it(settings: type[BaseSettings]) -> None:
    bare = [line for above, line in pairwise(["", *_example()]) if VARIABLE.match(line) and not above.startswith("# ")]
    assert bare == []


def test_every_setting_is_described_where_it_is_declared(settings: type[BaseSettings]) -> None:
    assert [name for name, field in settings.model_fields.items() if not field.description] == []


def test_the_example_says_the_defaults(settings: type[BaseSettings]) -> None:
    assert settings(_env_file=EXAMPLE) == settings(_env_file=None)

"""`.env.example` and the settings are the same list."""

import re
from itertools import pairwise

import pytest

from bot.settings import Settings
from tests.house.tree import ROOT

EXAMPLE = ROOT / ".env.example"
VARIABLE = re.compile(r"#?([A-Z][A-Z0-9_]*)=")


def _example() -> list[str]:
    return EXAMPLE.read_text(encoding="utf-8").splitlines()


def test_every_setting_stands_in_the_example_once_and_nothing_else() -> None:
    named = [found[1] for line in _example() if (found := VARIABLE.match(line))]
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)


def test_every_setting_is_explained_right_above_it() -> None:
    bare = [line for above, line in pairwise(["", *_example()]) if VARIABLE.match(line) and not above.startswith("# ")]
    assert bare == []


def test_the_example_says_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    assert Settings(_env_file=EXAMPLE) == Settings(_env_file=None)

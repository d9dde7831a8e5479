"""House rules that no linter knows."""

import re

import pytest

from tests.house.test_walls import ROOMS
from tests.house.tree import modules, texts

LONGEST_MODULE = 300  # lines with something on them, comments aside
LISTS = {"storage/tables.py", "storage/migrations/versions/0001_first.py"}  # one list reads better whole

# Where a package or this very machine would show through, and what looks like a real messenger's token.
FORBIDDEN = {
    "a package registry": r"pypi\.org|pythonhosted\.|npmjs\.|deb\.debian\.org|[-]-(extra-)?index-url|[-]-find-links",
    "a path of one machine": r"(?<![\w.}])/(work|root|home|Users)/\w",
    "a Telegram token": r"\b\d{8,10}:AA[\w-]{33}\b",
    "a VK token": r"\bvk1\.a\.[\w-]{60,}",
}


@pytest.mark.parametrize("pattern", FORBIDDEN.values(), ids=FORBIDDEN)
def test_no_file_names(pattern: str) -> None:
    found = [f"{path}: {hit[0]}" for path, text in texts().items() for hit in re.finditer(pattern, text)]
    assert found == []


def test_no_module_is_too_long_to_read() -> None:
    code = re.compile(r"^\s*[^\s#]", re.MULTILINE)
    lengths = {str(path): len(code.findall(text)) for path, text in modules(*ROOMS).items()}
    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE and path not in LISTS} == {}


def test_every_exception_to_a_rule_says_why() -> None:
    silencer = re.compile(r"#\s*(?:noqa: [A-Z0-9, ]+|type: ignore\[[\w, -]+\])(?P<reason>[^\n]*)")
    silent = [
        f"{path}: {hit[0]}"
        for path, text in modules(*ROOMS, "tests").items()
        for hit in silencer.finditer(text)
        if not re.search(r"[^\W\d_]{3}", hit["reason"])
    ]
    assert silent == []


def test_no_test_waits_by_the_clock_or_talks_to_a_mock() -> None:
    lazy = re.compile(r"\btime\.sleep\(|\basyncio\.sleep\((?!0\))|\bunittest\.mock\b|\bMagicMock\b")
    found = [f"{path}: {hit[0]}" for path, text in modules("tests").items() for hit in lazy.finditer(text)]
    assert [line for line in found if "house/test_style" not in line] == []

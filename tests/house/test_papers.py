"""The papers name only commands that exist."""

import re
import subprocess
import sys

from tests.house.tree import ROOT, texts

PAPERS = {path: text for path, text in texts(".md").items() if path.name != "CHANGELOG.md"}
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


def _named(command: str) -> set[str]:
    """Collect the words that follow a command wherever it stands in code: in a fenced block or `inline`."""
    code = [piece for paper in PAPERS.values() for piece in re.findall(r"```.*?```|`[^`\n]+`", paper, re.DOTALL)]
    return {word for piece in code for word in re.findall(rf"\b{command} ([a-z][a-z-]+)", piece)}


def test_every_make_command_in_the_papers_exists() -> None:
    assert _named("make") - TARGETS == set()


def test_every_target_says_what_it_is_for() -> None:
    assert set(re.findall(r"^([a-z]+):[^#\n]*## \S", MAKEFILE, re.MULTILINE)) == TARGETS


def test_every_command_of_the_bot_in_the_papers_exists() -> None:
    for command in sorted(_named("python -m bot")):
        ask = [sys.executable, "-m", "bot", command, "--help"]
        helped = subprocess.run(ask, cwd=ROOT, capture_output=True, check=False, text=True)
        assert helped.returncode == 0, helped.stderr
        assert command in helped.stdout

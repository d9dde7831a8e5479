"""The files of the house, as git knows them: what is kept, and what is about to be."""

import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@cache
def files() -> tuple[Path, ...]:
    """List every file that is or would be committed, relative to the root."""
    kept = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    said = subprocess.run(kept, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return tuple(sorted(Path(name) for name in set(said.split("\0")) if name and (ROOT / name).is_file()))


def texts(*suffixes: str) -> dict[Path, str]:
    """Read every text file (of these suffixes)."""
    wanted = (path for path in files() if not suffixes or path.suffix in suffixes)
    return {path: text for path in wanted if (text := _text(path)) is not None}


def _text(path: Path) -> str | None:
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def modules(*rooms: str) -> dict[Path, str]:
    """Read every Python module of these rooms."""
    return {path: text for path, text in texts(".py").items() if path.parts[0] in rooms}


@cache
def pyproject() -> dict[str, Any]:
    """Read pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

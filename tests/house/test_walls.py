"""No room, messenger or module stands outside the walls that the import contracts describe."""

import ast
import re
from pathlib import Path
from typing import Any

from tests.house.tree import files, modules, pyproject

LINTER: dict[str, Any] = pyproject()["tool"]["importlinter"]
CONTRACTS: dict[str, Any] = {contract["id"]: contract for contract in LINTER["contracts"]}
LAYERS = CONTRACTS["layers"]["layers"]
ROOMS: set[str] = {room for layer in LAYERS for room in re.split(r"\s*\|\s*", layer)}


def test_every_room_has_its_layer() -> None:
    packages = {path.parts[0] for path in files() if len(path.parts) > 1 and path.suffix == ".py"}
    assert packages - {"tests"} == ROOMS


def test_no_module_stands_beside_the_rooms() -> None:
    assert [path for path in files() if len(path.parts) == 1 and path.suffix == ".py"] == []


def test_every_room_is_linted_typed_and_packed() -> None:
    tool = pyproject()["tool"]
    assert set(LINTER["root_packages"]) == ROOMS
    assert set(CONTRACTS["no-tests"]["source_modules"]) == ROOMS
    assert set(CONTRACTS["no-circles"]["ancestors"]) == ROOMS
    assert set(tool["mypy"]["files"]) == ROOMS | {"tests"}
    assert set(tool["setuptools"]["packages"]["find"]["include"]) == {f"{room}*" for room in ROOMS}


def test_everything_a_room_reads_is_packed_with_it() -> None:
    packed = pyproject()["tool"]["setuptools"]["package-data"]["*"]
    read = [path for path in files() if path.parts[0] in ROOMS and path.suffix != ".py"]
    assert [path for path in read if not any(path.match(kind) for kind in packed)] == []


def test_every_messenger_is_held_apart() -> None:
    messengers = {f"bot.{path.parts[1]}" for path in modules("bot") if path.name == "channel.py"}
    assert set(CONTRACTS["messengers-apart"]["modules"]) >= messengers
    assert set(CONTRACTS["messengers-dumb"]["source_modules"]) >= messengers


def test_a_messenger_imports_nothing_else_of_the_bot() -> None:
    folders = [name.replace(".", "/") for name in CONTRACTS["messengers-dumb"]["source_modules"]]
    strays = [
        f"{path}: {name}"
        for folder in folders
        for path, source in modules("bot").items()
        if path.is_relative_to(folder)
        for name in _imported(source)
        if name == "bot" or (name.startswith("bot.") and not f"{name}.".startswith(folder.replace("/", ".") + "."))
    ]
    assert strays == []


def test_only_the_settings_read_the_environment() -> None:
    readers = [
        path for path, source in modules(*ROOMS).items() if re.search(r"\bos\.(environ|getenv)|getenv\(", source)
    ]
    assert readers in ([], [Path("bot/settings.py")])


def _imported(source: str) -> set[str]:
    nodes = list(ast.walk(ast.parse(source)))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}

"""One direction, no hop back: which package may import which."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "briefing"

# The foundation stands under all; the joint (content/) is what both halves share; the press knows no seeds.
FOUNDATION = {
    *("model", "errors", "addresses", "config", "slugs", "escape", "plain_yaml"),
    *("files", "cache", "stamps", "memo", "inputs", "progress", "workers"),
}
ALLOWED = {
    "content": FOUNDATION,
    "seeds": FOUNDATION | {"content"},
    "tagging": FOUNDATION | {"content"},
    "figures": FOUNDATION | {"content", "tagging"},
    "site": FOUNDATION | {"content", "tagging", "figures"},
}


def imports(file: Path) -> set[str]:
    """The rooms of ours that a module imports: "model", "content", ..."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "briefing":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("briefing."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("briefing.")}
    return found


@pytest.mark.parametrize("room", ALLOWED)
def test_a_room_imports_only_from_hops_before_it(room: str) -> None:
    for file in sorted((PACKAGE / room).rglob("*.py")):
        assert imports(file) <= ALLOWED[room] | {room}, file.name


def test_model_and_errors_import_nothing_of_ours() -> None:
    assert imports(PACKAGE / "model.py") == set()
    assert imports(PACKAGE / "errors.py") == set()


def test_one_module_alone_knows_jinja() -> None:
    users = [file.name for file in PACKAGE.rglob("*.py") if "import jinja2" in file.read_text("utf-8")]
    assert users == ["render.py"]

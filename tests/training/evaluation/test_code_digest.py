"""Digests of the code change as soon as a module changes that figures or compiled code depend on."""

import ast
import shutil
from pathlib import Path

import pytest

from features.compiled.loader import ROOMS, compiled_digest
from features.schema.rooms import ROOT
from training.evaluation.workspace import code_digest


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rooms' modules, copied so that a test may edit them."""
    root = tmp_path_factory.mktemp("copy")
    for room in (*ROOMS, "training"):
        shutil.copytree(ROOT / room, root / room, ignore=lambda _, names: [n for n in names if n == "__pycache__"])
    return root


def edited(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")


@pytest.mark.parametrize(
    "edit", ["features/schema/kinds.py", "training/train.py", "training/fitting/methods/person.toml"]
)
def test_an_edit_of_what_figures_depend_on_changes_the_digest(edit: str, copy: Path) -> None:
    before = code_digest(root=copy)

    edited(copy / edit)

    assert code_digest(root=copy) != before


def test_an_edit_of_any_compiled_module_changes_the_digest_of_compiled_code(copy: Path) -> None:
    for path in sorted(path for room in ROOMS for path in (copy / room).rglob("*.py")):
        imported = {
            name.name
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.ImportFrom)
            for name in node.names
        }
        if not {"entry", "part"} & imported:
            continue
        before = compiled_digest(copy)

        edited(path)

        assert compiled_digest(copy) != before, path

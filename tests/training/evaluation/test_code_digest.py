"""Digests of the code change as soon as a module changes that figures or compiled code depend on."""

import ast
import shutil
from pathlib import Path

import pytest

from features.compiled.loader import ROOMS, compiled_digest
from features.schema.rooms import ROOT
from training.evaluation.code_digest import FIGURES, NORMALISING, code_digest, imported_from


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rooms' modules, copied so that a test may edit them."""
    root = tmp_path_factory.mktemp("copy")
    for room in (*ROOMS, "training"):
        shutil.copytree(ROOT / room, root / room, ignore=lambda _, names: [n for n in names if n == "__pycache__"])
    return root


def edited(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")


def file_of(name: str, root: Path) -> Path:
    path = root.joinpath(*name.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def test_an_edit_of_any_module_that_figures_depend_on_changes_the_digest(copy: Path) -> None:
    names = sorted(imported_from(FIGURES, copy))
    digests = [code_digest(FIGURES, copy)]

    for name in names:
        edited(file_of(name, copy))
        digests.append(code_digest(FIGURES, copy))

    assert len(set(digests)) == len(names) + 1
    assert {"features", "data", "serving", "training"} == {name.partition(".")[0] for name in names}


def test_figures_depend_on_every_module_of_features_and_on_no_command() -> None:
    reached = imported_from(FIGURES)
    features = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "features").rglob("*.py")
        if path.stem != "__init__"
    }

    assert features - {"features.compiled.ahead"} <= reached  # when something is compiled changes no figure
    assert not any("command" in name or "bench" in name for name in reached)


def test_an_index_depends_on_no_model() -> None:
    assert not any(name.startswith(("serving", "training")) for name in imported_from(NORMALISING))


def test_an_edit_of_any_compiled_module_changes_the_digest_of_compiled_code(copy: Path) -> None:
    for path in sorted(path for room in ROOMS for path in (copy / room).rglob("*.py")):
        imported = {name.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)
                    for name in node.names}  # fmt: skip
        if not {"entry", "part", "inlined"} & imported:
            continue
        before = compiled_digest(copy)

        edited(path)

        assert compiled_digest(copy) != before, path

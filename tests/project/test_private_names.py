"""What is used of the private modules of a library is imported by one module of ours, and is there in this version."""

import ast
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa
import pytest
from splink import DuckDBAPI, Linker
from splink import comparison_library as comparisons

from tests.support.paths import ROOT

ROOMS = ("features", "data", "serving", "training", "tests")
PRIVATE = {
    "splink": (("splink.internals",), "training/fitting/methods/private_splink.py"),
    "bentoml": (("_bentoml", "bentoml._"), "serving/runtime/private_bentoml.py"),
}
"""Where the private modules of a library begin, and our module that imports them."""
PRIVATE_ATTRIBUTE = "_settings_obj"


def imported_names(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the names that a file imports from modules, each with its module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


def private_names(library: str) -> list[tuple[str, str]]:
    starts, ours = PRIVATE[library]
    return [(module, name) for module, name in imported_names(ROOT / ours) if module.startswith(starts)]


@pytest.mark.parametrize("library", PRIVATE)
def test_one_module_imports_what_is_private_in_a_library(library: str) -> None:
    starts, ours = PRIVATE[library]
    paths = (path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    naming = [path for path in paths if library in path.read_text(encoding="utf-8")]

    importing = [path for path in naming if any(module.startswith(starts) for module, _ in imported_names(path))]

    assert [path.relative_to(ROOT).as_posix() for path in importing] == [ours]


@pytest.mark.parametrize(
    ("library", "module", "name"), [(library, *names) for library in PRIVATE for names in private_names(library)]
)
def test_a_private_name_is_in_the_installed_version(library: str, module: str, name: str) -> None:
    try:
        is_there = hasattr(import_module(module), name)
    except ImportError:
        is_there = False

    ours = PRIVATE[library][1]
    assert is_there, f"{library} {version(library)} has no {module}.{name}: find what replaces it, and change {ours}"


def test_a_linker_of_splink_gives_its_model_and_takes_it_back() -> None:
    api = DuckDBAPI()
    records = api.register(pa.table({"unique_id": ["1", "2"], "name": ["anna", "ann"]}))
    settings = {"link_type": "dedupe_only", "comparisons": [comparisons.ExactMatch("name")]}
    linker = Linker(records, settings)
    private_splink = import_module("training.fitting.methods.private_splink")
    ours = PRIVATE["splink"][1]
    assert hasattr(linker, PRIVATE_ATTRIBUTE), (
        f"splink {version('splink')} has no Linker.{PRIVATE_ATTRIBUTE}: see {ours}"
    )

    before = private_splink.copied_model(linker)
    private_splink.copied_model(linker).comparisons.pop()
    left = len(private_splink.copied_model(linker).comparisons)
    private_splink.use_model(linker, before)

    assert left == 1
    assert private_splink.copied_model(linker).comparisons[0].output_column_name == "name"


def test_the_private_attribute_of_a_linker_is_read_in_one_module() -> None:
    paths = [path for room in ("features", "data", "serving", "training") for path in (ROOT / room).rglob("*.py")]

    reading = [path for path in paths if f".{PRIVATE_ATTRIBUTE}" in path.read_text(encoding="utf-8")]

    assert [path.relative_to(ROOT).as_posix() for path in reading] == [PRIVATE["splink"][1]]

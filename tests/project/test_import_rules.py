"""Libraries that rooms may import, what pages may, and no circle among modules."""

import ast
import re
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.support.paths import ROOT

ROOMS = ("features", "data", "serving", "training")


@pytest.mark.parametrize(
    ("statement", "unused"),
    [
        ("import serving.service, serving.http_worker", "splink mlflow numba pyspark training"),
        ("import serving.service", "fastapi pyarrow rapidfuzz rigour sqlglot"),
        ("import training.cli", "mlflow splink lightgbm sklearn pandas numpy pyarrow bentoml duckdb pydantic"),
        ("import onematch", "numpy pyarrow lightgbm numba mlflow splink altair sklearn"),
        ("import onematch; onematch.Matcher, onematch.Index", "mlflow splink altair sklearn pandas duckdb numba"),
    ],
)
def test_a_process_loads_no_library_that_it_does_not_use(statement: str, unused: str) -> None:
    code = f"import sys\n{statement}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert not set(done.stdout.split()) & set(unused.split())


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_an_empty_init_since_the_import_linter_does_not_look_inside(room: str) -> None:
    assert (ROOT / room / "__init__.py").read_text(encoding="utf-8") == ""


@cache
def imports_of_modules() -> Mapping[str, set[str]]:
    """Return the modules that each module imports; also inside functions and for types alone."""
    paths = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if path.stem != "__init__"
    }
    found: dict[str, set[str]] = {}
    for name, path in paths.items():
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        froms = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module is not None]
        named = {f"{node.module}.{each.name}" for node in froms for each in node.names}
        found[name] = (named | {str(node.module) for node in froms}) & paths.keys() - {name}
    return found


def test_a_page_of_the_console_asks_the_api_and_never_the_store() -> None:
    pages = {name: modules for name, modules in imports_of_modules().items() if name.endswith("page")}

    assert "serving.contract.review.page" in pages
    assert [name for name, modules in pages.items() if any(of.startswith("serving.store.") for of in modules)] == []


def test_no_room_imports_what_python_callers_import() -> None:
    importing = [
        path
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if re.search(r"^\s*(?:from|import) onematch\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]

    assert importing == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    try:
        TopologicalSorter(imports_of_modules()).prepare()
    except CycleError as error:
        circle = error.args[1]
    else:
        circle = []

    assert circle == []

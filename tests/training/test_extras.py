"""The core imports no library of an extra, and what needs one says so."""

import ast
import re
import sys
import tomllib
from importlib import import_module
from importlib.metadata import packages_distributions

import pytest
import typer
from typer.testing import CliRunner

from tests.support.paths import ROOT
from training.cli import Commands
from training.extras import EXTRAS, ExtraMissing, needs_extras

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def distribution(requirement: str) -> str:
    return re.split(r"[<>=!~\[ ]", requirement)[0].lower().replace("_", "-")


@pytest.mark.parametrize("extra", EXTRAS)
def test_the_modules_of_an_extra_are_those_of_its_distributions(extra: str) -> None:
    owners = packages_distributions()

    expected = {distribution(one) for one in PROJECT["optional-dependencies"][extra]}

    found = [expected & {distribution(owner) for owner in owners[module]} for module in EXTRAS[extra]]

    assert all(len(one) == 1 for one in found)
    assert set.union(*found) == expected


def test_what_is_called_without_its_extra_names_it_and_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "splink", None)

    with (
        pytest.raises(ExtraMissing, match=re.escape("training needs the extra train: pip install 'onematch[train]'")),
        needs_extras("training"),
    ):
        import splink  # noqa: F401


def test_another_missing_module_stays_an_error_of_its_own() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_module"), needs_extras("training"):
        import_module("no_such_module")


def test_a_command_without_its_extra_is_one_line_and_exit_code_2() -> None:
    def needs_mlflow() -> None:
        raise ModuleNotFoundError("No module named 'mlflow.entities'", name="mlflow.entities")

    commands = typer.Typer(cls=Commands)
    commands.command("train")(needs_mlflow)
    commands.command("other")(lambda: None)

    result = CliRunner().invoke(commands, ["train"])

    assert result.exit_code == 2
    assert result.stderr == "onematch: onematch train needs the extra train: pip install 'onematch[train]'\n"


def imported_by(folder: str) -> set[str]:
    """Return the top names that the modules below a folder import, also inside of functions."""
    names: set[str] = set()
    for path in (ROOT / folder).rglob("*.py"):
        if "sample" in path.parts or path.stem.startswith("spark") or path.stem == "queries":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize("room", ["features", "data", "serving"])
def test_the_rooms_of_the_core_import_no_library_of_an_extra(room: str) -> None:
    assert imported_by(room).isdisjoint({*EXTRAS["train"], *EXTRAS["spark"]})


def test_every_dependency_of_the_core_is_imported_by_it_or_has_a_reason() -> None:
    reasons = {"llvmlite", "psycopg", "python-multipart"}  # starlette reads forms with the last
    owners = packages_distributions()
    core = ("features", "data", "serving", "training/commands")
    imported = {name for folder in core for name in imported_by(folder)} | {"rich", "typer"}

    used = {distribution(owner) for name in imported for owner in owners.get(name, [])}

    assert {distribution(one) for one in PROJECT["dependencies"]} - used - reasons == set()

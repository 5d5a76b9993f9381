"""The core imports no library of an extra, and what needs one says so."""

import re
import sys

import pytest
import typer
from typer.testing import CliRunner

from training.cli import Commands
from training.extras import ExtraMissing, needs_extras


def test_what_is_called_without_its_extra_names_it_and_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "splink", None)

    with (
        pytest.raises(ExtraMissing, match=re.escape("training needs the extra train: pip install 'onematch[train]'")),
        needs_extras("training"),
    ):
        import splink  # noqa: F401


def test_a_command_without_its_extra_is_one_line_and_exit_code_2() -> None:
    def needs_mlflow() -> None:
        raise ModuleNotFoundError("No module named 'mlflow.entities'", name="mlflow.entities")

    commands = typer.Typer(cls=Commands)
    commands.command("train")(needs_mlflow)
    commands.command("other")(lambda: None)

    result = CliRunner().invoke(commands, ["train"])

    assert result.exit_code == 2
    assert result.stderr == "onematch: onematch train needs the extra train: pip install 'onematch[train]'\n"

"""The command line: help, mistakes, exit codes, JSON. The work of the commands is tested with their rooms."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.main import get_command
from typer.testing import CliRunner

from features.schema.errors import OnematchError, Refused
from features.schema.kinds import Kind
from serving.runtime.home import Home, Pointer, write_pointer
from tests.support.command_line import commands_below, run
from training.cli import COMMANDS, Commands, app
from training.commands.options import read_renames
from training.commands.service.serve import _name_folders
from training.terminal import OptionsWrong


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two readable files and a fresh home."""
    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    for name in ("crm.csv", "universe.csv", "truth.csv"):
        (tmp_path / name).write_text("id,full_name\n1,Ann Lee\n", encoding="utf-8")
    (tmp_path / "empty.index").mkdir()
    (tmp_path / "empty.bundle").mkdir()
    return tmp_path


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_the_help_of_every_command_ends_with_an_example(flag: str) -> None:
    helps = {command: run(f"{command} {flag}").stdout for command in commands_below(get_command(app))}

    assert len(helps) > 50
    assert [
        command
        for command, text in helps.items()
        if f"onematch {command}" not in text.partition("Example:\n    ")[2].partition("\n")[0]
    ] == []


def test_the_first_sentence_of_every_command_fits_the_list() -> None:
    result = run("--help")

    assert result.exit_code == 0
    assert "..." not in result.stdout.partition("Commands:")[2]


def test_the_help_imports_no_command() -> None:
    code = "import sys; from training.cli import app; app(['--help'], standalone_mode=False); print(*sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()

    assert [name for name in loaded if name.startswith(("training.commands.", "numba", "mlflow", "splink"))] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_has_the_first_sentence_of_each_command(name: str) -> None:
    command = get_command(app).get_command(None, name)  # type: ignore[attr-defined]

    assert COMMANDS[name] == " ".join(command.help.split("\n\n")[0].split())


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OnematchError("got 3\ncolumns"), 2),
        (Refused("gate failed"), 1),
        (FileNotFoundError(2, "No such file or directory", "crm.csv"), 2),
        (PermissionError(13, "Permission denied", "crm.csv"), 2),
    ],
)
def test_a_mistake_is_one_line_and_an_exit_code(error: Exception, code: int) -> None:
    failing = typer.Typer(cls=Commands)
    failing.command("one")(lambda: _raise(error))
    failing.command("other")(lambda: None)

    result = CliRunner().invoke(failing, ["one"])

    assert result.exit_code == code
    assert result.stdout == ""
    [line] = result.stderr.splitlines()
    assert line.startswith("onematch: ")


def _raise(error: Exception) -> None:
    raise error


def test_rejected_rows_are_listed_beside_the_index_and_unknown_columns_named_once(folder: Path) -> None:
    universe = folder / "universe.csv"
    universe.write_text("id,full_name,shoe\n=1,Ann Lee,38\n,Bob Ray,43\n=1,Cleo Fox,40\n", encoding="utf-8")

    result = run("index --kind person --universe", universe, "--out", folder / "out", "--json")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["rejected"] == 2
    assert 'universe.csv: used 2 of 3 columns; ignored: "shoe"\n' in result.stderr
    listed = (folder / "out.rejects.csv").read_text(encoding="utf-8").splitlines()
    assert listed == ["row,id,reason", "2,,no id", "3,'=1,the id occurred before"]


@pytest.mark.parametrize(
    "command",
    [
        "match --bundle shipped --out out.csv",
        "train --out out",
        "evaluate --bundle shipped --truth truth.csv",
    ],
)
def test_a_file_without_ids_is_named_before_any_output(folder: Path, command: str) -> None:
    (folder / "crm.csv").write_text("id,First Name,shoe\n1,Ann,38\n", encoding="utf-8")
    (folder / "universe.csv").write_text("Nr,full_name\n1,Ann Lee\n", encoding="utf-8")
    (folder / "truth.csv").write_text("crm_id,universe_id\n1,1\n", encoding="utf-8")

    result = run(f"{command} --kind person --crm crm.csv --universe universe.csv")

    assert result.exit_code == 2
    assert "no column 'id', found Nr, full_name; `onematch columns" in result.stderr
    assert not list(folder.glob("out*"))


@pytest.mark.parametrize(
    ("sides", "got"), [("", "got neither of"), ("--universe universe.csv --index empty.index", "got both of")]
)
@pytest.mark.usefixtures("folder")
def test_universe_and_index_exclude_each_other_and_one_is_needed(sides: str, got: str) -> None:
    result = run(f"match --kind person --crm crm.csv --bundle empty.bundle --out links.csv {sides}")

    assert result.exit_code == 2
    assert f"{got} --universe and --index" in result.stderr


@pytest.mark.usefixtures("folder")
def test_serving_without_a_champion_names_the_command_that_promotes() -> None:
    result = run("serve")

    assert result.exit_code == 2
    assert "onematch models promote" in result.stderr


def test_s76_serving_beyond_loopback_without_tls_ends_with_2_and_says_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S76."""
    served = Pointer(folder / "empty.bundle", folder / "empty.index")
    write_pointer(Home(folder / "home"), Kind.PERSON, served)
    monkeypatch.setenv("ONEMATCH_TOKEN", "secret")
    monkeypatch.setenv("ONEMATCH_HOST", "0.0.0.0")

    result = run("serve")

    assert result.exit_code == 2
    assert "0.0.0.0" in result.stderr
    assert "--behind-proxy" in result.stderr
    assert "secret" not in result.stderr


@pytest.mark.parametrize("pair", ["person", "person=", "robot=somewhere", "person=no-such-folder"])
@pytest.mark.usefixtures("folder")
def test_a_bundle_to_serve_is_named_by_kind_and_folder(pair: str) -> None:
    result = run("serve --bundle", pair)

    assert result.exit_code == 2
    assert "--bundle" in result.stderr


@pytest.mark.parametrize("pairs", [["email"], ["=email"], ["Mail="], ["a=email", "a=phone"]])
def test_map_refuses_invalid_pairs_and_repeated_columns(pairs: list[str]) -> None:
    with pytest.raises(OptionsWrong, match="--map"):
        read_renames(pairs)


def test_serve_takes_the_shipped_bundle_by_its_name() -> None:
    named = _name_folders("BUNDLE", ["person=shipped"])

    assert (Path(named["ONEMATCH_BUNDLE_PERSON"]) / "manifest.json").is_file()
    with pytest.raises(OptionsWrong, match="--index: shipped is not a folder"):
        _name_folders("INDEX", ["person=shipped"])

"""No command deletes foreign files or overwrites its inputs; it refuses before any computation."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from data.index.build import build_index
from features.schema.kinds import Kind
from serving.matching.bundle import shipped_bundle
from training.cli import app

PEOPLE = "id,full_name\n1,Ann Lee\n2,Bob Ray\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with files of people, an index, and a foreign folder with a file."""
    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path / "home"))
    for name in ("crm.csv", "universe.csv"):
        (tmp_path / name).write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "truth.csv").write_text("crm_id,universe_id\n1,1\n2,2\n", encoding="utf-8")
    build_index(Kind.PERSON, tmp_path / "universe.csv", tmp_path / "index")
    shutil.copytree(shipped(), tmp_path / "bundle")
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "letter.txt").write_text("dear", encoding="utf-8")
    return tmp_path


def shipped() -> Path:
    bundle = shipped_bundle(Kind.PERSON)
    assert bundle is not None
    return bundle


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


Arguments = Callable[[Path, Path], list[object]]
INTO_FOLDERS: dict[str, Arguments] = {
    "sample": lambda _at, out: ["sample", "--out", out, "--people", 50, "--companies", 10, "--crm", 10],
    "index": lambda at, out: ["index", "--kind", "person", "--universe", at / "universe.csv", "--out", out],
    "train": lambda at, out: [
        "train",
        "--kind",
        "person",
        "--crm",
        at / "crm.csv",
        "--index",
        at / "index",
        "--out",
        out,
        "--no-register",
    ],
}


@pytest.mark.parametrize("command", INTO_FOLDERS)
def test_a_foreign_folder_is_refused_and_unchanged(command: str, folder: Path) -> None:
    before = content(folder)

    result = run(*INTO_FOLDERS[command](folder, folder / "theirs"))

    assert result.exit_code == 2, result.output
    assert "letter.txt" in result.stderr
    assert "expected" in result.stderr
    assert content(folder) == before


def test_a_bundle_does_not_overwrite_an_index_nor_an_index_a_bundle(folder: Path) -> None:
    before = content(folder)

    over_index = run(*INTO_FOLDERS["train"](folder, folder / "index"))
    copy = run(*INTO_FOLDERS["index"](folder, folder / "bundle"))

    assert (over_index.exit_code, copy.exit_code) == (2, 2)
    assert "which --index reads" in over_index.stderr
    assert "found a folder of the type bundle" in " ".join(copy.stderr.split())
    assert content(folder) == before


def test_an_index_replaces_an_index_and_a_sample_a_sample(folder: Path) -> None:
    (folder / "universe.csv").write_text(PEOPLE + "3,Cleo Fox\n", encoding="utf-8")

    index = run(*INTO_FOLDERS["index"](folder, folder / "index"), "--json")
    first, second = (run(*INTO_FOLDERS["sample"](folder, folder / "sample")) for _ in range(2))

    assert json.loads(index.stdout)["rows"] == 3
    assert (first.exit_code, second.exit_code) == (0, 0), second.output


INTO_FILES: dict[str, Arguments] = {
    "match": lambda at, out: [
        "match",
        "--kind",
        "person",
        "--crm",
        at / "crm.csv",
        "--index",
        at / "index",
        "--bundle",
        "shipped",
        "--out",
        out,
    ],
    "evaluate --json": lambda at, out: [
        "evaluate",
        "--kind",
        "person",
        "--crm",
        at / "crm.csv",
        "--index",
        at / "index",
        "--truth",
        at / "truth.csv",
        "--bundle",
        "shipped",
        "--json",
        out,
    ],
    "evaluate --report": lambda at, out: [
        "evaluate",
        "--kind",
        "person",
        "--crm",
        at / "crm.csv",
        "--index",
        at / "index",
        "--truth",
        at / "truth.csv",
        "--bundle",
        "shipped",
        "--report",
        out,
    ],
    "models diff": lambda at, out: ["models", "diff", "--kind", "person", "--crm", at / "crm.csv", "--out", out],
    "models promote": lambda at, out: [
        "models",
        "promote",
        "--kind",
        "person",
        "--feedback",
        at / "truth.csv",
        "--crm",
        at / "crm.csv",
        "--index",
        at / "index",
        "--report",
        out,
    ],
    "review": lambda at, out: [
        "review",
        "--kind",
        "person",
        "--links",
        at / "truth.csv",
        "--crm",
        at / "crm.csv",
        "--index",
        at / "index",
        "--out",
        out,
    ],
}


@pytest.mark.parametrize("command", INTO_FILES)
def test_an_output_that_is_an_input_is_refused_also_through_a_link(command: str, folder: Path) -> None:
    before = content(folder)
    (folder / "link.csv").symlink_to(folder / "crm.csv")

    same = run(*INTO_FILES[command](folder, folder / "crm.csv"))
    linked = run(*INTO_FILES[command](folder, folder / "link.csv"))

    for result in (same, linked):
        assert result.exit_code == 2, result.output
        assert "which --crm reads" in " ".join(result.stderr.split())
    assert (folder / "link.csv").is_symlink()
    assert {name: found for name, found in content(folder).items() if name != "link.csv"} == before


@pytest.mark.parametrize("command", ["match", "evaluate --report"])
def test_a_file_beside_the_output_does_not_overwrite_an_input(command: str, folder: Path) -> None:
    crm = folder / "links.csv.rejects.csv" if command == "match" else folder / "report.versus.html"
    (folder / "crm.csv").rename(crm)
    arguments = INTO_FILES[command](folder, folder / ("links.csv" if command == "match" else "report.html"))
    changed = [crm if one == folder / "crm.csv" else one for one in arguments]

    result = run(*changed, *(() if command == "match" else ("--against", folder / "bundle")))

    assert result.exit_code == 2, result.output
    assert "which --crm reads" in " ".join(result.stderr.split())
    assert crm.read_text(encoding="utf-8") == PEOPLE


def test_a_training_does_not_overwrite_its_base_model(folder: Path) -> None:
    result = run(*INTO_FOLDERS["train"](folder, folder / "bundle"), "--start-from", folder / "bundle")

    assert result.exit_code == 2
    assert "which --start-from reads" in " ".join(result.stderr.split())


def test_a_card_is_not_written_into_its_bundle(folder: Path) -> None:
    before = content(folder)

    result = run("models", "card", "--bundle", folder / "bundle", "--out", folder / "bundle" / "policy.json")

    assert result.exit_code == 2
    assert "which --bundle reads" in " ".join(result.stderr.split())
    assert content(folder) == before


@pytest.mark.parametrize("bench", ["live", "batch", "train", "growth", "splink", "import", "http"])
def test_a_bench_refuses_two_equal_outputs_before_it_measures(bench: str, folder: Path) -> None:
    result = run("bench", bench, "--json", folder / "out", "--report", folder / "out")

    assert result.exit_code == 2
    assert "which --json writes too" in " ".join(result.stderr.split())


def test_the_demo_keeps_a_foreign_folder_in_place_of_its_output(folder: Path) -> None:
    mine = folder / "home" / "demo" / "person.index"
    mine.mkdir(parents=True)
    (mine / "letter.txt").write_text("dear", encoding="utf-8")

    result = run("demo", "--only-prepare", "--people", 50, "--companies", 20, "--crm", 20)

    assert result.exit_code == 2
    assert (mine / "letter.txt").read_text(encoding="utf-8") == "dear"

"""No command deletes foreign files or overwrites its inputs; it refuses before any computation."""

import shutil
from pathlib import Path

import pytest

from data.index.build import build_index
from features.schema.kinds import Kind
from tests.support.command_line import run
from tests.support.paths import SHIPPED

PEOPLE = "id,full_name\n1,Ann Lee\n2,Bob Ray\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder: files of people, an index, and a foreign folder with a file."""
    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    for name in ("crm.csv", "universe.csv"):
        (tmp_path / name).write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "truth.csv").write_text("crm_id,universe_id\n1,1\n2,2\n", encoding="utf-8")
    build_index(Kind.PERSON, tmp_path / "universe.csv", tmp_path / "index")
    shutil.copytree(SHIPPED / "person", tmp_path / "bundle")
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "letter.txt").write_text("dear", encoding="utf-8")
    return tmp_path


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


INTO_FOLDERS = {
    "sample": "sample --people 50 --companies 10 --crm 10 --out",
    "index": "index --kind person --universe universe.csv --out",
    "train": "train --kind person --crm crm.csv --index index --no-register --out",
}
"""Commands up to the folder that they write."""


@pytest.mark.parametrize("command", INTO_FOLDERS)
def test_a_foreign_folder_is_refused_and_unchanged(command: str, folder: Path) -> None:
    before = content(folder)

    result = run(f"{INTO_FOLDERS[command]} theirs")

    assert result.exit_code == 2, result.output
    assert "letter.txt" in result.stderr
    assert "expected" in result.stderr
    assert content(folder) == before


PERSON = "--kind person --crm crm.csv"
EVALUATE = f"evaluate {PERSON} --index index --truth truth.csv --bundle shipped"
MATCH = f"match {PERSON} --index index --bundle shipped --out"
INTO_FILES = (
    MATCH,
    f"{EVALUATE} --json",
    f"models promote {PERSON} --feedback truth.csv --index index --report",
    f"review {PERSON} --links truth.csv --index index --out",
)
"""Commands up to the file that they write."""


@pytest.mark.parametrize("command", INTO_FILES)
def test_an_output_that_is_an_input_is_refused_also_through_a_link(command: str, folder: Path) -> None:
    before = content(folder)
    (folder / "link.csv").symlink_to(folder / "crm.csv")

    for name in ("crm.csv", "link.csv"):
        result = run(f"{command} {name}")
        assert result.exit_code == 2, result.output
        assert "which --crm reads" in " ".join(result.stderr.split())

    assert (folder / "link.csv").is_symlink()
    assert {name: found for name, found in content(folder).items() if name != "link.csv"} == before


@pytest.mark.parametrize(
    ("command", "crm"),
    [
        (f"{MATCH} links.csv", "links.csv.rejects.csv"),
        (f"{EVALUATE} --report report.html --against bundle", "report.versus.html"),
    ],
)
def test_a_file_beside_the_output_does_not_overwrite_an_input(command: str, crm: str, folder: Path) -> None:
    (folder / "crm.csv").rename(folder / crm)

    result = run(command.replace("crm.csv", crm))

    assert result.exit_code == 2, result.output
    assert "which --crm reads" in " ".join(result.stderr.split())
    assert (folder / crm).read_text(encoding="utf-8") == PEOPLE


@pytest.mark.parametrize(
    ("command", "option"),
    [
        (f"{INTO_FOLDERS['train']} bundle --start-from bundle", "--start-from"),
        ("models card --bundle bundle --out bundle/policy.json", "--bundle"),
    ],
)
def test_a_bundle_that_is_read_is_not_overwritten(command: str, option: str, folder: Path) -> None:
    before = content(folder)

    result = run(command)

    assert result.exit_code == 2
    assert f"which {option} reads" in " ".join(result.stderr.split())
    assert content(folder) == before


@pytest.mark.parametrize("bench", ["live", "batch", "train", "splink", "import", "http"])
@pytest.mark.usefixtures("folder")
def test_a_bench_refuses_two_equal_outputs_before_it_measures(bench: str) -> None:
    result = run(f"bench {bench} --json out --report out")

    assert result.exit_code == 2
    assert "which --json writes too" in " ".join(result.stderr.split())


def test_the_demo_keeps_a_foreign_folder_in_place_of_its_output(folder: Path) -> None:
    mine = folder / "home" / "demo" / "person.index"
    mine.mkdir(parents=True)
    (mine / "letter.txt").write_text("dear", encoding="utf-8")

    result = run("demo --only-prepare --people 50 --companies 20 --crm 20")

    assert result.exit_code == 2
    assert (mine / "letter.txt").read_text(encoding="utf-8") == "dear"

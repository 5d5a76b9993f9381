"""Wrong input ends with one sentence and exit code 2 before any work; no control character reaches the terminal."""

from pathlib import Path

import pytest
from typer.testing import Result

from data.index.build import build_index
from features.schema.kinds import Kind
from serving.runtime.home import Home
from tests.support.command_line import run
from tests.support.paths import SHIPPED
from training.terminal import print_json, print_line, print_mistake, print_note, print_table

PEOPLE = "id,full_name\n" + "".join(f"{i},Ann{i} Lee{i}\n" for i in range(5))


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "companies.csv").write_text("id,name\n1,Acme\n", encoding="utf-8")
    build_index(Kind.PERSON, tmp_path / "people.csv", tmp_path / "index")
    return tmp_path


@pytest.mark.parametrize("command", ["contracts list", "db upgrade", "contracts client --scope app"])
@pytest.mark.parametrize("kept", [0, 3000])
def test_a_damaged_store_is_named(command: str, kept: int, folder: Path) -> None:
    assert run("db upgrade").exit_code == 0
    store = Home(folder / "home").store_file
    whole = store.read_bytes()
    store.write_bytes(whole[:kept] + b"\x7fdamaged" * ((len(whole) - kept) // 8))

    result = run(command)

    assert result.exit_code == 2, (result.exception, result.output)
    assert "store.db" in result.stderr
    assert "damaged" in result.stderr


def train(folder: Path, crm: str) -> Result:
    (folder / "crm.csv").write_text(crm, encoding="utf-8")
    return run("train --kind person --crm crm.csv --index index --out bundle --no-register")


@pytest.mark.parametrize(
    ("rows", "got"),
    [("", "got 0"), ("1,Ann Lee\n", "got 1, of which 1"), ("1,\n2,\n3,\n", "got 3, of which 0")],
)
def test_a_training_on_too_few_records_names_the_least(rows: str, got: str, folder: Path) -> None:
    result = train(folder, "id,full_name\n" + rows)

    assert result.exit_code == 2, (result.exception, result.output)
    assert "needs 2 or more person records that hold a value" in words(result.stderr)
    assert got in words(result.stderr)
    assert not (folder / "bundle").exists()


def test_a_training_without_any_candidate_is_refused(folder: Path) -> None:
    result = train(folder, "id,full_name\n" + "".join(f"{i},Zebedee Quixote\n" for i in range(6)))

    assert result.exit_code == 2, (result.exception, result.output)
    assert "none of 6 person records found a candidate among 5 profiles" in words(result.stderr)


def test_a_bundle_and_an_index_of_the_other_kind_are_refused_before_matching(folder: Path) -> None:
    result = run("match --kind company --crm companies.csv --index index --out links.csv --bundle", SHIPPED / "person")

    assert result.exit_code == 2, (result.exception, result.output)
    assert "--kind company: got the person bundle" in words(result.stderr)
    assert "and the person index" in words(result.stderr)
    assert not (folder / "links.csv").exists()


def test_control_characters_of_data_are_written_out(capsys: pytest.CaptureFixture[str]) -> None:
    evil = "Ann\x1b[2J\x9bm [red]Lee[/red]"

    print_line(evil)
    print_note(evil)
    print_mistake(evil)
    print_table(evil, ("field", evil), [(evil, 1)])
    print_json({evil: evil})

    shown = capsys.readouterr()
    for text in (shown.out, shown.err):
        assert "\x1b" not in text
        assert "\x9b" not in text
    assert shown.out.count("[red]Lee[/red]") >= 5
    assert r"Ann\x1b[2J\x9bm" in shown.err

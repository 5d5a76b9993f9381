"""DuckDB tables and queries as inputs: their rows, in their order, and nothing but rows."""

import os
import pickle
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner, Result

from data.tables.queries import UnusableQuery, input_file
from data.tables.records import read_records
from features.schema.kinds import Kind
from tests.support.paths import ROOT
from training.cli import app

ROWS = "SELECT 'p' || range AS id, 'Ann Lee' AS full_name, ['IBM', 'SAP'] AS past_companies FROM range({})"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the present folder, with the table `contacts` of crm.db and two files of profiles."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path / "home"))
    Path("members").mkdir()
    members = "SELECT 'm{0}-' || range AS id, 'Ann Lee' AS full_name FROM range(20)"
    with duckdb.connect("crm.db") as database:
        database.execute(f"CREATE TABLE contacts AS {ROWS.format(5)}")
        for part in (1, 2):
            database.execute(f"COPY ({members.format(part)}) TO 'members/{part}.parquet'")
    return tmp_path


@pytest.mark.parametrize(
    "named",
    [
        "duckdb:///crm.db?table=contacts",
        "duckdb:///{}/crm.db?table=main.contacts",
        "SELECT * FROM read_duckdb('crm.db', table_name = 'contacts')",
        "WITH rows AS (FROM read_duckdb('crm.db', table_name = 'contacts')) SELECT * FROM rows;",
    ],
)
def test_a_table_and_a_query_are_read_as_a_file_of_their_rows(named: str, folder: Path) -> None:
    table = read_records(Kind.PERSON, input_file(named.format(folder)))

    assert table.ids == ["p0", "p1", "p2", "p3", "p4"]
    assert table.raw.to_pylist()[0] == {"id": "p0", "full_name": "Ann Lee", "past_companies": "IBM; SAP"}


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("duckdb:///crm.db?table=leads", "Table with name leads does not exist"),
        ("duckdb:///crm.db", "expected a database and its table, as in duckdb:///crm.db"),
        ("SELECT id FROM 'absent/*.parquet'", "No files found"),
        ("SELECT 'https' FROM 'https://example.org/a.parquet'", "requires the extension httpfs"),
        ("SELECT 1 AS id; COPY (SELECT 1) TO 'written.csv'", "expected one SELECT"),
        ("SELECT * FROM enable_profiling(save_location = 'written.csv')", "the configuration has been locked"),
        ("SELECT INTERVAL 1 DAY AS id", "month_day_nano_interval"),
    ],
)
def test_sql_that_gives_no_rows_or_does_more_is_refused_by_name(named: str, message: str, folder: Path) -> None:
    with pytest.raises(UnusableQuery) as refusal:
        input_file(named)

    assert str(refusal.value).startswith(f"{named}: ")
    assert message in str(refusal.value)
    assert not (folder / "written.csv").exists()


def test_rows_of_a_query_are_private_and_go_with_their_last_use(folder: Path) -> None:
    file = input_file("duckdb:///crm.db?table=contacts")
    real = Path(os.fspath(file))
    private = real.parent.stat().st_mode & 0o077 == 0
    unpickled = pickle.loads(pickle.dumps(file))

    del file

    assert private
    assert unpickled == real
    assert not real.parent.exists()
    assert sorted(path.name for path in folder.iterdir()) == ["crm.db", "members"]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


MATCH = ("match", "--kind", "person", "--bundle", "shipped", "--out", "links.csv", "--crm")


def test_a_command_reads_queries_and_names_them_in_what_follows(folder: Path) -> None:
    universe = ("--universe", "SELECT * FROM 'members/*.parquet' ORDER BY id")

    done = run(*MATCH, "duckdb:///crm.db?table=contacts", *universe)

    assert done.exit_code == 0, done.output
    assert len((folder / "links.csv").read_text(encoding="utf-8").splitlines()) == 6
    assert "--crm 'duckdb:///crm.db?table=contacts'" in done.stdout


@pytest.mark.parametrize("crm", ["SELECT id FROM nowhere", "duckdb:///crm.db", "FROM 'absent.parquet'"])
def test_an_error_of_sql_is_one_line_and_exit_code_2(crm: str, folder: Path) -> None:
    refused = run(*MATCH, crm, "--universe", folder / "members" / "1.parquet")

    assert refused.exit_code == 2
    assert refused.stderr.startswith(f"onematch: {crm}: ")
    assert refused.stderr.count("\n") == 1


def test_only_commands_and_functions_of_python_take_queries() -> None:
    modules = {
        path: path.read_text(encoding="utf-8") for path in ROOT.glob("[fdst]*/**/*.py") if "tests" not in path.parts
    }

    taking = {str(path.relative_to(ROOT)) for path, code in modules.items() if "input_file(" in code}

    assert taking == {"data/tables/queries.py", "data/tables/frames.py", "training/commands/options.py"}
    assert not [path for path, code in modules.items() if "serving" in path.parts and "InputFiles" in code]

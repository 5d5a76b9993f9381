"""Public sets are prepared from their sources by digest, and what they lack is said."""

import hashlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.support.command_line import run
from training.bench.open_sets import SETS, SourceMissing, digest_of, prepare_sets

RAW = "name, town\n ann , york\nbob,\nann, york\n"
ROWS = {"file": ["crm", "universe"], "id": ["l0", "r0"], "row": [2, 1]}
CRM = {"id": ["l0"], "full_name": ["ann"], "city": ["york"]}
SOURCES = """
[plain]
select = '''SELECT name AS full_name, town AS city
FROM (SELECT nullif(trim(COLUMNS(*)), '') FROM read_csv({files}, all_varchar = true))'''
[source.web]
file = "FILE"
sha256 = "SHA256"
[source.wheel]
package = "packed==1.0"
file = "packed/raw.csv"
sha256 = "SHA256"
[set.one]
licence = "CC0"
link = "https://example.org"
sources = ["SOURCE"]
select = "plain"
digest = "DIGEST"
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that assigns two rows of a source, which lies in a file and in a package."""
    wheel = tmp_path / "wheel"
    for folder in (tmp_path / "home" / "one", wheel / "packed", wheel / "packed-1.0.dist-info", tmp_path / "expected"):
        folder.mkdir(parents=True)
    pq.write_table(pa.table(ROWS), tmp_path / "home" / "one" / "rows.parquet")
    pq.write_table(pa.table({"crm_id": ["l0"], "universe_id": [None]}), tmp_path / "home" / "one" / "truth.parquet")
    (tmp_path / "raw.csv").write_text(RAW, encoding="utf-8")
    (wheel / "packed" / "raw.csv").write_text(RAW, encoding="utf-8")
    (wheel / "packed-1.0.dist-info" / "METADATA").write_text("Name: packed\nVersion: 1.0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(wheel))
    return tmp_path / "home"


def prepare(home: Path, source: str, **stated: str) -> str:
    """Prepare the set; return its state."""
    names = {
        "FILE": (home.parent / "raw.csv").as_uri(),
        "SHA256": hashlib.sha256(RAW.encode()).hexdigest(),
        "SOURCE": source,
        "DIGEST": "06c2",
        **stated,
    }
    text = SOURCES
    for name, value in names.items():
        text = text.replace(name, value)
    (home / "sets.toml").write_text(text, encoding="utf-8")
    [(name, state)] = prepare_sets(home.parent / "out", [], home)
    assert name == "one"
    return state.removesuffix(" (CC0; https://example.org)")


def expected_digest(home: Path) -> str:
    folder = home.parent / "expected"
    universe = {"id": ["r0"], "full_name": ["bob"], "city": pa.array([None], pa.string())}
    truth = pq.read_table(home / "one" / "truth.parquet")
    for name, table in (("crm", pa.table(CRM)), ("truth", truth), ("universe", pa.table(universe))):
        pq.write_table(table, folder / f"{name}.parquet")
    return digest_of(folder)


@pytest.mark.parametrize("source", ["web", "wheel"])
def test_a_set_is_made_of_the_values_of_its_source_and_the_assigned_ids(source: str, home: Path) -> None:
    digest = expected_digest(home)

    state = prepare(home, source, DIGEST=digest)

    assert state == "prepared"
    assert pq.read_table(home.parent / "out" / "one" / "crm.parquet").to_pydict() == CRM
    assert prepare(home, source, DIGEST=digest) == "present"
    assert prepare(home, source, DIGEST="0") == "present, with other rows than were measured on"


@pytest.mark.parametrize(
    ("source", "stated", "message"),
    [
        ("web", {"SHA256": "0" * 64}, f"got the digest {hashlib.sha256(RAW.encode()).hexdigest()}, expected 0000"),
        ("web", {"FILE": "file:///absent/raw.csv"}, "file:///absent/raw.csv cannot be read"),
        ("wheel", {"packed==1.0": "unpacked==1.0"}, "lacking: pip install unpacked==1.0"),
        ("web", {}, "its sources give other rows than were measured on"),
        ("web", {'select = "plain"': ""}, "this command does not prepare it"),
    ],
)
def test_what_a_set_lacks_is_said_and_nothing_is_written(
    source: str, stated: dict[str, str], message: str, home: Path
) -> None:
    state = prepare(home, source, **stated)

    assert state.startswith("lacking: ")
    assert message in state
    assert not (home.parent / "out").exists()


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SourceMissing, match="got the set febrl5, expected any of febrl3, febrl4"):
        list(prepare_sets(Path("out"), ["febrl5"]))


def test_the_command_ends_with_1_where_a_set_lacks_something(tmp_path: Path) -> None:
    done = run("bench data --data", tmp_path, "--sets", "fodors_zagats")

    assert done.exit_code == 1
    assert "fodors_zagats: lacking" in done.stdout
    assert "0 of 1 sets" in done.stdout


def test_the_assigned_files_hold_no_value_of_a_record() -> None:
    columns = {name for file in SETS.rglob("*.parquet") for name in pq.read_schema(file).names}

    assert columns == {"file", "id", "row", "crm_id", "universe_id", "split", "cluster"}

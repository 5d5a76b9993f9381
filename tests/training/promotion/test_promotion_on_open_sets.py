"""Promotions on published sets that a user froze: sets without whole fields, several sets, removed sets."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import Result

from data.index.build import build_index
from features.schema.kinds import Kind
from serving.runtime.home import Home
from tests.support.command_line import run
from tests.support.paths import SHIPPED
from tests.support.tracking_template import with_tracking_store
from training.feedback.golden.golden_set import read_golden
from training.promotion.registry import Registry
from training.promotion.tracked_run import TrainingRecord


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    home = Home(tmp_path.resolve() / "home")
    monkeypatch.setenv("ONEMATCH_HOME", str(home.root))
    return home


def models(command: str, *more: object) -> Result:
    return run(f"models {command} --kind person", *more, "--json")


def freeze(*more: object) -> list[str]:
    frozen = models("freeze", *more)
    assert frozen.exit_code == 0, frozen.output
    return [part["name"] for part in json.loads(frozen.stdout)["parts"]]


def people(folder: Path, **fields: str) -> Path:
    """Write a set of forty people with a name and the given fields."""
    rows = [{"full_name": f"Ann{i} Lee{i}", **fields} for i in range(40)]
    folder.mkdir()
    for name, letter in (("universe", "u"), ("crm", "c")):
        table = pa.Table.from_pylist([{"id": f"{letter}{i}", **row} for i, row in enumerate(rows)])
        pq.write_table(table, folder / f"{name}.parquet")
    truth = {"crm_id": [f"c{i}" for i in range(40)], "universe_id": [f"u{i}" for i in range(40)]}
    pq.write_table(pa.table(truth), folder / "truth.parquet")
    return folder


def test_parts_that_have_different_fields_are_measured_together(
    home: Home, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    registry = Registry(with_tracking_store(tmp_path_factory, home))
    registry.log_training(TrainingRecord(Kind.PERSON, SHIPPED / "person", {}, {}), register=True)
    freeze("--add", people(tmp_path / "without_company"))
    frozen = freeze("--add", people(tmp_path / "with_company", company="Acme", country="fr"))
    build_index(Kind.PERSON, tmp_path / "with_company" / "universe.parquet", tmp_path / "index")

    done = models("promote", "--index", tmp_path / "index", "--force", "--reason", "a small set")

    assert done.exit_code == 0, done.output
    assert frozen == ["without_company", "with_company"]
    assert "precision" in [gate["gate"] for gate in json.loads(done.stdout)["gates"]]


def test_a_part_is_dropped_with_a_reason_and_earlier_versions_still_hold_it(home: Home, tmp_path: Path) -> None:
    freeze("--add", people(tmp_path / "kept"))
    freeze("--add", people(tmp_path / "dropped", city="Paris"))
    before = read_golden(home, Kind.PERSON)

    nameless = models("freeze", "--drop", "dropped")
    unknown = models("freeze", "--drop", "nothing", "--reason", "why not")
    left = freeze("--drop", "dropped", "--reason", "wrong answers", "--by", "ann")

    after = read_golden(home, Kind.PERSON)
    assert before is not None
    assert after is not None
    assert (nameless.exit_code, "--reason" in nameless.stderr) == (2, True)
    assert (unknown.exit_code, "kept, dropped" in unknown.stderr) == (1, True)
    assert left == ["kept"]
    assert (after.version, after.by, after.reason) == (before.version + 1, "ann", "wrong answers")
    assert read_golden(home, Kind.PERSON, before.version) == before
    assert freeze("--add", tmp_path / "dropped") == ["kept", "dropped"]


def test_several_of_the_options_that_change_the_set_are_refused(tmp_path: Path) -> None:
    both = models("freeze", "--drop", "one", "--add", tmp_path)

    assert both.exit_code == 2
    assert "--drop" in both.stderr

"""Promotions on published sets that a user froze: sets without whole fields, several sets, removed sets."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import Result

from data.index.build import build_index
from features.schema.kinds import Kind
from serving.matching.bundle import shipped_bundle
from serving.runtime.home import Home
from tests.support.command_line import run
from tests.support.open_sets import OPEN_SETS, small_open_set
from tests.support.tracking_template import with_tracking_store
from training.feedback.golden.golden_set import read_golden
from training.fitting.bundle import GOLDEN_ROWS
from training.promotion.registry import Registry
from training.promotion.tracked_run import TrainingRecord


@dataclass(frozen=True, slots=True)
class RegistryOfShipped:
    """A home whose registry holds both shipped bundles, and a small index of each kind."""

    home: Home
    index: dict[Kind, Path]


@pytest.fixture(scope="session")
def registry_of_shipped(tmp_path_factory: pytest.TempPathFactory) -> RegistryOfShipped:
    folder = tmp_path_factory.mktemp("open_sets").resolve()
    home = with_tracking_store(tmp_path_factory, Home(folder / "home"))
    index = {kind: folder / f"{kind}.index" for kind in Kind}
    registry = Registry(home)
    for kind in Kind:
        bundle = shipped_bundle(kind)
        assert bundle is not None
        registry.log_training(TrainingRecord(kind, bundle, {}, {}), register=True)
        write_profiles(
            folder / f"{kind}.parquet", json.loads(GOLDEN_ROWS.read_text(encoding="utf-8"))[kind]["profiles"]
        )
        build_index(kind, folder / f"{kind}.parquet", index[kind])
    return RegistryOfShipped(home, index)


@pytest.fixture
def shipped_home(registry_of_shipped: RegistryOfShipped, monkeypatch: pytest.MonkeyPatch) -> RegistryOfShipped:
    monkeypatch.setenv("ONEMATCH_HOME", str(registry_of_shipped.home.root))
    return registry_of_shipped


def write_profiles(path: Path, rows: Sequence[dict[str, object]]) -> None:
    names = sorted({name for row in rows for name in row})
    pq.write_table(pa.Table.from_pylist([{name: row.get(name) for name in names} for row in rows]), path)


def models(command: str, kind: Kind, *more: object) -> Result:
    return run("models", command, "--kind", kind.value, *more, "--json")


def freeze(kind: Kind, *more: object) -> list[str]:
    frozen = models("freeze", kind, *more)
    assert frozen.exit_code == 0, frozen.output
    return [part["name"] for part in json.loads(frozen.stdout)["parts"]]


def promote(shipped_home: RegistryOfShipped, kind: Kind) -> list[str]:
    """Promote past the gates; return the gates that were evaluated."""
    done = models("promote", kind, "--index", shipped_home.index[kind], "--force", "--reason", "a small set")
    assert done.exit_code == 0, done.output
    return [gate["gate"] for gate in json.loads(done.stdout)["gates"]]


def drop_everything(shipped_home: RegistryOfShipped, kind: Kind) -> None:
    golden = read_golden(shipped_home.home, kind)
    for part in () if golden is None else golden.parts:
        freeze(kind, "--drop", part.name, "--reason", "the next test begins")


@pytest.mark.parametrize("name", OPEN_SETS)
def test_every_published_set_can_be_frozen_and_promoted_on(
    name: str, shipped_home: RegistryOfShipped, tmp_path: Path
) -> None:
    kind = OPEN_SETS[name]
    folder = small_open_set(name, tmp_path)
    drop_everything(shipped_home, kind)

    frozen = freeze(kind, "--add", folder, "--reason", "published")
    gates = promote(shipped_home, kind)

    assert frozen == [name]
    assert {"precision", "calibration", "work"} <= set(gates)


def people(folder: Path, **fields: str) -> Path:
    """Write a set of forty people with a name and the given fields."""
    rows: list[dict[str, object]] = [{"id": f"u{i}", "full_name": f"Ann{i} Lee{i}", **fields} for i in range(40)]
    folder.mkdir()
    write_profiles(folder / "universe.parquet", rows)
    write_profiles(folder / "crm.parquet", [row | {"id": f"c{i}"} for i, row in enumerate(rows)])
    truth = {"crm_id": [f"c{i}" for i in range(40)], "universe_id": [f"u{i}" for i in range(40)]}
    pq.write_table(pa.table(truth), folder / "truth.parquet")
    return folder


def test_parts_that_have_different_fields_are_measured_together(
    shipped_home: RegistryOfShipped, tmp_path: Path
) -> None:
    drop_everything(shipped_home, Kind.PERSON)
    freeze(Kind.PERSON, "--add", people(tmp_path / "without_company"))
    frozen = freeze(Kind.PERSON, "--add", people(tmp_path / "with_company", company="Acme", country="fr"))

    gates = promote(shipped_home, Kind.PERSON)

    assert frozen == ["without_company", "with_company"]
    assert "precision" in gates


def test_a_part_is_dropped_with_a_reason_and_earlier_versions_still_hold_it(
    shipped_home: RegistryOfShipped, tmp_path: Path
) -> None:
    drop_everything(shipped_home, Kind.PERSON)
    freeze(Kind.PERSON, "--add", people(tmp_path / "kept"))
    freeze(Kind.PERSON, "--add", people(tmp_path / "dropped", city="Paris"))
    before = read_golden(shipped_home.home, Kind.PERSON)

    nameless = models("freeze", Kind.PERSON, "--drop", "dropped")
    unknown = models("freeze", Kind.PERSON, "--drop", "nothing", "--reason", "why not")
    left = freeze(Kind.PERSON, "--drop", "dropped", "--reason", "wrong answers", "--by", "ann")

    after = read_golden(shipped_home.home, Kind.PERSON)
    assert before is not None
    assert after is not None
    assert (nameless.exit_code, "--reason" in nameless.stderr) == (2, True)
    assert (unknown.exit_code, "kept, dropped" in unknown.stderr) == (1, True)
    assert left == ["kept"]
    assert (after.version, after.by, after.reason) == (before.version + 1, "ann", "wrong answers")
    assert read_golden(shipped_home.home, Kind.PERSON, before.version) == before
    assert freeze(Kind.PERSON, "--add", tmp_path / "dropped") == ["kept", "dropped"]


def test_several_of_the_options_that_change_the_set_are_refused(tmp_path: Path) -> None:
    both = models("freeze", Kind.PERSON, "--drop", "one", "--add", tmp_path)

    assert both.exit_code == 2
    assert "--drop" in both.stderr

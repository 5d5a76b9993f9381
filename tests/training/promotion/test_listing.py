"""The local listing of versions is MLflow's own answer."""

from pathlib import Path

import pytest

from features.schema.kinds import Kind
from serving.runtime.home import Home
from tests.support.tracking_template import with_tracking_store
from training.promotion import registry as registry_module
from training.promotion.registry import Registry, list_versions
from training.promotion.tracked_run import TrainingRecord


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Home:
    return with_tracking_store(tmp_path_factory, Home(tmp_path / "home"))


def registered(home: Home, folder: Path, name: str | None = None) -> Registry:
    """Register three versions of a model; the first is its champion."""
    bundle = folder / "bundle"
    bundle.mkdir(exist_ok=True)
    (bundle / "manifest.json").write_text("{}", encoding="utf-8")
    registry = Registry(home)
    for _ in range(3):
        registry.log_training(TrainingRecord(Kind.PERSON, bundle, {}, {}, name=name), register=True)
    registry.set_champion(registry.versions(Kind.PERSON, name)[0])
    return registry


def test_versions_and_aliases_are_those_that_mlflow_lists(home: Home, tmp_path: Path) -> None:
    registry = registered(home, tmp_path)

    found = list_versions(home, Kind.PERSON)

    assert found == registry.versions(Kind.PERSON)
    assert [one.aliases for one in found] == [("champion",), (), ("challenger",)]
    assert list_versions(home, Kind.COMPANY) == []


def test_a_home_without_a_registry_lists_nothing_and_stays_as_it_is(tmp_path: Path) -> None:
    assert list_versions(Home(tmp_path / "home"), Kind.PERSON) == []
    assert not (tmp_path / "home").exists()


def test_a_store_that_sqlite_cannot_read_as_expected_is_left_to_mlflow(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry = registered(home, tmp_path, "mine")
    monkeypatch.setattr(registry_module, "_VERSIONS", "SELECT no_such_column FROM model_versions WHERE name = ?")

    assert list_versions(home, Kind.PERSON, "mine") == registry.versions(Kind.PERSON, "mine")

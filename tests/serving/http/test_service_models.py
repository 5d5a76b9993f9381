"""The served pair of each kind and its replacement."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from features.schema.errors import OnematchError
from features.schema.kinds import COLUMNS, Kind
from serving.runtime.home import Pointer
from serving.runtime.model_source import ModelNotReady, ModelWatcher, ServedModels, locate_bundle
from tests.support.service_fakes import FakeMatcher


@dataclass
class ModelFolders:
    """Folders, pointers, and a substitute for opening a bundle."""

    root: Path
    pointers: dict[Kind, Pointer] = field(default_factory=dict)
    openers: dict[str, Callable[[], FakeMatcher]] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)
    failures: list[Kind] = field(default_factory=list)

    def point(self, kind: Kind, name: str, opener: Callable[[], FakeMatcher] | None = None) -> None:
        for folder in (self.root / name, self.root / "index"):
            folder.mkdir(exist_ok=True)
            (folder / "manifest.json").touch()
        self.openers[name] = opener or (lambda: FakeMatcher(model_version=name))
        self.pointers[kind] = Pointer(self.root / name, self.root / "index")

    def open(self, bundle: Path, _index: Path) -> Any:
        self.opened.append(bundle.name)
        return self.openers[bundle.name]()

    def watcher(self, models: ServedModels, retry_s: float = 1000.0) -> ModelWatcher:
        return ModelWatcher(self.pointers.get, self.open, models, failed=self.failures.append, retry_s=retry_s)


@pytest.fixture
def folders(tmp_path: Path) -> ModelFolders:
    return ModelFolders(tmp_path)


def broken() -> FakeMatcher:
    raise OnematchError("manifest.json: got a hash that is not the file's")


class WrongGolden(FakeMatcher):
    @property
    def columns(self) -> tuple[str, ...]:
        return COLUMNS[Kind.PERSON]

    def replay_golden(self) -> None:
        raise OnematchError("golden pair 3: got 0.5, expected 0.9")


def test_nothing_is_ready_before_a_pair_is_named(folders: ModelFolders) -> None:
    models = ServedModels()

    folders.watcher(models).look()

    assert not models.is_ready
    with pytest.raises(ModelNotReady, match="got kind person, expected one that is served: none yet"):
        models.matcher(Kind.PERSON)
    with pytest.raises(ModelNotReady):
        models.columns(Kind.PERSON)


def test_a_named_pair_is_loaded_once_and_answers(folders: ModelFolders) -> None:
    models = ServedModels()
    watcher = folders.watcher(models)
    folders.point(Kind.PERSON, "b1")

    watcher.look()
    watcher.look()

    assert models.is_ready
    assert models.versions() == {"person": "b1"}
    assert folders.opened == ["b1"]


def test_a_bundle_written_over_the_old_one_is_loaded_again(folders: ModelFolders) -> None:
    models = ServedModels()
    watcher = folders.watcher(models)
    folders.point(Kind.PERSON, "b1")
    watcher.look()

    os.utime(folders.root / "b1" / "manifest.json", (1, 1))
    watcher.look()

    assert folders.opened == ["b1", "b1"]


@pytest.mark.parametrize("opener", [broken, WrongGolden, lambda: 1 / 0])
def test_a_pair_that_fails_never_replaces_one_that_works(
    folders: ModelFolders, opener: Callable[[], FakeMatcher]
) -> None:
    models = ServedModels()
    watcher = folders.watcher(models)
    folders.point(Kind.PERSON, "b1")
    watcher.look()

    folders.point(Kind.PERSON, "b2", opener)
    watcher.look()
    watcher.look()

    assert models.is_ready
    assert models.versions() == {"person": "b1"}
    assert folders.opened == ["b1", "b2"]
    assert folders.failures == [Kind.PERSON]


def test_a_failed_pair_is_loaded_again_after_the_retry_time(folders: ModelFolders) -> None:
    models = ServedModels()
    watcher = folders.watcher(models, retry_s=0.0)
    folders.point(Kind.PERSON, "b1", broken)
    watcher.look()

    folders.openers["b1"] = FakeMatcher
    watcher.look()

    assert models.is_ready


def test_the_service_is_not_ready_while_one_named_kind_is_missing(folders: ModelFolders) -> None:
    models = ServedModels()
    folders.point(Kind.PERSON, "b1")
    folders.point(Kind.COMPANY, "c1", broken)

    folders.watcher(models).look()

    assert not models.is_ready
    assert models.versions() == {"person": "b1"}


def test_a_bundle_may_be_named_by_its_tag_in_the_bentoml_store() -> None:
    import bentoml

    with bentoml.models.create("service-test-person") as model:
        Path(model.path_of("manifest.json")).write_text("{}")

    found = locate_bundle(Path("bentoml:service-test-person:latest"))

    assert (found / "manifest.json").read_text() == "{}"

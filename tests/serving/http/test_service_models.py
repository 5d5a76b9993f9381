"""The served pair of each kind and its replacement."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.runtime.home import Pointer
from serving.runtime.model_source import ModelNotReady, ModelWatcher, ServedModels, locate_bundle
from tests.support.service_fakes import FakeMatcher


@dataclass
class Place:
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

    def open(self, bundle: Path, _index: Path) -> FakeMatcher:
        self.opened.append(bundle.name)
        return self.openers[bundle.name]()

    def watcher(self, models: ServedModels, retry_s: float = 1000.0) -> ModelWatcher:
        return ModelWatcher(self.pointers.get, self.open, models, failed=self.failures.append, retry_s=retry_s)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def broken() -> FakeMatcher:
    raise OnematchError("manifest.json: got a hash that is not the file's")


class WrongGolden(FakeMatcher):
    def replay_golden(self) -> None:
        raise OnematchError("golden pair 3: got 0.5, expected 0.9")


def test_nothing_is_ready_before_a_pair_is_named(place: Place) -> None:
    models = ServedModels()

    place.watcher(models).look()

    assert not models.is_ready
    with pytest.raises(ModelNotReady, match="got kind person, expected one that is served: none yet"):
        models.matcher(Kind.PERSON)


def test_a_named_pair_is_loaded_once_and_answers(place: Place) -> None:
    models = ServedModels()
    watcher = place.watcher(models)
    place.point(Kind.PERSON, "b1")

    watcher.look()
    watcher.look()

    assert models.is_ready
    assert models.versions() == {"person": "b1"}
    assert place.opened == ["b1"]


def test_after_a_new_pointer_the_new_pair_answers(place: Place) -> None:
    models = ServedModels()
    watcher = place.watcher(models)
    place.point(Kind.PERSON, "b1")
    watcher.look()

    place.point(Kind.PERSON, "b2")
    watcher.look()

    assert models.matcher(Kind.PERSON).model_version == "b2"


def test_a_bundle_written_over_the_old_one_is_loaded_again(place: Place) -> None:
    models = ServedModels()
    watcher = place.watcher(models)
    place.point(Kind.PERSON, "b1")
    watcher.look()

    os.utime(place.root / "b1" / "manifest.json", (1, 1))
    watcher.look()

    assert place.opened == ["b1", "b1"]


def test_a_new_file_in_an_index_folder_loads_nothing_again(place: Place) -> None:
    watcher = place.watcher(ServedModels())
    place.point(Kind.PERSON, "b1")
    watcher.look()

    (place.root / "index" / "delta.sqlite3").touch()
    watcher.look()

    assert place.opened == ["b1"]


@pytest.mark.parametrize("opener", [broken, WrongGolden, lambda: 1 / 0])
def test_a_pair_that_fails_never_replaces_one_that_works(place: Place, opener: Callable[[], FakeMatcher]) -> None:
    models = ServedModels()
    watcher = place.watcher(models)
    place.point(Kind.PERSON, "b1")
    watcher.look()

    place.point(Kind.PERSON, "b2", opener)
    watcher.look()
    watcher.look()

    assert models.is_ready
    assert models.versions() == {"person": "b1"}
    assert place.opened == ["b1", "b2"]
    assert place.failures == [Kind.PERSON]


def test_with_a_pointer_to_a_missing_folder_the_old_pair_answers(place: Place) -> None:
    models = ServedModels()
    watcher = place.watcher(models)
    place.point(Kind.PERSON, "b1")
    watcher.look()

    place.pointers[Kind.PERSON] = Pointer(place.root / "gone", place.root / "index")
    watcher.look()

    assert models.versions() == {"person": "b1"}
    assert place.failures == [Kind.PERSON]


def test_a_failed_pair_is_loaded_again_after_the_retry_time(place: Place) -> None:
    models = ServedModels()
    watcher = place.watcher(models, retry_s=0.0)
    place.point(Kind.PERSON, "b1", broken)
    watcher.look()

    place.openers["b1"] = FakeMatcher
    watcher.look()

    assert models.is_ready


def test_the_service_is_not_ready_while_one_named_kind_is_missing(place: Place) -> None:
    models = ServedModels()
    place.point(Kind.PERSON, "b1")
    place.point(Kind.COMPANY, "c1", broken)

    place.watcher(models).look()

    assert not models.is_ready
    assert models.versions() == {"person": "b1"}


def test_a_new_kind_that_fails_leaves_the_service_ready(place: Place) -> None:
    models = ServedModels()
    watcher = place.watcher(models)
    place.point(Kind.PERSON, "b1")
    watcher.look()

    place.point(Kind.COMPANY, "c1", broken)
    watcher.look()

    assert models.is_ready


def test_a_bundle_may_be_named_by_its_tag_in_the_bentoml_store() -> None:
    import bentoml

    with bentoml.models.create("service-test-person") as model:
        Path(model.path_of("manifest.json")).write_text("{}")

    found = locate_bundle(Path("bentoml:service-test-person:latest"))

    assert (found / "manifest.json").read_text() == "{}"

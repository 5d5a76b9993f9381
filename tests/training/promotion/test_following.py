"""MLflow's alias `champion` is followed on a real registry; only the check of the pair and the gates are fakes."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from mlflow import MlflowClient

from features.schema.kinds import Kind
from serving.runtime.home import Home, Pointer, read_pointer
from serving.runtime.model_records import read_history, read_registered
from serving.runtime.settings import Settings
from tests.support.command_line import run
from tests.support.tracking_template import with_tracking_store
from training.promotion.following import BY, follow, follow_champions
from training.promotion.gates import GateVerdict
from training.promotion.promotion import Promotion, promote
from training.promotion.registry import Registry
from training.promotion.tracked_run import TrainingRecord

MODEL = "onematch-person"
PASSED, FAILED = (
    GateVerdict(
        gate="precision",
        passed=passed,
        figure="precision of links",
        champion=0.99,
        challenger=0.95,
        bound="not worse",
        told="-0.0400",
    )
    for passed in (True, False)
)


def check(pair: Pointer) -> str:
    """Return the text of the manifest as the hash of the bundle."""
    return (pair.bundle / "manifest.json").read_text(encoding="utf-8")


@pytest.fixture
def home(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with two registered versions, of which the first one is champion."""
    (tmp_path / "index").mkdir()
    made = with_tracking_store(tmp_path_factory, Home((tmp_path / "home").resolve()))
    registry = Registry(made)
    for content in ("b1", "b2"):
        bundle = tmp_path / content
        bundle.mkdir()
        (bundle / "manifest.json").write_text(content, encoding="utf-8")
        registry.log_training(TrainingRecord(Kind.PERSON, bundle, {}, {}), register=True)
    promote(made, registry, Promotion(Kind.PERSON, "1", tmp_path / "index", by="ann", reason="first"), check)
    return made


def client_of(home: Home) -> MlflowClient:
    return MlflowClient(tracking_uri=f"sqlite:///{home.tracking_file}")


def move(home: Home, version: int) -> None:
    """Move the alias as MLflow's pages and clients do."""
    client_of(home).set_registered_model_alias(MODEL, "champion", str(version))


def alias(home: Home) -> int:
    return int(client_of(home).get_model_version_by_alias(MODEL, "champion").version)


def tag(home: Home, version: int) -> str:
    return str(client_of(home).get_model_version(MODEL, str(version)).tags["champion"])


def served(home: Home) -> str:
    pointer = read_pointer(home, Kind.PERSON)
    assert pointer is not None
    return check(pointer)


def never(_champion: Path | None, _challenger: Path) -> Sequence[GateVerdict]:
    raise AssertionError("the gates were evaluated")


def test_a_moved_alias_is_promoted_once_with_an_entry_in_the_history(home: Home) -> None:
    move(home, 2)

    follow(home, Kind.PERSON, check, lambda _a, _b: [PASSED])
    follow(home, Kind.PERSON, check, never)

    assert served(home) == "b2"
    assert alias(home) == 2
    [_, change] = read_history(home.history_file)
    assert (change.version, change.by) == (2, BY)
    assert change.reason == "the alias champion was moved to version 2 in MLflow"
    assert tag(home, 2) == "promoted: the gates passed"


def test_a_refused_alias_is_put_back_and_a_tag_of_the_version_says_why(home: Home) -> None:
    move(home, 2)

    follow(home, Kind.PERSON, check, lambda _a, _b: [FAILED])
    follow(home, Kind.PERSON, check, never)

    assert served(home) == "b1"
    assert alias(home) == 1
    assert len(read_history(home.history_file)) == 1
    assert "refused by precision (precision of links -0.0400, allowed: not worse)" in tag(home, 2)
    assert [one.version for one in read_registered(home, Kind.PERSON) if "champion" in one.aliases] == [1]


def test_an_alias_that_is_moved_on_during_the_gates_is_looked_at_again(home: Home) -> None:
    def moves_back(_champion: Path | None, _challenger: Path) -> Sequence[GateVerdict]:
        move(home, 1)
        return [PASSED]

    move(home, 2)

    follow(home, Kind.PERSON, check, moves_back)

    assert (served(home), alias(home)) == ("b1", 1)
    assert len(read_history(home.history_file)) == 1


def test_the_list_of_models_says_which_version_waits_for_the_gates(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEMATCH_HOME", str(home.root))
    before = run("models list")
    move(home, 2)

    after = run("models list")

    assert "moved" not in before.stderr
    assert "person: MLflow's alias champion was moved to version 2" in after.stderr


def test_an_empty_list_of_models_names_those_that_there_are(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEMATCH_HOME", str(home.root))

    listed = run("models list --kind company")

    assert "models are registered as onematch-person; --name says which to list" in " ".join(listed.stderr.split())


def test_an_mlflow_that_does_not_answer_is_logged_and_looked_at_again(
    home: Home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://127.0.0.1:9")
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")

    follow_champions(Settings(home=home.root))

    refusals = [one for one in caplog.records if one.message == "champion_not_followed"]
    assert len(refusals) == len(Kind)
    assert served(home) == "b1"

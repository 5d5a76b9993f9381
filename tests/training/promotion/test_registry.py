"""The registry on a real local MLflow store."""

from pathlib import Path

import pytest

from features.schema.kinds import Kind
from training.promotion.registry import ModelUnknown, Registry
from training.promotion.tracked_run import TrainingRecord


def bundle(folder: Path, content: str = "{}") -> Path:
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(content, encoding="utf-8")
    return folder


def record(folder: Path, name: str, content: str = "{}") -> TrainingRecord:
    metrics = {"best_f1": 0.9, "nested": {"ece": 0.01}, "note": "text", "flag": True}
    return TrainingRecord(Kind.PERSON, bundle(folder, content), {"seed": 0}, metrics, name=name)


def test_a_training_that_does_not_register_leaves_a_run_and_no_version(registry: Registry, tmp_path: Path) -> None:
    run_id = registry.log_training(record(tmp_path / "one", "unregistered"), register=False)

    assert run_id
    assert registry.versions(Kind.PERSON, "unregistered") == []


def test_an_unknown_version_is_refused_with_the_registered_ones(registry: Registry, tmp_path: Path) -> None:
    registry.log_training(record(tmp_path / "one", "known"), register=True)

    with pytest.raises(ModelUnknown, match=r"known: no version or alias '9'; registered: 1 \(challenger\)"):
        registry.resolve(Kind.PERSON, "9", "known")

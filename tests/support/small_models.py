"""A small sample, an index and a trained model of each kind: what the tests of the core share."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from data.index.index import UniverseIndex
from features.schema.kinds import Kind

if TYPE_CHECKING:
    from serving.matching.bundle import Bundle
    from serving.matching.matcher import Matcher
    from training.fitting.bundle import BundleParts
    from training.request import TrainRequest

# Every test run imports this file for its fixture, so what is slow to import is imported where it is used.


@dataclass(frozen=True, slots=True)
class SmallModel:
    """Where the files of one kind lie, and its records as a caller would send them."""

    kind: Kind
    files: Path
    index: Path
    bundle: Path

    def file(self, name: str) -> Path:
        """Return the path of `crm`, `universe` or `truth`."""
        return self.files / f"{name}.parquet"

    def rows(self, name: str = "crm") -> list[dict[str, Any]]:
        """Return the filled columns of every row of a file, in dictionaries that the caller may change."""
        return [dict(row) for row in _filled_rows(self.file(name))]

    def truth(self) -> dict[str, str | None]:
        """Return the right profile of every record, None for nobody."""
        return dict(_right_profiles(self.file("truth")))

    def of_first(self, n: int, folder: Path) -> "SmallModel":
        """Return the model with the first `n` CRM records, which are written to a folder."""
        pq.write_table(pq.read_table(self.file("crm")).slice(0, n), folder / "crm.parquet")
        return replace(self, files=folder)

    def opened(self) -> "Bundle":
        from serving.matching.bundle import Bundle

        return Bundle.open(self.bundle)

    def universe(self) -> UniverseIndex:
        return UniverseIndex.open(self.index)

    def matcher(self) -> "Matcher":
        from serving.matching.matcher import Matcher

        return Matcher.open(self.bundle, self.index)

    def training(self, out: Path) -> "TrainRequest":
        """Return the request that trained this model, for another folder."""
        from training.request import TrainRequest

        return TrainRequest(
            self.kind,
            self.file("crm"),
            out,
            index=self.index,
            labels=self.file("truth"),
            labels_split="train",
            start_from="none",
            register=False,
        )


@cache
def _filled_rows(file: Path) -> list[dict[str, Any]]:
    rows = pq.read_table(file).to_pylist()
    return [{column: value for column, value in row.items() if value is not None} for row in rows]


@cache
def _right_profiles(file: Path) -> dict[str, str | None]:
    return {row["crm_id"]: row["universe_id"] for row in pq.read_table(file).to_pylist()}


def small_models_in(folder: Path) -> dict[Kind, SmallModel]:
    """Return the models that `prepare_models` made in a folder."""
    return {kind: _small_model(folder / kind, kind) for kind in Kind}


def draw_small_sample(folder: Path) -> None:
    """Write the sample of both kinds."""
    from data.sample.sample import SampleSize, write_sample

    write_sample(folder, SampleSize(people=1500, companies=600, crm=1000), seed=3)


def train_small_model(model: SmallModel) -> None:
    """Build the index of a kind and train on the labels of the train split."""
    from data.index.build import build_index

    build_index(model.kind, model.file("universe"), model.index)
    train_quietly(model.training(model.bundle))


def train_quietly(request: "TrainRequest") -> Path:
    """Train without an MLflow run; return the bundle."""
    from training.train import train

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONEMATCH_TRACK", "false")
        return train(request).bundle


def parts_of(bundle: "Bundle") -> "BundleParts":
    """Return what a bundle can be written from again, without its base model."""
    from training.fitting.bundle import BundleParts

    return BundleParts(
        kind=bundle.kind,
        splink=bundle.splink,
        trees=bundle.ranker.booster.text,
        feature_keys=bundle.ranker.names,
        calibration=bundle.calibration,
        policy=bundle.policy,
        basis=bundle.basis,
        golden=bundle.golden,
        metrics={},
        facts={"seed": 0},
        base_model=None,
        collective=bundle.collective,
    )


def _small_model(files: Path, kind: Kind) -> SmallModel:
    return SmallModel(kind, files, files / "index", files / "bundle")

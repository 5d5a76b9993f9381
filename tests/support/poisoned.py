"""Challengers that gates must refuse, from real small trainings with one fault each."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from features.ranking.feature_list import FEATURES
from serving.matching.bundle import write_bundle
from serving.matching.policy import Policy
from tests.support.small_models import SmallModel, parts_of, train_quietly
from training.fitting import weights
from training.fitting.methods.examples import Examples, gather_examples

FLIPPED = 0.1


def train_on_flipped_labels(model: SmallModel, out: Path) -> Path:
    """Train with a tenth of the answers of the train split exchanged for another record's."""
    table = pq.read_table(model.file("truth"))
    rows = table.to_pylist()
    random = np.random.default_rng(0)
    flipped = random.random(len(rows)) < FLIPPED
    others = random.permutation([row["universe_id"] for row in rows if row["universe_id"]])
    for row in np.flatnonzero(flipped).tolist():
        rows[row]["universe_id"] = str(others[row % len(others)])
    labels = out.with_suffix(".parquet")
    pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), labels)
    return train_quietly(replace(model.training(out), labels=labels))


def train_without_a_feature(model: SmallModel, out: Path, name: str) -> Path:
    """Train on examples in which one feature is zero, as from a broken pipeline."""
    row = [feature.name for feature in FEATURES[model.kind]].index(name)
    gather: Callable[..., Examples] = gather_examples

    def gather_broken(*arguments: Any) -> Examples:
        examples = gather(*arguments)
        examples.matrix[:, row] = 0.0
        return examples

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weights, "gather_examples", gather_broken)
        return train_quietly(model.training(out))


def with_lowered_thresholds(model: SmallModel, out: Path) -> Path:
    """Write the model again with thresholds that link whatever comes first."""
    bundle = model.opened()

    def lowered(policy: Policy) -> Policy:
        return replace(policy, linked=0.02, review=0.01, margin=0.0)

    collective = (
        None if bundle.collective is None else replace(bundle.collective, policy=lowered(bundle.collective.policy))
    )
    write_bundle(replace(parts_of(bundle), policy=lowered(bundle.policy), collective=collective), out)
    return out

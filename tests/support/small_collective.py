"""A small collective model that is made without training."""

import hashlib
import json
import shutil
from pathlib import Path

import lightgbm
import numpy as np

from features.ranking.collective_features import COLLECTIVE_FEATURES
from serving.matching.boosting.boosters import StoredBooster
from serving.matching.bundle import COLLECTIVE, COLLECTIVE_TREES, MANIFEST
from serving.matching.calibration import Calibration
from serving.matching.collective import CollectiveModel
from serving.matching.policy import Policy


def collective_by_lead(policy: Policy) -> CollectiveModel:
    """Return a model that accepts the strongest claim on a profile."""
    random = np.random.default_rng(3)
    matrix = random.normal(size=(2000, len(COLLECTIVE_FEATURES))).astype(np.float32)
    lead = matrix[:, [*COLLECTIVE_FEATURES].index("claim_lead")]
    parameters = {"objective": "binary", "verbose": -1, "num_threads": 1, "deterministic": True}
    booster = lightgbm.train(parameters, lightgbm.Dataset(matrix, lead > 0), num_boost_round=30)
    return CollectiveModel(StoredBooster(booster.model_to_string()), Calibration(), policy)


def bundle_with_collective(source: Path, out: Path, policy: Policy) -> Path:
    """Copy a bundle and add the model to it; return the copy's folder."""
    shutil.copytree(source, out)
    model = collective_by_lead(policy)
    (out / COLLECTIVE_TREES).write_text(model.booster.text)
    (out / COLLECTIVE).write_text(json.dumps(model.as_json()))
    manifest = json.loads((out / MANIFEST).read_text())
    for name in (COLLECTIVE_TREES, COLLECTIVE):
        manifest["files"][name] = hashlib.sha256((out / name).read_bytes()).hexdigest()
    (out / MANIFEST).write_text(json.dumps(manifest))
    return out

"""The calibration of pairs: labels, and pseudo-labels beside them where they are few."""

import lightgbm
import numpy as np

from serving.matching.calibration import logit, sigmoid
from training.dedupe.pair_model import calibrate_by_labels
from training.dedupe.teaching_pairs import DrawnPairs, LabelledPairs, PseudoLabels
from training.fitting.methods.boosting import Boosted, TrainingSet


def test_stated_non_matches_that_resemble_nobody_make_no_pair_sure() -> None:
    rng = np.random.default_rng(6)
    n = 4_000
    stated = 120
    score = rng.normal(0.0, 1.5, n)
    score[:stated] = np.where(np.arange(stated) % 2 == 0, 4.0, -9.0)
    known = np.arange(n) < stated
    held = LabelledPairs(known, known & (score > 0), np.where(known, np.arange(n) % 4, -1), np.ones(n))
    matrix = np.tile(score, 2).reshape(-1, 1).astype(np.float32)
    pseudo = PseudoLabels(score, 1.0)
    weight = np.where(known, 1.0, 0.2)
    training_set = TrainingSet(matrix, sigmoid(np.tile(score, 2)), np.tile(weight / 2, 2), np.tile(held.fold, 2))
    data = lightgbm.Dataset(matrix, training_set.target, free_raw_data=False)
    booster = lightgbm.train({"objective": "cross_entropy", "verbose": -1, "num_threads": 1}, data, 60)
    boosted = Boosted(booster, np.tile(np.where(known, score, 0.0), 2), 60)

    found = calibrate_by_labels(boosted, training_set, pseudo, held, DrawnPairs(np.arange(n), np.ones(n)))

    unsure = np.array([-1.0, 0.0, 1.0])
    np.testing.assert_allclose(logit(found(unsure)), unsure, atol=0.4)

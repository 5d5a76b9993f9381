"""Pseudo-labels: log-odds by the base model and by EM that stand in for answers on unlabelled records."""

import numpy as np

from features.schema.array_types import Floats, Ints
from serving.matching.bundle import Bundle
from serving.matching.calibration import Calibration, logit, sigmoid
from training.fitting.methods.curves import best_of_records
from training.fitting.methods.examples import Examples, left_out_statement

EM_SHARE = 0.5
"""Weight of EM's log-odds beside the base model's 1 (docs/experiments/em-beside-the-base-model.md)."""
MAX_SHIFT = 2.5
"""Largest shift of log-odds to another share of records with an answer: near a share of 1 it has no limit."""
ROUNDS = 200


def pseudo_label(base_model: Bundle | None, examples: Examples, *, by_em: bool) -> Floats:
    """Return the pseudo-label of every candidate as log-odds.

    Where EM could run, the base model's log-odds and EM's are added and calibrated by the curve that left-out data
    sets gave the base model's training. Else the base model's log-odds move to the share of records with an answer.
    The base model's calibration by stated facts is not applied: it holds for the records of its own training.
    """
    em = logit(examples.posterior)
    raw = examples.base_model_raw
    if base_model is None or raw is None:
        return em
    stated = left_out_statement(base_model)
    shipped = logit(base_model.calibration(base_model.calibration.settle(raw, examples.left_rows)))
    if not by_em:
        return shipped + prior_shift(shipped, examples.left_rows, stated.get("right_share"))
    mixed: Floats = shipped + EM_SHARE * em
    saved = stated.get("em")
    return mixed if saved is None else logit(Calibration.from_json(saved["calibration"])(mixed))


def prior_shift(scores: Floats, left_rows: Ints, share: float | None) -> float:
    """Return the shift of log-odds where another share of the records has an answer than in training.

    After Saerens, Latinne and Decaestecker, "Adjusting the outputs of a classifier to new a priori probabilities"
    (2002): the share is the mean of the shifted probabilities of best candidates. Without a `share` the shift is 0.
    Figures: docs/experiments/prior-shift.md.
    """
    if share is None or not len(scores):
        return 0.0
    best = scores[best_of_records(scores, left_rows)]
    start = float(logit(np.array([share]))[0])
    shift = 0.0
    for _ in range(ROUNDS):
        mean_log_odds = float(logit(np.array([sigmoid(best + shift).mean()]))[0])
        shift = float(np.clip(mean_log_odds - start, -MAX_SHIFT, MAX_SHIFT))
    return shift

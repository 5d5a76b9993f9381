"""What a fitted model sees of the records that it was fitted on: the reference that drift is measured from."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from features.pairs.pairs import Floats
from features.ranking.feature_list import FEATURES
from serving.matching.calibration import Calibration
from serving.matching.decisions import BestCandidate, decide
from serving.matching.drift import Reference, Seen, reference_of
from serving.matching.policy import Policy
from training.fitting.calibrate import best_of_records
from training.fitting.examples import Examples, Source
from training.fitting.held_out import HeldOut
from training.fitting.learn import Learned


def reference_for(source: Source, examples: Examples, learned: Learned) -> Reference:
    """Score all records as the fitted model does and sum up their best candidates."""
    return reference_by(source, examples, Scores(learned.scores(examples), learned.calibration, learned.policy))


@dataclass(frozen=True, slots=True)
class Scores:
    """The raw score of every example, and what makes probabilities and decisions of them."""

    raw: Floats
    calibration: Calibration
    policy: Policy


def reference_by(source: Source, examples: Examples, scores: Scores) -> Reference:
    """Sum up the best candidates of all records by the scores of their examples."""
    best = HeldOut.of(scores.raw, examples, np.zeros(len(examples), np.bool_))
    probabilities, rivals = best.probabilities(scores.calibration)
    standings = [
        BestCandidate(probability, rival)
        for probability, rival in zip(probabilities.tolist(), rivals.tolist(), strict=True)
    ]
    decisions = Counter(str(decide(one, scores.policy)) for one in standings)
    decisions["none"] += len(source.ids) - len(standings)
    names = [feature.key for feature in FEATURES[source.kind]]
    rows = best_of_records(scores.raw, examples.left_rows)
    return reference_of(Seen(names, examples.matrix[rows, : len(names)], probabilities.round(6), decisions))

"""How often precision guarantees break: thresholds chosen on one half of the entities, judged on the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from features.schema.array_types import Bools, Floats, Ints
from serving.matching.guarantees.precision_guarantee import CONFIDENCE, guarantee, probability_of_so_few
from serving.matching.policy import CurvePoint
from training.evaluation.metrics import precision_curve

SPLITS = 200
Choose = Callable[[Sequence[CurvePoint], int], float | None]


@dataclass(frozen=True, slots=True)
class JudgedHalf:
    """Best candidates of labelled records: probability, whether it is right, and the entity of its record."""

    probability: Floats
    right: Bools
    entity: Ints


@dataclass(frozen=True, slots=True)
class GuaranteeCounts:
    """The guarantees over all splits, by outcome; coverage is the mean share of judged records that is linked."""

    splits: int
    abstained: int
    broken: int
    coverage: float


def count_breaks(
    judged: JudgedHalf, one_in: int, choose: Choose, splits: int = SPLITS, seed: int = 0
) -> GuaranteeCounts:
    """Choose a threshold on a random half of the entities and judge its links on the other half, repeatedly."""
    random = np.random.default_rng(seed)
    entities, entity_of_row = np.unique(judged.entity, return_inverse=True)
    broken = 0
    coverage = []
    for _ in range(splits):
        chosen_on = (random.random(len(entities)) < 0.5)[entity_of_row]
        threshold = choose(precision_curve(judged.probability[chosen_on], judged.right[chosen_on]), one_in)
        if threshold is not None:
            linked = ~chosen_on & (judged.probability >= threshold)
            broken += bool((linked & ~judged.right).sum() * one_in > linked.sum())
            coverage.append(float(linked.sum() / max((~chosen_on).sum(), 1)))
    return GuaranteeCounts(splits, splits - len(coverage), broken, float(np.mean(coverage)) if coverage else 0.0)


def guaranteed(curve: Sequence[CurvePoint], one_in: int) -> float | None:
    """Return the threshold of the precision guarantee."""
    return guarantee(curve, one_in).threshold


def most_breaks(splits: int, confidence: float = CONFIDENCE) -> int:
    """Return the largest number of breaks with a probability of 5 % or more, if each guarantee breaks in 5 %."""
    count = 0
    while 1 - probability_of_so_few(count, splits, 1 - confidence) >= 1 - CONFIDENCE:
        count += 1
    return count

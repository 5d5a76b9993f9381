"""Weights of judgements, which are a biased sample of what users were shown.

Inverse propensity weights (Horvitz and Thompson 1952) in cells of what was shown: the decision and the probability.
Their ratio is bounded, so that no judgement dominates (Cole and Hernan 2008).
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

EDGES = (0.1, 0.3, 0.5, 0.7, 0.9, 0.97)
LARGEST = 5.0
Cell = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """What users were shown of a record: the decision and the probability of the best candidate."""

    decision: str
    probability: float

    @property
    def cell(self) -> Cell:
        return self.decision, bisect_right(EDGES, self.probability)


@dataclass(frozen=True, slots=True)
class Weighting:
    """The weight of every judged record, and the share of shown records in cells without a judgement."""

    weights: Mapping[str, float]
    never_judged: float

    @property
    def effective(self) -> float:
        """The number of unweighted records with the same variance (Kish 1965)."""
        values = np.array(list(self.weights.values()))
        return float(values.sum() ** 2 / (values**2).sum()) if len(values) else 0.0


def weigh_judgements(judged: Mapping[str, Shown], population: Iterable[Shown]) -> Weighting:
    """Return weights by which each cell has the share that it has in the population; the mean weight is 1."""
    everyone, seen = Counter(one.cell for one in population), Counter(one.cell for one in judged.values())
    total, n_judged = sum(everyone.values()), len(judged)
    if not total or not n_judged:
        return Weighting(dict.fromkeys(judged, 1.0), 0.0)
    share = {cell: (everyone[cell] / total) / (count / n_judged) for cell, count in seen.items()}
    bounded = {cell: min(max(ratio, 1 / LARGEST), LARGEST) for cell, ratio in share.items()}
    mean = sum(bounded[one.cell] for one in judged.values()) / n_judged
    missed = sum(count for cell, count in everyone.items() if cell not in seen) / total
    return Weighting({crm_id: bounded[one.cell] / mean for crm_id, one in judged.items()}, missed)

"""The features that compare a candidate with its rivals, and those that count what is known at all."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from features.compiled import machine
from features.evidence import Evidence, Groups, Retrieval
from features.pair_feature import Feature, context
from features.pairs import Floats

CLOSE_BITS = 3.0
"""Candidates within this match weight (log2) of the best are called close: eight times less likely at most."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """How many candidates of the same record stand strictly higher, by weight and by retrieval."""

    by_weight: Floats
    by_retrieval: Floats

    @classmethod
    def of(cls, groups: Groups, match_weight: Floats, retrieval: Retrieval) -> "Ranks":
        ranks = np.empty((2, len(match_weight)))
        machine("features.group_machine").rank(groups.starts, groups.sizes, match_weight, retrieval.weight, ranks)
        return cls(*ranks)


def group_context(groups: Groups, match_weight: Floats, retrieval: Retrieval, ranks: Ranks) -> Mapping[str, Floats]:
    """Place every candidate among all that were retrieved for its record, before any is dropped.

    `weight_share` is the Fellegi-Sunter posterior under "exactly one of these or none": 2^w / (1 + sum 2^w).
    """
    weight, found = match_weight, retrieval.weight
    placed = np.empty((6, len(weight)))
    machine("features.group_machine").place(groups.starts, groups.sizes, weight, found, CLOSE_BITS, placed)
    weight_lead, weight_share, close_rivals, retrieval_lead, retrieval_share, candidates = placed
    return {
        "match_weight": weight,
        "weight_rank": ranks.by_weight,
        "weight_lead": weight_lead,
        "weight_share": weight_share,
        "close_rivals": close_rivals,
        "retrieval_weight": found,
        "retrieval_rank": ranks.by_retrieval,
        "retrieval_lead": retrieval_lead,
        "retrieval_share": retrieval_share,
        "candidates": candidates,
        "left_out": retrieval.left_out,
    }


def _levels(evidence: Evidence) -> NDArray[np.int8]:
    return evidence.once("levels", lambda: np.array(list(evidence.gammas.values())))


def _count_known(evidence: Evidence) -> Floats:
    known: Floats = np.add.reduce(_levels(evidence) >= 0, axis=0, dtype=np.float64)
    return known


def _contradictions(evidence: Evidence) -> Floats:
    """Count the comparisons that both sides state and whose values have nothing in common."""
    count: Floats = np.add.reduce(_levels(evidence) == 0, axis=0, dtype=np.float64)
    return count


def _strongest_disagreement(evidence: Evidence) -> Floats:
    worst: Floats = np.minimum.reduce(list(evidence.comparison_weights.values()))
    return worst


GROUP_FEATURES = (
    Feature("match_weight", "weight", "of the summed evidence of all fields", context("match_weight"), monotone=1),
    Feature("weight_rank", "context", "of its rank among the candidates", context("weight_rank")),
    Feature("weight_lead", "context", "of its lead over the next candidate", context("weight_lead")),
    Feature("weight_share", "context", "of its share of all candidates' evidence", context("weight_share"), monotone=1),
    Feature("close_rivals", "context", "of how many candidates come close", context("close_rivals")),
    Feature("retrieval_weight", "retrieval", "of the rarity of what both have in common", context("retrieval_weight")),
    Feature("retrieval_rank", "retrieval", "of its rank by rare things in common", context("retrieval_rank")),
    Feature("retrieval_lead", "retrieval", "of its lead by rare things in common", context("retrieval_lead")),
    Feature("retrieval_share", "retrieval", "of its share of rare things in common", context("retrieval_share")),
    Feature("candidates", "context", "of how many candidates there are", context("candidates")),
    Feature("left_out", "context", "of how many equal candidates were left out", context("left_out"), monotone=-1),
    Feature("worst_weight", "weight", "of the field that disagrees most", _strongest_disagreement),
    Feature("known", "missing", "of how many fields can be compared", _count_known),
    Feature("contradictions", "contradiction", "of how many facts contradict each other", _contradictions, monotone=-1),
)

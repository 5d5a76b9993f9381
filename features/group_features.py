"""The features that compare a candidate with its rivals, and those that count what is known at all."""

from collections.abc import Mapping

import numpy as np

from features.columns import TextColumn
from features.evidence import Evidence, Groups, Retrieval
from features.pair_feature import Feature, context
from features.pairs import Floats

CLOSE_BITS = 3.0
"""Candidates within this match weight (log2) of the best are called close: eight times less likely at most."""


def group_context(groups: Groups, match_weight: Floats, retrieval: Retrieval) -> Mapping[str, Floats]:
    """Place every candidate among all that were retrieved for its record, before any is dropped.

    `weight_share` is the Fellegi-Sunter posterior under "exactly one of these or none": 2^w / (1 + sum 2^w).
    """
    weight, found = match_weight, retrieval.weight
    best = groups.highest(weight)
    odds = np.exp2(np.clip(weight - np.maximum(best, 0.0), -60, 0))
    none = np.exp2(np.clip(-np.maximum(best, 0.0), -60, 0))
    return {
        "match_weight": weight,
        "weight_rank": groups.rank(weight),
        "weight_lead": _lead(groups, weight),
        "weight_share": odds / (groups.total(odds) + none),
        "close_rivals": groups.total((weight >= best - CLOSE_BITS).astype(np.float64)),
        "retrieval_weight": found,
        "retrieval_rank": groups.rank(found),
        "retrieval_lead": _lead(groups, found),
        "retrieval_share": found / np.maximum(groups.total(found), 1e-9),
        "candidates": groups.sizes[groups.of_pair].astype(np.float64),
        "left_out": retrieval.left_out,
    }


def _lead(groups: Groups, values: Floats) -> Floats:
    rival = groups.best_rival(values)
    return np.where(np.isfinite(rival), values - rival, np.nan)


def _count_known(evidence: Evidence) -> Floats:
    known: Floats = np.sum(
        [evidence.pairs.known(name, name) for name in evidence.pairs.left.fields], axis=0, dtype=float
    )
    return known


def _count_filled(side: str) -> Feature:
    words = {"l": "the record", "r": "the profile"}[side]

    def compute(evidence: Evidence) -> Floats:
        names = evidence.pairs.left.fields
        filled: Floats = np.sum([evidence.filled(side, name) for name in names], axis=0, dtype=float)
        return filled

    return Feature(f"filled_{side}", "missing", f"of how many fields of {words} are filled", compute)


def _contradictions(evidence: Evidence) -> Floats:
    """Count single-valued facts that both sides state and that have nothing in common."""
    left, right = evidence.pairs.left, evidence.pairs.right
    facts = [n for n in _FACTS if isinstance(left.fields.get(n), TextColumn) and n in right.fields]
    differing = [np.nan_to_num(evidence.text("edit_ratio", name), nan=1.0) < 0.5 for name in facts]
    count: Floats = np.sum(differing, axis=0, dtype=float)
    return count


def _strongest_disagreement(evidence: Evidence) -> Floats:
    worst: Floats = np.minimum.reduce(list(evidence.comparison_weights.values()))
    return worst


_FACTS = (
    "phone",
    "email",
    "domain",
    "birth_date",
    "postal",
    "region",
    "country",
    "street",
    "ticker",
    "suffix",
    "house",
)

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
    _count_filled("l"),
    _count_filled("r"),
    Feature("contradictions", "contradiction", "of how many facts contradict each other", _contradictions, monotone=-1),
)

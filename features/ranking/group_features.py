"""The features that compare a candidate with its rivals, and those that count the fields with evidence."""

import numpy as np
from numpy.typing import NDArray

from features.compiled import calls
from features.pairs.evidence import Groups, NamedRows, Retrieval
from features.ranking.pair_feature import read_features
from features.schema.array_types import Floats, Ints
from features.schema.value_class import value_class

CLOSE_BITS = 3.0
"""Candidates within this match weight (log2) of the best count as close: at most eight times less likely."""


@value_class
class Ranks:
    """How many candidates of the same record are strictly higher, by match weight and by retrieval weight."""

    by_weight: Floats
    by_retrieval: Floats

    @classmethod
    def of(cls, groups: Groups, match_weight: Floats, retrieval: Retrieval) -> "Ranks":
        ranks = np.empty((2, len(match_weight)))
        calls.groups.rank(groups.starts, groups.sizes, match_weight, retrieval.weight, ranks)
        return cls(*ranks)


GROUP_ROWS = ("weight_lead", "weight_share", "close_rivals", "retrieval_lead", "retrieval_share", "candidates")
"""The rows that `features.compiled.groups.place` fills, in order."""
GROUP_CONTEXT = (*GROUP_ROWS, "match_weight", "weight_rank", "retrieval_weight", "retrieval_rank", "left_out")
"""The measures of a candidate among the others of its record."""
LEVEL_CONTEXT = ("known", "contradictions", "worst_weight")
"""The sums over a pair's levels that `features.compiled.groups.sum_up` fills, in order."""
CONTEXT = GROUP_CONTEXT + LEVEL_CONTEXT


def group_context(groups: Groups, match_weight: Floats, retrieval: Retrieval, ranks: Ranks) -> NamedRows[np.float64]:
    """Measure every candidate among all that were retrieved for its record, before any is dropped.

    `weight_share` is the Fellegi-Sunter posterior under "exactly one of these or none": 2^w / (1 + sum 2^w).
    """
    rows = np.empty((len(GROUP_CONTEXT), len(match_weight)))
    calls.groups.compare_rivals(
        groups.starts, groups.sizes, match_weight, retrieval.weight, CLOSE_BITS, rows[: len(GROUP_ROWS)]
    )
    rows[len(GROUP_ROWS) :] = match_weight, ranks.by_weight, retrieval.weight, ranks.by_retrieval, retrieval.left_out
    return NamedRows(GROUP_CONTEXT, rows)


def context_of(
    group: NamedRows[np.float64], kept: Ints, gammas: NDArray[np.int8], bits: Floats
) -> NamedRows[np.float64]:
    """Return the context of the kept pairs: their measures in the group, and the sums over their own levels."""
    rows = np.empty((len(CONTEXT), len(kept)))
    group.array.take(kept, axis=1, out=rows[: len(GROUP_CONTEXT)], mode="clip")
    calls.groups.sum_up(gammas, bits, rows[len(GROUP_CONTEXT) :])
    return NamedRows(CONTEXT, rows)


GROUP_FEATURES = tuple(
    read_features(
        """
        match_weight: weight: context match_weight: of the summed evidence of all fields: 1
        weight_rank: context: context weight_rank: of its rank among the candidates
        weight_lead: context: context weight_lead: of its lead over the next candidate
        weight_share: context: context weight_share: of its share of all candidates' evidence: 1
        close_rivals: context: context close_rivals: of how many candidates come close
        retrieval_weight: retrieval: context retrieval_weight: of the rarity of what both have in common
        retrieval_rank: retrieval: context retrieval_rank: of its rank by rare things in common
        retrieval_lead: retrieval: context retrieval_lead: of its lead by rare things in common
        retrieval_share: retrieval: context retrieval_share: of its share of rare things in common
        candidates: context: context candidates: of how many candidates there are
        left_out: context: context left_out: of how many equal candidates were left out: -1
        worst_weight: weight: context worst_weight: of the field that disagrees most
        known: missing: context known: of how many fields can be compared
        contradictions: contradiction: context contradictions: of how many facts contradict each other: -1
        """
    )
)

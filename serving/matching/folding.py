"""Candidates that are one entity by the universe's own clusters become one candidate (docs/dedupe.md).

The candidate has the sum of their probabilities, since at most one candidate of a record is right, and everything else
of the strongest of them. A result depends on the record's own candidates alone, in whatever order they come.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from math import fsum

import numpy as np

from data.index.profile_clusters import ALONE
from features.schema.array_types import Bools, Ints
from features.schema.value_class import value_class
from serving.matching.calibration import MAX_PROBABILITY
from serving.matching.compiled.arguments import ScoredCandidates
from serving.matching.compiled.calls import choice
from serving.matching.scorer import Scored


@value_class
class ShownCandidates:
    """The candidates shown, most probable first; those of record r are `positions[bounds[r]:bounds[r + 1]]`.

    `at_cut[r]`: candidates with as much retrieval weight as the first one were left out at the limit. Left-out
    candidates with less are no rivals of it.
    """

    positions: Ints
    bounds: Ints
    at_cut: Bools

    @classmethod
    def of(cls, scored: Scored, records: int, most: int) -> "ShownCandidates":
        """Order candidates within records by probability, raw score and match weight, then by the hash of the id."""
        short = scored.shortlist
        candidates = short.left_rows, scored.probability, scored.raw, short.evidence.match_weight, short.kept
        return cls.ordered(scored, candidates, records, most)

    @classmethod
    def ordered(cls, scored: Scored, candidates: ScoredCandidates, records: int, most: int) -> "ShownCandidates":
        """Order some of the scored candidates; positions count these."""
        groups = scored.shortlist.retrieved.groups
        retrieval = scored.shortlist.retrieved.retrieval
        places = np.empty(min(len(candidates[0]), records * most), np.int64)
        bounds = np.empty(records + 1, np.int64)
        at_cut = np.empty(records, np.bool_)
        retrieved = groups.starts, groups.of_pair, retrieval.weight, retrieval.left_out
        choice.order_shown(candidates, retrieved, most, places, bounds, at_cut)
        return cls(places[: bounds[-1]], bounds, at_cut)


@value_class
class Folded:
    """The candidates shown after folding, and of those that stand for a cluster its number and the probability."""

    shown: ShownCandidates
    cluster: Sequence[tuple[int, float] | None]


def fold(scored: Scored, numbers: Ints, records: int, most: int) -> Folded:
    """Return at most so many candidates of each record, those of one cluster as one.

    `numbers` has the cluster of each kept candidate, ALONE for those in none. Equals keep the order that all have.
    """
    short = scored.shortlist
    everyone = ShownCandidates.of(scored, records, max(len(numbers), 1)).positions
    members: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for position in everyone[numbers[everyone] != ALONE].tolist():
        members[int(short.left_rows[position]), int(numbers[position])].append(position)
    probability = scored.probability.copy()
    stays = np.ones(len(numbers), np.bool_)
    for first, *others in members.values():
        together = fsum(scored.probability[[first, *others]].tolist())
        probability[first] = min(together, max(MAX_PROBABILITY, float(scored.probability[first])))
        stays[others] = False
    order = np.empty(len(numbers))
    order[everyone] = -np.arange(len(numbers))
    kept = np.flatnonzero(stays)
    weight = short.evidence.match_weight
    candidates = short.left_rows[kept], probability[kept], order[kept], weight[kept], short.kept[kept]
    shown = ShownCandidates.ordered(scored, candidates, records, most)
    positions = kept[shown.positions]
    cluster = [
        None if numbers[at] == ALONE else (int(numbers[at]), float(probability[at])) for at in positions.tolist()
    ]
    return Folded(replace(shown, positions=positions), cluster)

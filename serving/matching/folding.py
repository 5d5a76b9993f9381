"""Candidates that are one entity by the universe's own clusters become one candidate (docs/dedupe.md).

The candidate has the sum of their probabilities, since at most one candidate of a record is right, and everything else
of the strongest of them. A result depends on the record's own candidates alone, in whatever order they come.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum

import numpy as np

from data.index.profile_clusters import ALONE
from features.schema.array_types import Bools, Ints
from serving.matching.calibration import MAX_PROBABILITY
from serving.matching.compiled.calls import choice
from serving.matching.scorer import Scored


@dataclass(frozen=True, slots=True)
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
        retrieved = scored.shortlist.retrieved
        places = np.empty(min(len(short), records * most), np.int64)
        bounds = np.empty(records + 1, np.int64)
        at_cut = np.empty(records, np.bool_)
        groups = retrieved.groups
        retrieval = retrieved.retrieval
        choice.order_shown(
            (short.left_rows, scored.probability, scored.raw, short.evidence.match_weight, short.kept),
            (groups.starts, groups.of_pair, retrieval.weight, retrieval.left_out),
            most,
            places,
            bounds,
            at_cut,
        )
        return cls(places[: bounds[-1]], bounds, at_cut)


@dataclass(frozen=True, slots=True)
class Folded:
    """The candidates shown after folding, and of those that stand for a cluster its number and the probability."""

    shown: ShownCandidates
    cluster: Sequence[tuple[int, float] | None]


def fold(scored: Scored, numbers: Ints, records: int, most: int) -> Folded:
    """Return at most so many candidates of each record, those of one cluster as one.

    `numbers` has the cluster of each kept candidate, ALONE for those in none.
    """
    everyone = ShownCandidates.of(scored, records, max(len(scored.shortlist), 1))
    positions: list[int] = []
    cluster: list[tuple[int, float] | None] = []
    bounds = [0]
    at_cut = everyone.at_cut.copy()
    places = everyone.positions.tolist()
    of_place = numbers[everyone.positions].tolist()
    probability = scored.probability[everyone.positions].tolist()
    for record, (begin, end) in enumerate(pairwise(everyone.bounds.tolist())):
        kept = _folded(of_place[begin:end], probability[begin:end])[:most]
        if kept and kept[0][0]:
            at_cut[record] = _is_at_cut(scored, places[begin + kept[0][0]])
        positions += [places[begin + place] for place, _ in kept]
        cluster += [cluster_of_place for _, cluster_of_place in kept]
        bounds.append(len(positions))
    shown = ShownCandidates(np.array(positions, np.int64), np.array(bounds, np.int64), at_cut)
    return Folded(shown, cluster)


def _folded(numbers: Sequence[int], probability: Sequence[float]) -> list[tuple[int, tuple[int, float] | None]]:
    """Return the places that stay, most probable first, each with its cluster and that one's probability."""
    shares: dict[int, list[float]] = {}
    first: dict[int, int] = {}
    for place, number in enumerate(numbers):
        if number != ALONE:
            first.setdefault(number, place)
            shares.setdefault(number, []).append(probability[place])
    if not first:
        return [(place, None) for place in range(len(numbers))]
    kept: list[tuple[float, int, tuple[int, float] | None]] = []
    for place, number in enumerate(numbers):
        if number == ALONE:
            kept.append((probability[place], place, None))
        elif first[number] == place:
            together = min(fsum(shares[number]), max(MAX_PROBABILITY, probability[place]))
            kept.append((together, place, (number, together)))
    kept.sort(key=lambda item: (-item[0], item[1]))
    return [(place, folded) for _, place, folded in kept]


def _is_at_cut(scored: Scored, position: int) -> bool:
    """Whether a candidate was retrieved with no more evidence than others that were cut off, as `order_shown` says."""
    retrieved = scored.shortlist.retrieved
    best = int(scored.shortlist.kept[position])
    group = int(retrieved.groups.of_pair[best])
    begin = int(retrieved.groups.starts[group])
    weights = retrieved.retrieval.weight[begin : begin + int(retrieved.groups.sizes[group])]
    return bool(retrieved.retrieval.left_out[best] > 0 and retrieved.retrieval.weight[best] <= weights.min())

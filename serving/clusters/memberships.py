"""What CLUSTERS says of each record: the probability that it belongs, its weakest pair, and the reason."""

import numpy as np

from data.index.index import UniverseIndex
from features.comparisons.kernel import Kernel
from features.pairs.pairs import Pairs
from features.schema.array_types import Floats, Ints
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.clusters.agglomeration import Clustering
from serving.clusters.edges import UNIT
from serving.clusters.moves import Ties
from serving.drawing.templates import worded_reason
from serving.matching.bundle import Bundle
from serving.matching.calibration import sigmoid
from serving.matching.reasons import Reasons
from serving.matching.shortlist import FieldFrequencies

MAX_SURE = 7.0
"""The most log-odds of a pair for or against a membership: a record with one partner belongs as surely as the pair."""
CHUNK = 50_000
ALONE = "no other record resembles it enough"


@value_class
class Memberships:
    """One element a row: the probability that the record belongs to its cluster, and its weakest and strongest pair.

    `weakest` and `strongest` are probabilities of pairs within the cluster, with the rows `weakest_row` and
    `strongest_row` (-1 and NaN for a record alone).
    """

    probability: Floats
    weakest: Floats
    weakest_row: Ints
    strongest: Floats
    strongest_row: Ints


def memberships(clustering: Clustering) -> Memberships:
    """Sum up the scored pairs of each record.

    A record belongs to its cluster by the mean log-odds of its pairs there, times the root of their number: pairs of
    one record share evidence (docs/experiments/clusters-of-duplicates.md). One alone is alone where the
    best of the other clusters' means is not right.
    """
    cluster = clustering.cluster
    ties = Ties.of(clustering.scored, cluster, 0.0, MAX_SURE)
    inside = ties.cluster == cluster[ties.row]
    mean = ties.total / np.sqrt(np.maximum(ties.scored, 1)) / UNIT
    own = np.full(len(cluster), np.nan)
    other = np.full(len(cluster), -MAX_SURE)
    own[ties.row[inside]] = mean[inside]
    np.maximum.at(other, ties.row[~inside], mean[~inside])
    alone = np.isnan(own)
    probability = sigmoid(np.where(alone, -other, own))
    weakest = _extreme(clustering, lowest=True)
    strongest = _extreme(clustering, lowest=False)
    return Memberships(probability, *weakest, *strongest)


def _extreme(clustering: Clustering, *, lowest: bool) -> tuple[Floats, Ints]:
    """Return the lowest or highest probability of each record's pairs within its cluster, and the other row."""
    cluster = clustering.cluster
    within = clustering.scored.within(cluster)
    low = within.pairs.low
    high = within.pairs.high
    row = np.concatenate([low, high])
    other = np.concatenate([high, low])
    odds = np.tile(within.log_odds, 2)
    order = np.lexsort((other, odds if lowest else -odds, row))
    rows, first = np.unique(row[order], return_index=True)
    probability = np.full(len(cluster), np.nan)
    partner = np.full(len(cluster), -1)
    probability[rows] = sigmoid(odds[order][first])
    partner[rows] = other[order][first]
    return probability, partner


def why_together(index: UniverseIndex, bundle: Bundle, member: Memberships, ids: list[str]) -> list[str]:
    """Return a sentence for each row: its strongest partner and what both have in common."""
    kernel = Kernel.from_splink_json(bundle.splink, FieldFrequencies(index), index.schema)
    reasons = Reasons(kernel, bundle.kind)
    words = [wording(ALONE)] * len(ids)
    rows = np.flatnonzero(member.strongest_row >= 0)
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK]
        partners = member.strongest_row[part]
        pairs = Pairs(index.take(part), index.take(partners), np.arange(len(part)), np.arange(len(part)))
        reasons_of_part = reasons.of(kernel.score(pairs), np.arange(len(part)))
        for row, partner, sentences in zip(part.tolist(), partners.tolist(), reasons_of_part, strict=True):
            said = "; ".join(map(worded_reason, sentences)) or wording("many small agreements")
            words[row] = wording("with {partner}: {reasons}", partner=ids[partner], reasons=said)
    return words

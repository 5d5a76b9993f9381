"""The features of the collective pass: which other records claim a profile, how strongly, and how similar they are.

They are computed once from the probabilities of the independent pass, so the result depends on the set of records
and not on their order.
"""

from dataclasses import replace

import numpy as np

from features.normalise.text import read_sentences
from features.pairs.evidence import Groups
from features.schema.array_types import Floats, Ints, SingleRows
from features.schema.value_class import value_class

COLLECTIVE_FEATURES = read_sentences(
    """
    independent_logit: of what the record and its candidates alone say
    independent_lead: of its lead over the record's other candidates
    independent_rank: of its rank among the record's candidates
    match_weight: of the summed evidence of all fields
    rival_claim: of how strongly another record claims the profile
    claim_lead: of how far its claim is ahead of other records'
    claim_rank: of its rank among the records that claim the profile
    claimants: of how many other records claim the profile
    claimed: of how much of the profile other records claim
    best_claimant_weight: of how alike the most similar other claimant is
    mean_claimant_weight: of how alike the other claimants are
    claimant_weight_lead: of how much more alike its claimants are than those of other candidates
    """
)
COLLECTIVE_VERSION = 2
OTHERS = 3
"""The most other claimants of a profile that a record is compared with."""
MIN_CLAIM = 0.3
MIN_PROBABILITY = 0.01
"""The least probability of a claim to be compared, and of a pair to take part in the collective pass."""


@value_class
class IndependentTable:
    """The best candidates of every record after the independent pass, none below MIN_PROBABILITY, grouped by record.

    `left_rows` and `profiles` number records and profiles; `probability` is the independent one; `order` ranks the
    records by the hash of their ids, which breaks ties of equal claims without regard to the order of the file.
    """

    left_rows: Ints
    profiles: Ints
    probability: Floats
    match_weight: Floats
    order: Ints

    def __len__(self) -> int:
        return len(self.profiles)

    def take(self, positions: Ints) -> "IndependentTable":
        """Return some of the pairs."""
        names = ("left_rows", "profiles", "probability", "match_weight")
        return replace(self, **{name: getattr(self, name)[positions] for name in names})


@value_class
class ClaimantPairs:
    """The claimants to compare: record `left_rows[i]` with record `others[i]` for pair `pair[i]`."""

    pair: Ints
    left_rows: Ints
    others: Ints


def claimants_to_compare(table: IndependentTable) -> ClaimantPairs:
    """Return, for every pair, the strongest other claimants of the same profile."""
    position, starts = _ranked_claims(table)
    strong = table.probability[position] >= MIN_CLAIM
    _, group = np.unique(table.profiles[position], return_inverse=True)
    rank = np.arange(len(position)) - starts[group]
    top = np.full((len(starts), OTHERS + 1), -1)
    shown = strong & (rank <= OTHERS)
    top[group[shown], rank[shown]] = position[shown]
    group_of = np.empty(len(table), np.int64)
    group_of[position] = group
    others = top[group_of]
    others = np.where(others == np.arange(len(table))[:, None], -1, others)
    keep = (others >= 0) & (np.cumsum(others >= 0, axis=1) <= OTHERS)
    pair = np.repeat(np.arange(len(table)), keep.sum(axis=1))
    return ClaimantPairs(pair, table.left_rows[pair], table.left_rows[others[keep]])


@value_class
class Claims:
    """Measures of the other claims on each pair's profile; they need all pairs of a profile, not all of a record."""

    rival: Floats
    rank: Floats
    others: Floats
    claimed: Floats
    best_claimant_weight: Floats
    mean_claimant_weight: Floats


def weigh_claims(table: IndependentTable, comparisons: ClaimantPairs, claimant_weight: Floats) -> Claims:
    """Measure each pair's claim against the others; `claimant_weight` is the match weight (log2) of each comparison."""
    return Claims(*_competition(table), *_claimant_weight(len(table), comparisons, claimant_weight))


def collective_matrix(table: IndependentTable, claims: Claims) -> SingleRows:
    """Compute COLLECTIVE_FEATURES, one row per pair; this needs all pairs of a record, not all of a profile."""
    groups = Groups.of(table.left_rows)
    logit = np.log(np.clip(table.probability, 1e-6, 1 - 1e-6) / (1 - np.clip(table.probability, 1e-6, 1 - 1e-6)))
    columns = (
        logit,
        groups.lead(logit),
        groups.rank(logit),
        table.match_weight,
        claims.rival,
        table.probability - claims.rival,
        claims.rank,
        claims.others,
        claims.claimed,
        claims.best_claimant_weight,
        claims.mean_claimant_weight,
        groups.lead(np.nan_to_num(claims.best_claimant_weight, nan=-20.0)),
    )
    return np.column_stack(columns).astype(np.float32)


def _ranked_claims(table: IndependentTable) -> tuple[Ints, Ints]:
    """Order pairs by profile, strongest claim first; return their positions and the start of each profile."""
    position = np.lexsort((table.order[table.left_rows], -table.probability, table.profiles))
    profiles = table.profiles[position]
    starts = np.flatnonzero(np.r_[True, profiles[1:] != profiles[:-1]]) if len(position) else position
    return position, starts


def _competition(table: IndependentTable) -> tuple[Floats, Floats, Floats, Floats]:
    """Return per pair the strongest other claim, its own rank, and the number and the sum of the other claims."""
    position, starts = _ranked_claims(table)
    groups = Groups.of(table.profiles[position])
    probability = table.probability[position]
    best = groups.best_rival(probability)
    values = (
        np.where(np.isfinite(best), best, 0.0),
        (np.arange(len(position)) - starts[groups.of_pair]).astype(np.float64) if len(position) else probability,
        groups.total((probability >= 0.2).astype(np.float64)) - (probability >= 0.2),
        groups.total(probability) - probability,
    )
    spread = np.empty((4, len(position)))
    spread[:, position] = values
    return spread[0], spread[1], spread[2], spread[3]


def _claimant_weight(n: int, comparisons: ClaimantPairs, claimant_weight: Floats) -> tuple[Floats, Floats]:
    count = np.bincount(comparisons.pair, minlength=n)
    total = np.bincount(comparisons.pair, claimant_weight, n)
    best = np.full(n, -np.inf)
    np.maximum.at(best, comparisons.pair, claimant_weight)
    none = count == 0
    return np.where(none, np.nan, best), np.where(none, np.nan, total / np.maximum(count, 1))

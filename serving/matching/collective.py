"""The collective pass: records that claim one profile are decided together, by their independent outcomes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

import numpy as np

from features.comparisons.kernel import Kernel
from features.pairs.columns import Columns, columns_of, hash_text
from features.pairs.pairs import Pairs
from features.ranking.collective_features import (
    COLLECTIVE_FEATURES,
    COLLECTIVE_VERSION,
    MIN_PROBABILITY,
    ClaimantPairs,
    IndependentTable,
    claimants_to_compare,
    collective_matrix,
    weigh_claims,
)
from features.schema.array_types import Bools, Floats, Ints, SingleRows
from features.schema.errors import OnematchError
from features.schema.schema import Shape
from features.schema.value_class import value_class
from serving.matching.boosting.boosters import StoredBooster
from serving.matching.calibration import Calibration
from serving.matching.conclude import FORCED, decided
from serving.matching.outcomes import Candidate, Outcome
from serving.matching.policy import Policy

CANDIDATES = 4
"""At most so many candidates of a record, of at least MIN_PROBABILITY, are claimed; the others keep the probability
of the independent pass."""
CHUNK = 50_000
LARGEST_CLAIMANT_SET = 200
"""Only so many of the strongest claims on a profile count and change, so that one changed record has a bounded effect
where thousands claim one profile."""
Fetch = Callable[[Ints], Columns]
"""Returns the columns of the records at the given rows."""


class CollectiveMismatch(OnematchError):
    """A bundle's collective pass reads other collective features than this code has."""


@value_class
class CollectiveModel:
    """A trained collective pass: its own booster, calibration and thresholds."""

    booster: StoredBooster
    calibration: Calibration
    policy: Policy

    def as_json(self) -> dict[str, object]:
        features = [*COLLECTIVE_FEATURES]
        saved = {"calibration": self.calibration.as_json(), "policy": self.policy.as_json()}
        return {"features": features, "version": COLLECTIVE_VERSION, **saved}

    @classmethod
    def from_parts(cls, trees: str, saved: Mapping[str, Any]) -> "CollectiveModel":
        """Read a saved collective pass. Raises CollectiveMismatch."""
        features = [*COLLECTIVE_FEATURES]
        if saved["features"] != features or saved["version"] != COLLECTIVE_VERSION:
            raise CollectiveMismatch(
                "the bundle's collective pass reads other features than this version has: train it again"
            )
        return cls(StoredBooster(trees), Calibration.from_json(saved["calibration"]), Policy.from_json(saved["policy"]))

    def probabilities(self, matrix: SingleRows) -> Floats:
        """Return the probability of each pair."""
        return self.calibration(self.booster.raw(matrix))


def collective_input(table: IndependentTable, records: Columns, splink: Mapping[str, Any]) -> SingleRows:
    """Return the collective features of a whole set of records."""
    compared = claimants_to_compare(table)
    weight = _claimant_weight(compared, table, records, claim_kernel(splink, records.schema))
    return collective_matrix(table, weigh_claims(table, compared, weight))


def claim_kernel(splink: Mapping[str, Any], shape: Shape) -> Kernel:
    """Return the kernel that compares claimants: the Splink model without term frequencies."""
    return Kernel.from_splink_json(splink, _NoRarities(), shape)


def new_probabilities(
    table: IndependentTable, is_rescored: Bools, fetch: Fetch, collective: CollectiveModel, kernel: Kernel
) -> Floats:
    """Return the probability of each pair given the other claims; pairs of other records keep theirs.

    `is_rescored` is by left row; of the other records only claims on profiles of these need to be in the table.
    `fetch` returns the few records that are compared.
    """
    probabilities = table.probability.copy()
    pairs, matrix = wanted_features(table, is_rescored, fetch, kernel)
    if len(pairs):
        probabilities[pairs] = collective.probabilities(matrix)
    return probabilities


def wanted_features(
    table: IndependentTable, is_rescored: Bools, fetch: Fetch, kernel: Kernel
) -> tuple[Ints, SingleRows]:
    """Return the pairs of rescored records that the collective pass changes, and their features, one row for each."""
    counted = strongest_claims(table)
    part = table.take(counted)
    positions = np.flatnonzero(is_rescored[part.left_rows])
    if not len(positions):
        return positions, np.zeros((0, len(COLLECTIVE_FEATURES)), np.float32)
    compared = _of_rescored(claimants_to_compare(part), is_rescored)
    rows, position = np.unique(np.concatenate([compared.left_rows, compared.others]), return_inverse=True)
    retrieved = ClaimantPairs(compared.pair, position[: len(compared.pair)], position[len(compared.pair) :])
    claimant_weight = _claimant_weight(retrieved, part, fetch(rows), kernel) if len(rows) else np.zeros(0)
    claims = weigh_claims(part, compared, claimant_weight)
    return counted[positions], collective_matrix(part, claims)[positions]


def strongest_claims(table: IndependentTable) -> Ints:
    """Return the pairs that are among the strongest claims on their profile."""
    counted = np.ones(len(table), np.bool_)
    _, group, claims = np.unique(table.profiles, return_inverse=True, return_counts=True)
    if len(table) and claims.max() > LARGEST_CLAIMANT_SET:
        ranked = np.lexsort((table.order[table.left_rows], -table.probability, group))
        starts = np.r_[0, np.cumsum(claims)[:-1]]
        counted[ranked] = np.arange(len(ranked)) - starts[group[ranked]] < LARGEST_CLAIMANT_SET
    return np.flatnonzero(counted)


def _of_rescored(compared: ClaimantPairs, is_rescored: Bools) -> ClaimantPairs:
    kept = is_rescored[compared.left_rows]
    return ClaimantPairs(compared.pair[kept], compared.left_rows[kept], compared.others[kept])


def _claimant_weight(compared: ClaimantPairs, table: IndependentTable, records: Columns, kernel: Kernel) -> Floats:
    """Return the match weight of each pair of claimants; many pairs in chunks, by profile."""
    if len(compared.pair) <= CHUNK:
        return _match_weights(records, compared.left_rows, compared.others, kernel)
    order = np.argsort(table.profiles[compared.pair], kind="stable")
    claimant_weight = np.empty(len(order))
    for start in range(0, len(order), CHUNK):
        chunk = order[start : start + CHUNK]
        both = np.concatenate([compared.left_rows[chunk], compared.others[chunk]])
        rows, at = np.unique(both, return_inverse=True)
        claimant_weight[chunk] = _match_weights(_part(records, rows), at[: len(chunk)], at[len(chunk) :], kernel)
    return claimant_weight


def _match_weights(records: Columns, left_rows: Ints, others: Ints, kernel: Kernel) -> Floats:
    return kernel.score(Pairs(records, records, left_rows, others)).match_weight if len(left_rows) else np.zeros(0)


def _part(records: Columns, rows: Ints) -> Columns:
    if not records.records:
        return records.take(rows)
    listed = rows.tolist()
    return columns_of(records.schema, [records.ids[row] for row in listed], [records.records[row] for row in listed])


class _NoRarities(dict[str, Floats]):
    """Empty term frequencies of every field: the records of a CRM are no sample of the universe."""

    def __missing__(self, name: str) -> Floats:
        return np.zeros(0)

    def __contains__(self, name: object) -> bool:
        return True


def claimed_candidates(outcome: Outcome) -> Sequence[Candidate]:
    """Return the candidates that the record of an independent outcome claims."""
    claimed = takewhile(lambda candidate: candidate.probability >= MIN_PROBABILITY, outcome.candidates[:CANDIDATES])
    return tuple(claimed)


def claims_table(claims: Sequence[tuple[int, str, float, float]], ids: Sequence[str]) -> IndependentTable:
    """Return claims as arrays, in their order: the record by its place in `ids`, profile, probability, match weight."""
    numbers = {profile: number for number, profile in enumerate(dict.fromkeys(claim[1] for claim in claims))}
    return IndependentTable(
        np.array([row for row, *_ in claims], np.int64),
        np.array([numbers[profile] for _, profile, *_ in claims], np.int64),
        np.array([probability for _, _, probability, _ in claims], np.float64),
        np.array([match_weight for *_, match_weight in claims], np.float64),
        order_of(ids),
    )


def claims_of(row: int, outcome: Outcome) -> list[tuple[int, str, float, float]]:
    """Return the claims of an independent outcome, that of a forced link too, as `claims_table` takes them."""
    return [(row, each.claimed, each.probability, each.match_weight) for each in claimed_candidates(outcome)]


def order_of(ids: Sequence[str]) -> Ints:
    """Rank records by the hash of their ids."""
    hashes = np.array([hash_text(record_id) for record_id in ids], np.uint64)
    order = np.empty(len(ids), np.int64)
    order[np.lexsort((np.arange(len(ids)), hashes))] = np.arange(len(ids))
    return order


def decide_collectively(
    outcomes: Sequence[Outcome], fetch: Fetch, collective: CollectiveModel, kernel: Kernel
) -> list[Outcome]:
    """Decide independent outcomes by the collective pass; forced links stay.

    `fetch` returns the columns of the few records that are compared, by row.
    """
    claims = [claim for row, outcome in enumerate(outcomes) for claim in claims_of(row, outcome)]
    table = claims_table(claims, [outcome.record_id for outcome in outcomes])
    everyone = np.ones(len(outcomes), np.bool_)
    probabilities = new_probabilities(table, everyone, fetch, collective, kernel)
    return decided_again(outcomes, collective, probabilities)


def decided_again(outcomes: Sequence[Outcome], collective: CollectiveModel, probabilities: Floats) -> list[Outcome]:
    """Decide outcomes by collective probabilities, which are in the order of their claims."""
    result = []
    at = 0
    for outcome in outcomes:
        shown = claimed_candidates(outcome)
        new = probabilities[at : at + len(shown)].tolist()
        at += len(shown)
        result.append(outcome if outcome.basis == FORCED else with_probabilities(outcome, new, collective.policy))
    return result


def with_probabilities(outcome: Outcome, probabilities: Sequence[float], policy: Policy) -> Outcome:
    """Decide an outcome whose first candidates have new probabilities; ties keep the order of the independent pass."""
    candidates = [
        replace(candidate, probability=round(probability, 6))
        for candidate, probability in zip(outcome.candidates, probabilities, strict=False)
    ]
    candidates += outcome.candidates[len(candidates) :]
    candidates.sort(key=lambda candidate: -candidate.probability)
    return decided(replace(outcome, candidates=tuple(candidates)), policy, CANDIDATES)

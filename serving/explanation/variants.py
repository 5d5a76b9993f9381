"""Variants of one record, decided together by the real matcher: the same answers as one by one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from features.pairs.columns import Columns, Record, columns_of, hash_text
from features.ranking.collective_features import IndependentTable
from features.schema.array_types import Floats, Ints
from serving.explanation.explained_record import ExplainedRecord, OtherClaim, OtherClaims, Row
from serving.matching.collective import (
    CANDIDATES,
    LARGEST_CLAIMANT_SET,
    Fetch,
    claimed_candidates,
    order_of,
    wanted_features,
    with_probabilities,
)
from serving.matching.conclude import FORCED, decided
from serving.matching.matcher import Answering, Matcher
from serving.matching.outcomes import Outcome
from serving.matching.shortlist import NO_EXCLUSIONS

LinkState = tuple[str, str | None]
"""A decision, and the profile that it is about; None where no profile is likely."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant of the record: its outcome by the independent pass, and by the pass that decides.

    `collective` has the collective features and probability of the claimed candidates, in the order of `independent`.
    """

    row: Row
    record: Record
    independent: Outcome
    outcome: Outcome
    collective: tuple[NDArray[np.float32], Floats] | None = None

    @property
    def state(self) -> LinkState:
        """What is decided: a variant with another state has another decision."""
        return state_of(self.outcome)

    def probability_of(self, profile_id: str) -> float | None:
        """Return the probability of a profile by the deciding pass, None where it was not ranked."""
        for outcome in (self.outcome, self.independent):
            found = next((one.probability for one in outcome.candidates if one.is_for(profile_id)), None)
            if found is not None:
                return found
        return None


def state_of(outcome: Outcome) -> LinkState:
    """Return an outcome's decision and the profile that is linked or for review."""
    about = None if outcome.decision == "none" or outcome.best is None else outcome.best.id
    return str(outcome.decision), about


def decide_variants(
    matcher: Matcher, explained: ExplainedRecord, rows: Sequence[Row], records: Sequence[Record]
) -> list[Variant]:
    """Decide variants of a record, given as columns and as the fields that they are read as."""
    excluded = {explained.record_id: explained.excluded} if explained.excluded else NO_EXCLUSIONS
    answering = Answering(matcher.scorer.width.kept)
    outcomes = matcher.match_records([explained.record_id] * len(rows), records, answering, excluded)
    alone = [decided(outcome, explained.policy, answering.limit) for outcome in outcomes]
    if explained.others is None:
        stated = [_stated(explained, one) for one in alone]
        return [Variant(*parts) for parts in zip(rows, records, alone, stated, strict=True)]
    table = _ClaimTable.of(explained, explained.others, alone)
    collective = _collective_features(explained.others, table, _Fetched(matcher, explained.others, table, records))
    together = [
        _together(_stated(explained, one), found, explained.others)
        for one, (_, found) in zip(alone, collective, strict=True)
    ]
    return [Variant(*parts) for parts in zip(rows, records, alone, together, collective, strict=True)]


def _stated(explained: ExplainedRecord, outcome: Outcome) -> Outcome:
    """Return an outcome under the statement that decides the record, if there is one."""
    if explained.statement is None:
        return outcome
    return decided(explained.statement.apply(outcome), explained.deciding_policy, CANDIDATES)


def _together(outcome: Outcome, probabilities: Floats, others: OtherClaims) -> Outcome:
    """Decide an outcome collectively, from the candidates that the collective pass is given; forced links stay."""
    if outcome.basis == FORCED:
        return outcome
    first = replace(outcome, candidates=outcome.candidates[:CANDIDATES])
    return with_probabilities(first, probabilities.tolist(), others.model.policy)


def _collective_features(
    others: OtherClaims, table: "_ClaimTable", fetch: Fetch
) -> list[tuple[NDArray[np.float32], Floats]]:
    """Return the collective features and probabilities of each variant's claims, each among the other records."""
    is_variant = np.array([name is None for name in table.names], np.bool_)
    pairs, matrix = wanted_features(table.claims, is_variant, fetch, others.kernel)
    rows = np.full((len(table.claims), matrix.shape[1]), np.nan, np.float32)
    probabilities = table.claims.probability.copy()
    if len(pairs):
        rows[pairs], probabilities[pairs] = matrix, others.model.probabilities(matrix)
    begins, ends = (np.searchsorted(table.claims.left_rows, table.variants + after).tolist() for after in (0, 1))
    return [(rows[a:b], probabilities[a:b]) for a, b in zip(begins, ends, strict=True)]


@dataclass(frozen=True, slots=True)
class _ClaimTable:
    """The claims of all variants, each among the same other claims: a block of rows a variant, profiles of its own.

    `names[row]` is the record of a row, None for the variant's own; `variants[v]` is the row of variant v.
    """

    claims: IndependentTable
    names: Sequence[str | None]
    variants: Ints

    @classmethod
    def of(cls, explained: ExplainedRecord, others: OtherClaims, outcomes: Sequence[Outcome]) -> "_ClaimTable":
        claimed = {one.claimed for outcome in outcomes for one in claimed_candidates(outcome)}
        around: dict[str, list[OtherClaim]] = {}
        for claim in strongest_claims_beside(others.claims_on(claimed)):
            around.setdefault(claim.record, []).append(claim)
        keys = [(others.tie_id, explained.record_id), *((some[0].tie_id, name) for name, some in around.items())]
        own = sorted(keys).index(keys[0])
        names = [None if at == own else name for at, (_, name) in enumerate(sorted(keys))]
        claims = [
            (block * len(names) + row, (block, profile), probability, weight)
            for block, outcome in enumerate(outcomes)
            for row, name in enumerate(names)
            for profile, probability, weight in _claims_of(around, name, outcome)
        ]
        order = order_of([tie_id for tie_id, _ in sorted(keys)] * len(outcomes))
        return cls(_table(claims, order), names * len(outcomes), np.arange(len(outcomes)) * len(names) + own)


def strongest_claims_beside(claims: Sequence[OtherClaim]) -> list[OtherClaim]:
    """Return, of each profile, the other claims that may count beside the record's own."""
    ranked = sorted(claims, key=lambda claim: (-claim.probability, hash_text(claim.tie_id), claim.record))
    counts: Counter[str] = Counter()
    kept = []
    for claim in ranked:
        counts[claim.profile_id] += 1
        if counts[claim.profile_id] <= LARGEST_CLAIMANT_SET:
            kept.append(claim)
    return kept


def _table(claims: Sequence[tuple[int, tuple[int, str], float, float]], order: Ints) -> IndependentTable:
    numbers: dict[tuple[int, str], int] = {}
    return IndependentTable(
        np.array([row for row, *_ in claims], np.int64),
        np.array([numbers.setdefault(profile, len(numbers)) for _, profile, *_ in claims], np.int64),
        np.array([probability for _, _, probability, _ in claims], np.float64),
        np.array([weight for *_, weight in claims], np.float64),
        order,
    )


def _claims_of(
    around: Mapping[str, Sequence[OtherClaim]], name: str | None, outcome: Outcome
) -> list[tuple[str, float, float]]:
    """Return the variant's own claims, or those of another record on the same profiles."""
    mine = {one.claimed: (one.claimed, one.probability, one.match_weight) for one in claimed_candidates(outcome)}
    if name is None:
        return list(mine.values())
    return [(one.profile_id, one.probability, one.match_weight) for one in around[name] if one.profile_id in mine]


@dataclass(frozen=True, slots=True)
class _Fetched:
    """Returns the columns of rows of a claim table: variants as they are read, other records from their source."""

    matcher: Matcher
    others: OtherClaims
    table: _ClaimTable
    records: Sequence[Record]

    def __call__(self, rows: Ints) -> Columns:
        names = [self.table.names[row] for row in rows.tolist()]
        wanted = sorted({name for name in names if name is not None})
        known = dict(zip(wanted, self.others.fetch(wanted), strict=True))
        width = len(self.table.names) // max(len(self.records), 1)
        made = [
            self.records[row // width] if name is None else known[name]
            for row, name in zip(rows.tolist(), names, strict=True)
        ]
        return columns_of(self.matcher.schema, [str(row) for row in rows.tolist()], made)

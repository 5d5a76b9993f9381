"""Variants of one record, decided together by the real matcher: the same answers as one by one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from features.pairs.columns import Columns, Record, columns_of, hash_text
from features.schema.array_types import Floats, Ints
from serving.explanation.explained_record import ExplainedRecord, OtherClaim, OtherClaims
from serving.matching.collective import (
    CANDIDATES,
    LARGEST_CLAIMANT_SET,
    claimed_candidates,
    claims_of,
    claims_table,
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
            probability = next(
                (candidate.probability for candidate in outcome.candidates if candidate.is_for(profile_id)), None
            )
            if probability is not None:
                return probability
        return None


def state_of(outcome: Outcome) -> LinkState:
    """Return an outcome's decision and the profile that is linked or for review."""
    about = None if outcome.decision == "none" or outcome.best is None else outcome.best.id
    return str(outcome.decision), about


def decide_variants(matcher: Matcher, explained: ExplainedRecord, records: Sequence[Record]) -> list[Variant]:
    """Decide variants of a record, given as the fields that they are read as."""
    excluded = {explained.record_id: explained.excluded} if explained.excluded else NO_EXCLUSIONS
    answering = Answering(matcher.scorer.width.kept)
    outcomes = matcher.match_records([explained.record_id] * len(records), records, answering, excluded)
    alone = [decided(outcome, explained.policy, answering.limit) for outcome in outcomes]
    if explained.others is None:
        pairs = zip(records, alone, strict=True)
        return [Variant(record, outcome, _stated(explained, outcome)) for record, outcome in pairs]
    among = _Among.of(matcher, explained, explained.others, alone)
    variants = []
    for record, outcome in zip(records, alone, strict=True):
        matrix, probabilities = among.decided_claims(outcome, record)
        decided_outcome = _together(_stated(explained, outcome), probabilities, explained.others)
        variants.append(Variant(record, outcome, decided_outcome, (matrix, probabilities)))
    return variants


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


@dataclass(frozen=True, slots=True)
class _Among:
    """The other records whose claims meet those of the variants; `known` keeps the fields that were fetched."""

    matcher: Matcher
    explained: ExplainedRecord
    others: OtherClaims
    around: Mapping[str, Sequence[OtherClaim]]
    known: dict[str, Record] = field(default_factory=dict)

    @classmethod
    def of(
        cls, matcher: Matcher, explained: ExplainedRecord, others: OtherClaims, outcomes: Sequence[Outcome]
    ) -> "_Among":
        claimed = {candidate.claimed for outcome in outcomes for candidate in claimed_candidates(outcome)}
        around: dict[str, list[OtherClaim]] = {}
        for claim in strongest_claims_beside(others.claims_on(claimed)):
            around.setdefault(claim.record, []).append(claim)
        return cls(matcher, explained, others, around)

    def decided_claims(self, outcome: Outcome, record: Record) -> tuple[NDArray[np.float32], Floats]:
        """Return the collective features and probabilities of a variant's claims among those of the other records."""
        own_key = (self.others.tie_id, self.explained.record_id)
        keys = sorted([own_key, *((some[0].tie_id, name) for name, some in self.around.items())])
        own = keys.index(own_key)
        claimed = {candidate.claimed for candidate in claimed_candidates(outcome)}
        claims: list[tuple[int, str, float, float]] = []
        for row, (_, name) in enumerate(keys):
            others = self.around[name] if row != own else ()
            claims += [
                (row, claim.profile_id, claim.probability, claim.match_weight)
                for claim in others
                if claim.profile_id in claimed
            ]
            claims += claims_of(row, outcome) if row == own else ()
        table = claims_table(claims, [tie_id for tie_id, _ in keys])

        def fetch(rows: Ints) -> Columns:
            names = [None if row == own else keys[row][1] for row in rows.tolist()]
            lacking = sorted({name for name in names if name is not None} - self.known.keys())
            if lacking:
                self.known.update(zip(lacking, self.others.fetch(lacking), strict=True))
            records = [record if name is None else self.known[name] for name in names]
            return columns_of(self.matcher.schema, [str(row) for row in rows.tolist()], records)

        pairs, matrix = wanted_features(table, np.arange(len(keys)) == own, fetch, self.others.kernel)
        rows = np.full((len(table), matrix.shape[1]), np.nan, np.float32)
        probabilities = table.probability.copy()
        if len(pairs):
            rows[pairs] = matrix
            probabilities[pairs] = self.others.model.probabilities(matrix)
        is_own = table.left_rows == own
        return rows[is_own], probabilities[is_own]


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

"""Variants of one record, decided together by the real matcher: the same answers as one by one."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from features.pairs.columns import Columns, Record, columns_of, hash_text
from features.schema.array_types import Floats, Ints, SingleRows
from features.schema.value_class import value_class
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


@value_class
class Variant:
    """A variant of the record: its outcome by the independent pass, and by the pass that decides.

    `collective` has the collective features and probability of the claimed candidates, in the order of `independent`.
    """

    record: Record
    independent: Outcome
    outcome: Outcome
    collective: tuple[SingleRows, Floats] | None = None

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
    variants = []
    claims = _claims_among(matcher, explained.record_id, explained.others, alone, records)
    for record, outcome, (matrix, probabilities) in zip(records, alone, claims, strict=True):
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


def _claims_among(
    matcher: Matcher, record_id: str, others: OtherClaims, outcomes: Sequence[Outcome], records: Sequence[Record]
) -> Iterator[tuple[SingleRows, Floats]]:
    """Yield the collective features and probabilities of each variant's claims, among those of the other records."""
    claimed = {candidate.claimed for outcome in outcomes for candidate in claimed_candidates(outcome)}
    around: defaultdict[tuple[str, str], list[OtherClaim]] = defaultdict(list)
    for claim in strongest_claims_beside(others.claims_on(claimed)):
        around[claim.tie_id, claim.record].append(claim)
    own_key = others.tie_id, record_id
    keys = sorted([own_key, *around])
    own = keys.index(own_key)
    known: dict[str, Record] = {}

    def fetch(rows: Ints) -> Columns:
        names = [keys[row][1] for row in rows.tolist()]
        lacking = sorted(set(names) - known.keys())
        if lacking:
            known.update(zip(lacking, others.fetch(lacking), strict=True))
        return columns_of(matcher.schema, [str(row) for row in rows.tolist()], [known[name] for name in names])

    for outcome, record in zip(outcomes, records, strict=True):
        known[record_id] = record
        own_claims = claims_of(own, outcome)
        profiles = {profile for _, profile, *_ in own_claims}
        claims = [
            (row, claim.profile_id, claim.probability, claim.match_weight)
            for row, key in enumerate(keys)
            for claim in around.get(key, ())
            if claim.profile_id in profiles
        ]
        table = claims_table(sorted(claims + own_claims, key=lambda claim: claim[0]), [tie_id for tie_id, _ in keys])
        pairs, matrix = wanted_features(table, np.arange(len(keys)) == own, fetch, others.kernel)
        features = np.full((len(table), matrix.shape[1]), np.nan, np.float32)
        probabilities = table.probability.copy()
        if len(pairs):
            features[pairs] = matrix
            probabilities[pairs] = others.model.probabilities(matrix)
        is_own = table.left_rows == own
        yield features[is_own], probabilities[is_own]


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

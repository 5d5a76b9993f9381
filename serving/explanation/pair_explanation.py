"""The explanation of one record and one profile: retrieval, comparisons, pair features, waterfall and decision."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from data.index.profiles import read_profiles
from features.comparisons.comparisons import comparisons_of
from features.comparisons.splink_model import fields_read
from features.normalise.written import as_written, written_values
from features.pairs.columns import Columns, columns_of
from features.schema.own_field import Value
from serving.explanation.decision_text import rule_of, sentence_of
from serving.explanation.explained_record import ExplainedRecord, says_something
from serving.explanation.step_kinds import StepKind
from serving.explanation.variants import Variant, decide_variants
from serving.explanation.waterfall import (
    CollectiveShares,
    Waterfall,
    collective_shares,
    log_odds_of,
    waterfall_of,
)
from serving.matching.calibration import MOST_LOG_ODDS
from serving.matching.collective import claimed_candidates
from serving.matching.conclude import FORCED
from serving.matching.explanation import BlockingFacts, PairScore, score_pair
from serving.matching.matcher import Matcher, RecordUnreadable
from serving.matching.outcomes import Outcome
from serving.matching.policy import Policy

STATED_RULE = "stated"
"""What made a decision that a user's statement made."""
FieldValue = Value


class ComparedField(NamedTuple):
    """A field that a comparison reads: both values as they are compared, and what each was read from, as written."""

    name: str
    record: FieldValue
    profile: FieldValue
    record_text: FieldValue
    profile_text: FieldValue


@dataclass(frozen=True, slots=True)
class ComparedFields:
    """One comparison: the fields that it reads, its level and weight."""

    name: str
    fields: tuple[ComparedField, ...]
    level: str
    weight: float


@dataclass(frozen=True, slots=True)
class MadeDecision:
    """The decision on the record: about which profile, with its numbers, and the rule that made it."""

    decision: str
    profile_id: str | None
    probability: float
    margin: float | None
    runner_up_id: str | None
    rule: str
    says: str
    policy: Policy


@dataclass(frozen=True, slots=True)
class PairExplanation:
    """Why a profile has its probability for a record.

    `probability` has 6 digits, as in the answer of the matcher; of a profile that was not ranked it is what the
    profile would have had beside the others. `place` counts the record's candidates from 1, None where it is none.
    `collective` is what the collective pass made of it, None where that pass does not reach it.
    """

    profile_id: str
    probability: float
    place: int | None
    match_weight: float
    prior_weight: float
    blocking: BlockingFacts
    comparisons: tuple[ComparedFields, ...]
    waterfall: Waterfall
    collective: CollectiveShares | None
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class RecordDecided:
    """A record to explain, read and decided once."""

    matcher: Matcher
    explained: ExplainedRecord
    variant: Variant

    @classmethod
    def of(cls, matcher: Matcher, explained: ExplainedRecord) -> "RecordDecided":
        """Decide a record. Raises RecordUnreadable."""
        record = explained.read(explained.row)
        if not says_something(matcher.schema, record):
            raise RecordUnreadable(f"got no field that says anything about a {matcher.kind}, expected at least a name")
        matcher.index.refresh()
        return cls(matcher, explained, decide_variants(matcher, explained, [explained.row], [record])[0])

    @property
    def left(self) -> Columns:
        return columns_of(self.matcher.schema, [self.explained.record_id], [self.variant.record])

    @property
    def decision(self) -> MadeDecision:
        """The decision on the record."""
        made = made_decision(self.variant.outcome, self.explained.deciding_policy)
        statement = self.explained.statement
        return made if statement is None else replace(made, rule=STATED_RULE, says=statement.says)

    def explain(self, profile_id: str) -> PairExplanation:
        """Explain the record and a profile. Raises ExplainedProfileUnknown."""
        explained, variant = self.explained, self.variant
        pair = score_pair(self.matcher.scorer, self.left, profile_id, explained.excluded)
        collective = _collective(variant, explained, profile_id)
        waterfall = self._waterfall(pair, profile_id, collective)
        found = variant.probability_of(profile_id)
        return PairExplanation(
            profile_id,
            round(waterfall.probability, 6) if found is None else found,
            _place(variant, profile_id),
            float(pair.scored.shortlist.evidence.match_weight[pair.position]),
            self.matcher.kernel.model.prior_weight,
            pair.blocking,
            self._comparisons(pair, profile_id),
            waterfall,
            collective,
            profile_id in explained.excluded,
        )

    def _waterfall(self, pair: PairScore, profile_id: str, collective: CollectiveShares | None) -> Waterfall:
        """Return the steps of the independent pass, and what decided after it."""
        found = waterfall_of(self.matcher.bundle, pair)
        alone = next((one for one in self.variant.independent.candidates if one.is_for(profile_id)), None)
        if alone is not None and alone.cluster:
            found = found.then(StepKind.CLUSTER, log_odds_of(alone.probability))
        if _is_named(self.variant.outcome, profile_id):
            return found.then(StepKind.NAMED if self.explained.statement is None else StepKind.STATED, MOST_LOG_ODDS)
        return found if collective is None else found.then(StepKind.COLLECTIVE, log_odds_of(collective.probability))

    def _comparisons(self, pair: PairScore, profile_id: str) -> tuple[ComparedFields, ...]:
        short, matcher = pair.scored.shortlist, self.matcher
        schema, record = matcher.schema, self.variant.record
        columns = written_values(schema, self.explained.row)
        original = read_profiles(matcher.index, [profile_id])[0][profile_id]
        weights, at = short.retrieved.weights, int(short.kept[pair.position])
        read = {str(entry["output_column_name"]): fields_read(entry) for entry in matcher.bundle.splink["comparisons"]}
        read |= {comparison.name: comparison.fields for comparison in comparisons_of(matcher.schema)}
        return tuple(
            ComparedFields(
                name,
                tuple(
                    ComparedField(
                        field,
                        record.get(field),
                        pair.profile.get(field),
                        as_written(schema, columns, field, record.get(field)),
                        as_written(schema, original, field, pair.profile.get(field)),
                    )
                    for field in read.get(name, ())
                ),
                matcher.level_label(column, int(weights.levels[column, at])),
                float(weights.bits[column, at]),
            )
            for column, name in enumerate(matcher.kernel.names)
        )


def made_decision(outcome: Outcome, policy: Policy) -> MadeDecision:
    """Return a decision with the rule that made it."""
    best = outcome.best
    return MadeDecision(
        str(outcome.decision),
        best.id if best else None,
        best.probability if best else 0.0,
        outcome.margin if best else None,
        outcome.runner_up_id,
        rule_of(outcome, policy).value,
        sentence_of(outcome, policy),
        policy,
    )


def _is_named(outcome: Outcome, profile_id: str) -> bool:
    return outcome.basis == FORCED and outcome.best is not None and outcome.best.id == profile_id


def _collective(variant: Variant, explained: ExplainedRecord, profile_id: str) -> CollectiveShares | None:
    if variant.collective is None or explained.others is None or variant.outcome.basis == FORCED:
        return None
    matrix, probabilities = variant.collective
    for at, candidate in enumerate(claimed_candidates(variant.independent)):
        if candidate.is_for(profile_id) and not np.isnan(matrix[at, 0]):
            return collective_shares(explained.others.model, matrix[at], float(probabilities[at]))
    return None


def _place(variant: Variant, profile_id: str) -> int | None:
    decided = variant.outcome.candidates
    shown = {one.id for one in decided}
    ranked = [*decided, *(one for one in variant.independent.candidates if one.id not in shown)]
    return next((place for place, one in enumerate(ranked, 1) if one.is_for(profile_id)), None)

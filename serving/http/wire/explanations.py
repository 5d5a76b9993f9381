"""An explanation on the wire: what `/v1/explain`, the contract's route and `onematch explain --json` answer."""

from dataclasses import dataclass

from features.schema.schema import Schema
from serving.explanation.contrast import Contrast
from serving.explanation.edits import ColumnChange, EditSearch
from serving.explanation.explanation import Explanation
from serving.explanation.pair_explanation import ComparedField, ComparedFields, MadeDecision, PairExplanation
from serving.explanation.private_fields import private_columns, private_fields
from serving.explanation.waterfall import CollectiveShares, Waterfall, WaterfallStep, probability_at
from serving.http.wire.explanation_bodies import (
    CollectiveShown,
    ColumnChangeShown,
    ComparisonShown,
    ContrastShown,
    DecisionShown,
    EditShown,
    EditsShown,
    ExplanationShown,
    FieldPair,
    LevelDifferenceShown,
    PairShown,
    RetrievalShown,
    RuleShown,
    StepDifferenceShown,
    StepShown,
    ThresholdsShown,
    Words,
)

DIGITS = 6
LOG_ODDS_DIGITS = 9
"""Steps are shown with more digits, so that their sum is the probability to 6 digits."""


def shown_explanation(found: Explanation, *, with_private: bool = False) -> ExplanationShown:
    """Return an explanation as it is shown; `with_private` where the reader owns the network's data."""
    shown = _Showing(found.schema, with_private)
    return ExplanationShown(
        record_id=found.record_id,
        kind=found.kind.value,
        model_version=found.model_version,
        basis=found.basis,
        decision=shown_decision(found.decision),
        pair=shown.pair(found.pair),
        contrast=None if found.contrast is None else shown.contrast(found.contrast),
        edits=None if found.edits is None else shown.edits(found.edits),
    )


def shown_decision(made: MadeDecision) -> DecisionShown:
    """Return a decision as it is shown."""
    policy = made.policy
    return DecisionShown(
        decision=made.decision,
        profile_id=made.profile_id,
        probability=made.probability,
        margin=made.margin,
        runner_up_id=made.runner_up_id,
        rule=made.rule,
        says=made.says,
        thresholds=ThresholdsShown.model_validate(policy, from_attributes=True),
    )


def _retrieval(pair: PairExplanation) -> RetrievalShown:
    facts = pair.blocking
    return RetrievalShown(
        was_ranked=facts.was_ranked,
        says=facts.status,
        weight=round(facts.weight, DIGITS),
        least_weight=None if facts.least is None else round(facts.least, DIGITS),
        place=facts.place,
        rules=[RuleShown(name=rule.name, says=rule.sentence) for rule in facts.rules],
        retrieved=facts.retrieved,
        ranked=facts.ranked,
        rank_by_weight=facts.rank_by_weight,
        rank_by_retrieval=facts.rank_by_retrieval,
    )


def shown_steps(waterfall: Waterfall) -> list[StepShown]:
    """Return the steps with the totals that they reach."""
    shown, total = [], 0.0
    for step in waterfall.steps:
        total += step.amount
        shown.append(_step(step, total))
    return shown


def _step(step: WaterfallStep, total: float) -> StepShown:
    return StepShown(
        kind=step.kind,
        name=step.name,
        says=step.says,
        value=None if step.value is None else round(step.value, DIGITS),
        amount=round(step.amount, LOG_ODDS_DIGITS),
        total=round(total, LOG_ODDS_DIGITS),
        probability=round(probability_at(total), LOG_ODDS_DIGITS),
    )


def _collective(found: CollectiveShares) -> CollectiveShown:
    totals, total = [], found.base
    for step in found.features:
        total += step.amount
        totals.append(_step(step, total))
    return CollectiveShown(
        base=round(found.base, LOG_ODDS_DIGITS),
        raw=round(found.raw, LOG_ODDS_DIGITS),
        probability=round(found.probability, DIGITS),
        features=totals,
    )


@dataclass(frozen=True, slots=True)
class _Showing:
    """Shows the parts that hold values, a member's private ones only to the owner of the network's data."""

    schema: Schema
    with_private: bool

    def pair(self, pair: PairExplanation) -> PairShown:
        return PairShown(
            profile_id=pair.profile_id,
            probability=pair.probability,
            place=pair.place,
            is_rejected=pair.is_excluded,
            retrieval=_retrieval(pair),
            match_weight=round(pair.match_weight, DIGITS),
            prior_weight=round(pair.prior_weight, DIGITS),
            comparisons=[self.comparison(one) for one in pair.comparisons],
            waterfall=shown_steps(pair.waterfall),
            collective=None if pair.collective is None else _collective(pair.collective),
        )

    def comparison(self, one: ComparedFields) -> ComparisonShown:
        return ComparisonShown(
            name=one.name, fields=self.fields(one), level=one.level, weight=round(one.weight, DIGITS)
        )

    def fields(self, one: ComparedFields) -> list[FieldPair]:
        return [self.field(field) for field in one.fields]

    def field(self, one: ComparedField) -> FieldPair:
        profile: Words = one.profile_text
        if one.name in private_fields(self.schema) and not self.with_private and one.profile is not None:
            if one.profile != one.record:
                return FieldPair(name=one.name, record=one.record_text, profile=None, withheld="network")
            if str(profile).casefold() != str(one.record_text).casefold():
                profile = one.profile  # how the network writes it may say more than the record does
        return FieldPair(name=one.name, record=one.record_text, profile=profile)

    def contrast(self, found: Contrast) -> ContrastShown:
        return ContrastShown(
            against=self.pair(found.other),
            log_odds=round(found.log_odds, LOG_ODDS_DIGITS),
            steps=[
                StepDifferenceShown(
                    kind=one.step.kind,
                    name=one.step.name,
                    says=one.step.says,
                    value=None if one.step.value is None else round(one.step.value, DIGITS),
                    against_value=None if one.other.value is None else round(one.other.value, DIGITS),
                    difference=round(one.difference, LOG_ODDS_DIGITS),
                )
                for one in found.steps
            ],
            comparisons=[
                LevelDifferenceShown(
                    name=one.profile.name,
                    fields=self.fields(one.profile),
                    against_fields=self.fields(one.other),
                    level=one.profile.level,
                    against_level=one.other.level,
                    difference=round(one.difference, DIGITS),
                )
                for one in found.levels
            ],
        )

    def edits(self, found: EditSearch) -> EditsShown:
        return EditsShown(
            wanted="link" if found.wanted == "link" else "unlink",
            says=found.says,
            tried=found.tried,
            smallest=found.is_smallest,
            found=[
                EditShown(
                    changes=[self.change(change) for change in edit.changes],
                    decision=edit.decision,
                    profile_id=edit.profile_id,
                    probability=edit.probability,
                )
                for edit in found.found
            ],
        )

    def change(self, one: ColumnChange) -> ColumnChangeShown:
        if one.after is None:
            return ColumnChangeShown(column=one.column, action="empty", before=one.before, after=None)
        if one.column in private_columns(self.schema) and not self.with_private:
            return ColumnChangeShown(column=one.column, action="set", before=one.before, after=None, withheld="network")
        return ColumnChangeShown(column=one.column, action="set", before=one.before, after=one.after)

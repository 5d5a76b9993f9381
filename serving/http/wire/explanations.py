"""An explanation on the wire: what `/v1/explain`, the contract's route and `onematch explain --json` answer."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from features.schema.kinds import Kind
from serving.explanation.contrast import Contrast
from serving.explanation.edits import ColumnChange, EditSearch
from serving.explanation.explanation import Explanation
from serving.explanation.pair_explanation import ComparedFields, MadeDecision, PairExplanation
from serving.explanation.private_fields import PRIVATE_COLUMNS, PRIVATE_FIELDS
from serving.explanation.waterfall import CollectiveShares, StepKind, Waterfall, WaterfallStep, probability_at

DIGITS = 6
LOG_ODDS_DIGITS = 9
"""Steps are shown with more digits, so that their sum is the probability to 6 digits."""
Words = str | tuple[str, ...] | None


class ExplainRequest(BaseModel):
    """A record and a profile to explain; `against` is a profile to compare with."""

    model_config = ConfigDict(extra="forbid")

    kind: Annotated[Literal["person", "company"], Field(description="person or company")]
    record: Annotated[dict[str, object], Field(description="a record as /v1/match takes it")]
    profile_id: Annotated[str, Field(min_length=1, max_length=200, description="the profile's id")]
    against: Annotated[str | None, Field(min_length=1, max_length=200, description="another profile's id")] = None
    edits: Annotated[StrictBool, Field(description="true: search the smallest edit that changes the decision")] = False


class ThresholdsShown(BaseModel):
    """The least probability of a link (null: nothing is linked) and of a review, and the least lead of a link."""

    linked: float | None
    review: float
    margin: float


class DecisionShown(BaseModel):
    """The decision on the record, about its best candidate, and the rule that made it."""

    decision: str
    profile_id: str | None
    probability: float
    margin: float | None
    runner_up_id: str | None
    rule: str
    says: str
    thresholds: ThresholdsShown


class RuleShown(BaseModel):
    """A blocking rule by which record and profile share a key."""

    name: str
    says: str


class RetrievalShown(BaseModel):
    """Whether blocking found the profile.

    `weight` is its evidence in bits, `least_weight` that of the last retrieved candidate where the limit was reached.
    `place` counts from 1; ranks count the `retrieved` candidates above it, of which `ranked` were ranked by the model.
    """

    was_ranked: bool
    says: str
    weight: float
    least_weight: float | None
    place: int | None
    rules: list[RuleShown]
    retrieved: int
    ranked: int
    rank_by_weight: int
    rank_by_retrieval: int


class FieldPair(BaseModel):
    """A field's value in the record and in the profile, as they are compared.

    A member's contact information and birth date are withheld, unless the record has the same value.
    """

    name: str
    record: Words
    profile: Words
    withheld: Literal["network"] | None = None


class ComparisonShown(BaseModel):
    """A comparison: its fields, the level that holds, and the level's weight in bits."""

    name: str
    fields: list[FieldPair]
    level: str
    weight: float


class StepShown(BaseModel):
    """A step of the waterfall in log-odds; `total` and `probability` are reached after it.

    `value` is a pair feature's, null where it is missing and for other steps.
    """

    kind: StepKind
    name: str
    says: str
    value: float | None
    amount: float
    total: float
    probability: float


class CollectiveShown(BaseModel):
    """What the collective pass made of the claim: `base` and the contributions add up to `raw`, the score.

    `features` are withheld where a claimant is hidden from the user.
    """

    base: float
    raw: float
    probability: float
    features: list[StepShown]


class PairShown(BaseModel):
    """Why a profile has its probability for the record; `place` counts the record's candidates from 1."""

    profile_id: str
    probability: float
    place: int | None
    is_rejected: Annotated[bool, Field(description="a user said that the record is not this profile")]
    retrieval: RetrievalShown
    match_weight: float
    prior_weight: float
    comparisons: list[ComparisonShown]
    waterfall: list[StepShown]
    collective: CollectiveShown | None


class StepDifferenceShown(BaseModel):
    """A step that differs between the two profiles; above 0 it speaks for the explained one."""

    kind: StepKind
    name: str
    says: str
    value: float | None
    against_value: float | None
    difference: float


class LevelDifferenceShown(BaseModel):
    """A comparison whose level differs between the two profiles; the difference is in bits."""

    name: str
    fields: list[FieldPair]
    against_fields: list[FieldPair]
    level: str
    against_level: str
    difference: float


class ContrastShown(BaseModel):
    """Why the explained profile and not the other: differences add up to `log_odds`, the largest first."""

    against: PairShown
    log_odds: float
    steps: list[StepDifferenceShown]
    comparisons: list[LevelDifferenceShown]


class ColumnChangeShown(BaseModel):
    """A column of the record that is set to a compared profile's value, or emptied; some values are withheld."""

    column: str
    action: Literal["set", "empty"]
    before: str | None
    after: str | None
    withheld: Literal["network"] | None = None


class EditShown(BaseModel):
    """An edit of the record, and what the matcher decided with it."""

    changes: list[ColumnChangeShown]
    decision: str
    profile_id: str | None
    probability: float


class EditsShown(BaseModel):
    """The smallest edits that link the record to the profile, or unlink it; each was decided by the matcher.

    `smallest`: every edit with fewer changes was tried.
    """

    wanted: Literal["link", "unlink"]
    says: str
    tried: int
    smallest: bool
    found: list[EditShown]


class ExplanationShown(BaseModel):
    """The explanation of a record and a profile."""

    record_id: str
    kind: str
    model_version: str
    basis: str
    decision: DecisionShown
    pair: PairShown
    contrast: ContrastShown | None
    edits: EditsShown | None


def shown_explanation(found: Explanation, *, with_private: bool = False) -> ExplanationShown:
    """Return an explanation as it is shown; `with_private` where the reader owns the network's data."""
    shown = _Showing(found.kind, with_private)
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
        thresholds=ThresholdsShown(linked=policy.linked, review=policy.review, margin=policy.margin),
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

    kind: Kind
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
        return [self.field(*named) for named in one.fields]

    def field(self, name: str, record: Words, profile: Words) -> FieldPair:
        is_private = name in PRIVATE_FIELDS[self.kind] and not self.with_private
        if is_private and profile is not None and profile != record:
            return FieldPair(name=name, record=record, profile=None, withheld="network")
        return FieldPair(name=name, record=record, profile=profile)

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
        if one.column in PRIVATE_COLUMNS[self.kind] and not self.with_private:
            return ColumnChangeShown(column=one.column, action="set", before=one.before, after=None, withheld="network")
        return ColumnChangeShown(column=one.column, action="set", before=one.before, after=one.after)

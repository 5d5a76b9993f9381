"""The one shape of an explanation, as routes, commands, pages and reports read it; and what asks for one.

Light: who starts the workers reads it. Numbers have all their digits here and are rounded where they are written: steps
to nine digits, so that their sum is the probability to six.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, Field, PlainSerializer, StrictBool

from features.schema.own_field import Value

EXPLAIN = "/v1/explain"
Words = Value
Six = Annotated[float, PlainSerializer(lambda value: round(value, 6), return_type=float)]
Nine = Annotated[float, PlainSerializer(lambda value: round(value, 9), return_type=float)]


class StepKind(StrEnum):
    """What a step of the waterfall stands for, in the order of the steps."""

    BASE = "base"
    FEATURE = "feature"
    RIVALS = "rivals"
    CALIBRATION = "calibration"
    TIES = "ties"
    CLUSTER = "cluster"
    COLLECTIVE = "collective"
    NAMED = "named"
    STATED = "stated"


class Closeness(StrEnum):
    """What a level says of two values that are both filled."""

    SAME = "same"
    CLOSE = "close"
    DIFFERENT = "different"


class ExplainRequest(BaseModel, extra="forbid"):
    """A record and a profile to explain; `against` is a profile to compare with."""

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

    `weight` is its evidence in bits, `min_weight` that of the last retrieved candidate where the limit was reached.
    `position` counts from 1; ranks count the `retrieved` candidates above it, of which the model ranked `ranked`.
    """

    was_ranked: bool
    says: str
    weight: Six
    min_weight: Six | None
    position: int | None
    rules: list[RuleShown]
    retrieved: int
    ranked: int
    rank_by_weight: int
    rank_by_retrieval: int


class FieldPair(BaseModel):
    """What a field was read from in the record and in the profile, as it was written.

    A member's contact information and birth date are withheld, unless the record has the same value; written in another
    way it is shown as it is compared.
    """

    name: str
    record: Words
    profile: Words
    withheld: Literal["network"] | None = None
    is_equal: Annotated[bool, Field(exclude=True)] = False


class ComparisonShown(BaseModel):
    """A comparison: its fields, the level that holds, and the level's weight in bits.

    `closeness` is null where a side is empty. Of what is close `matched` are the values that both have.
    """

    name: str
    fields: list[FieldPair]
    level: str
    closeness: Closeness | None
    matched: list[str]
    weight: Six


class StepShown(BaseModel):
    """A step of the waterfall in log-odds; `total` and `probability` are reached after it.

    `value` is a pair feature's, null where it is missing and for other steps.
    """

    kind: StepKind
    name: str
    says: str
    value: Six | None
    amount: Nine
    total: Nine
    probability: Nine


class CollectiveShown(BaseModel):
    """What the collective pass made of the claim: `base` and the contributions add up to `raw`, the score.

    `features` are withheld where a claimant is hidden from the user.
    """

    base: Nine
    raw: Nine
    probability: Six
    features: list[StepShown]


class PairShown(BaseModel):
    """Why a profile has its probability for the record; `position` counts the record's candidates from 1."""

    profile_id: str
    probability: float
    position: int | None
    is_rejected: Annotated[bool, Field(description="a user said that the record is not this profile")]
    retrieval: RetrievalShown
    match_weight: Six
    prior_weight: Six
    comparisons: list[ComparisonShown]
    waterfall: list[StepShown]
    collective: CollectiveShown | None


class StepDifferenceShown(BaseModel):
    """A step that differs between the two profiles; above 0 it speaks for the explained one."""

    kind: StepKind
    name: str
    says: str
    value: Six | None
    against_value: Six | None
    difference: Nine


class LevelDifferenceShown(BaseModel):
    """A comparison whose level differs between the two profiles; the difference is in bits."""

    name: str
    fields: list[FieldPair]
    against_fields: list[FieldPair]
    level: str
    against_level: str
    difference: Six


class ContrastShown(BaseModel):
    """Why the explained profile and not the other: differences add up to `log_odds`, the largest first."""

    against: PairShown
    log_odds: Nine
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

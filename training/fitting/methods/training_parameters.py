"""What may be chosen of a training. `person.toml` and `company.toml` beside this module say what each parameter does.

They hold the usual parameters, which give the usual bundle.
"""

import json
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeFloat,
    NonNegativeInt,
    PositiveFloat,
    PositiveInt,
)

from features.schema.kinds import Kind

Leaves = Annotated[int, Field(ge=2)]
Share = Annotated[float, Field(gt=0, le=1)]
Candidates = Annotated[int, Field(ge=5, le=1000)]
Seed = Annotated[int, Field(ge=0, lt=2**31)] | None
EmRule = tuple[str, ...] | str


class Section(BaseModel):
    """Parameters that belong together."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Growth(Section):
    """How LightGBM grows trees."""

    learning_rate: PositiveFloat
    num_leaves: Leaves
    min_data_in_leaf: PositiveInt


class TreeChoice(Growth):
    """The re-ranker where labels hold many right pairs."""

    most: PositiveInt
    feature_fraction: Share
    bagging_fraction: Share
    lambda_l2: NonNegativeFloat
    random_cuts: bool
    negatives: Share
    base_model: bool
    features_left_out: tuple[str, ...]
    seed: Seed = None


class FewRightPairs(Growth):
    """The re-ranker where labels hold few right pairs."""

    below: NonNegativeInt


class PseudoLabelChoice(Section):
    """Learning from unlabelled records."""

    trees: PositiveInt
    learning_rate: PositiveFloat
    most_data_in_leaf: PositiveInt
    below_labels: NonNegativeInt
    records: PositiveInt
    weigh_as: PositiveFloat


class CalibrationChoice(Section):
    """How scores become probabilities."""

    method: Literal["auto", "sigmoid", "isotonic"]
    decoys: bool


class CollectiveChoice(Section):
    """The collective pass."""

    on: bool


class SplinkChoice(Section):
    """How Splink estimates u and m."""

    em: bool
    em_below_answers: NonNegativeInt
    em_rules: Annotated[tuple[EmRule, ...], Field(min_length=1)]
    em_sessions: PositiveInt
    em_pairs: PositiveFloat
    u_pairs: PositiveFloat
    max_iterations: PositiveInt
    em_convergence: PositiveFloat
    seed: Seed = None


class RetrievalChoice(Section):
    """How the candidates of a record are found, in training and in serving."""

    retrieved: Candidates
    kept: Candidates
    rules_off: tuple[str, ...]


class LevelText(Section):
    """A comparison level: its condition as SQL, its label, and the field whose term frequencies adjust it."""

    sql: Annotated[str, Field(pattern=r"\S")]
    label: str = ""
    tf: str = ""


LevelTexts = Mapping[str, tuple[LevelText, ...]]


class TrainingParameters(Section):
    """All parameters of a training."""

    folds: Annotated[int, Field(ge=2, le=100)]
    trees: TreeChoice
    few_right_pairs: FewRightPairs
    pseudo_labels: PseudoLabelChoice
    calibration: CalibrationChoice
    collective: CollectiveChoice
    splink: SplinkChoice
    retrieval: RetrievalChoice
    comparisons: LevelTexts
    new_comparisons: LevelTexts

    @property
    def flat(self) -> dict[str, Any]:
        """Every parameter under its dotted name, as JSON values; comparisons are one value."""
        values: dict[str, Any] = {}
        for name, value in self.model_dump(mode="json").items():
            parted = isinstance(getattr(self, name), Section)
            values |= {f"{name}.{inner}": each for inner, each in value.items()} if parted else {name: value}
        return values


def example_text(kind: Kind) -> str:
    """Return the usual parameters of a kind with comments, as TOML."""
    return Path(__file__).with_name(f"{kind}.toml").read_text(encoding="utf-8")


@lru_cache
def defaults_of(kind: Kind) -> TrainingParameters:
    """Return the usual parameters of a kind."""
    return TrainingParameters.model_validate_json(json.dumps(tomllib.loads(example_text(kind))))


def changed(parameters: TrainingParameters, kind: Kind) -> dict[str, Any]:
    """Return the parameters that differ from the usual ones, under their dotted names."""
    usual = defaults_of(kind).flat
    return {name: value for name, value in parameters.flat.items() if usual[name] != value}


def as_text(value: object) -> str:
    """Return a value as JSON."""
    return json.dumps(value, ensure_ascii=False)

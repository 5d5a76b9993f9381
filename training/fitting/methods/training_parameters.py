"""What may be chosen of a training. The defaults of a kind give its usual bundle; only what differs is written down."""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from features.schema.kinds import Kind
from serving.matching.shortlist import WIDTHS

Count = Annotated[int, Field(ge=1)]
Share = Annotated[float, Field(gt=0, le=1)]
Positive = Annotated[float, Field(gt=0)]
Seed = Annotated[int, Field(ge=0, lt=2**31)] | None
EmRule = tuple[str, ...] | str


class Section(BaseModel):
    """Parameters that belong together; the text below each of them is its comment in the example."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True)


class Trees(Section):
    """The re-ranker (LightGBM) where labels hold many right pairs."""

    most: Count = 240
    """most trees; the loss of all held-out folds together says how many there are"""
    learning_rate: Positive = 0.1
    """LightGBM's learning_rate, the step of each tree"""
    num_leaves: Annotated[int, Field(ge=2)] = 15
    """LightGBM's num_leaves"""
    min_data_in_leaf: Count = 15
    """LightGBM's min_data_in_leaf"""
    feature_fraction: Share = 0.4
    """LightGBM's feature_fraction"""
    bagging_fraction: Share = 0.8
    """LightGBM's bagging_fraction, drawn again for each tree"""
    lambda_l2: Annotated[float, Field(ge=0)] = 5.0
    """LightGBM's lambda_l2"""
    random_cuts: bool = True
    """LightGBM's extra_trees; false: the best cuts, under the declared monotone constraints"""
    negatives: Share = 1.0
    """share of the wrong pairs that the trees learn from; all of them are held out and calibrated on"""
    base_model: bool = True
    """whether the base model's log-odds are two more features where there are labels"""
    features_left_out: tuple[str, ...] = ()
    """pair features that the trees do not read, by name"""
    seed: Seed = None
    """seed of the trees and of the drawn negatives; by default that of --seed"""


class FewRightPairs(Section):
    """What takes the place of `trees` where there are few right pairs."""

    below: Annotated[int, Field(ge=0)] = 300
    """fewer right pairs than this are few; 0: never"""
    learning_rate: Positive = 0.06
    """the same as in [trees]"""
    num_leaves: Annotated[int, Field(ge=2)] = 6
    """the same as in [trees]"""
    min_data_in_leaf: Count = 5
    """the same as in [trees]"""


class PseudoLabels(Section):
    """Learning from unlabelled records."""

    trees: Count = 120
    """trees where there are no labels at all; nothing is held out then"""
    learning_rate: Positive = 0.05
    """step of each of these trees"""
    most_data_in_leaf: Annotated[int, Field(ge=5)] = 100
    """a leaf of these trees holds a tenth of the right pairs, and at most so many"""
    below_labels: Annotated[int, Field(ge=0)] = 1000
    """fewer labelled records than this are trained on beside pseudo-labelled ones; 0: never"""
    records: Count = 3000
    """most pseudo-labelled records beside labelled ones"""
    weigh_as: Positive = 100.0
    """together they weigh at most as much as so many labelled ones"""


class CalibrationChoice(Section):
    """How scores become probabilities."""

    method: Literal["auto", "sigmoid", "isotonic"] = "auto"
    """with labels: sigmoid (Platt), isotonic (a curve mixed with it), or auto: isotonic from 1,000 records on"""
    decoys: bool = True
    """without labels: whether decoys refine the sigmoid of the pseudo-labels"""


class Collective(Section):
    """The collective pass: records that claim one profile. It is kept only where it gains."""

    on: bool = True
    """whether it is tried"""
    trees: Count = 120
    """its trees"""
    learning_rate: Positive = 0.08
    """LightGBM's learning_rate"""
    num_leaves: Annotated[int, Field(ge=2)] = 15
    """LightGBM's num_leaves"""
    min_data_in_leaf: Count = 20
    """LightGBM's min_data_in_leaf"""


class SplinkChoice(Section):
    """How Splink estimates u and m."""

    em: bool = True
    """whether EM runs where the fields carry it; false: m comes from labels or the base model"""
    em_below_answers: Annotated[int, Field(ge=0)] = 200
    """from so many records with a right answer on, labels give m and EM does not run"""
    em_rules: Annotated[tuple[EmRule, ...], Field(min_length=1)]
    """blocking rules of EM, tried in turn: fields that agree, or SQL over l and r such as "l.last = r.last and ..." """
    em_sessions: Count = 4
    """most rules that EM runs on; rules that block too few or too many pairs are passed over"""
    em_pairs: Positive = 5e5
    """pairs of each of these sessions (Splink's max_pairs)"""
    u_pairs: Positive = 1.5e6
    """pairs that u is sampled from (Splink's max_pairs)"""
    max_iterations: Count = 20
    """Splink's max_iterations"""
    em_convergence: Positive = 0.001
    """Splink's em_convergence"""
    seed: Seed = None
    """seed of the sampled pairs; by default that of --seed"""


class Retrieval(Section):
    """How the candidates of a record are found. The bundle keeps it, so that serving finds them alike."""

    retrieved: Annotated[int, Field(ge=5, le=1000)]
    """candidates that blocking retrieves"""
    kept: Annotated[int, Field(ge=5, le=1000)]
    """candidates that the re-ranker scores"""
    rules_off: tuple[str, ...] = ()
    """blocking rules that are not used, by name; others cannot be added, since the index holds compiled keys alone"""


class LevelText(Section):
    """A comparison level: its condition as SQL over the fields of both sides, such as `first_l = first_r`."""

    sql: Annotated[str, Field(pattern=r"\S")]
    label: str = ""
    tf: str | None = None


Levels = dict[str, tuple[LevelText, ...]]


class TrainingParameters(Section):
    """All parameters of a training."""

    folds: Annotated[int, Field(ge=2, le=100)]
    """folds by entity, of which each is held out once"""
    trees: Trees
    few_right_pairs: FewRightPairs = FewRightPairs()
    pseudo_labels: PseudoLabels = PseudoLabels()
    calibration: CalibrationChoice = CalibrationChoice()
    collective: Collective = Collective()
    splink: SplinkChoice
    retrieval: Retrieval
    comparisons: Levels = Field(default_factory=dict)
    """levels that take the place of a comparison's own, from the strongest agreement on; [] switches it off"""
    new_comparisons: Levels = Field(default_factory=dict)
    """further comparisons: null where a field of the first level is missing"""

    @property
    def flat(self) -> dict[str, Any]:
        """Every parameter under its dotted name, as JSON values; comparisons are one value each."""
        return dict(_flat(self.model_dump(mode="json")))


def _flat(given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in given.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{inner}", each) for inner, each in value.items())
        else:
            yield name, value


DEFAULTS: Mapping[Kind, TrainingParameters] = {
    Kind.PERSON: TrainingParameters(
        folds=5,
        trees=Trees(),
        splink=SplinkChoice(
            em_rules=(
                ("first", "last"),
                ("email",),
                ("phone",),
                ("birth_date",),
                ("street",),
                ("company", "title"),
                ("postal",),
                ("company",),
            )
        ),
        retrieval=Retrieval(retrieved=WIDTHS[Kind.PERSON].retrieved, kept=WIDTHS[Kind.PERSON].kept),
    ),
    Kind.COMPANY: TrainingParameters(
        folds=10,
        trees=Trees(most=300, learning_rate=0.06),
        splink=SplinkChoice(
            em_rules=(("name",), ("domain",), ("phone",), ("street",), ("postal",), ("city", "industry"))
        ),
        retrieval=Retrieval(retrieved=WIDTHS[Kind.COMPANY].retrieved, kept=WIDTHS[Kind.COMPANY].kept),
    ),
}
"""The usual parameters; sets of companies are small and need more folds (docs/experiments/folds-of-companies.md,
docs/experiments/number-of-trees.md)."""


def defaults_of(kind: Kind) -> TrainingParameters:
    """Return the usual parameters of a kind."""
    return DEFAULTS[kind]


def changed(parameters: TrainingParameters, kind: Kind) -> dict[str, Any]:
    """Return the parameters that differ from the usual ones, under their dotted names."""
    usual = defaults_of(kind).flat
    return {name: value for name, value in parameters.flat.items() if name not in usual or usual[name] != value}


def as_text(value: object) -> str:
    """Return a value as JSON, which is also how TOML writes it."""
    return json.dumps(value, ensure_ascii=False)

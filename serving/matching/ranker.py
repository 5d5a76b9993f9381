"""The re-ranker: LightGBM over the declared pair features and, where there is one, the base model's log-odds."""

from collections.abc import Sequence
from dataclasses import field

import numpy as np

from features.pairs.evidence import Evidence
from features.pairs.pairs import Pairs
from features.ranking.feature_list import features_of
from features.ranking.feature_program import FeatureProgram
from features.ranking.pair_feature import Feature
from features.schema.array_types import Floats, SingleRows
from features.schema.errors import OnematchError
from features.schema.schema import Shape
from features.schema.value_class import value_class
from serving.matching.boosting.boosters import StoredBooster

BASE_MODEL_FEATURES = ("base_model_logit@1", "base_model_lead@1")
"""The base model's log-odds of the candidate, and their difference to the best other candidate's."""
BASE_MODEL_SENTENCES = ("of what the base model says", "of its lead by the base model")


class FeatureMismatch(OnematchError):
    """A model reads features that this code does not have in that version."""


def declared_features(shape: Shape, keys: Sequence[str]) -> tuple[Feature, ...]:
    """Return the declared features behind `name@version` keys, in their order. Raises FeatureMismatch by name."""
    known = {feature.key: feature for feature in features_of(shape)}
    missing = [key for key in keys if key not in known]
    if missing:
        raise FeatureMismatch(
            "the {shape} model needs features {missing}; this version has others",
            shape=shape,
            missing=", ".join(missing),
        )
    return tuple(known[key] for key in keys)


@value_class
class Ranker:
    """A trained booster and the features that it reads; `with_base_model` appends BASE_MODEL_FEATURES."""

    booster: StoredBooster
    features: tuple[Feature, ...]
    with_base_model: bool
    program: FeatureProgram = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "program", FeatureProgram(self.features))

    def matrix(self, evidence: Evidence, base_model_raw: Floats | None) -> SingleRows:
        """Return the model's input, one row per pair. Raises FeatureMismatch where base model scores are missing."""
        return self._with_base_model(self.program.matrix(evidence), evidence, base_model_raw)

    def without_own(self, evidence: Evidence, base_model_raw: Floats | None) -> SingleRows:
        """Return the model's input as it is where own fields are left out."""
        return self._with_base_model(self.program.without_own(evidence), evidence, base_model_raw)

    def _with_base_model(self, matrix: SingleRows, evidence: Evidence, base_model_raw: Floats | None) -> SingleRows:
        if not self.with_base_model:
            return matrix
        if base_model_raw is None:
            raise FeatureMismatch("the model reads its base model's score, but the bundle holds no base model")
        return np.hstack([matrix, base_model_columns(evidence, base_model_raw)])

    def raw(self, matrix: SingleRows) -> Floats:
        """Return the log-odds of each row, bit for bit independent of the other rows."""
        return self.booster.raw(matrix)

    def contributions(self, matrix: SingleRows) -> Floats:
        """Return exact per-feature contributions to the log-odds (TreeSHAP), the base value last."""
        return self.booster.contributions(matrix)

    def says(self, pairs: Pairs, position: int) -> tuple[str, ...]:
        """Return the sentence of each column of the matrix for one of some pairs, as people read it."""

        def filled(side: str, name: str) -> bool:
            return name in pairs.left.schema.plural and bool(pairs.filled(side, name)[position])

        own = tuple(feature.says(filled) for feature in self.features)
        return own + BASE_MODEL_SENTENCES if self.with_base_model else own

    @property
    def names(self) -> tuple[str, ...]:
        own = tuple(feature.key for feature in self.features)
        return own + BASE_MODEL_FEATURES if self.with_base_model else own


def base_model_columns(evidence: Evidence, base_model_raw: Floats) -> SingleRows:
    """Return the base model's log-odds and their difference to the best other candidate's."""
    rival = evidence.groups.best_rival(base_model_raw)
    lead = np.where(np.isfinite(rival), base_model_raw - rival, np.nan)
    return np.column_stack([base_model_raw, lead]).astype(np.float32)

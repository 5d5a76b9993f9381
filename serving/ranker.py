"""The re-ranker: LightGBM over the declared features, with an ancestor's opinion as one more of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from features.evidence import Evidence
from features.feature_list import FEATURES
from features.feature_program import FeatureProgram
from features.kinds import Kind
from features.pair_feature import Feature
from serving.ancestor_features import AncestorColumns, FeatureMismatch
from serving.boosters import StoredBooster
from serving.calibration import Floats
from serving.trees import Trees


def declared_features(kind: Kind, keys: Sequence[str]) -> tuple[Feature, ...]:
    """Return the declared features behind `name@version` keys, in their order. Raises FeatureMismatch by name."""
    known = {feature.key: feature for feature in FEATURES[kind]}
    missing = [key for key in keys if key not in known]
    if missing:
        raise FeatureMismatch(f"the {kind} model needs features {', '.join(missing)}; this version has others")
    return tuple(known[key] for key in keys)


@dataclass(frozen=True, slots=True)
class Ranker:
    """A trained booster and the features that it reads; those of `ancestor`, if any, stand behind its own."""

    booster: StoredBooster
    features: tuple[Feature, ...]
    ancestor: AncestorColumns | None
    program: FeatureProgram = field(init=False, repr=False, compare=False)
    trees: Trees | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "program", FeatureProgram(self.features))
        object.__setattr__(self, "trees", Trees.of(self.booster.text))

    def matrix(self, evidence: Evidence, ancestor_raw: Floats | None) -> NDArray[np.float32]:
        """Compute the model's input, one row per pair."""
        own = self.program.matrix(evidence)
        if self.ancestor is None:
            return own
        if ancestor_raw is None:
            raise FeatureMismatch("the model reads its ancestor's score, but the bundle holds no ancestor")
        return np.hstack([own, self.ancestor.matrix(evidence.groups, ancestor_raw, own)])

    def raw(self, matrix: NDArray[np.float32]) -> Floats:
        """Return the log-odds of each row; the same bits whatever other rows stand beside it."""
        if not len(matrix):
            return np.zeros(0)
        if self.trees is not None:
            return self.trees.raw(matrix)
        return np.asarray(self.booster.predict(matrix, raw_score=True, num_threads=1), np.float64)

    def contributions(self, matrix: NDArray[np.float32]) -> Floats:
        """Return exact per-feature contributions to the log-odds (TreeSHAP), the base value last."""
        return np.asarray(self.booster.predict(matrix, pred_contrib=True, num_threads=1), np.float64)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What a person reads for each column of the matrix."""
        own = tuple(feature.sentence for feature in self.features)
        return own if self.ancestor is None else own + self.ancestor.sentences

    @property
    def names(self) -> tuple[str, ...]:
        own = tuple(feature.key for feature in self.features)
        return own if self.ancestor is None else own + self.ancestor.keys

"""The declared list of pair features per kind: the interface of every re-ranker."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from features.company_features import COMPANY_FEATURES
from features.evidence import Evidence
from features.kinds import Kind
from features.pair_feature import Feature
from features.person_features import PERSON_FEATURES

FEATURES: Mapping[Kind, tuple[Feature, ...]] = {Kind.PERSON: PERSON_FEATURES, Kind.COMPANY: COMPANY_FEATURES}


def feature_matrix(evidence: Evidence, features: Sequence[Feature]) -> NDArray[np.float32]:
    """Compute features, one row per pair, in float32 so that the size of a chunk cannot flip a tree."""
    matrix = np.empty((len(evidence), len(features)), np.float32)
    for position, feature in enumerate(features):
        matrix[:, position] = evidence.once(feature.key, partial(feature.compute, evidence))
    return matrix

"""The declared list of pair features per kind: the interface of every re-ranker."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from features.company_features import COMPANY_FEATURES
from features.evidence import Evidence
from features.feature_program import FeatureProgram
from features.kinds import Kind
from features.pair_feature import Feature
from features.person_features import PERSON_FEATURES

FEATURES: Mapping[Kind, tuple[Feature, ...]] = {Kind.PERSON: PERSON_FEATURES, Kind.COMPANY: COMPANY_FEATURES}


def feature_matrix(evidence: Evidence, features: Sequence[Feature]) -> NDArray[np.float32]:
    """Compute features, one row per pair."""
    return FeatureProgram(tuple(features)).matrix(evidence)

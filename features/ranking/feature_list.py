"""The declared list of pair features per kind: the interface of every re-ranker."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from features.pairs.evidence import Evidence
from features.ranking.company_features import COMPANY_FEATURES
from features.ranking.feature_program import FeatureProgram
from features.ranking.pair_feature import Feature
from features.ranking.person_features import PERSON_FEATURES
from features.schema.kinds import Kind

FEATURES: Mapping[Kind, tuple[Feature, ...]] = {Kind.PERSON: PERSON_FEATURES, Kind.COMPANY: COMPANY_FEATURES}


def feature_matrix(evidence: Evidence, features: Sequence[Feature]) -> NDArray[np.float32]:
    """Compute features, one row per pair."""
    return FeatureProgram(tuple(features)).matrix(evidence)

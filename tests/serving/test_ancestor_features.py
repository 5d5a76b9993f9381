"""What a model with an ancestor reads behind its own features: the opinion, and each candidate against its rival."""

import numpy as np
import pytest

from features.evidence import Groups
from features.feature_list import FEATURES
from features.kinds import Kind
from serving.ancestor_features import (
    AGAINST_RIVAL,
    OPINION_FEATURES,
    AncestorColumns,
    FeatureMismatch,
    ancestor_features,
)

OWN = FEATURES[Kind.COMPANY][:2]
KEYS = (*OPINION_FEATURES, f"ancestor_rival_{OWN[1].key}")


def test_every_feature_that_is_set_against_a_rival_is_a_declared_one() -> None:
    for kind in Kind:
        assert AGAINST_RIVAL[kind] <= {feature.name for feature in FEATURES[kind]}


def test_the_rival_is_the_strongest_other_candidate_of_the_same_record_and_the_first_of_equals() -> None:
    columns = AncestorColumns.of(KEYS, OWN)
    own = np.array([[0, 10], [0, 7], [0, 4], [0, 1], [0, 5], [0, 3]], np.float32)
    raw = np.array([2.0, 5.0, 2.0, 9.0, 1.0, 1.0])

    matrix = columns.matrix(Groups.of(np.array([0, 0, 0, 3, 4, 4])), raw, own)

    assert matrix[:, 0].tolist() == raw.tolist()
    assert matrix[[0, 1, 2, 4, 5], 1].tolist() == [-3.0, 3.0, -3.0, 0.0, 0.0]
    assert matrix[[0, 1, 2, 4, 5], 2].tolist() == [3.0, -3.0, -3.0, 2.0, -2.0]
    assert np.isnan(matrix[3, 1:]).all()


def test_what_either_side_lacks_is_missing() -> None:
    columns = AncestorColumns.of(KEYS, OWN)
    own = np.array([[0, np.nan], [0, 7], [0, 4]], np.float32)

    matrix = columns.matrix(Groups.of(np.zeros(3, np.int64)), np.array([3.0, 2.0, 1.0]), own)

    assert np.isnan(matrix[:, 2]).all()


def test_no_candidates_have_no_rows() -> None:
    columns = AncestorColumns.of(KEYS, OWN)

    matrix = columns.matrix(Groups.of(np.empty(0, np.int64)), np.empty(0), np.empty((0, 2), np.float32))

    assert matrix.shape == (0, 3)


def test_a_bundle_of_before_reads_the_opinion_alone() -> None:
    columns = AncestorColumns.of(OPINION_FEATURES, OWN)

    matrix = columns.matrix(Groups.of(np.zeros(2, np.int64)), np.array([3.0, 1.0]), np.zeros((2, 2), np.float32))

    assert matrix.tolist() == [[3.0, 2.0], [1.0, -2.0]]


@pytest.mark.parametrize("keys", [OPINION_FEATURES[:1], (*OPINION_FEATURES, "ancestor_rival_unheard@1")])
def test_other_features_are_refused(keys: tuple[str, ...]) -> None:
    with pytest.raises(FeatureMismatch, match="expected ancestor_logit@1"):
        AncestorColumns.of(keys, OWN)


def test_each_column_has_a_sentence_that_a_person_reads() -> None:
    columns = AncestorColumns.of(ancestor_features(Kind.COMPANY), FEATURES[Kind.COMPANY])

    assert len(columns.sentences) == len(columns.keys) == 2 + len(AGAINST_RIVAL[Kind.COMPANY])
    assert "of how alike the names are, set against its strongest rival" in columns.sentences

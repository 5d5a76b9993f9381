"""What an ancestor adds to a re-ranker's input: its opinion, and each candidate set against its strongest rival."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from features.compiled import machine
from features.errors import OnematchError
from features.evidence import Groups
from features.feature_list import FEATURES
from features.kinds import Kind
from features.pair_feature import Feature
from features.pairs import Floats

ANCESTOR_PREFIX = "ancestor_"
"""How the keys of these features begin, and of no other."""
OPINION_FEATURES = ("ancestor_logit@1", "ancestor_lead@1")
"""The ancestor's log-odds that the candidate is right, and its lead over the best rival by them."""
OPINION_SENTENCES = ("of what the model before it says", "of its lead by the model before it")
RIVAL = f"{ANCESTOR_PREFIX}rival_"
AGAINST_RIVAL: Mapping[Kind, frozenset[str]] = {
    Kind.PERSON: frozenset(),
    Kind.COMPANY: frozenset({
        "name_alike", "name_sorted", "name_partial", "alias_sorted", "alias_partial", "segment_alike", "name_length",
        "name_of_left", "name_of_right", "alias_of_left", "words_shared", "left_lacking", "right_lacking", "city_named",
        "country", "domain_name", "match_weight", "retrieval_weight",
    }),
}  # fmt: skip
"""Features whose value is also read less that of the strongest other candidate by the ancestor."""


class FeatureMismatch(OnematchError):
    """A model was trained on features that this code does not have in that version."""


def ancestor_features(kind: Kind) -> tuple[str, ...]:
    """Return the keys of the features that a model trained from an ancestor reads behind its own."""
    return OPINION_FEATURES + tuple(
        f"{RIVAL}{feature.key}" for feature in FEATURES[kind] if feature.name in AGAINST_RIVAL[kind]
    )


@dataclass(frozen=True, slots=True)
class AncestorColumns:
    """The columns that a model with an ancestor reads behind its own; `compared` are those set against a rival's."""

    keys: tuple[str, ...]
    sentences: tuple[str, ...]
    compared: NDArray[np.int64]

    @classmethod
    def of(cls, keys: Sequence[str], own: Sequence[Feature]) -> "AncestorColumns":
        """Find the model's own features behind the keys. Raises FeatureMismatch where one is not among them."""
        place = {f"{RIVAL}{feature.key}": column for column, feature in enumerate(own)}
        opinions, rivals = tuple(keys[: len(OPINION_FEATURES)]), tuple(keys[len(OPINION_FEATURES) :])
        unknown = [key for key in rivals if key not in place]
        if opinions != OPINION_FEATURES or unknown:
            raise FeatureMismatch(f"got {', '.join(keys)}, expected {', '.join(OPINION_FEATURES)} and own features")
        compared = np.array([place[key] for key in rivals], np.int64)
        sentences = tuple(f"{own[column].sentence}, set against its strongest rival" for column in compared)
        return cls(tuple(keys), OPINION_SENTENCES + sentences, compared)

    def matrix(self, groups: Groups, raw: Floats, own: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the columns, one row per pair, of the ancestor's log-odds and the model's own features."""
        columns = np.empty((len(raw), len(self.keys)), np.float32)
        machine("serving.ancestor_machine").compare(groups.starts, groups.sizes, raw, own, self.compared, columns)
        return columns

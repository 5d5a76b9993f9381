"""Golden pairs: generated records with the probabilities that the bundle gave them, replayed before it may serve.

They stand apart from any index: a small universe of their own, its rarities counted over itself.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from features.blocking.term_frequencies import count_term_frequencies
from features.comparisons.kernel import Kernel
from features.normalise.records import normalise
from features.pairs.columns import Columns, columns_of
from features.pairs.evidence import Groups, Retrieval
from features.pairs.pairs import Floats, Pairs
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.matching.bundle import Bundle
from serving.matching.scorer import base_model_log_odds, probabilities_of
from serving.matching.shortlist import evidence_of, meet

TOLERANCE = 1e-6


class GoldenMismatch(OnematchError):
    """A bundle does not give its golden pairs the probabilities that it was written with."""


def replay(bundle: Bundle) -> None:
    """Score the golden pairs again. Raises GoldenMismatch naming how many differ and by how much."""
    expected = np.array(bundle.golden["probabilities"])
    got = golden_probabilities(bundle, bundle.golden["records"], bundle.golden["profiles"])
    if got.shape != expected.shape:
        raise GoldenMismatch(f"{bundle.path}: got {len(got)} golden pairs, expected {len(expected)}")
    off = np.abs(got - expected)
    wrong = ~(off <= TOLERANCE)
    if wrong.any():
        raise GoldenMismatch(
            f"{bundle.path}: {int(wrong.sum())} of {len(off)} golden pairs differ, "
            f"by up to {off.max():.6f}; expected at most {TOLERANCE}"
        )


def golden_probabilities(
    bundle: Bundle, records: Sequence[Mapping[str, Any]], profiles: Sequence[Mapping[str, Any]]
) -> Floats:
    """Score every record against every profile, record by record."""
    left, right = _columns(bundle.kind, records), _columns(bundle.kind, profiles)
    frequencies = count_term_frequencies(right, right.fields)
    left_rows = np.repeat(np.arange(len(left)), len(right))
    pairs = Pairs(left, right, left_rows, np.tile(np.arange(len(right)), len(left)))
    retrieval = Retrieval(np.ones(len(pairs)), np.zeros(len(pairs)))
    kernel = Kernel.from_splink_json(bundle.splink, frequencies, bundle.kind)
    retrieved = meet(pairs, Groups.of(left_rows), retrieval, kernel)
    evidence = evidence_of(retrieved, np.arange(len(pairs)), kernel)
    pseudo_label = None if bundle.base_model is None else base_model_log_odds(evidence, bundle.base_model)
    return np.round(probabilities_of(bundle, bundle.ranker.matrix(evidence, pseudo_label), pairs)[1], 9)


def _columns(kind: Kind, rows: Sequence[Mapping[str, Any]]) -> Columns:
    records = [normalise(kind, row) for row in rows]
    return columns_of(kind, [str(row["id"]) for row in rows], records)

"""Golden pairs: generated records and profiles with the bundle's probabilities, scored again before it serves.

They use no index: the term frequencies are those of the golden profiles.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from features.blocking.term_frequencies import count_term_frequencies
from features.comparisons.kernel import Kernel
from features.normalise.records import normalise
from features.pairs.columns import Columns, columns_of
from features.pairs.evidence import Groups, Retrieval
from features.pairs.pairs import Pairs
from features.schema.array_types import Floats
from features.schema.errors import OnematchError
from features.schema.schema import Schema
from serving.matching.bundle import Bundle
from serving.matching.scorer import model_input, probabilities_of
from serving.matching.shortlist import evidence_of, weigh_pairs

TOLERANCE = 1e-6


class GoldenMismatch(OnematchError):
    """A bundle scores its golden pairs with other probabilities than it holds."""


def replay(bundle: Bundle) -> None:
    """Score the golden pairs again. Raises GoldenMismatch with the number of differences and the largest one."""
    expected = np.array(bundle.golden["probabilities"])
    got = golden_probabilities(bundle, bundle.golden["records"], bundle.golden["profiles"])
    if got.shape != expected.shape:
        raise GoldenMismatch(
            "{bundle_path}: got {n_got} golden pairs, expected {n_expected}",
            bundle_path=bundle.path,
            n_got=len(got),
            n_expected=len(expected),
        )
    off = np.abs(got - expected)
    wrong = ~(off <= TOLERANCE)
    if wrong.any():
        raise GoldenMismatch(
            "{bundle_path}: {wrong} of {n_off} golden pairs differ, by up to {off:.6f}; expected at most {tolerance}",
            bundle_path=bundle.path,
            wrong=int(wrong.sum()),
            n_off=len(off),
            off=off.max(),
            tolerance=TOLERANCE,
        )


def golden_probabilities(
    bundle: Bundle, records: Sequence[Mapping[str, Any]], profiles: Sequence[Mapping[str, Any]]
) -> Floats:
    """Return the probability of every record with every profile, record by record."""
    left = _columns(bundle.schema, records)
    right = _columns(bundle.schema, profiles)
    frequencies = count_term_frequencies(right, right.fields)
    left_rows = np.repeat(np.arange(len(left)), len(right))
    pairs = Pairs(left, right, left_rows, np.tile(np.arange(len(right)), len(left)))
    retrieval = Retrieval(np.ones(len(pairs)), np.zeros(len(pairs)))
    kernel = Kernel.from_splink_json(bundle.splink, frequencies, bundle.schema)
    retrieved = weigh_pairs(pairs, Groups.of(left_rows), retrieval, kernel)
    evidence = evidence_of(retrieved, np.arange(len(pairs)), kernel)
    return np.round(probabilities_of(bundle, model_input(evidence, bundle), pairs)[1], 9)


def _columns(schema: Schema, rows: Sequence[Mapping[str, Any]]) -> Columns:
    records = [normalise(schema, row) for row in rows]
    return columns_of(schema, [str(row["id"]) for row in rows], records)

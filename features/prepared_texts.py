"""Measures of texts that Python prepares first, such as how a word sounds; compiled code compares what comes of it."""

from collections.abc import Callable

import numpy as np

from features.columns import NULL, Codes, Vocabulary
from features.compiled import machine
from features.machine_measures import MACHINE_MEASURES
from features.machine_types import Content, Starts
from features.pair_parts import FEW
from features.pairs import Floats, Pairs
from features.text_measures import PREPARED


def measure_prepared(pairs: Pairs, measure: str, left: str, right: str) -> Floats:
    """Measure two text fields as `Pairs.text_measure` does, by a measure of `PREPARED`."""
    prepare, compared = PREPARED[measure]
    runs, column, other = pairs.runs(), pairs.left.text(left), pairs.right.text(right)
    own = _prepared(column.vocabulary, column.codes[runs.rows], prepare)
    found = np.empty(len(pairs))
    machine("features.feature_machine").measure_texts(
        MACHINE_MEASURES[compared],
        *own,
        *_prepared(other.vocabulary, pairs.codes("r", right), prepare),
        runs.of_pair,
        found,
    )
    return found


def _prepared(vocabulary: Vocabulary, codes: Codes, prepare: Callable[[str], str]) -> tuple[Content, Starts, Codes]:
    """Return the prepared texts, each distinct one of many once, and the place of each code's (-1 for null)."""
    known = codes >= 0
    used = codes[known]
    places = np.arange(len(used))
    if len(used) > FEW:
        used, places = np.unique(used, return_inverse=True)
    at = np.full(len(codes), NULL, np.int32)
    at[known] = places
    encoded = [prepare(text).encode("utf-8", "surrogatepass") for text in vocabulary.take(used)]
    starts = np.cumsum([0, *map(len, encoded)]).astype(np.uint32)
    return np.frombuffer(b"".join(encoded) or b" ", np.uint8), starts, at

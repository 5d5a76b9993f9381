"""Intervals of rates by resampling entities: all records of an entity are drawn together.

Percentile bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13) over clusters.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from features.schema.array_types import Bools, Floats, Ints
from features.schema.value_class import value_class
from training.evaluation.judged import JudgedLinks
from training.evaluation.metrics import SLACK, last_of_ties

Interval = tuple[float, float]
REPLICATES = 1000
MAX_DRAWS = 60_000_000
CELLS_AT_ONCE = 2_000_000
LEVEL = 0.95


@value_class
class Share:
    """A rate as a quotient of sums: `part[i]` and `whole[i]` are what record i adds to each."""

    part: Bools | Ints
    whole: Bools | Ints


def resampled_weights(entity: Ints, seed: int = 0, replicates: int = REPLICATES) -> Iterator[Floats]:
    """Yield blocks of shape (replicates in the block, records): how often each record is drawn.

    At most 60 million draws are made in all: intervals of many records are steady with fewer replicates.
    """
    n_entities = int(entity.max(initial=-1)) + 1
    rng = np.random.default_rng(seed)
    left = max(200, min(replicates, MAX_DRAWS // max(n_entities, 1)))
    while left > 0 and n_entities:
        rows = min(left, max(1, CELLS_AT_ONCE // max(len(entity), 1)))
        drawn = rng.integers(0, n_entities, (rows, n_entities))
        drawn += np.arange(rows)[:, None] * n_entities
        counts = np.bincount(drawn.ravel(), minlength=rows * n_entities).reshape(rows, n_entities)
        yield counts[:, entity].astype(np.float64)
        left -= rows


def share_intervals(
    shares: Mapping[str, Share], entity: Ints, seed: int = 0, replicates: int = REPLICATES
) -> dict[str, Interval | None]:
    """Return the 95 % interval of each share; None where the whole is empty."""
    names = list(shares)
    parts = np.column_stack([shares[name].part for name in names]).astype(np.float64)
    wholes = np.column_stack([shares[name].whole for name in names]).astype(np.float64)
    values = [_divide(weights @ parts, weights @ wholes) for weights in resampled_weights(entity, seed, replicates)]
    table = np.concatenate(values) if values else np.empty((0, len(names)))
    return {name: _interval(table[:, column]) for column, name in enumerate(names)}


def curve_intervals(
    judged: JudgedLinks, wanted_precision: float, seed: int = 0
) -> tuple[Interval | None, Interval | None]:
    """Return the 95 % intervals of `best_f1` and of `recall_at_precision`."""
    if not judged.has_candidate.any():
        return None, None
    by_probability = np.flatnonzero(judged.has_candidate)
    by_probability = by_probability[np.argsort(-judged.probability[by_probability], kind="stable")]
    is_right = judged.right[by_probability].astype(np.float64)
    ends = last_of_ties(judged.probability[by_probability])
    f1s = []
    recalls = []
    truth = judged.answerable.astype(np.float64)
    for weights in resampled_weights(judged.entity, seed):
        n_true = (weights @ truth)[:, None]
        chosen = weights[:, by_probability]
        linked = np.cumsum(chosen, axis=1)[:, ends]
        right = np.cumsum(chosen * is_right, axis=1)[:, ends]
        f1s.append(_divide(2 * right, linked + n_true).max(axis=1))
        good = right >= wanted_precision * linked - SLACK
        recalls.append(_divide(np.where(good, right, 0.0).max(axis=1), n_true[:, 0]))
    return _interval(np.concatenate(f1s)), _interval(np.concatenate(recalls))


def _divide(part: Floats, whole: Floats) -> Floats:
    quotient: Floats = np.divide(part, whole, out=np.full(np.shape(part), np.nan), where=whole > 0)
    return quotient


def _interval(values: Floats) -> Interval | None:
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)

"""The choice of donors: records that state the fields and most of what a lacking record states. Pure."""

import numpy as np

from features.schema.array_types import Ints

ENOUGH = 20
"""Donors with more fields than the lacking record are drawn only where fewer have exactly its fields."""


def draw_donors(lacking: Ints, donors: Ints, wanted: int, count: int, seed: int) -> tuple[Ints, Ints]:
    """Draw `count` donors for lacking records drawn at random; return the donors' rows and the fields to leave them.

    `lacking` and `donors` are masks of stated fields, `wanted` the mask of the fields to fill. A donor states all that
    its lacking record states, and little more; where none does, as much of it as any donor.
    """
    rng = np.random.default_rng([seed, wanted])
    patterns, counts = np.unique(lacking[rng.integers(len(lacking), size=count)], return_counts=True)
    rows, left = [], []
    for pattern, number in zip(patterns.tolist(), counts.tolist(), strict=True):
        drawn = _drawn(rng, _fitting(donors, pattern, wanted), number)
        rows.append(drawn)
        left.append(donors[drawn] & pattern)
    return np.concatenate(rows), np.concatenate(left)


def _fitting(donors: Ints, pattern: int, wanted: int) -> Ints:
    shared = np.bitwise_count(donors & pattern)
    rows = np.flatnonzero(shared == shared.max())
    more = np.bitwise_count(donors[rows] & ~(pattern | wanted))
    allowed = np.partition(more, ENOUGH - 1)[ENOUGH - 1] if len(rows) > ENOUGH else more.max()
    return np.asarray(rows[more <= allowed])


def _drawn(rng: np.random.Generator, rows: Ints, count: int) -> Ints:
    """Draw rows, none of them twice as long as they suffice."""
    whole, rest = divmod(count, len(rows))
    return np.concatenate([np.tile(rows, whole), rng.permutation(rows)[:rest]])

"""Seeded randomness for the sample: named streams, weighted pools, hashes of row numbers, and random-looking ids."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import xxhash
from numpy.typing import NDArray

from features.schema.array_types import Floats, Ints
from features.schema.value_class import value_class

_ALPHABET = np.frombuffer(b"0123456789abcdefghjkmnpqrstvwxyz", np.uint8)


def stream(seed: int, purpose: str) -> np.random.Generator:
    """Return the generator of one purpose, whose draws do not depend on those of other purposes."""
    return np.random.default_rng([seed, xxhash.xxh3_64_intdigest(purpose)])


@value_class
class Pool:
    """A range of a shared list, from which codes are drawn by weight."""

    start: int
    cumulative: Floats

    @classmethod
    def of(cls, start: int, weights: Sequence[float] | Floats) -> "Pool":
        total = np.cumsum(np.asarray(weights, np.float64))
        return cls(start, total / total[-1])

    def draw(self, rng: np.random.Generator, n: int) -> Ints:
        positions = np.searchsorted(self.cumulative, rng.random(n), side="right")
        return self.start + np.minimum(positions, len(self.cumulative) - 1).astype(np.int64)


def zipf(n: int, exponent: float = 1.0) -> Floats:
    """Return n falling weights, 1 / (rank + 2) ** exponent."""
    weights: Floats = 1.0 / (np.arange(n, dtype=np.float64) + 2.0) ** exponent
    return weights


def mixed(numbers: NDArray[Any], salt: int) -> NDArray[np.uint64]:
    """Hash row numbers to 64 bits, one to one (splitmix64, Steele, Lea and Flood 2014)."""
    offset = np.uint64((salt * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF)
    x = numbers.astype(np.uint64) + offset
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def below(numbers: NDArray[Any], salt: int, limit: int) -> Ints:
    """Return for each row number a fixed random-looking integer in [0, limit)."""
    return (mixed(numbers, salt) >> np.uint64(11)).astype(np.int64) % limit


def random_ids(numbers: NDArray[Any], prefix: str, salt: int) -> pa.Array:
    """Return distinct ids of 13 letters and digits that do not reveal the row number."""
    left = mixed(numbers, salt)
    shifts = np.arange(60, -1, -5, dtype=np.uint64)
    letters = _ALPHABET[((left[:, None] >> shifts) & np.uint64(31)).astype(np.intp)]
    head = np.broadcast_to(np.frombuffer(prefix.encode(), np.uint8), (len(left), len(prefix)))
    joined = np.ascontiguousarray(np.concatenate([head, letters], axis=1))
    return pa.array(joined.view(f"S{joined.shape[1]}").ravel()).cast(pa.string())

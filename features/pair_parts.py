"""The arrays that pairs are made of: what stands on either side of each pair, and all combinations of two lists."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from features.columns import Codes

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Texts:
    """One text per pair: pair i holds `values[codes[i]]`, code -1 is null."""

    codes: Ints
    values: list[str]

    def __getitem__(self, places: Ints) -> "Texts":
        return Texts(self.codes[places], self.values)


@dataclass(frozen=True, slots=True)
class Spans:
    """Where the items of one side's field stand: pair i holds `codes[starts[i]:starts[i] + lengths[i]]`."""

    starts: Ints
    lengths: Ints
    codes: Codes

    def __getitem__(self, places: Ints) -> "Spans":
        return Spans(self.starts[places], self.lengths[places], self.codes)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The items of one side's field, pair after pair, with their texts; only `pairs` have any.

    Those of `pairs[i]` are `codes[starts[i]:starts[i] + lengths[i]]`.
    """

    pairs: Ints
    lengths: Ints
    starts: Ints
    codes: Codes
    texts: list[str]


@dataclass(frozen=True, slots=True)
class Runs:
    """The left rows with repetitions in a row dropped: pair i is of `rows[of_pair[i]]`."""

    rows: Ints
    of_pair: Ints


@dataclass(frozen=True, slots=True)
class DistinctTexts:
    """The distinct (left, right) text combinations behind `positions`, where `inverse` repeats them.

    Without `positions` every pair has both texts, without `inverse` none is repeated.
    """

    left: list[str]
    right: list[str]
    positions: Ints | None
    inverse: Ints | None

    def spread(self, values: NDArray[np.float64], n: int) -> NDArray[np.float64]:
        """Give each of `n` pairs the value of its combination, NaN where a text is missing."""
        if self.inverse is not None:
            values = values[self.inverse]
        if self.positions is None:
            return values
        result = np.full(n, np.nan)
        result[self.positions] = values
        return result


@dataclass(frozen=True, slots=True)
class Variants:
    """All combinations of the items of two lists, left-major within a pair.

    `pair[i]` is the pair of combination i, `left_position[i]` the place of its left item in that record's list and
    `left_item[i]` that item's vocabulary code; combinations of pair `pairs[j]` begin at `starts[j]`.
    """

    pair: Ints
    left_position: Ints
    right_position: Ints
    left_item: Ints
    right_item: Ints
    starts: Ints
    pairs: Ints

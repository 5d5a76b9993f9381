"""Arrays over pairs: the texts and lists on either side of each pair, and all combinations of two lists."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from features.compiled.calls import part_rows
from features.schema.array_types import Codes, Ints

FEW = 256
"""Up to this number of pairs, looking for repeated combinations costs more than measuring them."""


@dataclass(frozen=True, slots=True)
class PairTexts:
    """One text per pair: pair i holds `values[codes[i]]`, code -1 is null."""

    codes: Ints
    values: list[str]

    def __getitem__(self, positions: Ints) -> "PairTexts":
        return PairTexts(self.codes[positions], self.values)


@dataclass(frozen=True, slots=True)
class Spans:
    """The items of one side's list field: pair i holds `codes[starts[i]:starts[i] + lengths[i]]`."""

    starts: Ints
    lengths: Ints
    codes: Codes

    def __getitem__(self, positions: Ints) -> "Spans":
        return Spans(self.starts[positions], self.lengths[positions], self.codes)


def run_bounds(rows: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the start and the length of each run of equal rows, and the run of each entry."""
    starts, sizes, of_row = np.empty((3, len(rows)), np.int64)
    flat = np.ascontiguousarray(rows, np.int64)
    runs = part_rows(flat, starts, sizes, of_row)
    return starts[:runs], sizes[:runs], of_row


@dataclass(frozen=True, slots=True)
class Runs:
    """The left rows without consecutive repetitions: the left row of pair i is `rows[of_pair[i]]`."""

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

    @classmethod
    def of(cls, left: PairTexts, right: PairTexts, known: NDArray[np.bool_]) -> "DistinctTexts":
        """Take the combinations of the pairs that have both texts."""
        if np.count_nonzero(known) == len(known):
            positions, left_codes, right_codes = None, left.codes, right.codes
        else:
            positions = known.nonzero()[0]
            left_codes, right_codes = left.codes[positions], right.codes[positions]
        left_codes, right_codes, inverse = distinct_codes(left_codes, right_codes, len(right.values))
        lefts = [left.values[code] for code in left_codes.tolist()]
        rights = [right.values[code] for code in right_codes.tolist()]
        return cls(lefts, rights, positions, inverse)

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

    `pair[i]` is the pair of combination i, `left_position[i]` the position of its left item in that record's list and
    `left_item[i]` that item's vocabulary code; combinations of pair `pairs[j]` begin at `starts[j]`.
    """

    pair: Ints
    left_position: Ints
    right_position: Ints
    left_item: Ints
    right_item: Ints
    starts: Ints
    pairs: Ints

    @classmethod
    def of(cls, left: Spans, right: Spans) -> "Variants":
        """Expand each pair into every combination of a left item and a right item."""
        sizes = left.lengths * right.lengths
        pairs = sizes.nonzero()[0]
        sizes = sizes[pairs]
        starts = sizes.cumsum() - sizes
        pair = pairs.repeat(sizes)
        within = np.arange(len(pair)) - starts.repeat(sizes)
        left_at, right_at = np.divmod(within, right.lengths[pair])
        left_item = left.codes[left.starts[pair] + left_at].astype(np.int64)
        right_item = right.codes[right.starts[pair] + right_at].astype(np.int64)
        return cls(pair, left_at, right_at, left_item, right_item, starts, pairs)


def distinct_codes(left: Ints, right: Ints, size: int) -> tuple[Ints, Ints, Ints | None]:
    """Return the distinct combinations of codes, and the index of each combination among them.

    Up to FEW combinations are returned as they are, with None in place of the index.
    """
    if len(left) <= FEW:
        return left, right, None
    distinct, inverse = np.unique(left.astype(np.int64) * size + right, return_inverse=True)
    left_codes, right_codes = np.divmod(distinct, size)
    return left_codes, right_codes, inverse

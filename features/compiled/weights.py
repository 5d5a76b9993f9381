"""The weights of levels, adjusted by term frequencies, and the look-up of these.

numpy needs a dozen calls a comparison, of microseconds each, and cannot prefetch the frequencies, so that each waits
for memory (docs/experiments/speed-compiled-road.md).

Held to each level's own weight by tests/features/compiled/test_programs.py, and to Splink by
tests/training/fitting/test_parity_with_splink.py.
"""

import numpy as np

from features.compiled.arguments import AdjustedValues, LevelWeights, PairArrays, WeighedLevels
from features.compiled.loader import entry
from features.compiled.memory import BLOCK, prefetch, prefetch_address, share_at
from features.schema.array_types import CodeRows, Codes, FilledFloatRows, FilledFloats, Floats, Ints, SmallRows, whole

SHARE_BYTES = 8


@entry
def weigh(
    levels: SmallRows, weights: LevelWeights, values: AdjustedValues, pairs: PairArrays, weighed: WeighedLevels
) -> None:
    """Write each comparison's gamma and log2 weight with term frequencies, and add the weights to each pair's total."""
    weight_of, gamma_of, adjustment_of, numbers, rows = weights
    codes, mapped, shares, own_shares = values
    _, right_rows, runs = pairs
    gammas, bits, total = weighed
    for at in range(len(total)):
        for comparison in range(len(levels)):
            level = levels[comparison, at]
            weight = weight_of[comparison, level]
            which = adjustment_of[comparison, level]
            if which >= 0:
                right = right_rows[at]
                run = runs[at]
                frequency = shares[which, right]
                if codes[rows[which], right] != mapped[rows[which], run]:
                    own_share = own_shares[which, run]
                    if np.isnan(frequency) or own_share > frequency:
                        frequency = own_share
                if not np.isnan(frequency):
                    least = max(frequency, numbers[which, 0])
                    weight += numbers[which, 1] * (numbers[which, 2] - np.log2(least))
            gammas[comparison, at] = gamma_of[comparison, level]
            bits[comparison, at] = weight
            total[at] += weight


@entry
def look_up(shares: Floats, codes: Codes, code_shares: FilledFloats) -> None:
    """Write the share of each code, NaN for a value that was not counted."""
    for at in range(len(codes)):
        if at + BLOCK < len(codes):
            prefetch(shares, whole(codes[at + BLOCK]))
        code = codes[at]
        code_shares[at] = shares[code] if 0 <= code < len(shares) else np.nan


@entry
def look_up_rows(addresses: Ints, sizes: Ints, rows: Ints, codes: CodeRows, code_shares: FilledFloatRows) -> None:
    """Write the share of each code in some rows of codes, each with shares of its own (`Arrays`)."""
    for which in range(len(rows)):
        row = codes[rows[which]]
        for at in range(len(row)):
            if at + BLOCK < len(row):
                prefetch_address(addresses[which] + SHARE_BYTES * whole(row[at + BLOCK]))
            code = whole(row[at])
            code_shares[which, at] = share_at(addresses[which], code) if 0 <= code < sizes[which] else np.nan

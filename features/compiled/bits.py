"""The number of set bits in a 64-bit word; numpy counts them for whole arrays only, which no loop here has.

Held to LightGBM and rapidfuzz with what counts by it: tests/serving/matching/boosting/test_trees.py,
tests/features/compiled/test_measures.py.
"""

import numpy as np

from features.compiled.loader import part
from features.schema.array_types import whole


@part
def ones(bits: np.uint64) -> int:
    """Count the set bits without a branch: by pairs, by fours, by bytes."""
    bits -= (bits >> np.uint64(1)) & np.uint64(0x5555555555555555)
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return whole((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))

"""Counting the bits of a machine word, as machine code without a branch."""

import numpy as np

from features.compiled.loader import inlined
from features.schema.array_types import whole


@inlined
def ones(bits: np.uint64) -> int:
    """Count the ones, pair by pair, then four by four, then byte by byte."""
    bits -= (bits >> np.uint64(1)) & np.uint64(0x5555555555555555)
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return whole((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))

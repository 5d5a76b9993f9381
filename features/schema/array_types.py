"""Array types: the items, the rank and the use behind each type, from which compiled signatures are made.

These are the project's only definitions of `Floats`, `Ints`, `Bools`, `Codes` and `Hashes`.
"""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, NamedTuple, Self, cast

import numpy as np
from numpy.typing import NDArray

READ = "read"
FILLED = "filled"

Content = Annotated[NDArray[np.uint8], "u1", 1, READ]
Starts = Annotated[NDArray[np.uint32], "u4", 1, READ]
Codes = Annotated[NDArray[np.int32], "i4", 1, READ]
CodeRows = Annotated[NDArray[np.int32], "i4", 2, READ]
Hashes = Annotated[NDArray[np.uint64], "u8", 1, READ]
HashRows = Annotated[NDArray[np.uint64], "u8", 2, READ]
SmallRows = Annotated[NDArray[np.int8], "i1", 2, READ]
Ints = Annotated[NDArray[np.int64], "i8", 1, READ]
IntRows = Annotated[NDArray[np.int64], "i8", 2, READ]
SingleRows = Annotated[NDArray[np.float32], "f4", 2, READ]
Floats = Annotated[NDArray[np.float64], "f8", 1, READ]
FloatRows = Annotated[NDArray[np.float64], "f8", 2, READ]
Bools = Annotated[NDArray[np.bool_], "b1", 1, READ]
BoolRows = Annotated[NDArray[np.bool_], "b1", 2, READ]

FilledCodes = Annotated[NDArray[np.int32], "i4", 1, FILLED]
FilledInts = Annotated[NDArray[np.int64], "i8", 1, FILLED]
FilledBools = Annotated[NDArray[np.bool_], "b1", 1, FILLED]
FilledSmallRows = Annotated[NDArray[np.int8], "i1", 2, FILLED]
FilledCodeRows = Annotated[NDArray[np.int32], "i4", 2, FILLED]
FilledFloats = Annotated[NDArray[np.float64], "f8", 1, FILLED]
FilledFloatRows = Annotated[NDArray[np.float64], "f8", 2, FILLED]
FilledSingleRows = Annotated[NDArray[np.float32], "f4", 2, FILLED]

Letters = NDArray[np.int32]
Smalls = NDArray[np.int8]
LetterMasks = NDArray[np.uint64]
"""Arrays that live only while a compiled function runs: code points, small numbers, positions of letters as bits."""
whole = cast("Callable[[Any], int]", np.int64)
"""A signed number of 64 bits."""


class Arrays(NamedTuple):
    """The addresses and lengths of several arrays, which compiled functions read as one; `held` keeps them alive."""

    addresses: Ints
    sizes: Ints
    held: tuple[NDArray[Any], ...]

    @classmethod
    def of(cls, held: Sequence[NDArray[Any]]) -> Self:
        """Return the addresses of contiguous arrays."""
        addresses = [each.__array_interface__["data"][0] for each in held]
        return cls(np.array(addresses, np.int64), np.array(list(map(len, held)), np.int64), tuple(held))

"""The arrays that compiled functions read and fill; what stands behind a type says its items, its rank and its use."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, NamedTuple, Self, cast

import numpy as np
from numpy.typing import NDArray

READ, FILLED = "read", "filled"

Content = Annotated[NDArray[np.uint8], "u1", 1, READ]
Starts = Annotated[NDArray[np.uint32], "u4", 1, READ]
Codes = Annotated[NDArray[np.int32], "i4", 1, READ]
CodeRows = Annotated[NDArray[np.int32], "i4", 2, READ]
Hashes = Annotated[NDArray[np.uint64], "u8", 1, READ]
HashRows = Annotated[NDArray[np.uint64], "u8", 2, READ]
SmallRows = Annotated[NDArray[np.int8], "i1", 2, READ]
Bytes = Annotated[NDArray[np.uint8], "u1", 1, READ]
Ints = Annotated[NDArray[np.int64], "i8", 1, READ]
IntRows = Annotated[NDArray[np.int64], "i8", 2, READ]
Singles = Annotated[NDArray[np.float32], "f4", 1, READ]
SingleRows = Annotated[NDArray[np.float32], "f4", 2, READ]
Floats = Annotated[NDArray[np.float64], "f8", 1, READ]
FloatRows = Annotated[NDArray[np.float64], "f8", 2, READ]
Bools = Annotated[NDArray[np.bool_], "b1", 1, READ]
FlagRows = Annotated[NDArray[np.bool_], "b1", 2, READ]


class Arrays(NamedTuple):
    """Arrays that go together, one for each of some fields, as compiled functions read them: where, and how long.

    `held` keeps them where they are.
    """

    addresses: Ints
    sizes: Ints
    held: tuple[NDArray[Any], ...]

    @classmethod
    def of(cls, held: Sequence[NDArray[Any]]) -> Self:
        """Tell where some arrays stand, each of which stands in one piece."""
        addresses = [each.__array_interface__["data"][0] for each in held]
        return cls(np.array(addresses, np.int64), np.array(list(map(len, held)), np.int64), tuple(held))


class Texts(NamedTuple):
    """Texts that stand together: their UTF-8, and where each begins, as pointers."""

    content: Content
    starts: Starts


Letters = NDArray[np.int32]
Small = NDArray[np.int8]
Places = NDArray[np.uint64]
"""What lives only while a function runs: a text's code points, marks, small numbers, where its letters stand."""
whole = cast("Callable[[Any], int]", np.int64)
"""A number of 64 bits that may be negative."""
FilledCodes = Annotated[NDArray[np.int32], "i4", 1, FILLED]
FilledInts = Annotated[NDArray[np.int64], "i8", 1, FILLED]
FilledFlags = Annotated[NDArray[np.bool_], "b1", 1, FILLED]
FilledSmallRows = Annotated[NDArray[np.int8], "i1", 2, FILLED]
FilledCodeRows = Annotated[NDArray[np.int32], "i4", 2, FILLED]
FilledFloats = Annotated[NDArray[np.float64], "f8", 1, FILLED]
FilledFloatRows = Annotated[NDArray[np.float64], "f8", 2, FILLED]
FilledSingleRows = Annotated[NDArray[np.float32], "f4", 2, FILLED]

"""Pointers to the items of arrays, and prefetching; numpy has neither.

An array argument is seven numbers and two reference counts inside compiled code; a pointer (`first_of`) is one number
and no count (docs/experiments/speed-pointers.md). An index is larger than the processor's cache, so compiled functions
work in blocks: they prefetch all that a block reads, then read it (docs/experiments/speed-prefetch.md).

All tests of compiled functions hold it; tests/features/compiled/test_loader.py finds arrays that are not kept alive.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

T = TypeVar("T")
BLOCK = 32
"""Items of work whose memory is prefetched together: it fits the cache and exceeds the fetches under way at once."""
_TO_READ = 0
_IN_ALL_CACHES = 3
_DATA = 1
"""Arguments of the instruction: the memory is read, it goes into all levels of cache, it holds data."""


def _first_of(context: Any, array: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return _pointer(context, builder, signature.args[0], arguments[0])

    pointer: Any = types.CPointer
    return pointer(array.dtype)(array), generate


def _pointer(context: Any, builder: Any, kind: Any, value: Any) -> Any:
    return value if isinstance(kind, types.CPointer) else context.make_array(kind)(context, builder, value).data


first_of = cast("Callable[[T], T]", intrinsic(_first_of))
"""Return a pointer to an array's first item, read and written like the array, which its maker has to keep alive."""


def _behind(context: Any, pointer: Any, count: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.gep(arguments[0], [arguments[1]])

    return pointer(pointer, types.int64), generate


behind = cast("Callable[[T, int], T]", intrinsic(_behind))
"""Return the pointer that is so many items behind another one."""


def _keep_alive(context: Any, held: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return context.get_dummy_value()

    return types.void(held), generate


keep_alive = cast("Callable[[Any], None]", intrinsic(_keep_alive))
"""Keep an array, or a tuple of them, alive until here: a pointer does not count as a reference.

Arguments are kept alive by the caller in Python.
"""


def _call_prefetch(builder: Any, address: Any) -> None:
    number = ir.IntType(32)
    takes = ir.FunctionType(ir.VoidType(), [cgutils.voidptr_t, number, number, number])
    instruction = builder.module.declare_intrinsic("llvm.prefetch.p0", fnty=takes)
    builder.call(instruction, [address, number(_TO_READ), number(_IN_ALL_CACHES), number(_DATA)])


def _prefetch(context: Any, array: Any, position: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        content = _pointer(context, builder, signature.args[0], arguments[0])
        _call_prefetch(builder, builder.bitcast(builder.gep(content, [arguments[1]]), cgutils.voidptr_t))
        return context.get_dummy_value()

    return types.void(array, types.int64), generate


prefetch = cast("Callable[[Any, Any], None]", intrinsic(_prefetch))
"""Prefetch the item at a position of an array or behind a pointer; a position outside does no harm."""


def _reader(item: types.Type) -> Any:
    def read(context: Any, address: Any, position: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            first = builder.inttoptr(arguments[0], context.get_data_type(item).as_pointer())
            return builder.load(builder.gep(first, [arguments[1]]))

        return item(types.int64, types.int64), generate

    return intrinsic(read)


hash_at = cast("Callable[[int, int], np.uint32]", _reader(types.uint32))
share_at = cast("Callable[[int, int], float]", _reader(types.float64))
"""Read an item of one of several arrays by the array's address (`Arrays`), so that they travel as one argument."""


def _prefetch_address(context: Any, address: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        _call_prefetch(builder, builder.inttoptr(arguments[0], cgutils.voidptr_t))
        return context.get_dummy_value()

    return types.void(types.int64), generate


prefetch_address = cast("Callable[[int], None]", intrinsic(_prefetch_address))
"""Prefetch the memory at an address."""

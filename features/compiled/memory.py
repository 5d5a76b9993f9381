"""Memory as compiled functions see it: pointers to the items of arrays, and asking for what is read soon.

To hand an array on costs seven numbers, and who holds it is counted, by instructions that the processor waits for; a
pointer (`first_of`) costs one number, and nobody counts.

An index is larger than what a processor keeps near itself: the first byte of a row or a text takes as long as a
thousand steps of a program. Compiled functions therefore go over their work in blocks: they ask for all that a block
reads, then read it, so that many waits become one.
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
"""Items of work whose memory is asked for together: as much as stays near, more than a processor fetches at once."""
_TO_READ, _KEEP, _DATA = 0, 3, 1
"""What the instruction is told: that the place is read, that it stays near, that it holds data."""


def _first_of(context: Any, array: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return _pointer(context, builder, signature.args[0], arguments[0])

    pointer: Any = types.CPointer
    return pointer(array.dtype)(array), generate


def _pointer(context: Any, builder: Any, kind: Any, value: Any) -> Any:
    return value if isinstance(kind, types.CPointer) else context.make_array(kind)(context, builder, value).data


first_of = cast("Callable[[T], T]", intrinsic(_first_of))
"""Return a pointer to an array's first item, read and written like the array. Whoever made the array has to keep it."""


def _behind(context: Any, pointer: Any, count: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.gep(arguments[0], [arguments[1]])

    return pointer(pointer, types.int64), generate


behind = cast("Callable[[T, int], T]", intrinsic(_behind))
"""Return a pointer to the item that stands so many behind a pointer's own."""


def _keep(context: Any, held: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return context.get_dummy_value()

    return types.void(held), generate


keep_alive = cast("Callable[[Any], None]", intrinsic(_keep))
"""Keep an array until here: what a pointer points to is gone with the last one who has the array itself.

What Python handed over, Python keeps.
"""


def _prefetch(context: Any, array: Any, place: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        content = _pointer(context, builder, signature.args[0], arguments[0])
        number = ir.IntType(32)
        takes = ir.FunctionType(ir.VoidType(), [cgutils.voidptr_t, number, number, number])
        instruction = builder.module.declare_intrinsic("llvm.prefetch.p0", fnty=takes)
        address = builder.bitcast(builder.gep(content, [arguments[1]]), cgutils.voidptr_t)
        builder.call(instruction, [address, number(_TO_READ), number(_KEEP), number(_DATA)])
        return context.get_dummy_value()

    return types.void(array, types.int64), generate


prefetch = cast("Callable[[Any, Any], None]", intrinsic(_prefetch))
"""Ask for the item at a place of an array or behind a pointer.

The program goes on meanwhile, and a place outside does no harm.
"""


def _reader(item: types.Type) -> Any:
    def read(context: Any, address: Any, place: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            first = builder.inttoptr(arguments[0], context.get_data_type(item).as_pointer())
            return builder.load(builder.gep(first, [arguments[1]]))

        return item(types.int64, types.int64), generate

    return intrinsic(read)


hash_at = cast("Callable[[int, int], np.uint32]", _reader(types.uint32))
share_at = cast("Callable[[int, int], float]", _reader(types.float64))
"""Read an item of one of many arrays by its address: 32 arrays as a tuple take seven microseconds to hand over."""


def _prefetch_address(context: Any, address: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        number = ir.IntType(32)
        takes = ir.FunctionType(ir.VoidType(), [cgutils.voidptr_t, number, number, number])
        instruction = builder.module.declare_intrinsic("llvm.prefetch.p0", fnty=takes)
        where = builder.inttoptr(arguments[0], cgutils.voidptr_t)
        builder.call(instruction, [where, number(_TO_READ), number(_KEEP), number(_DATA)])
        return context.get_dummy_value()

    return types.void(types.int64), generate


prefetch_address = cast("Callable[[int], None]", intrinsic(_prefetch_address))
"""Ask for what stands at an address."""

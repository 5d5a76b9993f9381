"""Memoised measures of pairs: each value is computed once, and parts of a set of pairs reuse it."""

from collections.abc import Callable
from enum import Enum, auto
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, Self, TypeVar

import numpy as np
from numpy.typing import NDArray


class Memoising(Protocol):
    """A set of pairs with its memo; a part holds the pairs at `positions` of its `whole`."""

    memo: dict[object, Any]
    whole: Self | None
    positions: NDArray[np.int64]


class MemoScope(Enum):
    """What a memoised value describes, which decides how a part of the pairs gets it.

    PAIR: one entry per pair; a part takes its entries from the whole's value where that exists.
    PART: a layout of exactly these pairs; every part computes its own.
    TABLES: the two tables; the whole computes it, and all parts share it.
    """

    PAIR = auto()
    PART = auto()
    TABLES = auto()


T = TypeVar("T", bound=Memoising)
P = ParamSpec("P")
R = TypeVar("R")
Measure = Callable[Concatenate[T, P], R]


def memoised(scope: MemoScope) -> Callable[[Measure[T, P, R]], Measure[T, P, R]]:
    """Return a decorator that memoises a method by its name and its positional arguments."""
    is_shared, is_picked = scope is MemoScope.TABLES, scope is MemoScope.PAIR

    def decorate(compute: Measure[T, P, R]) -> Measure[T, P, R]:
        name = compute.__name__

        @wraps(compute)
        def measure(pairs: T, /, *arguments: P.args, **named: P.kwargs) -> R:
            whole = pairs.whole
            owner = whole if is_shared and whole is not None else pairs
            key, memo = (name, arguments), owner.memo
            if key not in memo:
                if is_picked and whole is not None and key in whole.memo:
                    memo[key] = whole.memo[key][pairs.positions]
                else:
                    memo[key] = compute(owner, *arguments, **named)
            result: R = memo[key]
            return result

        return measure

    return decorate

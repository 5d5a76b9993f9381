"""How measures of pairs are remembered, so that each is computed once: three kinds of them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, Self, TypeVar

import numpy as np
from numpy.typing import NDArray


class Remembering(Protocol):
    """What remembers by expression; a part stands at `places` of its whole."""

    memo: dict[object, Any]
    whole: Self | None
    positions: NDArray[np.int64]


T = TypeVar("T", bound=Remembering)
P = ParamSpec("P")
R = TypeVar("R")
Measure = Callable[Concatenate[T, P], R]


def of_every_pair(compute: Measure[T, P, R]) -> Measure[T, P, R]:
    """Remember what has one value per pair; a part picks its own from its whole, if that has it."""
    name = compute.__name__

    @wraps(compute)
    def measure(pairs: T, /, *arguments: P.args, **named: P.kwargs) -> R:
        key, memo = (name, arguments), pairs.memo
        if key not in memo:
            whole = pairs.whole
            if whole is not None and key in whole.memo:
                memo[key] = whole.memo[key][pairs.positions]
            else:
                memo[key] = compute(pairs, *arguments, **named)
        result: R = memo[key]
        return result

    return measure


def of_these_pairs(compute: Measure[T, P, R]) -> Measure[T, P, R]:
    """Remember what a part has to lay out anew."""
    name = compute.__name__

    @wraps(compute)
    def layout(pairs: T, /, *arguments: P.args, **named: P.kwargs) -> R:
        key, memo = (name, arguments), pairs.memo
        if key not in memo:
            memo[key] = compute(pairs, *arguments, **named)
        found: R = memo[key]
        return found

    return layout


def of_the_whole(compute: Measure[T, P, R]) -> Measure[T, P, R]:
    """Remember what is the same for a part as for its whole."""
    name = compute.__name__

    @wraps(compute)
    def shared(pairs: T, /, *arguments: P.args, **named: P.kwargs) -> R:
        whole = pairs if pairs.whole is None else pairs.whole
        key, memo = (name, arguments), whole.memo
        if key not in memo:
            memo[key] = compute(whole, *arguments, **named)
        found: R = memo[key]
        return found

    return shared

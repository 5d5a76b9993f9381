"""The parts of a comparison condition: facts about a pair, joined by `and` and `or`.

A fact is defined by calling it with pairs: the result holds for which of them it is true. Facts whose fields are
stated (all but plain functions) can also be compiled, so that many are computed at once.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from features.pairs.pairs import Pairs
from features.schema.array_types import Bools, Floats
from features.schema.value_class import value_class

Compare = Callable[[Any, Any], Any]
Number = Callable[[Pairs], Floats]
Condition = Callable[[Pairs], Bools]


@value_class
class Same:
    """Two text fields hold the same value."""

    left: str
    right: str

    def __call__(self, pairs: Pairs) -> Bools:
        return pairs.same(self.left, self.right)


@value_class
class Filled:
    """The field of one side holds something, or nothing."""

    side: str
    name: str
    nothing: bool

    def __call__(self, pairs: Pairs) -> Bools:
        filled = pairs.filled(self.side, self.name)
        return ~filled if self.nothing else filled


@value_class
class Constant:
    """A number."""

    value: float

    def __call__(self, _: Pairs) -> Floats:
        return np.asarray(self.value)


@value_class
class TextMeasure:
    """A measure between two text fields, of lists the highest one over all their values; NaN where either is null."""

    measure: str
    left: str
    right: str

    def __call__(self, pairs: Pairs) -> Floats:
        return pairs.best_measure(self.measure, self.left, self.right)


@value_class
class Shared:
    """The number of items that two lists share; NaN where the list of `null_side` is null ('' for neither side)."""

    left: str
    right: str
    null_side: str

    def __call__(self, pairs: Pairs) -> Floats:
        shared: NDArray[Any] = pairs.list_overlap(self.left, self.right)
        if not self.null_side:
            return shared
        name = self.left if self.null_side == "l" else self.right
        return np.where(pairs.filled(self.null_side, name), shared, np.nan)


@value_class
class Length:
    """The number of characters of a text field, NaN where it is null."""

    side: str
    name: str

    def __call__(self, pairs: Pairs) -> Floats:
        return text_lengths(pairs.texts(self.side, self.name))


def text_lengths(texts: Sequence[str | None]) -> Floats:
    """Return the number of characters of each pair's text, NaN where null."""
    return np.array([np.nan if text is None else len(text) for text in texts], np.float64)


def unequal(left: Floats, right: Floats) -> Bools:
    """Return where two numbers differ; false where one is NaN."""
    return (left < right) | (left > right)


@value_class
class Compared:
    """A relation holds between two numbers; false where one is NaN."""

    compare: Compare
    one: Number
    other: Number

    def __call__(self, pairs: Pairs) -> Bools:
        holds: Bools = self.compare(self.one(pairs), self.other(pairs))
        return holds


@value_class
class RememberedFact:
    """A fact whose value is memoised by its SQL and its negation, once per set of pairs."""

    key: tuple[str, bool]
    fact: Condition

    def __call__(self, pairs: Pairs) -> Bools:
        return pairs.once(self.key, self.fact)


@value_class
class Both:
    """Both conditions hold."""

    one: Condition
    other: Condition

    def __call__(self, pairs: Pairs) -> Bools:
        holds = self.one(pairs)
        return holds & self.other(pairs) if np.count_nonzero(holds) else holds


@value_class
class Either:
    """At least one condition holds."""

    one: Condition
    other: Condition

    def __call__(self, pairs: Pairs) -> Bools:
        holds = self.one(pairs)
        return holds if np.count_nonzero(holds) == len(pairs) else holds | self.other(pairs)


MAX_TERMS = 32


def terms_of(condition: Condition) -> tuple[tuple[Condition, ...], ...]:
    """Return a condition as alternatives, each a tuple of facts that must hold together.

    A condition of more than MAX_TERMS alternatives stays one fact.
    """
    if isinstance(condition, Either):
        terms = terms_of(condition.one) + terms_of(condition.other)
    elif isinstance(condition, Both):
        terms = tuple((*first, *second) for first in terms_of(condition.one) for second in terms_of(condition.other))
    else:
        return ((condition,),)
    return terms if len(terms) <= MAX_TERMS else ((condition,),)

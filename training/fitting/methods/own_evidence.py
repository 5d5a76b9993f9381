"""What own fields say of pairs where nobody has labelled any: learned from what the other evidence says of the pairs.

Each pair counts as right and as wrong by the probability that its other evidence gives it, which has read no own field:
none confirms itself. The levels of all fields are weighed together (a logistic regression with a penalty), so that
fields which agree together among strangers, such as a venue and a year, count once, and one that says nothing of its
own weighs nothing. Each built-in fact, one at a time, is weighed beside them, and what both say is left to it: a field
counts for the least that it adds to any fact, so that a copy of the city adds nothing. Strangers are pairs that a name
brought together: those that an own field alone found agree in it for having been found
(docs/experiments/own-fields-without-labels.md).
"""

from collections.abc import Sequence

import numpy as np
from sklearn.isotonic import isotonic_regression
from sklearn.linear_model import LogisticRegression

from features.schema.array_types import Bools, Floats, Ints
from features.schema.value_class import value_class
from serving.matching.calibration import sigmoid

LEFT_TO_FACTS = 10.0
"""How much more a built-in fact takes of what it and an own field both say."""
MIN_PAIRS = 50.0
"""With fewer expected right pairs, or strangers, own fields keep the weights of their types."""


@value_class
class OwnWeights:
    """The weight of each level of each own field (natural log), the worst level first."""

    levels: tuple[Floats, ...]

    def of(self, levels: Ints) -> Floats:
        """Return what the fields say of pairs by the levels that they reach: nothing where a side lacks the value."""
        said = [np.append(weights, 0.0)[column] for column, weights in zip(levels.T, self.levels, strict=True)]
        total: Floats = np.add.reduce(said)
        return total


def weigh_own_fields(other: Floats, own: Ints, facts: Sequence[Ints], reference: Bools) -> OwnWeights | None:
    """Weigh own fields by pairs with the log-odds of their other evidence; None where too few are right or wrong.

    `own` has a row for each pair and a column for each field: the level that is reached, the worst one 0, or -1; and so
    have `facts`, with columns for the comparisons of one. Strangers count where `reference` holds.
    """
    right = sigmoid(other)
    wrong = (1 - right) * reference
    least = float(min(right.sum(), wrong.sum()))
    if least < MIN_PAIRS:
        return None
    weight = np.concatenate([right * least / right.sum(), wrong * least / wrong.sum()])
    reached = _reached(own)
    found = np.array([_weights_beside(reached, _reached(fact), weight) for fact in facts])
    lowest = np.take_along_axis(found, np.abs(found).argmin(axis=0)[None], axis=0)[0]
    ends = np.cumsum(own.max(axis=0, initial=0) + 1)[:-1]
    often = np.split(weight @ np.tile(reached, (2, 1)), ends)
    of_strangers = np.split(wrong @ reached, ends)
    return OwnWeights(tuple(map(_rising, np.split(lowest, ends), often, of_strangers)))


def _reached(levels: Ints) -> Bools:
    """Return a column for each level of each comparison, one at least: whether a pair reaches it."""
    return np.hstack([column[:, None] == np.arange(column.max(initial=0) + 1) for column in levels.T])


def _weights_beside(own: Bools, fact: Bools, weight: Floats) -> Floats:
    """Return the weights of the levels of own fields; what a fact says as well is left to it, whose penalty is low."""
    matrix = np.hstack([own, fact * LEFT_TO_FACTS])
    model = LogisticRegression(max_iter=1000)
    model.fit(np.tile(matrix, (2, 1)), np.repeat([True, False], len(own)), sample_weight=weight)
    weights: Floats = model.coef_[0, : own.shape[1]]
    return weights


def _rising(weights: Floats, often: Floats, of_strangers: Floats) -> Floats:
    """Return weights that rise with the levels, so moved that the shares of right pairs at the levels add up to 1.

    Levels count by how `often` pairs reach them; `of_strangers` are the shares of strangers.
    """
    rising: Floats = isotonic_regression(weights, sample_weight=often + 1e-9)
    moved: Floats = rising - np.log(np.average(np.exp(rising), weights=of_strangers + 1e-9))
    return moved

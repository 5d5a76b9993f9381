"""How well clusters agree with stated pairs: matches that are together, and non-matches that are apart.

Only stated pairs count. Precision says how many of the stated pairs that are together are matches; it depends on how
many non-matches were stated, so it is no precision of all pairs.
"""

from collections.abc import Sequence

import numpy as np

from data.labels.clusters import ClusterFile, DuplicateLabels, UnusableClusters
from features.schema.array_types import Bools, Floats, Ints
from training.evaluation.bootstrap import resampled_weights
from training.evaluation.cluster_metrics import MOST_LISTED, ClusterEvaluation, ListedError, three_of

PAIR_FIGURES = ("pair_precision", "pair_recall", "pair_f1")

NamedPairs = Sequence[tuple[str, str]]


def evaluate_pairs(found: ClusterFile, stated: DuplicateLabels) -> ClusterEvaluation:
    """Measure clusters on stated pairs; a record that no found cluster holds is alone.

    Raises UnusableClusters without a stated pair.
    """
    pairs = [*stated.matches, *stated.not_matches]
    if not pairs:
        raise UnusableClusters("the truth holds no pair")
    right = np.arange(len(pairs)) < len(stated.matches)
    together = np.array([_are_together(found, pair) for pair in pairs])
    figures = _figures(together, right, np.ones(len(pairs)))[0]
    drawn = [_figures(together, right, weights) for weights in resampled_weights(_parts_of(pairs), 0)]
    low, high = np.quantile(np.concatenate(drawn), [0.025, 0.975], axis=0)
    spans = zip(low.tolist(), high.tolist(), strict=True)
    counts = {"stated_matches": len(stated.matches), "stated_not_matches": len(stated.not_matches)}
    wrong = [pair for pair, here in zip(pairs, together & ~right, strict=True) if here]
    apart = [pair for pair, here in zip(pairs, ~together & right, strict=True) if here]
    return ClusterEvaluation(
        dict(zip(PAIR_FIGURES, figures.tolist(), strict=True)), dict(zip(PAIR_FIGURES, spans, strict=True)), counts, (),
        _listed(wrong, "stated not to match"), _listed(apart, "stated to match"),
    )  # fmt: skip


def _are_together(found: ClusterFile, pair: tuple[str, str]) -> bool:
    one, other = (found.cluster_of.get(record) for record in pair)
    return one is not None and one == other


def _figures(together: Bools, right: Bools, weight: Floats) -> Floats:
    """Return precision, recall and F1, a row for each row of weights."""
    weights = np.atleast_2d(weight)
    both, placed, true = (weights @ each for each in (together & right, together, right))
    return three_of(both, placed, true)


def _parts_of(pairs: NamedPairs) -> Ints:
    """Number the pairs so that those that share records, also through others, have one number."""
    first: dict[str, str] = {}

    def end_of(record: str) -> str:
        while first.setdefault(record, record) != record:
            record = first[record]
        return record

    for one, other in pairs:
        first[end_of(one)] = end_of(other)
    ends = [end_of(one) for one, _ in pairs]
    return np.unique(np.array(ends), return_inverse=True)[1]


def _listed(pairs: NamedPairs, why: str) -> tuple[ListedError, ...]:
    return tuple(ListedError(why, {"one": (one,), "other": (other,)}) for one, other in pairs[:MOST_LISTED])

"""How well clusters agree with the truth: by pairs, by records (B-cubed), by cluster sizes, and where they err.

B-cubed after Bagga and Baldwin, "Entity-based cross-document coreferencing using the vector space model" (1998). Pairs
are counted from the records of the split: a pair of two of them counts twice, a pair with a record of another split
once. So an error across splits belongs half to each, and the figures of a split are those of the whole file.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from data.labels.clusters import ClusterFile, ClusterLabels, UnusableClusters
from features.schema.array_types import Bools, Floats, Ints
from features.schema.value_class import value_class
from training.evaluation.bootstrap import Interval, resampled_weights
from training.evaluation.metrics import harmonic_mean

SIZES = ((1, 1), (2, 2), (3, 3), (4, 5), (6, 10), (11, 20), (21, 50), (51, 10**9))
MAX_LISTED = 20
NamedPairs = Sequence[tuple[str, str]]
FIGURES = (
    "pair_precision",
    "pair_recall",
    "pair_f1",
    "b3_precision",
    "b3_recall",
    "b3_f1",
)


@value_class
class JudgedClusters:
    """Found and true cluster of each record, as numbers; `counted` marks the records of the split.

    `shared`, `found_size` and `true_size` are by record: how many records its found and its true cluster have in
    common, and how many each has.
    """

    ids: tuple[str, ...]
    found: Ints
    true: Ints
    counted: Bools
    shared: Ints
    found_size: Ints
    true_size: Ints
    found_names: tuple[str, ...]
    true_names: tuple[str, ...]


@value_class
class ListedError:
    """A found cluster with records of several entities, or an entity whose records are in several clusters."""

    name: str
    parts: Mapping[str, tuple[str, ...]]

    @property
    def wrong_pairs(self) -> int:
        sizes = [len(part) for part in self.parts.values()]
        return (sum(sizes) ** 2 - sum(size**2 for size in sizes)) // 2

    def as_json(self) -> dict[str, Any]:
        return {"cluster": self.name, "wrong_pairs": self.wrong_pairs, "parts": self.parts}


@value_class
class ClusterEvaluation:
    """Figures with their 95 % intervals, the histogram of sizes, and the worst errors."""

    figures: Mapping[str, float]
    intervals: Mapping[str, Interval]
    counts: Mapping[str, int]
    sizes: tuple[tuple[str, int, int], ...]
    over_merged: tuple[ListedError, ...]
    under_merged: tuple[ListedError, ...]

    def table(self) -> list[tuple[str, float, str]]:
        """Return name, value and interval of each figure."""
        spans = {name: f"{low:.4f} to {high:.4f}" for name, (low, high) in self.intervals.items()}
        figures = [(name, value, spans[name]) for name, value in self.figures.items()]
        return figures + [(name, count, "") for name, count in self.counts.items()]

    def as_json(self) -> dict[str, Any]:
        return {
            "figures": dict(self.figures),
            "intervals": {name: list(span) for name, span in self.intervals.items()},
            "counts": dict(self.counts),
            "sizes": [{"size": size, "found": n_found, "true": n_true} for size, n_found, n_true in self.sizes],
            "over_merged": [error.as_json() for error in self.over_merged],
            "under_merged": [error.as_json() for error in self.under_merged],
        }


def evaluate_clusters(clusters: ClusterFile, truth: ClusterFile, split: str | None = None) -> ClusterEvaluation:
    """Measure clusters on the records of a split, all records of the truth without one.

    A record of the truth that no found cluster holds counts as alone. Raises UnusableClusters for an unknown split.
    """
    judged = judge(clusters, truth, split)
    figures = _figures(judged, np.ones(len(judged.ids)))
    return ClusterEvaluation(
        figures=dict(zip(FIGURES, figures.tolist(), strict=True)),
        intervals=_intervals(judged),
        counts={
            "records": int(judged.counted.sum()),
            "found_clusters": len(np.unique(judged.found[judged.counted])),
            "true_clusters": len(np.unique(judged.true[judged.counted])),
        },
        sizes=_sizes(judged),
        over_merged=_errors(judged, judged.found, judged.true, (judged.found_names, judged.true_names)),
        under_merged=_errors(judged, judged.true, judged.found, (judged.true_names, judged.found_names)),
    )


def judge(clusters: ClusterFile, truth: ClusterFile, split: str | None = None) -> JudgedClusters:
    """Set found beside true clusters, for every record of the truth."""
    ids = tuple(truth.cluster_of)
    chosen = truth.for_split(split).cluster_of
    if not chosen:
        raise UnusableClusters("the truth holds no record")
    counted = np.fromiter((record in chosen for record in ids), np.bool_, len(ids))
    found_cluster, found_names = _numbered([clusters.cluster_of.get(record, f" alone {record}") for record in ids])
    true_cluster, true_names = _numbered([truth.cluster_of[record] for record in ids])
    _, both, shared = np.unique(
        np.column_stack([found_cluster, true_cluster]), axis=0, return_inverse=True, return_counts=True
    )
    sizes = np.bincount(found_cluster)[found_cluster], np.bincount(true_cluster)[true_cluster]
    return JudgedClusters(
        ids, found_cluster, true_cluster, counted, shared[both.ravel()], *sizes, found_names, true_names
    )


def _figures(judged: JudgedClusters, weight: Floats) -> Floats:
    """Return precision, recall and F1 by pairs and by records; `weight` is how often each record is drawn."""
    weights = np.atleast_2d(weight * judged.counted)
    shared, found_size, true_size = (
        each.astype(np.float64) for each in (judged.shared, judged.found_size, judged.true_size)
    )
    pairs = _three_of(weights @ (shared - 1), weights @ (found_size - 1), weights @ (true_size - 1))
    whole = weights.sum(axis=1)
    records = _with_f1(weights @ (shared / found_size) / whole, weights @ (shared / true_size) / whole)
    return np.column_stack([pairs, records]).squeeze()


def _three_of(both: Floats, n_found: Floats, n_true: Floats) -> Floats:
    """Return precision, recall and F1 of counts: right and found, found, right."""
    precision = np.divide(both, n_found, out=np.ones_like(both), where=n_found > 0)
    recall = np.divide(both, n_true, out=np.ones_like(both), where=n_true > 0)
    return _with_f1(precision, recall)


def _with_f1(precision: Floats, recall: Floats) -> Floats:
    return np.column_stack([precision, recall, harmonic_mean(precision, recall)])


def _intervals(judged: JudgedClusters) -> dict[str, Interval]:
    """Return 95 % intervals by resampling true clusters."""
    entity = np.full(len(judged.ids), -1)
    entity[judged.counted] = np.unique(judged.true[judged.counted], return_inverse=True)[1]
    rows = np.flatnonzero(judged.counted)
    drawn: list[Floats] = []
    for weights in resampled_weights(entity[rows]):
        every = np.zeros((len(weights), len(judged.ids)))
        every[:, rows] = weights
        drawn.append(np.atleast_2d(_figures(judged, every)))
    return _spans(drawn)


def _spans(drawn: Sequence[Floats]) -> dict[str, Interval]:
    """Return the 95 % interval of each figure of resampled rows: of pairs alone the first three."""
    low, high = np.quantile(np.concatenate(drawn), [0.025, 0.975], axis=0)
    return {name: (float(a), float(b)) for name, a, b in zip(FIGURES, low, high, strict=False)}


def _sizes(judged: JudgedClusters) -> tuple[tuple[str, int, int], ...]:
    """Return how many found and true clusters of the counted records have each size."""
    counts = []
    for number, size in ((judged.found, judged.found_size), (judged.true, judged.true_size)):
        rows = np.flatnonzero(judged.counted)
        first = rows[np.unique(number[rows], return_index=True)[1]]
        counts.append(size[first])
    found_sizes, true_sizes = counts
    return tuple(
        (
            name,
            int(((found_sizes >= low) & (found_sizes <= high)).sum()),
            int(((true_sizes >= low) & (true_sizes <= high)).sum()),
        )
        for name, (low, high) in zip(size_names(), SIZES, strict=True)
    )


def size_names() -> list[str]:
    """Return the name of each range of sizes."""
    return [str(low) if low == high else f"{low}-{high}" if high < SIZES[-1][1] else f"{low}+" for low, high in SIZES]


def _errors(
    judged: JudgedClusters, whole: Ints, part: Ints, names: tuple[tuple[str, ...], tuple[str, ...]]
) -> tuple[ListedError, ...]:
    """Return the clusters of `whole` that hold most wrong pairs of several `part`s, the worst first."""
    mixed = np.unique(whole[judged.counted & _is_mixed(whole, part)])
    members: dict[int, dict[int, list[str]]] = {number: {} for number in mixed.tolist()}
    for row in np.flatnonzero(np.isin(whole, mixed)).tolist():
        members[int(whole[row])].setdefault(int(part[row]), []).append(judged.ids[row])
    listed = [
        ListedError(names[0][number].strip(), {names[1][at].strip(): tuple(some) for at, some in parts.items()})
        for number, parts in members.items()
    ]
    return tuple(sorted(listed, key=lambda error: (-error.wrong_pairs, error.name))[:MAX_LISTED])


def _is_mixed(whole: Ints, part: Ints) -> Bools:
    """Mark the rows whose cluster holds several parts."""
    pairs = np.unique(np.column_stack([whole, part]), axis=0)
    return np.asarray(np.bincount(pairs[:, 0])[whole] > 1, np.bool_)


def _numbered(names: list[str]) -> tuple[Ints, tuple[str, ...]]:
    known: dict[str, int] = {}
    numbers = np.array([known.setdefault(name, len(known)) for name in names], np.int64)
    return numbers, tuple(known)


def evaluate_pairs(clusters: ClusterFile, stated: ClusterLabels) -> ClusterEvaluation:
    """Measure clusters on stated pairs alone; a record that no found cluster holds is alone.

    Precision says how many of the stated pairs that are together are matches; it depends on how many non-matches were
    stated, so it is no precision of all pairs. Raises UnusableClusters without a stated pair.
    """
    pairs = [*stated.matches, *stated.not_matches]
    if not pairs:
        raise UnusableClusters("the truth holds no pair")
    right = np.arange(len(pairs)) < len(stated.matches)
    together = np.array([_are_together(clusters, pair) for pair in pairs])
    figures = _figures_of_pairs(together, right, np.ones(len(pairs)))[0]
    drawn = [_figures_of_pairs(together, right, weights) for weights in resampled_weights(_parts_of(pairs))]
    counts = {"stated_matches": len(stated.matches), "stated_not_matches": len(stated.not_matches)}
    wrong = [pair for pair, here in zip(pairs, together & ~right, strict=True) if here]
    apart = [pair for pair, here in zip(pairs, ~together & right, strict=True) if here]
    return ClusterEvaluation(
        figures=dict(zip(FIGURES, figures.tolist(), strict=False)),
        intervals=_spans(drawn),
        counts=counts,
        sizes=(),
        over_merged=_stated_errors(wrong, "stated not to match"),
        under_merged=_stated_errors(apart, "stated to match"),
    )


def _are_together(clusters: ClusterFile, pair: tuple[str, str]) -> bool:
    first, second = (clusters.cluster_of.get(record) for record in pair)
    return first is not None and first == second


def _figures_of_pairs(together: Bools, right: Bools, weight: Floats) -> Floats:
    """Return precision, recall and F1, a row for each row of weights."""
    weights = np.atleast_2d(weight)
    both, placed, true = (weights @ each for each in (together & right, together, right))
    return _three_of(both, placed, true)


def _parts_of(pairs: NamedPairs) -> Ints:
    """Number the pairs so that those that share records, also through others, have one number."""
    first: dict[str, str] = {}

    def end_of(record: str) -> str:
        while first.setdefault(record, record) != record:
            record = first[record]
        return record

    for left, right in pairs:
        first[end_of(left)] = end_of(right)
    ends = [end_of(left) for left, _ in pairs]
    return np.unique(np.array(ends), return_inverse=True)[1]


def _stated_errors(pairs: NamedPairs, why: str) -> tuple[ListedError, ...]:
    return tuple(ListedError(why, {"one": (left,), "other": (right,)}) for left, right in pairs[:MAX_LISTED])

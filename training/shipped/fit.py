"""One re-ranker from several data sets: each set counts the same, and each is scored by a model that left it out.

The left-out scores give the precision curves that trainings from this bundle rely on for unlabelled records.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from features.ranking.feature_list import FEATURES
from features.schema.array_types import Bools, Floats, Ints
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.matching.calibration import Calibration, logit, sigmoid
from serving.matching.policy import MIN_LINK_PROBABILITY, CurvePoint
from training.evaluation.metrics import best_f1, curve, ece, recall_at_precision
from training.fitting.methods.boosting import Boosted, TrainingSet, boost
from training.fitting.methods.curves import fit_curve, fit_steps
from training.fitting.methods.training_parameters import defaults_of
from training.fitting.pseudo_labels import EM_SHARE, prior_shift
from training.shipped.sources import FULL_WEIGHT, SourceDataSet

TREES: Mapping[Kind, int] = {Kind.PERSON: 120, Kind.COMPANY: 150}
SAMPLE_SHARE: Mapping[Kind, float] = {Kind.PERSON: 8.0, Kind.COMPANY: 1.0}
"""Weight of the sample beside a set of as many records (docs/experiments/open-sets-in-the-shipped-bundles.md)."""
UNIVERSE_SHARES: Mapping[float, float] = {1.0: 0.9, 0.15: 0.2, 0.02: 0.1}
"""Part of that weight for each share of the universe that the sample's records are matched against."""
STEADY = 0.4
"""Weight of pseudo-labels as they are beside the left-out calibration (docs/experiments/scale-of-pseudo-labels.md)."""
ALLOWANCE = 0.03
"""How far below the goal the precision of the worst part, a left-out set or a stratum of the sample, may be
(docs/experiments/small-universes-and-bare-names.md)."""
STRATA = 3
"""Strata: records that state a name alone, one fact beside it, or more."""
APART = frozenset({Kind.PERSON})
"""Kinds whose strata are calibrated apart (docs/experiments/calibration-by-stated-facts.md)."""
THRESHOLDS = tuple(round(float(probability), 4) for probability in sigmoid(np.arange(70, -41, -1) / 10))
"""From .9991 downwards in steps of a tenth of log-odds."""
MIN_LINKED = 30
"""Fewest links by which one part is judged alone."""


@value_class
class ShippedRanker:
    """A re-ranker from several sets; `out_of_set` has every set's calibrated log-odds by models that left it out.

    `left_out_curve` is the precision of links on what was left out, `left_out_figures` the metrics of each set;
    `statement` is the manifest's part for trainings that start from this bundle.
    """

    boosted: Boosted
    calibration: Calibration
    out_of_set: Mapping[str, Floats]
    left_out_curve: tuple[CurvePoint, ...]
    statement: Mapping[str, Any]
    left_out_figures: Mapping[str, Mapping[str, float | None]]


def fit_shipped(
    kind: Kind, source_sets: Sequence[SourceDataSet], seed: int, *, score_sample: bool = False
) -> ShippedRanker:
    """Grow the re-ranker on all source data sets; where there is only the sample, its folds by entity are left out.

    With `score_sample` the sample's records too get scores by models that did not see their entity, and links must be
    precise on them as on any other set: records that this bundle serves alone may be as poor as these.
    """
    open_sets = [source_set for source_set in source_sets if not source_set.generated]
    training_set = _training_set(kind, source_sets, deal_sample=score_sample or not open_sets)
    boosted = boost(
        parameters=defaults_of(kind),
        shape=kind,
        training_set=training_set,
        seed=seed,
        names=[feature.key for feature in FEATURES[kind]],
        trees=TREES[kind],
    )
    parts = np.split(boosted.out_of_fold, np.cumsum([len(source_set.left_rows) for source_set in source_sets])[:-1])
    scores = {source_set.name: part for source_set, part in zip(source_sets, parts, strict=True)}
    judged = open_sets or list(source_sets)
    figures = {each.name: _figures(each, scores) for each in judged}
    calibration = _by_facts(kind, source_sets, scores) if score_sample and kind in APART else Calibration()
    calibrated = {each.name: logit(calibration(scores[each.name], each.facts)) for each in source_sets}
    held = left_out_precision_curve(parts_of(source_sets if score_sample else judged, calibrated))
    statement = _statement(source_sets, judged, scores)
    return ShippedRanker(
        boosted=boosted,
        calibration=calibration,
        out_of_set=calibrated,
        left_out_curve=held,
        statement=statement,
        left_out_figures=figures,
    )


def _statement(
    source_sets: Sequence[SourceDataSet], judged: Sequence[SourceDataSet], scores: Mapping[str, Floats]
) -> dict[str, Any]:
    """Return the share of records with an answer, and the precision of pseudo-labelled links on left-out sets."""
    whole = [source_set for source_set in source_sets if not 0 < source_set.universe < 1]
    share = float(np.mean([source_set.n_true / source_set.with_candidate for source_set in whole]))
    shifted = {each.name: scores[each.name] + prior_shift(scores[each.name], each.left_rows, share) for each in judged}
    statement: dict[str, Any] = {"right_share": min(share, 0.99)}
    statement["shipped"] = {
        "bound": _as_lists(left_out_precision_curve(parts_of(judged, shifted))),
        "beside_names": _as_lists(_curve_beside_names(judged, shifted)),
    }
    by_em = [each for each in judged if each.by_em]
    if by_em:
        mixed = {each.name: scores[each.name] + EM_SHARE * logit(each.posterior) for each in by_em}
        calibration = _left_out_calibration(by_em, mixed)
        settled = {name: logit(calibration(mix)) for name, mix in mixed.items()}
        statement["em"] = {
            "calibration": calibration.as_json(),
            "bound": _as_lists(left_out_precision_curve(parts_of(by_em, settled))),
        }
    return statement


def _training_set(kind: Kind, source_sets: Sequence[SourceDataSet], *, deal_sample: bool) -> TrainingSet:
    """Concatenate all source data sets: each set is one fold, the sample in none, or dealt into folds by entity."""
    sets = [source_set.name for source_set in source_sets if not source_set.generated]
    folds = {name: fold for fold, name in enumerate(sets)}
    return TrainingSet(
        np.concatenate([source_set.matrix for source_set in source_sets]),
        np.concatenate([source_set.right.astype(np.float64) for source_set in source_sets]),
        np.concatenate([np.full(len(x.left_rows), _weight(kind, x)) for x in source_sets]),
        np.concatenate([_folds(x, folds.get(x.name), len(sets) if deal_sample else None) for x in source_sets]),
    )


def _weight(kind: Kind, source_set: SourceDataSet) -> float:
    """Return the weight of each record of a set; the sample's weigh more than those of a set of as many."""
    return source_set.weight * (
        SAMPLE_SHARE[kind] * UNIVERSE_SHARES[source_set.universe] if source_set.generated else 1.0
    )


def _folds(source_set: SourceDataSet, fold: int | None, first: int | None) -> Ints:
    """Return the fold of each pair: that of its set, else its entity's counted from `first`, else none (-1)."""
    if fold is not None:
        return np.full(len(source_set.left_rows), fold)
    return np.full(len(source_set.left_rows), -1) if first is None else first + source_set.entity_fold


def _best(source_set: SourceDataSet, scores: Mapping[str, Floats]) -> tuple[Floats, Bools, Ints]:
    """Return the score of each record's best candidate, whether it is right, and how many facts the record states."""
    raw = scores[source_set.name]
    best = source_set.best(raw)
    return raw[best], source_set.right[best], source_set.facts[best]


def _left_out_calibration(source_sets: Sequence[SourceDataSet], scores: Mapping[str, Floats]) -> Calibration:
    """Fit a curve to left-out sets, each with the same weight, and mix it with the scores' own sigmoid."""
    raw, right, _ = zip(*(_best(source_set, scores) for source_set in source_sets), strict=True)
    weight = [np.full(len(each), FULL_WEIGHT / len(each)) for each in raw]
    knots, probabilities = fit_curve(np.concatenate(raw), np.concatenate(right), np.concatenate(weight))
    return Calibration(1.0, 0.0, knots, probabilities, STEADY)


def _by_facts(kind: Kind, source_sets: Sequence[SourceDataSet], scores: Mapping[str, Floats]) -> Calibration:
    """Fit a curve for each stratum to the best candidates of the sample's records, weighted as in the training set.

    The open sets are not among them: they are cleaner (docs/experiments/calibration-by-stated-facts.md).
    """
    sample = [source_set for source_set in source_sets if source_set.generated]
    raw, right, facts = map(np.concatenate, zip(*(_best(each, scores) for each in sample), strict=True))
    weight = np.concatenate([np.full(each.with_candidate, _weight(kind, each)) for each in sample])
    curves = [
        fit_steps(raw[of_it], right[of_it], weight[of_it]) if of_it.any() else ((), ()) for of_it in _strata(facts)
    ]
    return Calibration(by_facts=tuple(Calibration(1.0, 0.0, *curve) for curve in curves))


@value_class
class LeftOutPart:
    """Best candidates that a threshold must hold for: probabilities by models that left them out, answers, weights."""

    probability: Floats
    right: Bools
    weight: Floats

    def only(self, which: Bools) -> "LeftOutPart":
        return LeftOutPart(self.probability[which], self.right[which], self.weight[which])


def parts_of(source_sets: Sequence[SourceDataSet], scores: Mapping[str, Floats]) -> list[LeftOutPart]:
    """Return every set as one part, and the sample's records by stated facts, weighted by universe."""
    parts: list[LeftOutPart] = []
    sample: list[tuple[Floats, Bools, Floats, Ints]] = []
    for source_set in source_sets:
        raw, right, facts = _best(source_set, scores)
        if source_set.generated:
            sample.append((sigmoid(raw), right, np.full(len(raw), UNIVERSE_SHARES[source_set.universe]), facts))
        else:
            parts.append(LeftOutPart(sigmoid(raw), right, np.ones(len(raw))))
    if sample:
        probability, right, share, facts = (np.concatenate(column) for column in zip(*sample, strict=True))
        parts += strata_of(LeftOutPart(probability, right, share), facts)
    return parts


def strata_of(part: LeftOutPart, facts: Ints) -> list[LeftOutPart]:
    """Divide best candidates by how many facts their records state beside the name."""
    return [part.only(of_it) for of_it in _strata(facts) if of_it.any()]


def _strata(facts: Ints) -> list[Bools]:
    """Mark the records of each stratum; the last one has all that state more."""
    return [np.minimum(facts, STRATA - 1) == number for number in range(STRATA)]


def _curve_beside_names(source_sets: Sequence[SourceDataSet], scores: Mapping[str, Floats]) -> tuple[CurvePoint, ...]:
    """Return the precision curve of records that state something beside their name; empty where no set has enough.

    Those records are few, so half an imagined error is added to every set's links.
    """
    parts: list[LeftOutPart] = []
    for source_set in source_sets:
        raw, right, facts = _best(source_set, scores)
        part = LeftOutPart(sigmoid(raw), right, np.ones(len(raw))).only(facts > 0)
        parts += [part] if (part.probability >= MIN_LINK_PROBABILITY).sum() >= MIN_LINKED else []
    return left_out_precision_curve(parts, imagined=0.5)


def left_out_precision_curve(parts: Sequence[LeftOutPart], imagined: float = 0.0) -> tuple[CurvePoint, ...]:
    """Return the precision of links from each probability on, over parts that were left out, highest first.

    Each part counts the same. A point's error rate is the larger of that of all parts together and that of the worst
    part less ALLOWANCE, so a threshold cut from the curve holds for both. `imagined` errors are added to each part
    that links anything.
    """
    points: list[CurvePoint] = []
    for threshold in THRESHOLDS:
        linked = 0.0
        wrong = 0.0
        worst = 0.0
        for part in parts:
            over = part.probability >= threshold
            n, errors = (float(part.weight[which].sum()) for which in (over, over & ~part.right))
            errors = min(n, errors + imagined)
            share = FULL_WEIGHT / float(part.weight.sum())
            linked = linked + share * n
            wrong = wrong + share * errors
            worst = max(worst, errors / n - ALLOWANCE if over.sum() >= MIN_LINKED else 0.0)
        rate = max(wrong / max(linked, 1e-9), worst)
        if linked > 0:
            points.append(CurvePoint(threshold, round(linked), round(linked * (1 - rate))))
    return tuple(points)


def _as_lists(points: Sequence[CurvePoint]) -> list[list[float]]:
    """Return points as the manifest keeps them: probability, linked, right."""
    return [[point.probability, point.linked, point.right] for point in points]


def _figures(source_set: SourceDataSet, scores: Mapping[str, Floats]) -> dict[str, float | None]:
    raw, right, _ = _best(source_set, scores)
    probability = sigmoid(raw)
    points = curve(probability, right, source_set.n_true)
    return {
        "best_f1": best_f1(points),
        "recall_at_precision_99": recall_at_precision(points, 0.99),
        "ece": ece(probability, right),
    }

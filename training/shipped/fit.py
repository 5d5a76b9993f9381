"""One model from many sets: each set teaches as much as the others, and each is scored by a model that never saw it.

Those scores (leave one set out) say what the model may promise on records that nobody labelled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from features.pairs.pairs import Floats, Ints
from features.ranking.feature_list import FEATURES
from features.schema.kinds import Kind
from serving.matching.calibration import Calibration, logit, sigmoid
from serving.matching.policy import LEAST_LINK_PROBABILITY, CurvePoint
from training.evaluation.metrics import best_f1, curve, ece, recall_at_precision
from training.fitting.boost import Boosted, TrainingSet, boost
from training.fitting.calibrate import fit_curve, fit_steps
from training.fitting.pseudo_labels import EM_SHARE, prior_shift
from training.shipped.source_examples import FULL_WEIGHT, SourceDataSet

TREES: Mapping[Kind, int] = {Kind.PERSON: 120, Kind.COMPANY: 150}
SAMPLE_SHARE: Mapping[Kind, float] = {Kind.PERSON: 8.0, Kind.COMPANY: 1.0}
"""How much the sample counts beside a set of as many records; chosen on train splits, each left out in turn."""
UNIVERSE_SHARES: Mapping[float, float] = {1.0: 0.9, 0.15: 0.2, 0.02: 0.1}
"""How much of that the records count against each share of the universe."""
STEADY = 0.4
"""How much the opinion as it stands counts beside what the sets that were left out made of it."""
ALLOWANCE = 0.03
"""In the worst part, of the sets that were left out or of the sample's strata, links may be right so much less often
than wanted."""
STRATA = 3
"""Records that state a name alone, one fact beside it, or more."""
APART = frozenset({Kind.PERSON})
"""Kinds whose strata are calibrated apart. People's names alone that got .93 or more were right in .92 however high
they stood, while whole records that got .96 or more were nearly always right. Companies are taught by whole records."""
THRESHOLDS = tuple(round(float(probability), 4) for probability in sigmoid(np.arange(70, -41, -1) / 10))
"""From .9991 downwards in steps of a tenth of log-odds."""
LEAST_LINKED = 30
"""Fewer links of one set say nothing about it alone."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """A re-ranker from many sets. `out_of_set` gives every lesson's calibrated log-odds by models that never saw it."""

    boosted: Boosted
    calibration: Calibration
    out_of_set: Mapping[str, Floats]
    bound: tuple[CurvePoint, ...]
    pseudo_label: Mapping[str, Any]
    left_out: Mapping[str, Mapping[str, float | None]]


def fit_shipped(kind: Kind, source_sets: Sequence[SourceDataSet], seed: int, *, score_sample: bool = False) -> Shipped:
    """Grow the re-ranker on all lessons; where there is only the sample, its folds by entity are what is left out.

    With `score_sample` the sample's records get scores by models that never saw their entity, too, and links have to
    hold on them as on any other set: who is served by this bundle alone may have records as poor as these.
    """
    sets = [source_set for source_set in source_sets if not source_set.generated]
    training_set = _training_set(kind, source_sets, deal_sample=score_sample or not sets)
    boosted = boost(kind, training_set, seed, [feature.key for feature in FEATURES[kind]], TREES[kind])
    parts = np.split(boosted.out_of_fold, np.cumsum([len(source_set.left_rows) for source_set in source_sets])[:-1])
    scores = {source_set.name: part for source_set, part in zip(source_sets, parts, strict=True)}
    judged = sets or list(source_sets)
    whole = [source_set for source_set in source_sets if not 0 < source_set.universe < 1]
    share = float(np.mean([source_set.n_true / len(np.unique(source_set.left_rows)) for source_set in whole]))
    pseudo_label: dict[str, Any] = {"right_share": min(share, 0.99)}
    shifted = {each.name: scores[each.name] + prior_shift(scores[each.name], each.left_rows, share) for each in judged}
    pseudo_label["shipped"] = {
        "bound": as_lists(lower_bound(parts_of(judged, shifted))),
        "beside_names": as_lists(_bound_beside_names(judged, shifted)),
    }
    by_em = [each for each in judged if each.by_em]
    if by_em:
        mixed = {each.name: scores[each.name] + EM_SHARE * logit(each.posterior) for each in by_em}
        calibration = _of_sets_left_out(by_em, mixed)
        settled = {name: logit(calibration(mix)) for name, mix in mixed.items()}
        pseudo_label["em"] = {
            "calibration": calibration.as_json(),
            "bound": as_lists(lower_bound(parts_of(by_em, settled))),
        }
    figures = {each.name: _figures(each, scores[each.name]) for each in judged}
    calibration = _by_facts(kind, source_sets, scores) if score_sample and kind in APART else Calibration()
    told = {each.name: logit(calibration(scores[each.name], each.facts)) for each in source_sets}
    held = lower_bound(parts_of(source_sets if score_sample else judged, told))
    return Shipped(boosted, calibration, told, held, pseudo_label, figures)


def _training_set(kind: Kind, source_sets: Sequence[SourceDataSet], *, deal_sample: bool) -> TrainingSet:
    """Lay all lessons under each other: every set is one fold, the sample in none, or dealt into folds by entity."""
    sets = [source_set.name for source_set in source_sets if not source_set.generated]
    folds = {name: fold for fold, name in enumerate(sets)}
    return TrainingSet(
        np.concatenate([source_set.matrix for source_set in source_sets]),
        np.concatenate([source_set.right.astype(np.float64) for source_set in source_sets]),
        np.concatenate([np.full(len(x.left_rows), _weight(kind, x)) for x in source_sets]),
        np.concatenate([_folds(x, folds.get(x.name), len(sets) if deal_sample else None) for x in source_sets]),
    )


def _weight(kind: Kind, source_set: SourceDataSet) -> float:
    """Return how much each record of a lesson counts; the sample's count more than those of a set of as many."""
    return source_set.weight * (
        SAMPLE_SHARE[kind] * UNIVERSE_SHARES[source_set.universe] if source_set.generated else 1.0
    )


def _folds(source_set: SourceDataSet, fold: int | None, first: int | None) -> Ints:
    """Return the fold of each pair: that of its set, else its entity's counted from `first`, else none (-1)."""
    if fold is not None:
        return np.full(len(source_set.left_rows), fold)
    return np.full(len(source_set.left_rows), -1) if first is None else first + source_set.entity_fold


def _of_sets_left_out(source_sets: Sequence[SourceDataSet], scores: Mapping[str, Floats]) -> Calibration:
    """Fit a curve to sets that were left out, each with the same weight, and keep it near the scores themselves."""
    best = {source_set.name: source_set.best(scores[source_set.name]) for source_set in source_sets}
    raw = np.concatenate([scores[source_set.name][best[source_set.name]] for source_set in source_sets])
    right = np.concatenate([source_set.right[best[source_set.name]] for source_set in source_sets])
    weight = np.concatenate([np.full(len(best[x.name]), FULL_WEIGHT / len(best[x.name])) for x in source_sets])
    knots, probabilities = fit_curve(raw, right, weight)
    return Calibration(1.0, 0.0, knots, probabilities, STEADY)


def _by_facts(kind: Kind, source_sets: Sequence[SourceDataSet], scores: Mapping[str, Floats]) -> Calibration:
    """Fit a curve for each stratum, to the best candidates of the sample's records, which weigh as they teach.

    With the sets among them, which are cleaner, the ECE of whole records of samples was .033 to .040 in place of .016
    to .023.
    """
    best = [
        (source_set, source_set.best(scores[source_set.name])) for source_set in source_sets if source_set.generated
    ]
    raw, right, facts, weight = (
        np.concatenate(column)
        for column in zip(
            *((scores[x.name][at], x.right[at], x.facts[at], np.full(len(at), _weight(kind, x))) for x, at in best),
            strict=True,
        )
    )
    curves = [
        fit_steps(raw[of_it], right[of_it], weight[of_it]) if of_it.any() else ((), ()) for of_it in _strata(facts)
    ]
    return Calibration(by_facts=tuple(Calibration(1.0, 0.0, *curve) for curve in curves))


@dataclass(frozen=True, slots=True)
class Part:
    """Best candidates that a threshold has to hold for: chances by models that never saw them, what is right, and how
    much each counts.

    Links may be right so much less often than wanted as the `allowance` says.
    """

    probability: Floats
    right: NDArray[np.bool_]
    weight: Floats
    allowance: float


def parts_of(source_sets: Sequence[SourceDataSet], scores: Mapping[str, Floats]) -> list[Part]:
    """Return every set as one part, and the sample's records by how much they state, each against every universe as
    much as it counts there."""
    parts: list[Part] = []
    sample: list[tuple[Floats, NDArray[np.bool_], Floats, Ints]] = []
    for source_set in source_sets:
        best = source_set.best(scores[source_set.name])
        probability, right = sigmoid(scores[source_set.name][best]), source_set.right[best]
        if source_set.generated:
            share = np.full(len(best), UNIVERSE_SHARES[source_set.universe])
            sample.append((probability, right, share, source_set.facts[best]))
        else:
            parts.append(Part(probability, right, np.ones(len(best)), ALLOWANCE))
    if sample:
        probability, right, share, facts = (np.concatenate(column) for column in zip(*sample, strict=True))
        parts += strata_of(Part(probability, right, share, ALLOWANCE), facts)
    return parts


def strata_of(part: Part, facts: Ints) -> list[Part]:
    """Part the sample's best candidates by how many facts their records state beside the name."""
    return [
        Part(part.probability[of_it], part.right[of_it], part.weight[of_it], part.allowance)
        for of_it in _strata(facts)
        if of_it.any()
    ]


def _strata(facts: Ints) -> list[NDArray[np.bool_]]:
    """Tell of each stratum which records are its own, the last one for all that state more."""
    return [np.minimum(facts, STRATA - 1) == number for number in range(STRATA)]


def _bound_beside_names(source_sets: Sequence[SourceDataSet], scores: Mapping[str, Floats]) -> tuple[CurvePoint, ...]:
    """Return the bound of the records that state something beside their name; none where no set has enough.

    Few records stand behind it, so that every set's links have half an imagined error more.
    """
    parts: list[Part] = []
    for source_set in source_sets:
        best = source_set.best(scores[source_set.name])
        best = best[source_set.facts[best] > 0]
        part = Part(sigmoid(scores[source_set.name][best]), source_set.right[best], np.ones(len(best)), ALLOWANCE)
        parts += [part] if (part.probability >= LEAST_LINK_PROBABILITY).sum() >= LEAST_LINKED else []
    return lower_bound(parts, imagined=0.5)


def lower_bound(parts: Sequence[Part], imagined: float = 0.0) -> tuple[CurvePoint, ...]:
    """Return what links from each probability on were worth on parts that were left out, highest first.

    Each part counts the same. A point's errors are those of all parts together, or those of the worst part less its
    allowance, whichever are more: so a threshold cut from this curve holds for both. Where a part links anything, it
    has so many errors more as are `imagined`.
    """
    points: list[CurvePoint] = []
    for threshold in THRESHOLDS:
        linked, wrong, worst = 0.0, 0.0, 0.0
        for part in parts:
            over = part.probability >= threshold
            n, errors = (float(part.weight[which].sum()) for which in (over, over & ~part.right))
            errors = min(n, errors + imagined)
            share = FULL_WEIGHT / float(part.weight.sum())
            linked, wrong = linked + share * n, wrong + share * errors
            worst = max(worst, errors / n - part.allowance if over.sum() >= LEAST_LINKED else 0.0)
        rate = max(wrong / max(linked, 1e-9), worst)
        if linked > 0:
            points.append(CurvePoint(threshold, round(linked), round(linked * (1 - rate))))
    return tuple(points)


def as_lists(points: Sequence[CurvePoint]) -> list[list[float]]:
    return [[point.probability, point.linked, point.right] for point in points]


def _figures(source_set: SourceDataSet, scores: Floats) -> dict[str, float | None]:
    best = source_set.best(scores)
    probability, right = sigmoid(scores[best]), source_set.right[best]
    points = curve(probability, right, source_set.n_true)
    return {
        "best_f1": best_f1(points),
        "recall_at_precision_99": recall_at_precision(points, 0.99),
        "ece": ece(probability, right),
    }

"""What each wanted precision costs: links, reviews and errors of held-out records, with honest intervals.

Two sources. Of a bundle's own held-out answers the thresholds are chosen anew for each fifth of the entities, on the
other four fifths, so that no record is counted at a threshold that it helped to choose. Of a test split the thresholds
are the bundle's: nothing is chosen there. A link that something else than a threshold forbade (a tie beyond the cut, a
better claimant) is none at any level.

An interval is the wider of two: the bootstrap over entities (records of one entity are wrong together), and the exact
one of Clopper and Pearson (1934), as a bootstrap of answers without a mistake has no width.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np

from features.schema.array_types import Bools, Floats
from serving.matching.guarantees.answers_needed import (
    AnswersSoFar,
    more_by_probabilities,
    more_to_be_sure,
    what_held_out_answers_need,
    what_would_change,
    what_would_make_sure,
)
from serving.matching.guarantees.precision_guarantee import ONE_SIDE, exact_interval
from serving.matching.policy import LEAST_LINK_PROBABILITY, CurvePoint, Policy
from training.evaluation.bootstrap import Interval, Share, share_intervals
from training.evaluation.judged import JudgedLinks
from training.evaluation.metrics import curve, ratio

THRESHOLDS = "thresholds.json"
"""The file of a bundle with the table of its training."""
LEVELS = (0.90, 0.95, 0.98, 0.99, 0.995, 0.999)
FOLDS = 5
SLACK = 1e-9
_NONE_SO_PROBABLE = "none of these records is so probable"
HELD_OUT, LEFT_OUT = "held-out", "left-out"
"""Whose answers a curve counts: those of the training's own labels, or of data sets that a training left out."""


@dataclass(frozen=True, slots=True)
class ThresholdLevel:
    """What links of a wanted precision are: counts of the records, shares with their intervals; None: nobody knows.

    `threshold` is the least probability of a link, None where no probability reaches the precision. `wrong` are found
    or expected wrong links. `promise` says in words whether the precision is sure, and why not. Where it cannot be told
    or is not reached, `change` says how many more answers would probably change that, about `more_answers`.
    """

    wanted: float
    threshold: float | None
    links: int
    review: int
    wrong: float
    precision: float | None
    precision_interval: Interval | None
    recall: float | None
    recall_interval: Interval | None
    is_promised: bool
    promise: str
    more_answers: int | None = None
    change: str = ""

    @property
    def says(self) -> str:
        """The promise with what would change it."""
        return f"{self.promise}; {self.change}" if self.change else self.promise


@dataclass(frozen=True, slots=True)
class ThresholdTable:
    """The levels of a model, measured on so many records; `source` says in words on which, and how."""

    records: int
    matches: int | None
    source: str
    levels: tuple[ThresholdLevel, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> "ThresholdTable":
        def interval(ends: Sequence[float] | None) -> Interval | None:
            return None if ends is None else (float(ends[0]), float(ends[1]))

        levels = tuple(
            ThresholdLevel(
                **one
                | {name: interval(one[name]) for name in ("precision_interval", "recall_interval")}
            )
            for one in saved["levels"]
        )  # fmt: skip
        return cls(int(saved["records"]), saved["matches"], str(saved["source"]), levels)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The records that a level links and reviews."""

    linked: Bools
    review: Bools


def held_out_table(judged: JudgedLinks, policy: Policy, seed: int = 0) -> ThresholdTable:
    """Measure the levels on held-out answers, each fifth of the entities at thresholds chosen on the others."""
    n_entities = int(judged.entity.max(initial=-1)) + 1
    fold = np.random.default_rng(seed).permutation(n_entities)[judged.entity] % FOLDS
    parts = [(fold == at, _policy_of(judged.take(fold != at), policy)) for at in range(FOLDS)]
    chosen = [_joined([_chosen(judged, one.at_precision(wanted), rows) for rows, one in parts]) for wanted in LEVELS]
    source = (
        f"{len(judged):,} labelled records of {n_entities:,} entities, each scored by a model that did not see its "
        f"entity, at thresholds that {FOLDS - 1} fifths of the others chose"
    )
    return _table(judged, policy, chosen, source, seed, f"{FOLDS - 1} fifths of the answers reach it nowhere")


def measured_table(judged: JudgedLinks, policy: Policy, seed: int = 0) -> ThresholdTable:
    """Measure the levels on records that the bundle never saw, at the bundle's own thresholds."""
    margin = _margins(judged)
    forbidden = _decided(judged.probability, margin, policy)[0] & ~judged.linked
    chosen = [_chosen(judged, policy.at_precision(wanted), ~forbidden) for wanted in LEVELS]
    source = f"{len(judged):,} records of this evaluation, at the thresholds that the bundle's training chose"
    return _table(judged, policy, chosen, source, seed, _NONE_SO_PROBABLE)


def left_out_table(
    policy: Policy, probability: Floats, runner_up: Floats, records: int, so_far: AnswersSoFar | None = None
) -> ThresholdTable:
    """Return the levels of a model without enough labels: its own records are counted, its precision is that of others.

    `probability` and `runner_up` are those of the records that have a candidate. What is right among them nobody knows;
    `so_far` are the answers, too few to tell.
    """
    levels, so_far = [], so_far or AnswersSoFar()
    for wanted in LEVELS:
        cut = policy.at_precision(wanted)
        linked, review = _decided(probability, probability - runner_up, cut)
        point = _point_of(policy.curve, cut.linked)
        precision = None if point is None else ratio(point.right, point.linked)
        within = None if point is None else exact_interval(point.right, point.linked)
        wrong = 0.0 if precision is None else float(linked.sum()) * (1 - precision)
        found = ThresholdLevel(
            wanted, cut.linked, int(linked.sum()), int(review.sum()), round(wrong, 1), precision, within, None, None,
            False, "",
        )  # fmt: skip
        more = more_by_probabilities(probability, records, so_far, wanted)
        promised = _promised(found, policy.curve, LEFT_OUT)
        levels.append(replace(promised, more_answers=more, change=what_would_change(more, wanted)))
    labelled = f", {so_far.records:,} of them labelled" if so_far.records else " without labels"
    source = (
        f"{records:,} records{labelled}. Their precision is that of data sets which the base model's training "
        "left out, lowered to what these records' own probabilities allow; label some records to measure your own"
    )
    return ThresholdTable(records, None, source, tuple(levels))


def curve_table(policy: Policy, records: int | None, matches: int | None, *, by_labels: bool) -> ThresholdTable:
    """Return the levels of a bundle without a table, by its precision curve alone.

    `by_labels`: the curve is of the labels of its training, else of data sets that its base model's training left out.
    """
    answers = HELD_OUT if by_labels else LEFT_OUT
    levels = []
    for wanted in LEVELS:
        cut = policy.at_precision(wanted)
        point = _point_of(policy.curve, cut.linked)
        links, right = (0, 0) if point is None else (point.linked, point.right)
        reviewed = _point_of(policy.curve, cut.review)
        review = 0 if reviewed is None else max(reviewed.linked - links, 0)
        recall = None if not matches or point is None else right / matches
        found = ThresholdLevel(
            wanted, cut.linked, links, review, float(links - right), ratio(right, links),
            exact_interval(right, links) if links else None, recall,
            None if recall is None or matches is None else exact_interval(min(right, matches), matches), False, "",
        )  # fmt: skip
        levels.append(_promised(found, policy.curve, answers))
    counted = max((point.linked for point in policy.curve), default=0)
    whose = "held-out records" if by_labels else "records of data sets that the training left out, not of your own"
    source = (
        f"the precision curve in the bundle, of {records or counted:,} {whose}; its thresholds are chosen on "
        "the same answers, and the intervals (Clopper and Pearson) take the records as independent"
    )
    return ThresholdTable(records or counted, matches, source, tuple(levels))


def read_thresholds(bundle: Path) -> ThresholdTable | None:
    """Return the table in a bundle, None in one of an earlier version."""
    path = bundle / THRESHOLDS
    return ThresholdTable.from_json(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


def _policy_of(judged: JudgedLinks, policy: Policy) -> Policy:
    """Return the policy with the precision curve of some records."""
    found = judged.has_candidate
    points = curve(judged.probability[found], judged.right[found], 1)
    counted = zip(points.threshold.tolist(), points.linked.tolist(), points.right.tolist(), strict=True)
    return replace(policy, curve=tuple(CurvePoint(p, linked, right) for p, linked, right in counted))


def _chosen(judged: JudgedLinks, policy: Policy, rows: Bools) -> _Chosen:
    """Decide some records by their probabilities and margins, as the matcher does."""
    rows = rows & judged.has_candidate
    linked, review = _decided(judged.probability, _margins(judged), policy)
    return _Chosen(linked & rows, review & rows)


def _margins(judged: JudgedLinks) -> Floats:
    return np.array([link.margin for link in judged.links], np.float64)


def _decided(probability: Floats, margin: Floats, policy: Policy) -> tuple[Bools, Bools]:
    sure = np.zeros(len(probability), np.bool_) if policy.linked is None else probability >= policy.linked - SLACK
    linked = sure & (margin >= policy.margin - SLACK) & (margin > 0)
    return linked, (probability >= policy.review - SLACK) & ~linked


def _joined(parts: Sequence[_Chosen]) -> _Chosen:
    return _Chosen(
        np.logical_or.reduce([part.linked for part in parts]), np.logical_or.reduce([part.review for part in parts])
    )


def _table(
    judged: JudgedLinks, policy: Policy, chosen: Sequence[_Chosen], source: str, seed: int, why_none: str
) -> ThresholdTable:
    shares = {}
    for wanted, one in zip(LEVELS, chosen, strict=True):
        right = one.linked & judged.right
        shares[f"precision {wanted}"] = Share(right, one.linked)
        shares[f"recall {wanted}"] = Share(right, judged.answerable)
    intervals = share_intervals(shares, judged.entity, seed)
    levels = []
    for wanted, one in zip(LEVELS, chosen, strict=True):
        precision, recall = shares[f"precision {wanted}"], shares[f"recall {wanted}"]
        links, n_right = int(one.linked.sum()), int(precision.part.sum())
        found = ThresholdLevel(
            wanted, policy.at_precision(wanted).linked, links, int(one.review.sum()), float(links - n_right),
            ratio(n_right, links), _wider(precision, intervals[f"precision {wanted}"]),
            ratio(n_right, int(judged.answerable.sum())), _wider(recall, intervals[f"recall {wanted}"]), False, "",
        )  # fmt: skip
        level = _promised(found, policy.curve, HELD_OUT, why_none)
        if level.threshold is None:
            needed, change = what_held_out_answers_need(policy.curve, len(judged), wanted)
            level = replace(level, more_answers=needed, change=change)
        elif not level.is_promised:
            more = more_to_be_sure(links, links - n_right, len(judged), wanted, ONE_SIDE)
            level = level if more is None else replace(level, more_answers=more, change=what_would_make_sure(more))
        levels.append(level)
    return ThresholdTable(len(judged), int(judged.answerable.sum()), source, tuple(levels))


def _wider(share: Share, resampled: Interval | None) -> Interval | None:
    whole = int(share.whole.sum())
    if not whole or resampled is None:
        return None
    exact = exact_interval(int(share.part.sum()), whole)
    return min(exact[0], resampled[0]), max(exact[1], resampled[1])


def _promised(
    level: ThresholdLevel, points: Sequence[CurvePoint], answers: str, why_none: str = _NONE_SO_PROBABLE
) -> ThresholdLevel:
    """Return the level with its promise in words."""
    if level.threshold is None:
        return replace(level, promise=_why_unreached(level.wanted, points, answers))
    if level.precision_interval is None:
        return replace(level, promise=f"no promise: {why_none}")
    low = level.precision_interval[0]
    if answers == LEFT_OUT:
        return replace(level, promise="aimed at: your own records' answers are not known")
    if low >= level.wanted:
        return replace(level, is_promised=True, promise=f"sure: the interval lies above {level.wanted:g}")
    return replace(level, promise=f"aimed at, not sure: {level.links:,} links leave room down to {low:.4f}")


def _why_unreached(wanted: float, points: Sequence[CurvePoint], answers: str) -> str:
    needed = ceil(0.5 / (1 - wanted) - SLACK) - 1
    points = [point for point in points if point.probability >= LEAST_LINK_PROBABILITY]
    counted = max((point.linked for point in points), default=0)
    if counted < needed:
        return f"not reached: it needs {needed:,} {answers} links without a mistake, there are {counted:,} in all"
    first = min((point for point in points if point.linked >= needed), key=lambda point: point.linked)
    return (
        f"not reached: it needs {needed:,} {answers} links without a mistake, but of the {first.linked:,} most "
        f"probable ones {first.linked - first.right:,} are wrong"
    )


def _point_of(points: Sequence[CurvePoint], threshold: float | None) -> CurvePoint | None:
    """Return the point with everything from a threshold on, None where nothing is."""
    if threshold is None:
        return None
    above = [point for point in points if point.probability >= threshold - SLACK]
    return max(above, key=lambda point: point.linked, default=None)

"""What each wanted precision costs: links, reviews and errors of held-out records, with honest intervals.

Two sources. Of a bundle's own held-out answers the thresholds are chosen anew for each fifth of the entities, on the
other four fifths, so that no record is counted at a threshold that it helped to choose. Of a test split the thresholds
are the bundle's: nothing is chosen there. A link that something else than a threshold forbade (a tie beyond the cut, a
better claimant) is none at any level.

An interval is the wider of two: the bootstrap over entities (records of one entity are wrong together), and the exact
one of Clopper and Pearson (1934), as a bootstrap of answers without a mistake has no width.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from features.schema.array_types import Bools, Floats
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.matching.bundle import Bundle
from serving.matching.former_names import read_json
from serving.matching.guarantees.answers_needed import (
    AnswersSoFar,
    more_by_probabilities,
    what_held_out_answers_need,
    what_would_change,
)
from serving.matching.policy import CurvePoint, Policy
from training.evaluation.bootstrap import Interval, Share, share_intervals
from training.evaluation.exact_intervals import (
    ONE_SIDE,
    exact_interval,
    more_to_be_sure,
    of_further,
    posterior,
    why_unreached,
    wider_interval,
)
from training.evaluation.judged import JudgedLinks
from training.evaluation.metrics import SLACK, precision_curve, ratio
from training.evaluation.report.picture import percent, shown_in_notebook, span
from training.terminal import cell_text

THRESHOLDS = "thresholds.json"
"""The file of a bundle with the table of its training."""
THRESHOLD_COLUMNS = ("wanted", "links from", "precision (95 %)", "recall (95 %)", "links", "review", "wrong")
LEVELS = (0.90, 0.95, 0.98, 0.99, 0.995, 0.999)
FOLDS = 5
_NONE_SO_PROBABLE = "none of these records is so probable"
_UNKNOWN: tuple[float | None, Interval | None] = (None, None)
HELD_OUT = "held-out"
LEFT_OUT = "left-out"
"""Whose answers a curve counts: those of the training's own labels, or of data sets that a training left out."""


@value_class
class ThresholdLevel:
    """What links of a wanted precision are: counts of the records, shares with their intervals; None: nobody knows.

    `threshold` is the least probability of a link, None where no probability reaches the precision. `wrong` are found
    or expected wrong links. `guarantee` says in words whether the precision is sure, and why not. Where it is
    unknown or not reached, `change` says how many more answers would probably change that, about `more_answers`.
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
    is_guaranteed: bool
    guarantee: str
    more_answers: int | None = None
    change: str = ""

    @property
    def says(self) -> str:
        """The guarantee with what would change it."""
        return f"{self.guarantee}; {self.change}" if self.change else self.guarantee

    @property
    def row(self) -> tuple[object, ...]:
        """The level as a row below THRESHOLD_COLUMNS."""
        shares = (self.precision, self.precision_interval), (self.recall, self.recall_interval)
        texts = [percent(value) + (f" ({span(interval)})" if interval else "") for value, interval in shares]
        wrong = int(self.wrong) if self.wrong.is_integer() else self.wrong
        return (f"{self.wanted:g}", self.threshold, *texts, self.links, self.review, wrong)


@dataclass(frozen=True, slots=True, repr=False)
class ThresholdTable:
    """The levels of a model, measured on so many records; `source` says in words on which, and how."""

    records: int
    matches: int | None
    source: str
    levels: tuple[ThresholdLevel, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def as_figures(self) -> dict[str, dict[str, float | None]]:
        """Return what a run states at each wanted precision: threshold, links, and precision with its interval."""
        figures = {}
        for level in self.levels:
            low, high = level.precision_interval or (None, None)
            stated = {"threshold": level.threshold, "links": level.links, "expected_precision": level.precision}
            figures[f"at_{level.wanted:g}"] = {**stated, "expected_low": low, "expected_high": high}
        return figures

    def __repr__(self) -> str:
        links = [f"{level.wanted:g} from {cell_text(level.threshold)}" for level in self.levels]
        return f"<Thresholds by {self.records:,} records: {', '.join(links)}>"

    def _repr_html_(self) -> str:
        rows = [(*level.row, level.says) for level in self.levels]
        columns = (*THRESHOLD_COLUMNS, "how sure")
        return shown_in_notebook(
            [("What each wanted precision costs", wording("Measured on {source}.", source=self.source), columns, rows)]
        )


def held_out_table(judged: JudgedLinks, policy: Policy, seed: int = 0) -> ThresholdTable:
    """Measure the levels on held-out answers, each fifth of the entities at thresholds chosen on the others."""
    n_entities = int(judged.entity.max(initial=-1)) + 1
    fold = np.random.default_rng(seed).permutation(n_entities)[judged.entity] % FOLDS
    chosen = [(np.zeros(len(judged), np.bool_), np.zeros(len(judged), np.bool_)) for _ in LEVELS]
    for at in range(FOLDS):
        of_others = replace(policy, curve=_curve_of(judged.take(fold != at)))
        for precision, (linked, review) in zip(LEVELS, chosen, strict=True):
            sure, likely = _decided(judged, of_others.at_precision(precision))
            linked |= sure & (fold == at)
            review |= likely & (fold == at)
    source = wording(
        "{n_judged:,} labelled records of {n_entities:,} entities, each scored by a model "
        "that did not see its entity, at thresholds that {folds} fifths of the others chose",
        n_judged=len(judged),
        n_entities=n_entities,
        folds=FOLDS - 1,
    )
    return _table(
        judged=judged,
        policy=policy,
        chosen=chosen,
        source=source,
        seed=seed,
        why_none=wording("{folds} fifths of the answers reach it nowhere", folds=FOLDS - 1),
        expected=True,
    )


def measured_table(judged: JudgedLinks, policy: Policy, seed: int = 0) -> ThresholdTable:
    """Measure the levels on records that the bundle never saw, at the bundle's own thresholds."""
    allowed = ~_decided(judged, policy)[0] | judged.linked
    chosen = []
    for precision in LEVELS:
        linked, review = _decided(judged, policy.at_precision(precision))
        chosen.append((linked & allowed, review & allowed))
    source = wording(
        "{n_judged:,} records of this evaluation, at the thresholds that the bundle's training chose",
        n_judged=len(judged),
    )
    return _table(judged=judged, policy=policy, chosen=chosen, source=source, seed=seed, why_none=_NONE_SO_PROBABLE)


def left_out_table(
    policy: Policy,
    probability: Floats,
    runner_up: Floats,
    records: int,
    *,
    so_far: AnswersSoFar | None = None,
    wrong_at_most: Callable[[float], float] | None = None,
    wrong_times: tuple[float, float] = (1.0, 1.0),
) -> ThresholdTable:
    """Return the levels of a model without enough labels: its own records are counted, its precision is that of others.

    `probability` and `runner_up` are those of the records that have a candidate. What is right among them nobody knows;
    `so_far` are the answers, too few to tell. The interval goes down to the precision where so large a share of the
    records as `wrong_at_most` says is wrong from a probability on, which is that of decoys: as if no record had a right
    profile that is more probable (Elias and Gygi 2007). Facts that the score did not read say that errors are
    `wrong_times` as frequent, as the mean and at most.
    """
    levels = []
    so_far = so_far or AnswersSoFar()
    for level_precision in LEVELS:
        cut = policy.at_precision(level_precision)
        linked, review = (int(which.sum()) for which in _sure_and_likely(probability, probability - runner_up, cut))
        point = _point_of(policy.curve, cut.linked)
        precision = None if point is None else ratio(point.right, point.linked)
        within = None if point is None else exact_interval(point.right, point.linked)
        if precision is not None and within is not None:
            wrong = 1 - precision
            precision, least = (max(0.0, 1 - wrong * times) for times in wrong_times)
            within = min(within[0], least), within[1]
        if within is not None and wrong_at_most is not None and cut.linked is not None:
            over = max(int((probability >= cut.linked).sum()), 1)
            within = min(within[0], max(1 - wrong_at_most(cut.linked) * records / over, 0.0)), within[1]
        level = _level(
            level_precision,
            cut,
            counts=(linked, review, 0.0 if precision is None else round(linked * (1 - precision), 1)),
            precision=(precision, within),
            recall=_UNKNOWN,
            answers=LEFT_OUT,
        )
        more = more_by_probabilities(probability, records, so_far, level_precision)
        levels.append(replace(level, more_answers=more, change=what_would_change(more, level_precision)))
    labelled = (
        wording(", {records:,} of them labelled", records=so_far.records) if so_far.records else " without labels"
    )
    source = wording(
        "{records:,} records{labelled}. Their precision is that of data sets which the base "
        "model's training left out, lowered to what these records' own probabilities allow; "
        "label some records to measure your own",
        records=records,
        labelled=labelled,
    )
    return ThresholdTable(records, None, source, tuple(levels))


def curve_table(policy: Policy) -> ThresholdTable:
    """Return the levels of a bundle without a table, as the shipped ones are, by its precision curve alone.

    The curve is of data sets that its training left out.
    """
    levels = []
    for precision in LEVELS:
        cut = policy.at_precision(precision)
        point = _point_of(policy.curve, cut.linked)
        reviewed = _point_of(policy.curve, cut.review)
        links, right = (0, 0) if point is None else (point.linked, point.right)
        review = 0 if reviewed is None else max(reviewed.linked - links, 0)
        level = _level(
            precision,
            cut,
            counts=(links, review, float(links - right)),
            precision=(ratio(right, links), exact_interval(right, links) if links else None),
            recall=_UNKNOWN,
            answers=LEFT_OUT,
        )
        levels.append(level)
    counted = max((point.linked for point in policy.curve), default=0)
    source = wording(
        "the precision curve in the bundle, of {counted:,} records of data sets that the "
        "training left out, not of your own; its thresholds are chosen on the same answers, "
        "and the intervals (Clopper and Pearson) take the records as independent",
        counted=counted,
    )
    return ThresholdTable(counted, None, source, tuple(levels))


def thresholds_of(bundle: Path) -> ThresholdTable:
    """Return the table in a bundle, of a shipped one that of its curve. Raises BundleRefused."""
    return read_thresholds(bundle) or curve_table(Bundle.open(bundle).deciding_policy)


def read_thresholds(bundle: Path) -> ThresholdTable | None:
    """Return the table in a bundle; None in a shipped one."""
    path = bundle / THRESHOLDS
    return TypeAdapter(ThresholdTable).validate_python(read_json(bundle, THRESHOLDS)) if path.is_file() else None


def _curve_of(judged: JudgedLinks) -> tuple[CurvePoint, ...]:
    return precision_curve(judged.probability[judged.has_candidate], judged.right[judged.has_candidate])


def _decided(judged: JudgedLinks, policy: Policy) -> tuple[Bools, Bools]:
    """Mark the records that a policy links, and those that it reviews, as the matcher does."""
    margin = np.array([link.margin for link in judged.links], np.float64)
    linked, review = _sure_and_likely(judged.probability, margin, policy)
    return linked & judged.has_candidate, review & judged.has_candidate


def _sure_and_likely(probability: Floats, margin: Floats, policy: Policy) -> tuple[Bools, Bools]:
    sure = np.zeros(len(probability), np.bool_) if policy.linked is None else probability >= policy.linked - SLACK
    linked = sure & (margin >= policy.margin - SLACK) & (margin > 0)
    return linked, (probability >= policy.review - SLACK) & ~linked


def _table(
    judged: JudgedLinks,
    policy: Policy,
    chosen: Sequence[tuple[Bools, Bools]],
    source: str,
    seed: int,
    why_none: str,
    *,
    expected: bool = False,
) -> ThresholdTable:
    """Measure what each level links and reviews.

    An `expected` precision is that of further links: the mean of its posterior under Jeffreys' prior, so that answers
    without a mistake do not state certainty, joined with what the model before states of as many links: few answers lie
    where most links are.
    """
    right = [linked & judged.right for linked, _ in chosen]
    shares = {
        f"precision {level_precision}": Share(part, linked)
        for level_precision, part, (linked, _) in zip(LEVELS, right, chosen, strict=True)
    }
    shares |= {
        f"recall {level_precision}": Share(part, judged.answerable)
        for level_precision, part in zip(LEVELS, right, strict=True)
    }
    intervals = share_intervals(shares, judged.entity, seed)
    levels = []
    for level_precision, (linked, review) in zip(LEVELS, chosen, strict=True):
        precision = shares[f"precision {level_precision}"]
        recall = shares[f"recall {level_precision}"]
        links = int(linked.sum())
        n_right = int(precision.part.sum())
        cut = policy.at_precision(level_precision)
        share = ratio(n_right, links)
        within = wider_interval(precision, intervals[f"precision {level_precision}"])
        if expected and within is not None:
            share, within = of_further(posterior(n_right, links), _point_of(policy.before, cut.linked), within)
        level = _level(
            level_precision,
            cut,
            counts=(links, int(review.sum()), float(links - n_right)),
            precision=(share, within),
            recall=(
                ratio(n_right, int(judged.answerable.sum())),
                wider_interval(recall, intervals[f"recall {level_precision}"]),
            ),
            answers=HELD_OUT,
            why_none=why_none,
        )
        if level.threshold is None:
            needed, change = what_held_out_answers_need(policy.curve, len(judged), level_precision)
            level = replace(level, more_answers=needed, change=change)
        elif not level.is_guaranteed:
            more = more_to_be_sure(links, links - n_right, len(judged), level_precision, ONE_SIDE)
            if more is not None:
                change = wording(
                    "about {more:,} more answer{s} would probably make it sure", more=more, s="" if more == 1 else "s"
                )
                level = replace(level, more_answers=more, change=change)
        levels.append(level)
    return ThresholdTable(len(judged), int(judged.answerable.sum()), source, tuple(levels))


def _level(
    wanted_precision: float,
    cut: Policy,
    *,
    counts: tuple[int, int, float],
    precision: tuple[float | None, Interval | None],
    recall: tuple[float | None, Interval | None],
    answers: str,
    why_none: str = _NONE_SO_PROBABLE,
) -> ThresholdLevel:
    """Return a level with its guarantee in words; `counts` are those of links, reviews and wrong links."""
    sure = False
    expected, within = precision
    if cut.linked is None:
        guarantee = why_unreached(wanted_precision, cut.curve, answers)
    elif expected is None or within is None:
        guarantee = wording("no promise: {why_none}", why_none=why_none)
    elif answers == HELD_OUT:
        sure = within[0] >= wanted_precision
        guarantee = wording(
            "aimed at, not sure: {counts:,} links leave room down to {within:.4f}", counts=counts[0], within=within[0]
        )
        guarantee = (
            wording("sure: the interval lies above {wanted_precision:g}", wanted_precision=wanted_precision)
            if sure
            else guarantee
        )
    else:
        room = wording("{expected:.4f} expected, room down to {within:.4f}", expected=expected, within=within[0])
        guarantee = wording("aimed at: {room}; your own records' answers are not known", room=room)
    return ThresholdLevel(
        wanted_precision, cut.linked, *counts, *precision, *recall, is_guaranteed=sure, guarantee=guarantee
    )


def _point_of(points: Sequence[CurvePoint], threshold: float | None) -> CurvePoint | None:
    """Return the point with everything from a threshold on, None where nothing is."""
    if threshold is None:
        return None
    above = [point for point in points if point.probability >= threshold - SLACK]
    return min(above, key=lambda point: point.probability, default=None)

"""Probabilities of the independent pass for every claimant: what the collective pass is fitted on."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from data.tables.progress import Progress, silent
from features.comparisons.kernel import Kernel
from features.ranking.collective_features import MIN_PROBABILITY
from features.schema.array_types import Bools, Floats, Ints
from features.schema.value_class import value_class
from serving.matching.bundle import Bundle
from serving.matching.calibration import Calibration
from serving.matching.collective import CANDIDATES
from serving.matching.shortlist import FieldFrequencies
from training.fitting.methods.boosting import Boosted, TrainingSet, raw_scores
from training.fitting.methods.examples import (
    Examples,
    LabelledExamples,
    Source,
    gather_examples,
    joined_examples,
    match_weights,
)

AT_ONCE = 10_000
"""How many other records are scored at a time; their features are not kept."""


@value_class
class FittedRanker:
    """A re-ranker, the training set that it was fitted on, and `used`, which marks the examples in that set."""

    boosted: Boosted
    feature_keys: tuple[str, ...]
    training_set: TrainingSet
    used: Bools


@value_class
class FittedIndependentPass:
    """A re-ranker and its calibration: what serving's independent pass applies."""

    ranker: FittedRanker
    calibration: Calibration

    @property
    def trees(self) -> int:
        return self.ranker.boosted.trees

    def scores(self, examples: Examples) -> Floats:
        """Return the score of each example that the calibration reads."""
        return self.calibration.settle(self._raw(examples), examples.left_rows)

    def probabilities(self, examples: Examples) -> Floats:
        """Return the probability of each example by the booster that serves."""
        return self.calibration(self.scores(examples))

    def held_out_probabilities(self, examples: Examples) -> Floats:
        """Return the probability of each example, out of fold where it is in a fold of the training set."""
        raw = self._raw(examples)
        training_set = self.ranker.training_set
        held = np.zeros(len(examples), np.bool_)
        held[np.flatnonzero(self.ranker.used)[training_set.fold >= 0]] = True
        raw[held] = self.ranker.boosted.out_of_fold[training_set.fold >= 0]
        return self.calibration(self.calibration.settle(raw, examples.left_rows))

    def _raw(self, examples: Examples) -> Floats:
        return raw_scores(self.ranker.boosted.booster, examples.matrix)


@value_class
class IndependentScores:
    """The independent pass's probability of every example: out of fold for labelled records, else the model's own."""

    source: Source
    examples: Examples
    probability: Floats
    match_weight: Floats


def best_few(scores: IndependentScores) -> Ints:
    """Return the examples of the collective pass: each record's most probable candidates, grouped by record."""
    left = scores.examples.left_rows
    order = np.lexsort((-scores.match_weight, -scores.probability, left))
    ordered = left[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(np.r_[starts, len(order)]))
    return order[(rank < CANDIDATES) & (np.round(scores.probability[order], 6) >= MIN_PROBABILITY)]


def independent_scores(source: Source, examples: Examples, independent: FittedIndependentPass) -> IndependentScores:
    """Return the independent scores of the records that a training learns from."""
    probability = independent.held_out_probabilities(examples)
    return IndependentScores(source, examples, probability, match_weights(source, examples))


def with_other_claimants(
    scores: IndependentScores,
    labelled: LabelledExamples,
    independent: FittedIndependentPass,
    others: Source,
    *,
    settings: dict[str, Any],
    base_model: Bundle | None,
    progress: Progress = silent,
) -> tuple[IndependentScores, LabelledExamples]:
    """Append the claims of records that are not learned from; they have no labels."""
    kernel = Kernel.from_splink_json(settings, FieldFrequencies(others.index), others.schema)
    source = scores.source
    claims = _claims(others, kernel, base_model, independent=independent, first_row=len(source.ids), progress=progress)
    parts = [scores, *claims]
    ids = [*source.ids, *others.ids]
    records = [*source.records, *others.records]
    joined = IndependentScores(
        replace(source, ids=ids, records=records),
        joined_examples([part.examples.without_features for part in parts]),
        np.concatenate([part.probability for part in parts]),
        np.concatenate([part.match_weight for part in parts]),
    )
    pairs = len(joined.examples) - len(scores.examples)
    rows = len(others.ids)
    unlabelled = np.zeros(pairs, np.bool_)
    incomplete = np.zeros(rows, np.bool_)
    return joined, LabelledExamples(
        np.r_[labelled.used, unlabelled],
        np.r_[labelled.right, unlabelled],
        np.r_[labelled.complete, incomplete],
        np.r_[labelled.fold, np.full(rows, -1)],
        np.r_[labelled.weight, np.ones(rows)],
    )


def _claims(
    source: Source,
    kernel: Kernel,
    base_model: Bundle | None,
    *,
    independent: FittedIndependentPass,
    first_row: int,
    progress: Progress,
) -> Iterator[IndependentScores]:
    """Score the records part by part; only the candidates that take part in the collective pass are kept."""
    for start in range(0, len(source.ids), AT_ONCE):
        rows = slice(start, start + AT_ONCE)
        part = replace(source, ids=source.ids[rows], records=source.records[rows])
        examples = gather_examples(part, kernel, base_model, silent)
        scores = IndependentScores(part, examples, independent.probabilities(examples), match_weights(part, examples))
        kept = best_few(scores)
        few = replace(examples.only(kept), left_rows=examples.left_rows[kept] + first_row + start)
        yield IndependentScores(part, few, scores.probability[kept], scores.match_weight[kept])
        progress("claims of the others", start + len(part.ids), len(source.ids))

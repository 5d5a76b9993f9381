"""Labels on examples: which candidates have an answer, which are right, and the fold of each record."""

from dataclasses import dataclass

import numpy as np

from data.labels.labels import Labels
from features.schema.array_types import Bools, Floats, Ints
from training.evaluation.splits import folds_of
from training.fitting.methods.examples import Examples, Source


@dataclass(frozen=True, slots=True)
class LabelledExamples:
    """Labels on examples: `used` marks pairs with an answer, `right` the right ones, one element a pair.

    One element a record: `complete` marks records whose every candidate has an answer, `fold` is dealt by entity (-1
    without labels), `weight` is the label's.
    """

    used: Bools
    right: Bools
    complete: Bools
    fold: Ints
    weight: Floats


def label_examples(source: Source, examples: Examples, labels: Labels, folds: int) -> LabelledExamples:
    """Look up the answers of every example. Folds are dealt by entity and contract, so row order plays no part."""
    position = {crm_id: row for row, crm_id in enumerate(source.ids)}
    complete = np.zeros(len(source.ids), np.bool_)
    fold, weight = np.full(len(source.ids), -1), np.ones(len(source.ids))
    entity_fold = folds_of(labels, folds)
    truth: set[tuple[int, int]] = set()
    for crm_id, answers in labels.answers.items():
        row = position.get(crm_id)
        if row is None or crm_id not in entity_fold:
            continue
        complete[row], fold[row], weight[row] = True, entity_fold[crm_id], labels.weights[crm_id]
        found = (source.index.row_of(answer) for answer in answers)
        truth.update((row, profile) for profile in found if profile is not None)
    wrong = _pairs_of(source, position, labels.not_matches)
    pairs = list(zip(examples.left_rows.tolist(), examples.rows.tolist(), strict=True))
    right = np.fromiter((pair in truth for pair in pairs), np.bool_, len(pairs))
    denied = np.fromiter((pair in wrong for pair in pairs), np.bool_, len(pairs))
    return LabelledExamples(complete[examples.left_rows] | denied, right, complete, fold, weight)


def _pairs_of(source: Source, position: dict[str, int], pairs: frozenset[tuple[str, str]]) -> set[tuple[int, int]]:
    found = ((position.get(crm_id), source.index.row_of(profile)) for crm_id, profile in pairs)
    return {(row, profile) for row, profile in found if row is not None and profile is not None}

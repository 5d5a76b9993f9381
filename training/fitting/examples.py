"""Training examples: the shortlisted candidates of the CRM records, with what is known of each."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.index.index import UniverseIndex
from data.labels.labels import Labels
from data.tables.progress import Progress
from features.comparisons.kernel import Kernel
from features.pairs.columns import Columns, Record, columns_of
from features.pairs.pairs import Floats, Ints
from features.ranking.feature_list import FEATURES, feature_matrix
from features.schema.kinds import Kind
from serving.matching.bundle import Bundle
from serving.matching.ranker import base_model_columns
from serving.matching.scorer import base_model_log_odds
from serving.matching.shortlist import NO_EXCLUSIONS, WIDTHS, Excluded, shortlist
from training.evaluation.splits import folds_of

CHUNK = 512


@dataclass(frozen=True, slots=True)
class Examples:
    """Candidate pairs of all records, one row each, grouped by record.

    `matrix` is float32 [pairs, features]; `left_rows` and `rows` say which record and profile; `posterior` is the
    Fellegi-Sunter share; `ancestor_raw` the ancestor's log-odds (None without one).
    """

    matrix: NDArray[np.float32]
    left_rows: Ints
    rows: Ints
    posterior: Floats
    base_model_raw: Floats | None

    def __len__(self) -> int:
        return len(self.rows)

    def only(self, which: NDArray[np.bool_] | Ints) -> "Examples":
        raw = None if self.base_model_raw is None else self.base_model_raw[which]
        return Examples(self.matrix[which], self.left_rows[which], self.rows[which], self.posterior[which], raw)


@dataclass(frozen=True, slots=True)
class Source:
    """The records of one kind as training sees them, and the universe that they are matched against."""

    kind: Kind
    ids: list[str]
    records: list[Record]
    index: UniverseIndex

    def chunks(self) -> Iterator[tuple[int, Columns]]:
        """Yield the first row and the columns of each chunk of records."""
        for start in range(0, len(self.ids), CHUNK):
            part = slice(start, start + CHUNK)
            yield start, columns_of(self.kind, self.ids[part], self.records[part])


def gather_examples(
    source: Source, kernel: Kernel, base_model: Bundle | None, progress: Progress, without: Excluded = NO_EXCLUSIONS
) -> Examples:
    """Shortlist every record and compute all declared features of its candidates, those in `without` not among them."""
    parts: list[Examples] = []
    for start, left in source.chunks():
        short = shortlist(left, source.index, kernel, WIDTHS[source.kind], without)
        matrix, raw = feature_matrix(short.evidence, FEATURES[source.kind]), None
        if base_model is not None:
            raw = base_model_log_odds(short.evidence, base_model)
            matrix = np.hstack([matrix, base_model_columns(short.evidence, raw)])
        posterior = short.evidence.context["weight_share"]
        parts.append(Examples(matrix, short.left_rows + start, short.rows, posterior, raw))
        progress("features", start + len(left), len(source.ids))
    return _joined(parts)


def _joined(parts: list[Examples]) -> Examples:
    raws = [part.base_model_raw for part in parts if part.base_model_raw is not None]
    return Examples(
        np.concatenate([part.matrix for part in parts]),
        np.concatenate([part.left_rows for part in parts]),
        np.concatenate([part.rows for part in parts]),
        np.concatenate([part.posterior for part in parts]),
        np.concatenate(raws) if raws else None,
    )


@dataclass(frozen=True, slots=True)
class LabelledExamples:
    """What the labels say about examples: `used` marks pairs with an answer, `right` the right ones.

    `fold` gives every record its fold by entity (-1 without labels); `weight` is the label's weight per pair.
    """

    used: NDArray[np.bool_]
    right: NDArray[np.bool_]
    complete: NDArray[np.bool_]
    fold: Ints
    weight: Floats


def know(source: Source, examples: Examples, labels: Labels, folds: int) -> LabelledExamples:
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

"""What a fit is made from: its request, the records and their universe, and the candidates with their features."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.index.index import UniverseIndex
from data.labels.labels import Labels
from data.tables.progress import Progress
from features.comparisons.kernel import Kernel
from features.pairs.columns import Columns, Record, columns_of
from features.pairs.pairs import Pairs
from features.ranking.feature_list import feature_matrix, features_of
from features.schema.array_types import Bools, Floats, Ints
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.schema import Schema
from serving.matching.bundle import Bundle
from serving.matching.guarantees.propensity import Shown
from serving.matching.policy import USUAL_PRECISION
from serving.matching.ranker import base_model_columns
from serving.matching.scorer import base_model_log_odds
from serving.matching.shortlist import NO_EXCLUSIONS, WIDTHS, Excluded, Width, shortlist
from training.evaluation.splits import folds_of
from training.fitting.methods.parameters import Parameters
from training.fitting.methods.training_parameters import TrainingParameters

CHUNK = 512


@dataclass(frozen=True, slots=True)
class Source:
    """The records of one kind, the universe that they are matched against, and the width of the search there."""

    kind: Kind
    ids: list[str]
    records: list[Record]
    index: UniverseIndex
    width: Width | None = None

    @property
    def schema(self) -> Schema:
        return self.index.schema

    def chunks(self) -> Iterator[tuple[int, Columns]]:
        """Yield the first row and the columns of each chunk of records."""
        for start in range(0, len(self.ids), CHUNK):
            part = slice(start, start + CHUNK)
            yield start, columns_of(self.schema, self.ids[part], self.records[part])


@dataclass(frozen=True, slots=True)
class FitRequest:
    """What a fit is made from; `precision` is the precision goal of links.

    `shown` is what users were shown of all records, where that is recorded. `weightless` are labels that are measured
    and not learned from. `others` are records of the same CRM that claim profiles, but are not learned from. `champion`
    is the model by labels that answered before.
    """

    source: Source
    labels: Labels | None
    base_model: Bundle | None
    seed: int
    parameters: TrainingParameters
    precision: float = USUAL_PRECISION
    shown: Sequence[Shown] | None = None
    weightless: Labels | None = None
    others: Source | None = None
    champion: Bundle | None = None

    @property
    def answers(self) -> Mapping[str, frozenset[str]]:
        """The right answers of the labelled records."""
        return {} if self.labels is None else self.labels.answers


@dataclass(frozen=True, slots=True)
class Examples:
    """Candidate pairs of all records, one row each, grouped by record.

    `matrix` is float32 [pairs, features]; `left_rows` and `rows` are the record and the profile; `posterior` is the
    Fellegi-Sunter share; `base_model_raw` are the base model's log-odds (None without one).
    """

    matrix: NDArray[np.float32]
    left_rows: Ints
    rows: Ints
    posterior: Floats
    base_model_raw: Floats | None

    def __len__(self) -> int:
        return len(self.rows)

    def only(self, which: Bools | Ints) -> "Examples":
        raw = None if self.base_model_raw is None else self.base_model_raw[which]
        return Examples(self.matrix[which], self.left_rows[which], self.rows[which], self.posterior[which], raw)

    @property
    def without_features(self) -> "Examples":
        return replace(self, matrix=self.matrix[:, :0], base_model_raw=None)


@dataclass(frozen=True, slots=True)
class WeighedCandidates:
    """The candidates of all records with their features, and the match weights behind these.

    `facts` describe how the weights were fitted; `kernel` applies them.
    """

    parameters: Parameters
    facts: Mapping[str, Any]
    kernel: Kernel
    examples: Examples

    @property
    def by_em(self) -> bool:
        """Whether EM could run."""
        return bool(self.facts["em_blocks"])


def gather_examples(
    source: Source, kernel: Kernel, base_model: Bundle | None, progress: Progress, excluded: Excluded = NO_EXCLUSIONS
) -> Examples:
    """Shortlist every record and compute all declared features of its candidates, those in `excluded` left out."""
    parts: list[Examples] = []
    for start, left in source.chunks():
        short = shortlist(left, source.index, kernel, source.width or WIDTHS[source.kind], excluded)
        matrix = feature_matrix(short.evidence, features_of(source.schema))
        raw = None
        if base_model is not None:
            raw = base_model_log_odds(short.evidence, base_model)
            matrix = np.hstack([matrix, base_model_columns(short.evidence, raw)])
        posterior = short.evidence.context["weight_share"]
        parts.append(Examples(matrix, short.left_rows + start, short.rows, posterior, raw))
        progress("features", start + len(left), len(source.ids))
    return joined_examples(parts)


def joined_examples(parts: Sequence[Examples]) -> Examples:
    """Return examples one after the other."""
    raws = [part.base_model_raw for part in parts if part.base_model_raw is not None]
    return Examples(
        np.concatenate([part.matrix for part in parts]),
        np.concatenate([part.left_rows for part in parts]),
        np.concatenate([part.rows for part in parts]),
        np.concatenate([part.posterior for part in parts]),
        np.concatenate(raws) if raws else None,
    )


def match_weights(source: Source, examples: Examples) -> Floats:
    """Return the match weight (log2) of each example, which is one of its features."""
    names = [feature.name for feature in features_of(source.schema)]
    return examples.matrix[:, names.index("match_weight")].astype(np.float64)


def as_base_model(bundle: Bundle) -> Bundle:
    """Return the part of a bundle that can be a base model: one that needs no other."""
    return bundle.base_model if bundle.ranker.with_base_model and bundle.base_model is not None else bundle


def left_out_statement(base_model: Bundle | None) -> Mapping[str, Any]:
    """Return what a bundle's manifest states of data sets that its training left out; empty without a base model.

    `right_share` is the share of records with an answer. `shipped` holds the left-out precision curves of its scores
    alone; `em` those of its scores and EM's together, with their calibration.
    """
    stated: Mapping[str, Any] = {} if base_model is None else base_model.manifest.get("pseudo_labels", {})
    return stated


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
    fold = np.full(len(source.ids), -1)
    weight = np.ones(len(source.ids))
    entity_fold = folds_of(labels, folds)
    truth: set[tuple[int, int]] = set()
    for crm_id, answers in labels.answers.items():
        row = position.get(crm_id)
        if row is None or crm_id not in entity_fold:
            continue
        complete[row] = True
        fold[row] = entity_fold[crm_id]
        weight[row] = labels.weights[crm_id]
        profiles = (source.index.row_of(answer) for answer in answers)
        truth.update((row, profile) for profile in profiles if profile is not None)
    wrong = _pairs_of(source, position, labels.not_matches)
    pairs = list(zip(examples.left_rows.tolist(), examples.rows.tolist(), strict=True))
    right = np.fromiter((pair in truth for pair in pairs), np.bool_, len(pairs))
    denied = np.fromiter((pair in wrong for pair in pairs), np.bool_, len(pairs))
    return LabelledExamples(complete[examples.left_rows] | denied, right, complete, fold, weight)


def labelled_pairs(source: Source, crm: Columns, answers: Mapping[str, frozenset[str]]) -> Pairs:
    """Pair every labelled record with its right answers."""
    position = {crm_id: row for row, crm_id in enumerate(source.ids)}
    row_pairs = [
        (position[crm_id], source.index.row_of(answer))
        for crm_id, profiles in sorted(answers.items())
        for answer in sorted(profiles)
        if crm_id in position
    ]
    rows = np.array([(left, right) for left, right in row_pairs if right is not None], np.int64).reshape(-1, 2)
    distinct, right_rows = np.unique(rows[:, 1], return_inverse=True)
    return Pairs(crm, source.index.take(distinct), rows[:, 0], right_rows.astype(np.int64))


def _pairs_of(source: Source, position: dict[str, int], pairs: frozenset[tuple[str, str]]) -> set[tuple[int, int]]:
    row_pairs = ((position.get(crm_id), source.index.row_of(profile)) for crm_id, profile in pairs)
    return {(row, profile) for row, profile in row_pairs if row is not None and profile is not None}


MIN_RECORDS = 2
"""One record cannot be compared with another."""


class TooLittleToLearn(OnematchError):
    """The records or the profiles are too few, or say nothing, for a model to be fitted."""


def require_enough(source: Source) -> None:
    """Raise TooLittleToLearn unless some records hold a value beside their id, and there are profiles."""
    filled = sum(map(_has_value, source.records))
    if filled < MIN_RECORDS:
        total = len(source.ids)
        raise TooLittleToLearn(
            "a training needs {min_records} or more {source_kind} records that hold a value "
            "beside their id: got {total}, of which {filled} hold one",
            min_records=MIN_RECORDS,
            source_kind=source.kind,
            total=total,
            filled=filled,
        )
    if not len(source.index):
        raise TooLittleToLearn(
            "a training needs {source_kind} profiles to compare with: got a universe without any",
            source_kind=source.kind,
        )


def require_candidates(source: Source, pairs: int) -> None:
    """Raise TooLittleToLearn where no record found a candidate."""
    if not pairs:
        raise TooLittleToLearn(
            "a training needs records that resemble profiles: none of {n_ids} {source_kind} "
            "records found a candidate among {n_index} profiles",
            n_ids=len(source.ids),
            source_kind=source.kind,
            n_index=len(source.index),
        )


def _has_value(record: Record) -> bool:
    return any(record.values())

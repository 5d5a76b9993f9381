"""The examples of a source data set: candidates with features, made without its labels, and the answers beside."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.tables.progress import Progress
from features.comparisons.independent_facts import facts_stated
from features.pairs.columns import columns_of
from features.schema.array_types import Bools, Floats, Ints
from training.fitting.methods.curves import best_of_records
from training.fitting.methods.examples import Examples, FitRequest
from training.fitting.methods.labelled import label_examples
from training.fitting.methods.parameters import Parameters
from training.fitting.methods.training_parameters import defaults_of
from training.fitting.weights import estimate_weights, weigh_candidates
from training.shipped.sources import SourceRecords

SOURCE_FOLDS = 5
FULL_WEIGHT = 1000
"""A set of so many records has weight 1 a record; others weigh by the root of their size."""


@dataclass(frozen=True, slots=True)
class SourceDataSet:
    """The candidates of one set as a re-ranker reads them without labels, and the answers.

    `matrix` is float32 [pairs, features]; other arrays have one element a pair: `rows` the profile, `entity_fold` a
    fold by the record's entity, `facts` how much the record states beside its name. `by_em` says whether EM could run
    on the set; `universe` is that of SourceRecords.
    """

    name: str
    records: int
    matrix: NDArray[np.float32]
    left_rows: Ints
    rows: Ints
    right: Bools
    entity_fold: Ints
    posterior: Floats
    by_em: bool
    n_true: int
    facts: Ints
    universe: float

    def save(self, path: Path) -> None:
        """Write the arrays to a file that `load` reads."""
        arrays = {name: getattr(self, name) for name in self.__slots__}
        np.savez(path, **arrays)

    @classmethod
    def load(cls, path: Path) -> "SourceDataSet":
        """Read the arrays that `save` wrote."""
        with np.load(path) as saved:
            arrays = {name: saved[name] for name in cls.__slots__}
        plain = {name: array.item() for name, array in arrays.items() if not array.ndim}
        return cls(**arrays | plain)

    @property
    def examples(self) -> Examples:
        return Examples(self.matrix, self.left_rows, self.rows, self.posterior, None)

    @property
    def generated(self) -> bool:
        """Whether the set is the sample, against one universe or another."""
        return self.universe > 0

    @property
    def with_candidate(self) -> int:
        """How many records have a candidate."""
        return len(np.unique(self.left_rows))

    @property
    def weight(self) -> float:
        """Weight of each record."""
        return float(np.sqrt(FULL_WEIGHT / self.with_candidate))

    def best(self, scores: Floats) -> Ints:
        """Return the position of each record's highest score."""
        return best_of_records(scores, self.left_rows)


def base_weights(sample: SourceRecords, seed: int, progress: Progress) -> Parameters:
    """Estimate, by the sample's labels, the m and u that every other estimate starts from."""
    source = sample.source
    request = FitRequest(source, sample.labels, None, 0.99, seed, defaults_of(source.kind))
    return estimate_weights(request, columns_of(source.kind, source.ids, source.records), progress)[0]


def source_examples(
    opened: SourceRecords, base_settings: Mapping[str, Any], seed: int, progress: Progress
) -> SourceDataSet:
    """Weigh the candidates of a set without its labels, compute their features, and add the answers.

    EM starts from `base_settings`, the Splink settings of the sample.
    """
    source, excluded = opened.source, opened.excluded
    request = FitRequest(source, None, None, 0.99, seed, defaults_of(source.kind))
    weighed = weigh_candidates(request, progress, base_settings, excluded)
    examples = weighed.examples
    labelled = label_examples(source, examples, opened.labels, SOURCE_FOLDS)
    stated = np.array([facts_stated(source.kind, record) for record in source.records])
    answered = {crm_id: answers for crm_id, answers in opened.labels.answers.items() if crm_id not in excluded}
    n_true = sum(any(source.index.row_of(one) is not None for one in answers) for answers in answered.values())
    return SourceDataSet(
        name=opened.name,
        records=len(source.ids),
        matrix=examples.matrix,
        left_rows=examples.left_rows,
        rows=examples.rows,
        right=labelled.right,
        entity_fold=labelled.fold[examples.left_rows],
        posterior=examples.posterior,
        by_em=weighed.by_em,
        n_true=n_true,
        facts=stated[examples.left_rows],
        universe=opened.universe,
    )

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
from training.fitting.methods.labelled import LabelledExamples, label_examples
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

    `matrix` is float32 [pairs, features]; other arrays have one element a pair. `entity_fold` deals records into folds
    by entity; `by_em` says whether EM could run on the set; `facts` counts what the pair's record states beside its
    name; `universe` is that of SourceRecords.
    """

    name: str
    matrix: NDArray[np.float32]
    left_rows: Ints
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
        plain = {"name": str(arrays["name"]), "by_em": bool(arrays["by_em"]), "n_true": int(arrays["n_true"])}
        return cls(**{**arrays, **plain, "universe": float(arrays["universe"])})

    @property
    def generated(self) -> bool:
        """Whether the set is the sample, against one universe or another."""
        return self.universe > 0

    @property
    def weight(self) -> float:
        """Weight of each record."""
        return float(np.sqrt(FULL_WEIGHT / len(np.unique(self.left_rows))))

    def best(self, scores: Floats) -> Ints:
        """Return the position of each record's highest score."""
        return best_of_records(scores, self.left_rows)


@dataclass(frozen=True, slots=True)
class SourceExamples:
    """A source data set with the examples and match weights that it was made from."""

    source_set: SourceDataSet
    examples: Examples
    labelled: LabelledExamples
    parameters: Parameters


def base_weights(sample: SourceRecords, seed: int, progress: Progress) -> Parameters:
    """Estimate, by the sample's labels, the m and u that every other estimate starts from."""
    source = sample.source
    request = FitRequest(source, sample.labels, None, 0.99, seed, defaults_of(source.kind))
    return estimate_weights(request, columns_of(source.kind, source.ids, source.records), progress)[0]


def source_examples(
    opened: SourceRecords, base_settings: Mapping[str, Any], seed: int, progress: Progress
) -> SourceExamples:
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
    source_set = SourceDataSet(
        opened.name,
        examples.matrix,
        examples.left_rows,
        labelled.right,
        labelled.fold[examples.left_rows],
        examples.posterior,
        weighed.by_em,
        n_true,
        stated[examples.left_rows],
        opened.universe,
    )
    return SourceExamples(source_set, examples, labelled, weighed.parameters)

"""What a set teaches: its candidates with their features, as if nobody had labelled it, and the answers beside."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.tables.progress import Progress
from features.comparisons.independent_facts import facts_stated
from features.pairs.columns import columns_of
from features.pairs.pairs import Floats, Ints
from training.fitting.calibrate import best_of_records
from training.fitting.examples import Examples, LabelledExamples, know
from training.fitting.fit import weigh, weigh_candidates
from training.fitting.learn import FitRequest
from training.fitting.parameters import Parameters
from training.shipped.sources import SourceRecords

SOURCE_FOLDS = 5
FULL_WEIGHT = 1000
"""A set of so many records has weight 1 a record; another one weighs by the root of its size."""


@dataclass(frozen=True, slots=True)
class SourceDataSet:
    """The candidates of one set as a re-ranker sees them without labels, and the answers.

    `matrix` is float32 [pairs, features]; `entity_fold` deals records into folds by entity; arrays have one element a
    pair. `by_em` says whether EM could be trusted on the set, `facts` how many facts the pair's record states beside
    its name; `universe` is the textbook's.
    """

    name: str
    matrix: NDArray[np.float32]
    left_rows: Ints
    right: NDArray[np.bool_]
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
        with np.load(path) as saved:
            arrays = {name: saved[name] for name in cls.__slots__}
        plain = {"name": str(arrays["name"]), "by_em": bool(arrays["by_em"]), "n_true": int(arrays["n_true"])}
        return cls(**{**arrays, **plain, "universe": float(arrays["universe"])})

    @property
    def generated(self) -> bool:
        """Whether it is the sample's, against one universe or another."""
        return self.universe > 0

    @property
    def weight(self) -> float:
        return float(np.sqrt(FULL_WEIGHT / len(np.unique(self.left_rows))))

    def best(self, scores: Floats) -> Ints:
        """Return the place of each record's highest score."""
        return best_of_records(scores, self.left_rows)


@dataclass(frozen=True, slots=True)
class Studied:
    """A lesson with what it was made from, for what the lesson alone does not hold."""

    source_set: SourceDataSet
    examples: Examples
    known: LabelledExamples
    parameters: Parameters


def foundations(sample: SourceRecords, seed: int, progress: Progress) -> Parameters:
    """Estimate the m and u that every other estimate starts from, by the sample's labels."""
    source = sample.source
    request = FitRequest(source, sample.labels, None, 0.99, seed)
    return weigh(request, columns_of(source.kind, source.ids, source.records), progress)[0]


def study(book: SourceRecords, inherited: Mapping[str, Any], seed: int, progress: Progress) -> Studied:
    """Weigh a set as if nobody had labelled it, compute the features of its candidates, and add the answers."""
    source, excluded = book.source, book.excluded
    weighed = weigh_candidates(FitRequest(source, None, None, 0.99, seed), progress, inherited, excluded)
    examples = weighed.examples
    known = know(source, examples, book.labels, SOURCE_FOLDS)
    stated = np.array([facts_stated(source.kind, record) for record in source.records])
    answered = {crm_id: answers for crm_id, answers in book.labels.answers.items() if crm_id not in excluded}
    n_true = sum(any(source.index.row_of(one) is not None for one in answers) for answers in answered.values())
    source_set = SourceDataSet(
        book.name,
        examples.matrix,
        examples.left_rows,
        known.right,
        known.fold[examples.left_rows],
        examples.posterior,
        weighed.by_em,
        n_true,
        stated[examples.left_rows],
        book.universe,
    )
    return Studied(source_set, examples, known, weighed.parameters)

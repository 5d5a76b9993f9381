"""The source data sets of the shipped bundles: of the generated sample, and of the train splits of the open sets.

Records lose whole groups of fields at random, as the CRMs of customers do, so that no model depends on any one of
them; some of the sample's people keep a name alone, or one group beside it. One in five answers is excluded from its
record's candidates, as where the universe lacks a profile, so that the models learn to decide for no match. The
sample's people are matched against small universes as well, where most have no answer and a namesake has no rivals.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from data.index.build import build_index
from data.index.index import UniverseIndex
from data.labels.labels import Labels, read_labels
from data.sample.lost_fields import SEED, WHOLE_OF_SAMPLE, WHOLE_OF_SETS, lose_fields, reduce_to_names
from data.sample.sample import SampleSize, write_sample
from data.tables.progress import Progress
from data.tables.records import read_records
from data.tables.work_folders import work_folder
from features.comparisons.independent_facts import facts_stated
from features.normalise.records import normalise
from features.pairs.columns import Record, columns_of, hash_text
from features.schema.array_types import Bools, Floats, Ints
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from training.evaluation.data_sets import QualitySet
from training.fitting.methods.curves import best_of_records
from training.fitting.methods.examples import Examples, FitRequest, Source, label_examples
from training.fitting.methods.parameters import Parameters
from training.fitting.methods.training_parameters import defaults_of
from training.fitting.weights import estimate_weights, weigh_candidates

SAMPLE = "sample"
SIZE = SampleSize(people=20_000, companies=8_000, crm=8_000, spelled=True)
UNIVERSES: Mapping[Kind, tuple[float, ...]] = {Kind.PERSON: (1.0, 0.15, 0.02), Kind.COMPANY: (1.0,)}
"""Shares of the sample's profiles that make the universes of its records
(docs/experiments/small-universes-and-bare-names.md)."""
ONE_EXCLUDED_IN = 5
"""Of so many records with an answer one has it excluded
(docs/experiments/excluded-answers-in-the-shipped-bundles.md)."""


@value_class
class SourceRecords:
    """Labelled records to learn from; the `excluded` answers are no candidates of their records.

    `universe` is the share of the sample's profiles that its records are matched against, 0 for an open set.
    """

    name: str
    source: Source
    labels: Labels
    universe: float = 0.0

    @property
    def excluded(self) -> Mapping[str, frozenset[str]]:
        """The records whose answers are excluded, by hash of their ids, with these answers."""
        return {
            crm_id: answers
            for crm_id, answers in self.labels.answers.items()
            if answers and hash_text(f"hidden {crm_id}") % ONE_EXCLUDED_IN == 0
        }


@contextmanager
def open_sample(kind: Kind, size: SampleSize, progress: Progress) -> Iterator[list[SourceRecords]]:
    """Generate the sample and open it, with all of its answers, against the whole universe and against small ones."""
    with work_folder("ship") as folder:
        write_sample(folder, size, SEED, progress)
        yield [_of_sample(QualitySet(SAMPLE, kind, folder / kind), share, progress) for share in UNIVERSES[kind]]


@contextmanager
def open_set(each: QualitySet, progress: Progress) -> Iterator[SourceRecords]:
    """Open a set with the answers of its train split; the records of its test split are left out."""
    with work_folder("ship") as folder:
        yield _opened(each, folder / "index", progress)


def _of_sample(sample: QualitySet, share: float, progress: Progress) -> SourceRecords:
    """Open the sample's records against a share of its profiles, chosen by hash; each share loses other fields."""
    universe = sample.file("universe")
    index = sample.folder / f"index-{share}"
    if share < 1:
        profiles = pq.read_table(universe)
        order = np.argsort([hash_text(f"universe {profile}") for profile in profiles["id"].to_pylist()])
        universe = sample.folder / f"universe-{share}.parquet"
        pq.write_table(profiles.take(np.sort(order[: max(1, round(share * len(order)))])), universe)
    build_index(sample.kind, universe, index, progress)
    labels = read_labels(sample.file("truth"))
    crm = read_records(sample.kind, sample.file("crm"))
    seed = SEED + UNIVERSES[sample.kind].index(share)
    rows = reduce_to_names(sample.kind, lose_fields(sample.kind, crm.raw.to_pylist(), WHOLE_OF_SAMPLE, seed), seed)
    records: list[Record] = [normalise(sample.kind, row) for row in rows]
    name = SAMPLE if share == 1 else f"{SAMPLE}:{share}"
    return SourceRecords(name, Source(sample.kind, crm.ids, records, UniverseIndex.open(index)), labels, share)


def _opened(each: QualitySet, index: Path, progress: Progress) -> SourceRecords:
    build_index(each.kind, each.file("universe"), index, progress)
    labels = read_labels(each.file("truth")).for_split("train")
    crm = read_records(each.kind, each.file("crm"))
    labelled = [row for row, crm_id in enumerate(crm.ids) if crm_id in labels.answers]
    rows = lose_fields(each.kind, crm.raw.take(labelled).to_pylist(), WHOLE_OF_SETS)
    records: list[Record] = [normalise(each.kind, row) for row in rows]
    source = Source(each.kind, [crm.ids[row] for row in labelled], records, UniverseIndex.open(index))
    return SourceRecords(each.name, source, labels)


SOURCE_FOLDS = 5
FULL_WEIGHT = 1000
"""A set of so many records has weight 1 a record; others weigh by the root of their size."""


@value_class
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
        arrays = {each.name: getattr(self, each.name) for each in fields(self)}
        np.savez(path, **arrays)

    @classmethod
    def load(cls, path: Path) -> "SourceDataSet":
        """Read the arrays that `save` wrote."""
        with np.load(path) as saved:
            arrays = {each.name: saved[each.name] for each in fields(cls)}
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
    request = FitRequest(
        source=source,
        labels=sample.labels,
        base_model=None,
        seed=seed,
        parameters=defaults_of(source.kind),
    )
    return estimate_weights(request, columns_of(source.kind, source.ids, source.records), progress)[0]


def source_examples(
    opened: SourceRecords, base_settings: Mapping[str, Any], seed: int, progress: Progress
) -> SourceDataSet:
    """Weigh the candidates of a set without its labels, compute their features, and add the answers.

    EM starts from `base_settings`, the Splink settings of the sample.
    """
    source = opened.source
    excluded = opened.excluded
    request = FitRequest(source=source, labels=None, base_model=None, seed=seed, parameters=defaults_of(source.kind))
    weighed = weigh_candidates(request, progress, base_settings, excluded)
    examples = weighed.examples
    labelled = label_examples(source, examples, opened.labels, SOURCE_FOLDS)
    stated = np.array([facts_stated(source.kind, record) for record in source.records])
    answered = {crm_id: answers for crm_id, answers in opened.labels.answers.items() if crm_id not in excluded}
    n_true = sum(any(source.index.row_of(answer) is not None for answer in answers) for answers in answered.values())
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

"""The source data of the shipped bundles: the generated sample, and the train splits of the sets beside the project.

Records lose whole groups of fields at random, as the CRMs of customers do, so that no model depends on any one of
them; some of the sample's people keep a name alone, or one group beside it. One in five answers is excluded from its
record's candidates, as where the universe lacks a profile, so that the models learn to decide for no match. The
sample's people are matched against small universes as well, where most have no answer and a namesake has no rivals.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow.parquet as pq

from data.index.build import build_index
from data.index.index import UniverseIndex
from data.labels.labels import Labels, read_labels
from data.sample.lost_fields import SEED, WHOLE_OF_SAMPLE, WHOLE_OF_SETS, lose_fields, reduce_to_names
from data.sample.sample import SampleSize, write_sample
from data.tables.progress import Progress
from data.tables.records import read_records
from features.normalise.records import normalise
from features.pairs.columns import Record, hash_text
from features.schema.kinds import Kind
from training.evaluation.data_sets import QualitySet
from training.fitting.methods.examples import Source

SAMPLE = "sample"
SIZE = SampleSize(people=20_000, companies=8_000, crm=8_000)
UNIVERSES: Mapping[Kind, tuple[float, ...]] = {Kind.PERSON: (1.0, 0.15, 0.02), Kind.COMPANY: (1.0,)}
"""Shares of the sample's profiles that make the universes of its records
(docs/experiments/small-universes-and-bare-names.md)."""
ONE_EXCLUDED_IN = 5
"""Of so many records with an answer one has it excluded
(docs/experiments/excluded-answers-in-the-shipped-bundles.md)."""


@dataclass(frozen=True, slots=True)
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
    with TemporaryDirectory(prefix="onematch-ship-") as folder:
        write_sample(Path(folder), size, SEED, progress)
        yield [_of_sample(QualitySet(SAMPLE, kind, Path(folder) / kind), share, progress) for share in UNIVERSES[kind]]


@contextmanager
def open_set(each: QualitySet, progress: Progress) -> Iterator[SourceRecords]:
    """Open a set with the answers of its train split; the records of its test split are left out."""
    with TemporaryDirectory(prefix="onematch-ship-") as folder:
        yield _opened(each, Path(folder) / "index", progress)


def _of_sample(sample: QualitySet, share: float, progress: Progress) -> SourceRecords:
    """Open the sample's records against a share of its profiles, chosen by hash; each share loses other fields."""
    universe, index = sample.file("universe"), sample.folder / f"index-{share}"
    if share < 1:
        profiles = pq.read_table(universe)
        order = np.argsort([hash_text(f"universe {profile}") for profile in profiles["id"].to_pylist()])
        universe = sample.folder / f"universe-{share}.parquet"
        pq.write_table(profiles.take(np.sort(order[: max(1, round(share * len(order)))])), universe)
    build_index(sample.kind, universe, index, progress)
    labels, crm = read_labels(sample.file("truth")), read_records(sample.kind, sample.file("crm"))
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

"""Candidates and scores of pairs, in one process or several, with the same result: what clusters are found from."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np

from data.index.index import UniverseIndex
from features.schema.array_types import Floats, Ints
from features.schema.value_class import value_class
from serving.clusters.candidate_pairs import candidate_pairs
from serving.clusters.pair_scorer import PairScorer
from serving.clusters.record_pairs import RecordPairs
from serving.clusters.workers import Counted, Workers, open_workers, uncounted
from serving.matching.bundle import Bundle

ROWS_AT_ONCE = 4096
PAIRS_AT_ONCE = 16_384


@value_class
class ClusterJob:
    """The folders of an index and of a bundle of a deduplication, and how many processes score pairs."""

    index: Path
    bundle: Path
    processes: int = 1


class PairScoring:
    """Finds the candidates of rows and scores pairs in parts, here or in worker processes, in order.

    The result of a pair depends on no other pair.
    """

    def __init__(self, workers: Workers[PairScorer]) -> None:
        self.workers = workers

    def first_copies(self) -> Ints:
        """Return the first row that is equal to each row once normalised."""
        return self.workers.state.copies.first

    def log_odds_of_copies(self, pairs: RecordPairs) -> Floats:
        """Return the log-odds of pairs of equal records."""
        return self.workers.state.log_odds_of_copies(pairs)

    def candidates(self, rows: Ints, on: Counted = uncounted) -> RecordPairs:
        """Return the candidate pairs of rows."""
        parts = [rows[part] for part in slices(len(rows), ROWS_AT_ONCE)]
        return RecordPairs.joined(self.workers.over(pairs_of, parts, on))

    def log_odds(self, pairs: RecordPairs, on: Counted = uncounted) -> Floats:
        """Return the calibrated log-odds of pairs."""
        parts = [pairs.take(part) for part in slices(len(pairs), PAIRS_AT_ONCE)]
        return np.concatenate([np.zeros(0), *self.workers.over(PairScorer.log_odds, parts, on)])


def pairs_of(scorer: PairScorer, rows: Ints) -> RecordPairs:
    """Return the candidate pairs of rows that are worth a score."""
    return candidate_pairs(scorer.index, scorer.kernel, rows, scorer.copies)


@contextmanager
def local_scoring(job: ClusterJob) -> Iterator[PairScoring]:
    """Open bundle and index here, and in worker processes where several are wanted."""
    with open_workers(partial(open_scorer, job), job.processes) as workers:
        yield PairScoring(workers)


def open_scorer(job: ClusterJob) -> PairScorer:
    """Open the bundle and the index of a deduplication."""
    return PairScorer(Bundle.open(job.bundle), UniverseIndex.open(job.index))


def slices(n: int, size: int) -> list[slice]:
    """Return consecutive parts of at most `size` elements of a table."""
    return [slice(start, start + size) for start in range(0, n, size)]

"""Candidates and scores of pairs, in one process or several, with the same result: what clusters are found from."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.pool import Pool
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np

from data.index.index import UniverseIndex
from features.schema.array_types import Floats, Ints
from serving.clusters.candidate_pairs import LEAST_WEIGHT, candidate_pairs
from serving.clusters.pair_scorer import PairScorer
from serving.clusters.record_pairs import RecordPairs
from serving.matching.bundle import Bundle

ROWS_AT_ONCE, PAIRS_AT_ONCE = 4096, 16_384

Given = TypeVar("Given")
Made = TypeVar("Made")
Counted = Callable[[int, int], None]
"""Is called with how many parts are done, and of how many."""


def uncounted(_done: int, _total: int) -> None:
    """Count nothing."""


class PairScoring(Protocol):
    """Finds the candidates of rows and scores pairs. The result of a pair depends on no other pair."""

    def first_copies(self) -> Ints:
        """Return the first row that is equal to each row once normalised."""
        ...

    def log_odds_of_copies(self, pairs: RecordPairs) -> Floats:
        """Return the log-odds of pairs of equal records."""
        ...

    def candidates(self, rows: Ints, on: Counted = uncounted) -> RecordPairs:
        """Return the candidate pairs of rows."""
        ...

    def log_odds(self, pairs: RecordPairs, on: Counted = uncounted) -> Floats:
        """Return the calibrated log-odds of pairs, in their order."""
        ...


@dataclass(frozen=True, slots=True)
class ClusterJob:
    """The folders of an index and of a bundle of a deduplication, and how many processes score pairs."""

    index: Path
    bundle: Path
    processes: int = 1


class LocalScoring:
    """Applies a scorer to parts, here or in worker processes, in order."""

    def __init__(self, scorer: PairScorer, pool: Pool | None = None) -> None:
        self.scorer, self._pool = scorer, pool

    def first_copies(self) -> Ints:
        """Return the first row that is equal to each row once normalised."""
        return self.scorer.copies.first

    def log_odds_of_copies(self, pairs: RecordPairs) -> Floats:
        """Return the log-odds of pairs of equal records."""
        return self.scorer.log_odds_of_copies(pairs)

    def candidates(self, rows: Ints, on: Counted = uncounted) -> RecordPairs:
        """Return the candidate pairs of rows."""
        parts = [rows[part] for part in _slices(len(rows), ROWS_AT_ONCE)]
        return RecordPairs.joined(self._over(pairs_of, parts, on))

    def log_odds(self, pairs: RecordPairs, on: Counted = uncounted) -> Floats:
        """Return the calibrated log-odds of pairs."""
        parts = [pairs.take(part) for part in _slices(len(pairs), PAIRS_AT_ONCE)]
        return np.concatenate([np.zeros(0), *self._over(PairScorer.log_odds, parts, on)])

    def _over(self, function: Callable[[PairScorer, Given], Made], parts: Sequence[Given], on: Counted) -> list[Made]:
        """Return the function's result of every part."""
        made: list[Made] = []
        results: Iterator[Made] = (function(self.scorer, part) for part in parts)
        if self._pool is not None and len(parts) > 1:
            results = self._pool.imap(partial(_in_worker, function), parts)
        for result in results:
            made.append(result)
            on(len(made), len(parts))
        return made


def pairs_of(scorer: PairScorer, rows: Ints) -> RecordPairs:
    """Return the candidate pairs of rows that are worth a score."""
    return candidate_pairs(scorer.index, scorer.kernel, rows, LEAST_WEIGHT, scorer.copies)


@contextmanager
def local_scoring(job: ClusterJob) -> Iterator[LocalScoring]:
    """Open bundle and index here, and in worker processes where several are wanted."""
    scorer = open_scorer(job)
    if job.processes <= 1:
        yield LocalScoring(scorer)
        return
    with multiprocessing.get_context("spawn").Pool(job.processes, _start, (replace(job, processes=1),)) as pool:
        yield LocalScoring(scorer, pool)


def open_scorer(job: ClusterJob) -> PairScorer:
    """Open the bundle and the index of a deduplication."""
    return PairScorer(Bundle.open(job.bundle), UniverseIndex.open(job.index))


def _slices(n: int, size: int) -> list[slice]:
    return [slice(start, start + size) for start in range(0, n, size)]


class _Worker:
    """The state of a worker process between parts."""

    scorer: PairScorer


def _start(job: ClusterJob) -> None:
    _Worker.scorer = open_scorer(job)


def _in_worker(function: Callable[[PairScorer, Given], Made], part: Given) -> Made:
    return function(_Worker.scorer, part)

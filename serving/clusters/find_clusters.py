"""From an index of records and a bundle to clusters, in one process or several, with the same result."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.pool import Pool
from pathlib import Path
from typing import TypeVar

import numpy as np

from data.index.index import UniverseIndex
from data.tables.progress import Progress, silent
from features.schema.array_types import Floats, Ints
from serving.clusters.agglomeration import Clustering, ScoredPairs, agglomerate
from serving.clusters.candidate_pairs import LEAST_WEIGHT, candidate_pairs
from serving.clusters.memberships import expected_precision
from serving.clusters.moves import move_records
from serving.clusters.pair_scorer import PairScorer
from serving.clusters.record_pairs import RecordPairs
from serving.clusters.statements import Statements
from serving.matching.bundle import Bundle

ROWS_AT_ONCE, PAIRS_AT_ONCE = 4096, 16_384
LEAST_STEPS = tuple(step / 2 for step in range(8))
"""Mean log-odds that a merge has to exceed, tried in order for a wanted precision."""

Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class ClusterJob:
    """The folders of an index and of a bundle of a deduplication, and how many processes score pairs."""

    index: Path
    bundle: Path
    processes: int = 1


def find_clusters(
    job: ClusterJob, stated: Statements, rows: Ints, precision: float | None = None, progress: Progress = silent
) -> Clustering:
    """Return the clusters of all records; candidates are sought for `rows`.

    With a wanted precision the least mean log-odds of a merge is raised until the pairs within clusters are expected to
    be right that often. Raises StatementsContradict.
    """
    with _scoring(job) as work:
        parts = work.over(_pairs_of, _split(rows, ROWS_AT_ONCE), partial(progress, "candidates"))
        pairs = RecordPairs.joined(parts)
        scored = ScoredPairs(pairs, work.log_odds(pairs, partial(progress, "pairs")))
        progress("clusters", 0, None)
        for least in LEAST_STEPS if precision is not None else LEAST_STEPS[:1]:
            found = agglomerate(scored, work.log_odds, stated, least)
            found = move_records(found, work.log_odds, stated, least)
            if precision is None or expected_precision(found) >= precision:
                break
            scored = found.scored
        return found


class _Work:
    """Applies functions of a scorer to parts, here or in worker processes, in order."""

    def __init__(self, scorer: PairScorer, pool: Pool | None) -> None:
        self._scorer, self._pool = scorer, pool

    def over(
        self, function: Callable[[PairScorer, Given], Made], parts: Sequence[Given], on: Callable[[int, int], None]
    ) -> list[Made]:
        """Return the function's result of every part."""
        made: list[Made] = []
        results: Iterator[Made] = (function(self._scorer, part) for part in parts)
        if self._pool is not None and len(parts) > 1:
            results = self._pool.imap(partial(_in_worker, function), parts)
        for result in results:
            made.append(result)
            on(len(made), len(parts))
        return made

    def log_odds(self, pairs: RecordPairs, on: Callable[[int, int], None] = lambda _done, _total: None) -> Floats:
        """Return the calibrated log-odds of pairs."""
        parts = [pairs.take(part) for part in _slices(len(pairs), PAIRS_AT_ONCE)]
        return np.concatenate([np.zeros(0), *self.over(PairScorer.log_odds, parts, on)])


def _pairs_of(scorer: PairScorer, rows: Ints) -> RecordPairs:
    return candidate_pairs(scorer.index, scorer.kernel, rows, LEAST_WEIGHT)


def _split(rows: Ints, size: int) -> list[Ints]:
    return [rows[part] for part in _slices(len(rows), size)]


def _slices(n: int, size: int) -> list[slice]:
    return [slice(start, start + size) for start in range(0, n, size)]


@contextmanager
def _scoring(job: ClusterJob) -> Iterator[_Work]:
    scorer = _open(job)
    if job.processes <= 1:
        yield _Work(scorer, None)
        return
    with multiprocessing.get_context("spawn").Pool(job.processes, _start, (replace(job, processes=1),)) as pool:
        yield _Work(scorer, pool)


def _open(job: ClusterJob) -> PairScorer:
    return PairScorer(Bundle.open(job.bundle), UniverseIndex.open(job.index))


class _Worker:
    """The state of a worker process between parts."""

    scorer: PairScorer


def _start(job: ClusterJob) -> None:
    _Worker.scorer = _open(job)


def _in_worker(function: Callable[[PairScorer, Given], Made], part: Given) -> Made:
    return function(_Worker.scorer, part)

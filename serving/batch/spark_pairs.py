"""Deduplication on several machines: Spark distributes rows and pairs, every executor opens bundle and index itself.

Clusters are made on the driver, from the scored pairs. A pair's score depends on no other pair, so the clusters are
those of one machine.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache, partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from features.schema.array_types import Floats, Ints
from serving.batch.spark_match import check_master, failures_named, spark_session
from serving.batch.spark_steps import ddl_of
from serving.clusters.pair_scorer import PairScorer
from serving.clusters.record_pairs import RecordPairs
from serving.clusters.scoring import ClusterJob, PairScoring, local_scoring, open_scorer, pairs_of
from serving.clusters.workers import Counted, uncounted

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

FEW_PAIRS = 20_000
"""Fewer pairs are scored on the driver: starting a step takes longer."""
ROWS = pa.schema([("row", pa.int64())])
PAIRS = pa.schema([("key", pa.int64())])
SCORES = pa.schema([("key", pa.int64()), ("log_odds", pa.float64())])


@contextmanager
def spark_scoring(job: ClusterJob, master: str, records: int) -> Iterator["SparkScoring"]:
    """Start a Spark session; the folders of the job need the same path on every executor.

    Raises MasterUnknown, SparkMissing and SparkFailed.
    """
    check_master(master)
    with (
        TemporaryDirectory(prefix=".spark-", dir=job.index.parent) as folder,
        spark_session(master, records, "onematch dedupe") as spark,
        local_scoring(replace(job, processes=1)) as driver,
    ):
        yield SparkScoring(spark, job, Path(folder), driver)


class SparkScoring(PairScoring):
    """Candidates and scores of pairs by Spark, through files in a folder that the executors share."""

    def __init__(self, spark: "SparkSession", job: ClusterJob, folder: Path, driver: PairScoring) -> None:
        super().__init__(driver.workers)
        self._spark = spark
        self._job = job
        self._folder = folder
        self._numbers = count()

    def candidates(self, rows: Ints, on: Counted = uncounted) -> RecordPairs:
        """Return the candidate pairs of rows."""
        pairs = self._step(ROWS, rows, partial(_candidates_of, self._job), PAIRS, on)
        return RecordPairs.of_keys(np.unique(pairs.column("key").to_numpy()))

    def log_odds(self, pairs: RecordPairs, on: Counted = uncounted) -> Floats:
        """Return the calibrated log-odds of pairs, in their order."""
        if len(pairs) < FEW_PAIRS:
            return super().log_odds(pairs, on)
        scored = self._step(PAIRS, pairs.keys, partial(_scores_of, self._job), SCORES, on)
        order = np.argsort(scored.column("key").to_numpy(), kind="stable")
        scores: Floats = scored.column("log_odds").to_numpy()[order]
        return scores

    def _step(
        self, given: pa.Schema, values: Ints, step: Callable[..., Iterator[Any]], schema: pa.Schema, on: Counted
    ) -> pa.Table:
        """Apply a step to every row of a table of one column."""
        number = next(self._numbers)
        source, out = (self._folder / f"{number}-{name}" for name in ("given.parquet", "made"))
        pq.write_table(pa.table([pa.array(values, pa.int64())], schema=given), source)
        on(0, 1)
        with failures_named():
            frame = self._spark.read.parquet(str(source))
            parts = int(str(self._spark.conf.get("spark.sql.shuffle.partitions")))
            by_value = frame.repartitionByRange(parts, given.names[0]).sortWithinPartitions(given.names[0])
            by_value.mapInArrow(step, ddl_of(schema)).write.parquet(str(out))
        on(1, 1)
        files = sorted(out.glob("*.parquet"))
        return pa.concat_tables([schema.empty_table(), *(pq.read_table(file).cast(schema) for file in files)])


@lru_cache(maxsize=1)
def _opened(job: ClusterJob) -> PairScorer:
    """Open bundle and index once for all tasks of a worker process."""
    return open_scorer(job)


def _candidates_of(job: ClusterJob, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        pairs = pairs_of(_opened(job), np.sort(batch.column("row").to_numpy()))
        yield pa.record_batch([pa.array(pairs.keys)], schema=PAIRS)


def _scores_of(job: ClusterJob, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        keys = np.sort(batch.column("key").to_numpy())
        yield pa.record_batch(
            [pa.array(keys), pa.array(_opened(job).log_odds(RecordPairs.of_keys(keys)))], schema=SCORES
        )

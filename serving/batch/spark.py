"""Spark: a table's rows are distributed, and every executor opens bundle and index from its own disk.

Executors run the independent pass of a match, or find and score the pairs of a deduplication: no other row counts.
The collective pass, one-to-one and clusters are made on the driver, by the code of one machine, with the same results.
Spark repeats failed tasks.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from data.tables.progress import Progress, silent
from features.schema.array_types import Floats, Ints
from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.batch.files import FileMatchRequest, MatchSummary, Work, answer, match_file, open_matcher
from serving.batch.kept_parts import packed, unpacked
from serving.clusters.record_pairs import RecordPairs
from serving.clusters.scoring import ClusterJob, PairScoring, local_scoring, open_scorer, pairs_of
from serving.clusters.workers import Counted, uncounted
from serving.matching.matcher import CHUNK, Answering
from serving.matching.outcomes import Outcome

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ROWS_PER_PARTITION = 20_000
FEW_PAIRS = 20_000
"""Fewer pairs are scored on the driver: starting a step takes longer."""
MASTER = re.compile(r"local(\[(\*|\d+)(,\d+)?\])?|yarn|(spark|k8s)://.+")
OUTCOMES = pa.schema([("row", pa.int64()), ("outcomes", pa.binary())])
"""The packed outcomes of consecutive rows, by the first of them."""
PAIRS = pa.schema([("key", pa.int64())])
SCORES = pa.schema([("key", pa.int64()), ("log_odds", pa.float64())])
DDL = {"int64": "bigint", "double": "double", "binary": "binary"}
Batches = Iterator[pa.RecordBatch]


class SparkMissing(OnematchError):
    """The extra `spark` is not installed, or Java is not found."""


class MasterUnknown(OnematchError):
    """The address of a Spark master is malformed."""


class SparkFailed(OnematchError):
    """A Spark step failed."""


@value_class
class SparkSteps:
    """A Spark session, and a folder that has the same path on every executor."""

    session: "SparkSession"
    folder: Path

    def apply(self, step: Callable[[Batches], Batches], rows: pa.Table, schema: pa.Schema) -> pa.Table:
        """Apply a step to all rows; both tables are in the order of their first column, a partition is a range of it.

        Raises SparkFailed.
        """
        key = rows.column_names[0]
        with TemporaryDirectory(dir=self.folder) as folder, failures_named():
            given = Path(folder) / "given.parquet"
            made = Path(folder) / "made"
            pq.write_table(rows, given)
            frame = self.session.read.parquet(str(given))
            parts = int(str(self.session.conf.get("spark.sql.shuffle.partitions")))
            ranges = frame.repartitionByRange(parts, key).sortWithinPartitions(key)
            columns = ", ".join(f"`{field.name}` {DDL[str(field.type)]}" for field in schema)
            ranges.mapInArrow(step, columns).write.parquet(str(made))
            return pq.read_table(made, schema=schema).sort_by(schema.names[0])


@contextmanager
def spark_steps(master: str, beside: Path, n_rows: int, name: str) -> Iterator[SparkSteps]:
    """Start a session with this Python interpreter in its workers and partitions by the number of rows.

    Raises SparkMissing.
    """
    try:
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise SparkMissing("--engine spark needs the extra: pip install 'onematch[spark]'") from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    options: dict[str, bool | float | int | str | None] = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": max(2, -(-n_rows // ROWS_PER_PARTITION)),
        "spark.sql.execution.arrow.maxRecordsPerBatch": CHUNK,
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
    }
    with TemporaryDirectory(prefix=".spark-", dir=beside) as folder:
        try:
            with failures_named():
                session = SparkSession.builder.master(master).appName(name).config(map=options).getOrCreate()
        except PySparkRuntimeError as error:
            raise SparkMissing("Spark did not start, expected Java 17 or later: {error}", error=error) from error
        try:
            yield SparkSteps(session, Path(folder))
        finally:
            session.stop()


@contextmanager
def failures_named() -> Iterator[None]:
    """Raise SparkFailed for an error of Spark's, with its first line."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException, PySparkRuntimeError

    try:
        yield
    except PySparkRuntimeError:
        raise
    except (PySparkException, Py4JError) as error:
        lines = [line for line in str(error).splitlines() if line.strip() and not line.startswith("An error occurred")]
        raise SparkFailed("Spark gave up: {lines}", lines=lines[0] if lines else type(error).__name__) from error


def check_master(master: str) -> None:
    """Raise MasterUnknown for an address that Spark does not know."""
    if MASTER.fullmatch(master) is None:
        raise MasterUnknown(
            "--master: got {master!r}, expected local[N], spark://HOST:PORT, k8s://HOST or yarn", master=master
        )


def match_on_spark(request: FileMatchRequest, master: str, progress: Progress = silent) -> MatchSummary:
    """Decide every record of a file as `match_file` does, the independent pass on the Spark cluster of `master`.

    The bundle, the index and the folder of `out` must have the same path on every executor. Raises MasterUnknown,
    SparkMissing, SparkFailed, and the errors of `match_file`.
    """
    check_master(master)
    request = replace(request, keeps_parts=False, processes=1)
    return match_file(request, progress, decide=partial(_decide, master))


def _decide(master: str, work: Work, chunks: Sequence[pa.Table]) -> Iterator[list[Outcome]]:
    if not chunks:
        return
    request = work.request
    raw = pa.concat_tables(chunks)
    rows = raw.add_column(0, "row", pa.array(np.arange(len(raw))))
    step = partial(_outcomes_of, request.bundle.resolve(), work.index.resolve(), request.precision, work.answering)
    with spark_steps(master, request.out.parent, len(raw), "onematch match") as spark:
        decided = spark.apply(step, rows, OUTCOMES).column("outcomes")
    outcomes = chain.from_iterable(unpacked(content.as_py()) for content in decided)
    for chunk in chunks:
        yield list(islice(outcomes, len(chunk)))


_matcher_of = lru_cache(maxsize=1)(open_matcher)
"""Opens bundle and index once for all tasks of a worker process."""


def _outcomes_of(bundle: Path, index: Path, precision: float | None, answering: Answering, batches: Batches) -> Batches:
    matcher = _matcher_of(bundle, index, precision)
    for batch in batches:
        raw = pa.Table.from_batches([batch])
        outcomes = packed(answer(answering, matcher, raw.drop_columns("row")))
        yield pa.record_batch([batch.column("row").slice(0, 1), pa.array([outcomes])], schema=OUTCOMES)


@contextmanager
def spark_scoring(job: ClusterJob, master: str, records: int) -> Iterator[PairScoring]:
    """Start a Spark session; the folders of the job need the same path on every executor.

    Raises MasterUnknown, SparkMissing and SparkFailed.
    """
    check_master(master)
    with (
        spark_steps(master, job.index.parent, records, "onematch dedupe") as spark,
        local_scoring(replace(job, processes=1)) as driver,
    ):
        yield _SparkScoring(spark, job, driver)


class _SparkScoring(PairScoring):
    """Candidates and scores of pairs by Spark."""

    def __init__(self, spark: SparkSteps, job: ClusterJob, driver: PairScoring) -> None:
        super().__init__(driver.workers)
        self._spark = spark
        self._job = job

    def candidates(self, rows: Ints, on: Counted = uncounted) -> RecordPairs:
        on(0, 1)
        pairs = self._spark.apply(partial(_candidates_of, self._job), pa.table({"row": rows}), PAIRS)
        on(1, 1)
        return RecordPairs.of_keys(np.unique(pairs.column("key").to_numpy()))

    def log_odds(self, pairs: RecordPairs, on: Counted = uncounted) -> Floats:
        if len(pairs) < FEW_PAIRS:
            return super().log_odds(pairs, on)
        on(0, 1)
        scored = self._spark.apply(partial(_scores_of, self._job), pa.table({"key": pairs.keys}), SCORES)
        on(1, 1)
        log_odds: Floats = scored.column("log_odds").to_numpy()
        return log_odds


_scorer_of = lru_cache(maxsize=1)(open_scorer)


def _candidates_of(job: ClusterJob, batches: Batches) -> Batches:
    for batch in batches:
        pairs = pairs_of(_scorer_of(job), batch.column("row").to_numpy())
        yield pa.record_batch([pa.array(pairs.keys)], schema=PAIRS)


def _scores_of(job: ClusterJob, batches: Batches) -> Batches:
    for batch in batches:
        keys = batch.column("key")
        log_odds = _scorer_of(job).log_odds(RecordPairs.of_keys(keys.to_numpy()))
        yield pa.record_batch([keys, pa.array(log_odds)], schema=SCORES)

"""Batch on several machines: Spark distributes the rows, every executor opens the index from its own disk.

The independent pass needs the record alone; the collective pass and one-to-one are shuffles on the claimed profile.
Spark repeats failed tasks, and LINKS are written whole or not at all.
"""

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from data.labels.links import LinksTable, write_links
from data.tables.progress import Progress, silent
from data.tables.records import iter_chunks
from data.tables.rejects import Reject, write_rejects
from features.schema.errors import OnematchError
from serving.batch import spark_steps
from serving.batch.files import ONE_TO_ONE, FileMatchRequest, MatchSummary, index_of, summarise
from serving.batch.spark_steps import CLAIM_FIELDS, CLAIMS, LINKS, OUTCOMES, PAIRS, ExecutorFiles, ddl_of, link_of_row
from serving.matching.account_links import linked_companies
from serving.matching.matcher import CHUNK

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

ROWS_PER_PARTITION = 20_000
MASTER = re.compile(r"local(\[(\*|\d+)(,\d+)?\])?|yarn|(spark|k8s)://.+")


class SparkMissing(OnematchError):
    """The extra `spark` is not installed, or Java is not found."""


class MasterUnknown(OnematchError):
    """The address of a Spark master is malformed."""


class SparkFailed(OnematchError):
    """A Spark step failed."""


def match_on_spark(request: FileMatchRequest, master: str, progress: Progress = silent) -> MatchSummary:
    """Decide every record of a file as `match_file` does, on the Spark cluster that `master` names.

    The bundle, the index and the folder of `out` must have the same path on every executor. Raises MasterUnknown,
    SparkMissing, SparkFailed, and the errors of reading the file and of opening bundle and index.
    """
    started = time.perf_counter()
    check_master(master)
    with index_of(request, progress) as index, TemporaryDirectory(prefix=".spark-", dir=request.out.parent) as scratch:
        staged = Path(scratch) / "rows"
        n_rows, rejects = _stage(request, staged, progress)
        files = ExecutorFiles(
            kind=request.kind,
            bundle=request.bundle.resolve(),
            index=index.resolve(),
            precision=request.precision,
            independent=request.independent,
            explain=request.explain,
            with_account_links=request.account_links is not None,
        )
        has_collective = not request.independent and spark_steps.open_matcher(files).collective is not None
        with spark_session(master, n_rows, "onematch match") as spark, failures_named():
            links = _links(spark, staged, files, has_collective)
            if request.links == ONE_TO_ONE:
                links = _one_to_one(links)
            links.orderBy("row").write.parquet(str(Path(scratch) / "links"))
        table = LinksTable([link_of_row(row) for row in _ordered(Path(scratch) / "links")])
    write_links(table, request.out)
    write_rejects(request.out.with_name(f"{request.out.name}.rejects.csv"), rejects)
    return summarise(table.rows, len(rejects), time.perf_counter() - started)


def _stage(request: FileMatchRequest, folder: Path, progress: Progress) -> tuple[int, list[Reject]]:
    """Write the accepted raw rows with their number, so that the links keep the order of the file.

    Return how many there are, and the rejected ones.
    """
    folder.mkdir()
    companies = {} if request.account_links is None else linked_companies(request.account_links)
    count = 0
    rejects = list[Reject]()
    for number, chunk in enumerate(iter_chunks(request.schema, request.crm, request.renames, normalised=False)):
        accounts = chunk.raw.column("account_id").to_pylist() if "account_id" in chunk.raw.column_names else []
        company = [companies.get(account) for account in accounts] or [None] * len(chunk.ids)
        rows = pa.array(range(count, count + len(chunk.ids)), pa.int64())
        table = chunk.raw.append_column("row", rows).append_column("linked_company", pa.array(company, pa.string()))
        pq.write_table(table, folder / f"{number:06}.parquet", row_group_size=CHUNK)
        count += len(chunk.ids)
        rejects.extend(chunk.rejects)
        progress("reading", count, count)
    return count, rejects


def check_master(master: str) -> None:
    """Raise MasterUnknown for an address that Spark does not know."""
    if MASTER.fullmatch(master) is None:
        raise MasterUnknown(f"--master: got {master!r}, expected local[N], spark://HOST:PORT, k8s://HOST or yarn")


@contextmanager
def spark_session(master: str, n_rows: int, name: str) -> "Iterator[SparkSession]":
    """Start a session with this Python interpreter in its workers and partitions by the number of rows.

    Raises SparkMissing.
    """
    try:
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise SparkMissing("--engine spark needs the extra: pip install 'onematch[spark]'") from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    partitions = max(2, -(-n_rows // ROWS_PER_PARTITION))
    builder = SparkSession.builder.master(master).appName(name).config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.shuffle.partitions", partitions)
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", CHUNK)
    builder = builder.config("spark.ui.showConsoleProgress", "false").config("spark.log.level", "ERROR")
    try:
        with failures_named():
            spark = builder.getOrCreate()
    except PySparkRuntimeError as error:
        raise SparkMissing(f"Spark did not start, expected Java 17 or later: {error}") from error
    try:
        yield spark
    finally:
        spark.stop()


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
        raise SparkFailed(f"Spark gave up: {lines[0] if lines else type(error).__name__}") from error


def _links(spark: "SparkSession", staged: Path, files: ExecutorFiles, has_collective: bool) -> "DataFrame":
    """Run the independent pass and, where the bundle has one, the collective pass."""
    rows = spark.read.parquet(str(staged)).repartition("row")
    independent = _step(rows, partial(spark_steps.match_alone, files), OUTCOMES)
    if not has_collective:
        return _step(independent, spark_steps.link_alone, LINKS)
    from pyspark.sql import functions

    independent = independent.persist()
    pairs = _step(independent, spark_steps.list_pairs, PAIRS).repartition("profile_id")
    claims = _step(pairs, partial(spark_steps.weigh_partition, files), CLAIMS)
    claim = functions.struct("at", *CLAIM_FIELDS)
    by_record = claims.groupBy("row").agg(functions.collect_list(claim).alias("claims"))
    return _step(independent.join(by_record, "row", "left"), partial(spark_steps.decide_together, files), LINKS)


def _one_to_one(links: "DataFrame") -> "DataFrame":
    from pyspark.sql import functions

    profile = functions.coalesce(functions.get("cluster", 0), "candidate_id", "crm_id")
    return _step(links.repartition(profile), spark_steps.one_to_one_in_partition, LINKS)


def _step(frame: "DataFrame", step: Callable[..., Iterator[Any]], schema: pa.Schema) -> "DataFrame":
    return frame.mapInArrow(step, ddl_of(schema))


def _ordered(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield links file by file; Spark numbers its files in the order of the rows."""
    for file in sorted(folder.glob("*.parquet")):
        yield from pq.read_table(file).to_pylist()

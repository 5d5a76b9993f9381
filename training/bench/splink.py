"""onematch beside Splink's three interfaces for scoring a new record: the same model on the same records."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count, cycle
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import pyarrow as pa
from splink import DuckDBAPI, Linker, block_on

from data.tables.progress import Progress
from features.normalise.records import normalise
from features.normalise.text import word_rows
from features.pairs.columns import Columns, columns_of
from features.pairs.pairs import Pairs
from features.schema.kinds import Kind
from serving.matching.matcher import Matcher
from serving.runtime.process import settle
from training.bench.ground import BenchGround, GroundSize, RawRow, bundle_for, prepare_ground, raw_rows
from training.bench.harness import BenchTable, BundleOption, KindChoice, Profiles
from training.bench.job import NOTE as JOB_NOTE
from training.bench.job import job_rows
from training.bench.machine import Row
from training.fitting.methods.private_splink import compare_records
from training.fitting.methods.splink_fit import quiet_connection, table_of
from training.worded_commands import option

CANDIDATES = 100
RULES: Mapping[Kind, tuple[tuple[str, ...], ...]] = {
    Kind.PERSON: word_rows(
        """
        first last
        email
        phone
        last postal
        last company
        """
    ),
    Kind.COMPANY: word_rows(
        """
        name
        domain
        phone
        street
        """
    ),
}
"""Blocking rules for Splink: few and narrow, as its documentation advises for single records."""
KERNEL = "onematch kernel"
MATCHER = "onematch whole matcher"
NOTE = (
    "The same Fellegi-Sunter model everywhere; onematch uses one thread, Splink as many as DuckDB takes. times: the "
    "median of Splink divided by that of onematch for the same work."
)


def splink(
    progress: Progress,
    *,
    kind: KindChoice = Kind.PERSON,
    profiles: Profiles = 100_000,
    queries: Annotated[int, option("--queries", "Records that are matched one by one.", min=3)] = 50,
    whole: Annotated[int, option("--whole", "Also run a whole job of this size; 0: none.", min=0)] = 0,
    bundle: BundleOption = None,
) -> Iterator[BenchTable]:
    """Measure one record, and a whole job, beside Splink.

    The kernel against Splink's realtime and pair interfaces, the whole matcher against its predict_between; with
    --whole also both jobs from files to links: time, memory and quality of the links.
    """
    ground = prepare_ground(GroundSize(kind, profiles, queries), progress)
    opened = bundle_for(kind, bundle)
    side_by_side = SideBySide(ground, opened)
    few = max(3, queries // 5)
    chosen = cycle(side_by_side.rows[:queries])
    ways: Sequence[tuple[str, Callable[[RawRow], object], int, int | None, str]] = (
        (KERNEL, side_by_side.kernel, queries, CANDIDATES, ""),
        (MATCHER, lambda row: side_by_side.matcher.match_rows([row]), queries, None, ""),
        ("Splink compare_records, cached", side_by_side.realtime, queries, CANDIDATES, KERNEL),
        ("Splink score_pairs", side_by_side.pairs, few, CANDIDATES, KERNEL),
        ("Splink predict_between", side_by_side.between, few, None, MATCHER),
    )
    rows = list[Row]()
    medians = dict[str, float]()
    for name, way, times, candidates, like in ways:
        medians[name] = ms = median_ms(way, chosen, times)
        slower = round(ms / medians[like], 1) if like else None
        rows.append({"way": name, "median_ms": round(ms, 3), "candidates": candidates, "times": slower})
    yield BenchTable("One record, side by side", rows, NOTE, ("median_ms", "times"))
    if whole:
        jobs = job_rows(kind, whole, opened, progress)
        yield BenchTable(f"Whole job, {whole:,} x {whole:,}", jobs, JOB_NOTE, ("seconds", "peak_mb", "best_f1"))


def read(kind: Kind, rows: Sequence[RawRow]) -> Columns:
    """Normalise raw rows."""
    return columns_of(kind, [str(row["id"]) for row in rows], [normalise(kind, row) for row in rows])


def rare_fields(settings: Mapping[str, Any]) -> list[str]:
    """Return the fields with a term frequency adjustment."""
    levels = [level for comparison in settings["comparisons"] for level in comparison["comparison_levels"]]
    return sorted({level["tf_adjustment_column"] for level in levels if level.get("tf_adjustment_column")})


class SideBySide:
    """One universe for both, and one record against the same hundred candidates by each interface.

    `between` scores it against all profiles. Splink has the same records registered, normalised, with term frequencies.
    """

    def __init__(self, ground: BenchGround, bundle: Path) -> None:
        self.matcher = Matcher.open(bundle, ground.index)
        self.rows = raw_rows(ground)
        self._kind = ground.kind
        index = self.matcher.index
        self._api = DuckDBAPI(quiet_connection())
        settings = {**self.matcher.bundle.splink, "retain_intermediate_calculation_columns": False}
        settings["blocking_rules_to_generate_predictions"] = [block_on(*rule) for rule in RULES[ground.kind]]
        everyone = table_of(index.take(np.arange(len(index))))
        self._universe = self._api.register(everyone, dataset_display_name="universe")
        first = table_of(read(ground.kind, self.rows[:1]))
        crm = self._api.register(first, dataset_display_name="crm", table_name="crm_first")
        self._linker = Linker([crm, self._universe], settings, log_level=logging.ERROR)
        for field in rare_fields(settings):
            self._linker.table_management.compute_tf_table(field)
        settle()
        self._right = index.take(np.arange(min(CANDIDATES, len(index))))
        self._settings = self._linker.misc.save_model_to_json(None)
        self._rare = rare_fields(self._settings)
        self._candidates = ready_table(self._right, "universe", self._rare)
        self._numbers = count()
        self._candidate_rows = self._candidates.to_pylist()

    def kernel(self, row: RawRow) -> None:
        """Compute match weights of the candidates with the kernel."""
        left = read(self._kind, [row])
        n = len(self._right)
        self.matcher.kernel.score(Pairs(left, self._right, np.zeros(n, np.int64), np.arange(n)))

    def realtime(self, row: RawRow) -> None:
        """Compute them with Splink's realtime interface, its SQL cached from the first call on."""
        record = self._record_table(row)
        self._use(compare_records(record, self._candidates, self._settings, self._api, sql_cache_key="bench"))

    def pairs(self, row: RawRow) -> None:
        """Compute them with `score_pairs`."""
        self._use(self._linker.inference.score_pairs(self._record_table(row).to_pylist(), self._candidate_rows))

    def between(self, row: RawRow) -> None:
        """Block and score the record against the whole universe."""
        record = table_of(read(self._kind, [row]))
        name = f"crm_{next(self._numbers)}"
        left = self._api.register(record, dataset_display_name="crm", table_name=name)
        self._use(self._linker.inference.predict_between(left, self._universe))

    def _record_table(self, row: RawRow) -> Any:
        return ready_table(read(self._kind, [row]), "crm", self._rare)

    def _use(self, scored: Any) -> None:
        scored.as_duckdbpyrelation().to_arrow_table()
        scored.drop_table_from_database_and_remove_from_cache(force_non_splink_table=True)


def ready_table(columns: Columns, source: str, rare: Sequence[str]) -> Any:
    """Return records with the source and frequency columns that Splink's realtime interface needs.

    All frequencies are 0.001: their value does not change the time.
    """
    table = table_of(columns)
    table = table.append_column("source_dataset", pa.array([source] * len(columns), pa.string()))
    for field in rare:
        table = table.append_column(f"tf_{field}", pa.array([0.001] * len(columns), pa.float64()))
    return table


def median_ms(way: Callable[[RawRow], object], queries: Iterator[RawRow], times: int) -> float:
    """Call once to warm up, then time `times` calls; return the median wall time in milliseconds."""
    way(next(queries))
    seconds = []
    for _ in range(times):
        row = next(queries)
        began = time.perf_counter()
        way(row)
        seconds.append(time.perf_counter() - began)
    return float(np.median(seconds)) * 1000

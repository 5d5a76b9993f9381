"""onematch beside Splink's three interfaces for scoring a new record: the same model on the same records."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from splink import DuckDBAPI, Linker, block_on
from splink.internals.realtime import compare_records

from data.tables.progress import Progress
from features.normalise.records import normalise
from features.pairs.columns import Columns, columns_of
from features.pairs.pairs import Pairs
from features.schema.kinds import Kind
from serving.matching.matcher import Matcher
from serving.runtime.garbage import settle
from training.bench.ground import SEED, BenchGround, GroundSize, prepare_ground
from training.bench.job import JobRequest, bench_job
from training.bench.live import RawRow, bundle_for, raw_rows
from training.bench.results import BenchResult, BenchTable, Row
from training.fitting.methods.splink_fit import quiet_connection, table_of

CANDIDATES = 100
RULES: Mapping[Kind, tuple[tuple[str, ...], ...]] = {
    Kind.PERSON: (("first", "last"), ("email",), ("phone",), ("last", "postal"), ("last", "company")),
    Kind.COMPANY: (("name",), ("domain",), ("phone",), ("street",)),
}
"""Blocking rules for Splink: few and narrow, as its documentation advises for single records."""
NOTE = (
    "The same Fellegi-Sunter model everywhere; onematch uses one thread, Splink as many as DuckDB takes. times: the "
    "median of Splink divided by that of onematch for the same work."
)


@dataclass(frozen=True, slots=True)
class SplinkBench:
    """The profiles of the universe, and the records scored by each interface.

    `whole` is the size of both sides of a whole job; 0: none.
    """

    kind: Kind = Kind.PERSON
    profiles: int = 100_000
    queries: int = 50
    bundle: Path | None = None
    whole: int = 0


@dataclass(frozen=True, slots=True)
class SplinkSetting:
    """One universe for both: the matcher with its index, and the same records registered with Splink."""

    matcher: Matcher
    linker: Any
    api: Any
    universe: Any
    rows: Sequence[RawRow]


def bench_splink(request: SplinkBench, load_before: float, progress: Progress) -> BenchResult:
    """Score the same records with the kernel, the whole matcher, and Splink's realtime, pair and table interfaces."""
    ground = prepare_ground(GroundSize(request.kind, request.profiles, request.queries), progress)
    context = enter(ground, request)
    queries = cycle(context.rows[: request.queries])
    one_record = OneRecord(context)
    ours = {
        "kernel": median_ms(one_record.kernel, queries, request.queries),
        "whole matcher": median_ms(lambda row: context.matcher.match_rows([row]), queries, request.queries),
    }
    theirs = {
        "compare_records, cached": (median_ms(one_record.realtime, queries, request.queries), "kernel", CANDIDATES),
        "score_pairs": (median_ms(one_record.pairs, queries, max(3, request.queries // 5)), "kernel", CANDIDATES),
        "predict_between": (
            median_ms(one_record.between, queries, max(3, request.queries // 5)),
            "whole matcher",
            None,
        ),
    }
    rows: list[Row] = [
        {"way": f"onematch {name}", "median_ms": round(ms, 3), "candidates": _candidates(name), "times": None}
        for name, ms in ours.items()
    ]
    rows += [
        {
            "way": f"Splink {name}",
            "median_ms": round(ms, 3),
            "candidates": retrieved,
            "times": round(ms / ours[like], 1),
        }
        for name, (ms, like, retrieved) in theirs.items()
    ]
    settings = {"kind": str(request.kind), "profiles": request.profiles, "queries": request.queries, "seed": SEED}
    tables = [BenchTable("One record, side by side", rows, NOTE)]
    if request.whole:
        tables.append(bench_job(JobRequest(request.kind, request.whole, bundle=request.bundle), progress))
    return BenchResult("splink", settings, tables, load_before)


def _candidates(name: str) -> int | None:
    return CANDIDATES if name == "kernel" else None


def enter(ground: BenchGround, request: SplinkBench) -> SplinkSetting:
    """Open the index and register the same universe with Splink, normalised, with term frequencies."""
    matcher = Matcher.open(bundle_for(request.kind, request.bundle), ground.index)
    everyone = matcher.index.take(np.arange(len(matcher.index)))
    connection = quiet_connection()
    api = DuckDBAPI(connection)
    settings = {**matcher.bundle.splink, "retain_intermediate_calculation_columns": False}
    settings["blocking_rules_to_generate_predictions"] = [block_on(*rule) for rule in RULES[request.kind]]
    universe = api.register(table_of(everyone), dataset_display_name="universe")
    rows = raw_rows(ground)
    crm = api.register(table_of(read(request.kind, rows[:1])), dataset_display_name="crm", table_name="crm_first")
    linker = Linker([crm, universe], settings, log_level=logging.ERROR)
    for field in rare_fields(settings):
        linker.table_management.compute_tf_table(field)
    settle()
    return SplinkSetting(matcher, linker, api, universe, rows)


def read(kind: Kind, rows: Sequence[RawRow]) -> Columns:
    """Normalise raw rows."""
    return columns_of(kind, [str(row["id"]) for row in rows], [normalise(kind, row) for row in rows])


def rare_fields(settings: Mapping[str, Any]) -> list[str]:
    """Return the fields with a term frequency adjustment."""
    levels = [level for comparison in settings["comparisons"] for level in comparison["comparison_levels"]]
    return sorted({level["tf_adjustment_column"] for level in levels if level.get("tf_adjustment_column")})


class OneRecord:
    """One record against the same hundred candidates by each interface, or for `between` against all profiles."""

    def __init__(self, context: SplinkSetting) -> None:
        self._setting = context
        self._kind = context.matcher.kind
        rows = np.arange(min(CANDIDATES, len(context.matcher.index)))
        self._right = context.matcher.index.take(rows)
        self._settings = context.linker.misc.save_model_to_json(None)
        self._rare = rare_fields(self._settings)
        self._candidates = ready_table(self._right, "universe", self._rare)
        self._numbers = count()
        self._candidate_rows = self._candidates.to_pylist()

    def kernel(self, row: RawRow) -> None:
        """Compute match weights of the candidates with the kernel."""
        left, n = read(self._kind, [row]), len(self._right)
        self._setting.matcher.kernel.score(Pairs(left, self._right, np.zeros(n, np.int64), np.arange(n)))

    def realtime(self, row: RawRow) -> None:
        """Compute them with Splink's realtime interface, its SQL cached from the first call on."""
        one, api = self._one(row), self._setting.api
        self._use(compare_records(one, self._candidates, self._settings, api, sql_cache_key="bench"))

    def pairs(self, row: RawRow) -> None:
        """Compute them with `score_pairs`."""
        self._use(self._setting.linker.inference.score_pairs(self._one(row).to_pylist(), self._candidate_rows))

    def between(self, row: RawRow) -> None:
        """Block and score the record against the whole universe."""
        one, name = table_of(read(self._kind, [row])), f"crm_{next(self._numbers)}"
        left = self._setting.api.register(one, dataset_display_name="crm", table_name=name)
        self._use(self._setting.linker.inference.predict_between(left, self._setting.universe))

    def _one(self, row: RawRow) -> Any:
        return ready_table(read(self._kind, [row]), "crm", self._rare)

    def _use(self, found: Any) -> None:
        found.as_duckdbpyrelation().to_arrow_table()
        found.drop_table_from_database_and_remove_from_cache(force_non_splink_table=True)


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

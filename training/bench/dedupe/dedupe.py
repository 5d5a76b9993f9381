"""Deduplication beside other tools: quality on the test split, time and memory, each tool in a process of its own."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from data.labels.clusters import ClusterFile, read_clusters
from data.tables.progress import Progress
from features.schema.kinds import Kind
from serving.matching.bundle import Bundle, shipped_bundle
from training.bench.dedupe.duplicate_sets import DuplicateSet
from training.bench.dedupe.peers import DEDUPE_PEERS
from training.bench.peers.tables import LEAST_FILLED
from training.bench.quality.trials import NONE, Trial, left_out_bundle
from training.bench.results import BenchResult, BenchTable, Row
from training.dedupe.dedupe import DedupeRequest, dedupe_file
from training.evaluation.cluster_metrics import evaluate_clusters
from training.evaluation.data_sets import QualitySet
from training.evaluation.workspace import BenchIncomplete

WITHOUT, WITH = "onematch, no labels", "onematch, split=train"
NOTE = (
    "Figures of split=test, clusters of the whole file; a pair across splits counts half. Seconds of the wall and of "
    "the processor, and the peak memory, of a process that reads the records and makes clusters. Splink clusters at "
    "0.95, goldenmatch as it configures itself; neither uses labels. failed: the error of the tool."
)
MEGABYTE = 1024
LONGEST_ERROR = 80


@dataclass(frozen=True, slots=True)
class DedupeBench:
    """The sets to measure, and the base model of the trainings (None: the shipped bundle).

    With `linkage` sets each set's base model is trained on those of its kind but the one of its own name.
    """

    sets: Sequence[DuplicateSet]
    base_model: Path | None = None
    peers: bool = True
    linkage: Sequence[QualitySet] = ()


def bench_dedupe(bench: DedupeBench, load_before: float, progress: Progress) -> BenchResult:
    """Cluster every set with every tool."""
    installed = [name for name, (package, _) in DEDUPE_PEERS.items() if find_spec(package) is not None]
    tools = [WITHOUT, WITH, *(installed if bench.peers else [])]
    rows: list[Row] = []
    for of in bench.sets:
        base_model = _base_model(bench, of, progress)
        for tool in tools:
            progress("deduplication", len(rows), len(bench.sets) * len(tools))
            rows.append({"set": of.name, "tool": tool, **_measured(of, tool, base_model)})
    base = "made without the set" if bench.linkage else bench.base_model or "shipped"
    settings = {"tools": tools, "base model": str(base), "not installed": sorted(set(DEDUPE_PEERS) - set(installed))}
    return BenchResult("dedupe", settings, [BenchTable("Duplicates inside one file", rows, NOTE)], load_before)


def _base_model(bench: DedupeBench, of: DuplicateSet, progress: Progress) -> Path | None:
    """Return the base model for a set: one that never saw it, where the linkage sets are given."""
    own = next((each for each in bench.linkage if each.name == of.name), None)
    if own is None:
        return bench.base_model
    return left_out_bundle(Trial(own, NONE, 0, bench.linkage), progress)


def _measured(of: DuplicateSet, tool: str, base_model: Path | None) -> Row:
    """Run a tool in a process of its own and judge its clusters."""
    with TemporaryDirectory(prefix="onematch-bench-") as folder:
        out = Path(folder) / "clusters.parquet"
        task = json.dumps([str(of.kind), str(of.folder), tool, str(base_model or ""), str(out)])
        done = subprocess.run(
            [sys.executable, "-m", __spec__.name, task], capture_output=True, text=True, check=False, cwd=folder
        )
        if done.returncode:
            error = (done.stderr.strip().splitlines() or ["no output"])[-1][:LONGEST_ERROR]
            return {**_figures(None), "wall_s": None, "cpu_s": None, "memory_mb": None, "failed": error}
        cost: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        return {**_figures((read_clusters(out), read_clusters(of.clusters))), **cost, "failed": None}


def _figures(clusters: tuple[ClusterFile, ClusterFile] | None) -> Row:
    if clusters is None:
        return dict.fromkeys(("pair_precision", "pair_recall", "pair_f1", "b3_f1", "pair_f1_from", "pair_f1_to"))
    measured = evaluate_clusters(*clusters, "test")
    low, high = measured.intervals["pair_f1"]
    figures = {name: measured.figures[name] for name in ("pair_precision", "pair_recall", "pair_f1", "b3_f1")}
    return {**figures, "pair_f1_from": low, "pair_f1_to": high}


def _run(kind: Kind, folder: Path, tool: str, base_model: Path | None, out: Path) -> None:
    """Make the clusters of a set with one tool."""
    if tool in DEDUPE_PEERS:
        table = read_for_tools(folder / "records.parquet")
        found = DEDUPE_PEERS[tool][1](kind, table)
        pd.DataFrame({"id": list(found), "cluster_id": list(found.values())}).to_parquet(out, index=False)
        return
    base = base_model or shipped_bundle(kind)
    if base is None:
        raise BenchIncomplete(f"got no shipped bundle of the kind {kind}, expected one")
    request = DedupeRequest(kind, folder / "records.parquet", out, Bundle.open(base).path)
    if tool == WITH:
        request = DedupeRequest(
            kind, request.records, out, base, labels=folder / "clusters.parquet", labels_split="train"
        )
    dedupe_file(request)


def read_for_tools(path: Path) -> pd.DataFrame:
    """Read records for another tool: lower case, empty is missing, columns that are hardly filled left out."""
    table = pd.read_parquet(path).astype(object)
    for column in table.columns.drop("id"):
        text = table[column].astype("string").str.lower().str.strip()
        filled = text.notna() & (text.fillna("") != "")
        table[column] = [value if here else None for value, here in zip(text, filled, strict=True)]
    kept = [name for name in table.columns if name == "id" or table[name].notna().mean() >= LEAST_FILLED]
    return table[kept]


def _main(task: str) -> None:
    """Run one tool and print what it cost as JSON; Linux gives the peak memory in kilobytes."""
    kind, folder, tool, base_model, out = json.loads(task)
    started = time.perf_counter()
    _run(Kind(kind), Path(folder), tool, Path(base_model) if base_model else None, Path(out))
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cost = {
        "wall_s": round(time.perf_counter() - started, 1),
        "cpu_s": round(sum(one.ru_utime + one.ru_stime for one in usage), 1),
        "memory_mb": round(max(one.ru_maxrss for one in usage) / MEGABYTE),
    }
    sys.stdout.write(f"\n{json.dumps(cost)}\n")


if __name__ == "__main__":
    _main(sys.argv[1])

"""Deduplication beside other tools: quality on the test split, time and memory, each tool in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from data.labels.clusters import ClusterFile, read_clusters
from data.tables.progress import Progress
from training.bench.dedupe import one_tool
from training.bench.dedupe.duplicate_sets import DuplicateSet, find_duplicate_sets
from training.bench.dedupe.one_tool import DEDUPE_PEERS, WITH, WITHOUT
from training.bench.harness import BenchTable, DataOption, SetsOption, read_names
from training.bench.peers.tools import absent_of, installed_of
from training.bench.plots import Row
from training.bench.quality.trials import NONE, Trial, left_out_bundle
from training.evaluation.cluster_metrics import evaluate_clusters
from training.evaluation.data_sets import data_folder, find_sets
from training.terminal import OptionsWrong

NOTE = (
    "Figures of split=test, clusters of the whole file; a pair across splits counts half. Seconds of the wall and of "
    "the processor, and the peak memory, of a process that reads the records and makes clusters. Splink clusters at "
    "0.95, goldenmatch as it configures itself; neither uses labels. failed: the error of the tool."
)
LONGEST_ERROR = 80


def dedupe(
    progress: Progress,
    *,
    data: DataOption = None,
    sets: SetsOption = "",
    start_from: Annotated[
        Path | None,
        typer.Option(
            "--start-from", help="The base model; the shipped bundle by default.", exists=True, file_okay=False
        ),
    ] = None,
    leave_out: Annotated[
        bool, typer.Option("--leave-out", help="Train base models that never saw the set; minutes each, then kept.")
    ] = False,
    peers: Annotated[bool, typer.Option("--peers/--no-peers", help="Also the other tools.")] = True,
) -> Iterator[BenchTable]:
    """Measure clusters of the sets below `duplicates`, and those of other tools.

    --sets also names linkage sets: their records and profiles are read as one file.

    onematch runs without labels, and with those of split=train. The others come with the optional group `peers`; one
    that is not installed is named and left out.
    """
    if leave_out and start_from is not None:
        raise OptionsWrong("got both of --leave-out and --start-from, expected at most one")
    linkage = find_sets(data_folder(data)) if leave_out else []
    chosen = find_duplicate_sets(data_folder(data), read_names(sets))
    tools = [WITHOUT, WITH, *(installed_of(DEDUPE_PEERS) if peers else [])]
    rows: list[Row] = []
    for of in chosen:
        own = next((each for each in linkage if each.name == of.name), None)
        base_model = start_from if own is None else left_out_bundle(Trial(own, NONE, 0, linkage), progress)
        for tool in tools:
            progress("deduplication", len(rows), len(chosen) * len(tools))
            rows.append({"set": of.name, "tool": tool, **_measured(of, tool, base_model)})
    yield BenchTable("Duplicates inside one file", rows, f"{NOTE} {absent_of(DEDUPE_PEERS)}")


def _measured(of: DuplicateSet, tool: str, base_model: Path | None) -> Row:
    """Run a tool in a process of its own and judge its clusters."""
    with TemporaryDirectory(prefix="onematch-bench-") as folder:
        out = Path(folder) / "clusters.parquet"
        task = json.dumps([str(of.kind), str(of.folder), tool, str(base_model or ""), str(out)])
        done = subprocess.run(
            [sys.executable, "-m", one_tool.__spec__.name, task],
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
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

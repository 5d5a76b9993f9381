"""Deduplication beside other tools: quality on the test split, time and memory, each tool in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import pandas as pd
import typer

from data.labels.clusters import ClusterFile, read_clusters
from data.tables.progress import Progress
from features.pairs.columns import hash_text
from training.bench.dedupe import one_tool
from training.bench.dedupe.one_tool import DEDUPE_PEERS, WITH, WITHOUT
from training.bench.harness import BenchTable, DataOption, SetsOption, read_names
from training.bench.peers.tools import absent_of, installed_of
from training.bench.plots import Row
from training.bench.quality.trials import NONE, Trial, left_out_bundle
from training.evaluation.cluster_metrics import evaluate_clusters
from training.evaluation.data_sets import FILES, QualitySet, data_folder, find_sets, kind_of
from training.evaluation.workspace import BenchIncomplete, bench_home, file_hash, make_once
from training.terminal import OptionsWrong

FOLDER = "duplicates"


def find_cluster_sets(data: Path, names: Sequence[str] = ()) -> list[QualitySet]:
    """Return the sets below `duplicates`, or those of `names`, which may be linkage sets too.

    Their files are `records` and `clusters`. Raises BenchIncomplete for a missing one.
    """
    folder = (data / FOLDER).resolve()  # tools run in a folder of their own
    folders = sorted(folder.iterdir()) if folder.is_dir() else []
    cluster_sets = [
        QualitySet(each.name, kind_of(each / "records.parquet"), each)
        for each in folders
        if (each / "records.parquet").is_file() and (each / "clusters.parquet").is_file()
    ]
    known = {each.name for each in cluster_sets}
    linkage = [each for each in find_sets(data) if each.name in names and each.name not in known]
    missing = set(names) - known - {each.name for each in linkage}
    if missing or not cluster_sets + linkage:
        expected = "folders with records.parquet and clusters.parquet, or linkage sets"
        raise BenchIncomplete(f"{folder}: got no set {', '.join(sorted(missing))}, expected {expected}")
    kept = [each for each in cluster_sets if not names or each.name in names]
    return kept + [linkage_as_file(each) for each in linkage]


def linkage_as_file(of: QualitySet) -> QualitySet:
    """Return the records and profiles of a linkage set as one file: a record and its profile are one entity.

    Two profiles are two entities. Splits are dealt by the hash of the entity.
    """

    def make(folder: Path) -> None:
        folder.mkdir(parents=True)
        _write_as_file(of, folder)

    made_from: dict[str, object] = {"format": 1, "files": [file_hash(of.file(name)) for name in FILES]}
    return QualitySet(of.name, of.kind, make_once(bench_home() / FOLDER / of.name, made_from, make))


def _write_as_file(of: QualitySet, folder: Path) -> None:
    sides = {name: pd.read_parquet(of.file(name)).astype(object) for name in ("crm", "universe")}
    for name, side in sides.items():
        side["id"] = f"{name}:" + side["id"].astype(str)
    truth = pd.read_parquet(of.file("truth")).dropna(subset=["universe_id"]).drop_duplicates("crm_id")
    profile = dict(
        zip("crm:" + truth["crm_id"].astype(str), "universe:" + truth["universe_id"].astype(str), strict=True)
    )
    records = pd.concat(list(sides.values()), ignore_index=True)
    clusters = [profile.get(record, record) for record in records["id"]]
    splits = ["test" if hash_text(cluster) % 2 else "train" for cluster in clusters]
    records.to_parquet(folder / "records.parquet", index=False)
    table = pd.DataFrame({"id": records["id"], "cluster_id": clusters, "split": splits})
    table.to_parquet(folder / "clusters.parquet", index=False)


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
    chosen = find_cluster_sets(data_folder(data), read_names(sets))
    tools = [WITHOUT, WITH, *(installed_of(DEDUPE_PEERS) if peers else [])]
    rows: list[Row] = []
    for of in chosen:
        own = next((each for each in linkage if each.name == of.name), None)
        base_model = start_from if own is None else left_out_bundle(Trial(own, NONE, 0, linkage), progress)
        for tool in tools:
            progress("deduplication", len(rows), len(chosen) * len(tools))
            rows.append({"set": of.name, "tool": tool, **_measured(of, tool, base_model)})
    yield BenchTable("Duplicates inside one file", rows, f"{NOTE} {absent_of(DEDUPE_PEERS)}")


def _measured(of: QualitySet, tool: str, base_model: Path | None) -> Row:
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
        return {**_figures((read_clusters(out), read_clusters(of.file("clusters")))), **cost, "failed": None}


def _figures(clusters: tuple[ClusterFile, ClusterFile] | None) -> Row:
    if clusters is None:
        return dict.fromkeys(("pair_precision", "pair_recall", "pair_f1", "b3_f1", "pair_f1_from", "pair_f1_to"))
    measured = evaluate_clusters(*clusters, "test")
    low, high = measured.intervals["pair_f1"]
    figures = {name: measured.figures[name] for name in ("pair_precision", "pair_recall", "pair_f1", "b3_f1")}
    return {**figures, "pair_f1_from": low, "pair_f1_to": high}

"""Deduplication beside other tools: quality on the test split, time and memory, each tool in a process of its own."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from data.labels.clusters import read_clusters
from data.tables.progress import Progress
from features.schema.errors import OnematchError
from training.bench.dedupe.one_tool import DEDUPE_PEERS, WITH, WITHOUT, cluster_set
from training.bench.harness import BenchTable, DataOption, SetsOption, read_names
from training.bench.machine import Row
from training.bench.peers.tools import absent_of, installed_of
from training.bench.quality.trials import NONE, Trial, left_out_bundle
from training.evaluation.cluster_metrics import evaluate_clusters
from training.evaluation.data_sets import CLUSTER_FILES, QualitySet, data_folder, find_sets, kind_of
from training.evaluation.workspace import BenchIncomplete
from training.own_process import in_own_process
from training.terminal import OptionsWrong
from training.worded_commands import option

FOLDER = "duplicates"
FIGURES = ("pair_precision", "pair_recall", "pair_f1", "b3_f1")


def find_cluster_sets(data: Path, names: Sequence[str] = ()) -> list[QualitySet]:
    """Return the sets below `duplicates`, or those of `names`; their files are `records` and `clusters`.

    Raises BenchIncomplete for a missing one.
    """
    folder = data / FOLDER
    cluster_sets = {
        each.name: QualitySet(each.name, kind_of(each / "records.parquet"), each)
        for each in (sorted(folder.iterdir()) if folder.is_dir() else [])
        if all((each / f"{name}.parquet").is_file() for name in CLUSTER_FILES)
    }
    missing = set(names) - cluster_sets.keys()
    if missing or not cluster_sets:
        expected = "folders with records.parquet and clusters.parquet"
        raise BenchIncomplete(
            "{folder}: got no set {missing}, expected {expected}",
            folder=folder,
            missing=", ".join(sorted(missing)),
            expected=expected,
        )
    return [each for each in cluster_sets.values() if not names or each.name in names]


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
        option("--start-from", "The base model; the shipped bundle by default.", exists=True, file_okay=False),
    ] = None,
    leave_out: Annotated[
        bool, option("--leave-out", "Train base models that never saw the set; minutes each, then kept.")
    ] = False,
    peers: Annotated[bool, option("--peers/--no-peers", "Also the other tools.")] = True,
) -> Iterator[BenchTable]:
    """Measure clusters of the sets below `duplicates`, and those of other tools.

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
            work = partial(cluster_set, of, tool, base_model)
            rows.append({"set": of.name, "tool": tool, **_measured(of, work, progress)})
    yield BenchTable("Duplicates inside one file", rows, f"{NOTE} {absent_of(DEDUPE_PEERS)}")


def _measured(of: QualitySet, work: Callable[[Path, Progress], Row], progress: Progress) -> Row:
    """Run a tool in a process of its own and judge its clusters."""
    with TemporaryDirectory(prefix="onematch-bench-") as folder:
        out = Path(folder) / "clusters.parquet"
        try:
            cost = in_own_process(partial(work, out), progress)
        except OnematchError as error:
            ends = ("pair_f1_from", "pair_f1_to", "wall_s", "cpu_s", "memory_mb")
            return {**dict.fromkeys((*FIGURES, *ends)), "failed": str(error)[:LONGEST_ERROR]}
        measured = evaluate_clusters(read_clusters(out), read_clusters(of.file("clusters")), "test")
    low, high = measured.intervals["pair_f1"]
    figures = {name: measured.figures[name] for name in FIGURES}
    return {**figures, "pair_f1_from": low, "pair_f1_to": high, **cost, "failed": None}

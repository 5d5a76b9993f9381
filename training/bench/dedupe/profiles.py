"""Links before and after a universe's own clusters, on sets with known answers and on universes that hold people twice.

A link to a cluster's first profile is right only where the truth names that very profile.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from data.index.build import build_index
from data.labels.clusters import read_clusters
from data.tables.progress import Progress
from features.pairs.columns import hash_text
from serving.batch.files import BEST_PER_RECORD, FileMatchRequest, match_file
from serving.matching.bundle import shipped_bundle
from training.bench.dedupe.duplicate_sets import DuplicateSet
from training.bench.results import BenchResult, BenchTable, Row
from training.dedupe.universe_clusters import UniverseClusterRequest, cluster_universe
from training.evaluation.data_sets import FILES, QualitySet
from training.evaluation.evaluate import EvaluateRequest, evaluate
from training.evaluation.workspace import BenchIncomplete

TWICE = "twice"
MOST_RECORDS = 5_000
"""Records of a universe that holds people twice; the first by the hash of the id."""
FIGURES = ("best_f1", "precision", "recall")
NOTE = (
    "Records of split=test. clusters: of at least two profiles; duplicates: profiles beyond the first of each. A link "
    "to a cluster's first profile is right only where the truth names that profile."
)


@dataclass(frozen=True, slots=True)
class ProfilesBench:
    """The sets to measure, those of duplicates to make universes of, the bundle (None: the shipped one)."""

    sets: Sequence[QualitySet]
    duplicates: Sequence[DuplicateSet]
    bundle: Path | None
    precision: float


def bench_profiles(bench: ProfilesBench, load_before: float, progress: Progress) -> BenchResult:
    """Match every set with and without clusters of its universe."""
    rows: list[Row] = []
    with TemporaryDirectory(prefix="onematch-profiles-") as folder:
        made = [_twice(each, Path(folder) / f"{each.name}-{TWICE}") for each in bench.duplicates]
        for of in (*bench.sets, *made):
            progress("profiles clustered", len(rows), len(bench.sets) + len(made))
            rows.append({"set": of.name, **_measured(bench, of, Path(folder), progress)})
    settings = {"bundle": str(bench.bundle or "shipped"), "precision": bench.precision}
    return BenchResult("profiles", settings, [BenchTable("Profiles clustered", rows, NOTE)], load_before)


def _measured(bench: ProfilesBench, of: QualitySet, folder: Path, progress: Progress) -> Row:
    bundle = bench.bundle or shipped_bundle(of.kind)
    if bundle is None:
        raise BenchIncomplete(f"got no shipped bundle of the kind {of.kind}, expected one")
    index = folder / f"{of.name}.index"
    build_index(of.kind, of.file("universe"), index, progress)
    before = _figures(of, index, bundle, folder / "before.parquet", progress)
    request = UniverseClusterRequest(of.kind, index, shipped_bundle(of.kind) or bundle, precision=bench.precision)
    found = cluster_universe(request, progress)
    after = before
    if found.n_clusters:
        after = _figures(of, index, bundle, folder / "after.parquet", progress)
    low, high = before["intervals"]["best_f1"]
    shown = {f"{name}_{when}": figures[name] for name in FIGURES for when, figures in _both(before, after)}
    counts = {"profiles": found.n_profiles, "clusters": found.n_clusters, "duplicates": found.n_duplicates}
    return {**counts, **shown, "best_f1_from": low, "best_f1_to": high}


def _both(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    return ("before", before), ("after", after)


def _figures(of: QualitySet, index: Path, bundle: Path, out: Path, progress: Progress) -> Mapping[str, Any]:
    """Match the whole CRM and return the figures of the test split."""
    match_file(FileMatchRequest(of.kind, of.file("crm"), bundle, out, index=index), progress)
    request = EvaluateRequest(
        kind=of.kind,
        crm=of.file("crm"),
        universe=None,
        index=None,
        truth=of.file("truth"),
        split="test",
        bundle=None,
        scored=out,
        json=None,
        report=None,
        links=BEST_PER_RECORD,
    )
    return evaluate(request, progress).figures


def _twice(of: DuplicateSet, folder: Path) -> QualitySet:
    """Write a set whose universe holds two records of each entity; the others are to be linked, to either."""
    folder.mkdir()
    clusters = read_clusters(of.clusters).for_split("test").cluster_of
    members: defaultdict[str, list[str]] = defaultdict(list)
    for record in sorted(clusters, key=hash_text):
        members[clusters[record]].append(record)
    profiles = {cluster: some[:2] for cluster, some in members.items() if len(some) > 2}
    held = {one for some in profiles.values() for one in some}
    wanted = [one for one in sorted(clusters, key=hash_text) if one not in held and clusters[one] in profiles]
    asked = set(wanted[:MOST_RECORDS])
    table = pq.read_table(of.records)
    ids = table["id"].to_pylist()
    for name, kept in zip(FILES[:2], (asked, held), strict=True):
        pq.write_table(table.filter(pa.array([one in kept for one in ids])), folder / f"{name}.parquet")
    answers = [(one, profile) for one in sorted(asked) for profile in profiles[clusters[one]]]
    truth = dict(zip(("crm_id", "universe_id"), map(list, zip(*answers, strict=True)), strict=True))
    pq.write_table(pa.table({**truth, "split": ["test"] * len(answers)}), folder / "truth.parquet")
    return QualitySet(f"{of.name} {TWICE}", of.kind, folder)

"""The clusters of a universe: which of its profiles are one entity, found by the engine of deduplication or given.

They are kept in the folder of the index, where matching reads them.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from data.index.index import UniverseIndex
from data.index.profile_clusters import clustered, write_clusters_of_index
from data.labels.clusters import ClusterRow, read_clusters, write_clusters
from data.tables.outputs import CLUSTERS_FILE
from data.tables.progress import Progress, silent
from data.tables.work_folders import work_folder
from features.pairs.columns import TextColumn
from features.schema.array_types import Ints
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.clusters.agglomeration import Clustering
from serving.clusters.scoring import ClusterJob, local_scoring
from serving.clusters.statements import Statements
from serving.matching.bundle import Bundle
from serving.matching.policy import require_precision
from training.dedupe.dedupe import rows_of_clusters
from training.dedupe.find_clusters import clusters_by, expected_precision, pairs_within
from training.dedupe.pair_model import PairRequest, pair_bundle
from training.fitting.methods.examples import as_base_model

PRECISION = 0.97
"""How often the pairs within clusters of profiles are expected to be right, unless a user wants another share. People's
pairs are right more often than expected (docs/experiments/clusters-of-profiles.md)."""
ROWS_AT_ONCE = 50_000


class UniverseChanged(OnematchError):
    """An index holds changes that its build does not."""


class ClustersForeign(OnematchError):
    """No id of a file of clusters is a profile."""


@value_class
class UniverseClusterRequest:
    """An index whose profiles are clustered; `bundle` is the base model, or what a deduplication kept.

    `out` is a file of CLUSTERS to write for people; `keep` is False where the index is to stay as it is.
    """

    kind: Kind
    index: Path
    bundle: Path
    out: Path | None = None
    precision: float = PRECISION
    processes: int = 1
    seed: int = 0
    keep: bool = True

    def __post_init__(self) -> None:
        require_precision(self.precision)


@value_class
class UniverseClusterSummary:
    """What was found: clusters of at least two profiles, and the profiles beyond the first of each.

    `unknown_ids` counts the ids of a given file that are no profile; `basis` is `file` there.
    """

    n_profiles: int
    n_clusters: int
    n_duplicates: int
    largest: int
    unknown_ids: int
    basis: str
    expected_precision: float | None
    seconds: float


def cluster_universe(request: UniverseClusterRequest, progress: Progress = silent) -> UniverseClusterSummary:
    """Find the clusters of an index's profiles and keep them in its folder. Raises UniverseChanged."""
    started = time.perf_counter()
    index = _unchanged(request.index)
    with work_folder("clusters") as folder:
        given = Bundle.open(request.bundle)
        nothing = Statements.none(len(index))
        rows = np.arange(len(index))
        fit = PairRequest(
            index=index,
            base_model=as_base_model(given),
            stated=nothing,
            precision=request.precision,
            seed=request.seed,
            processes=request.processes,
        )
        bundle = pair_bundle(fit, given, folder / "bundle", progress)
        job = ClusterJob(index.path, bundle.path, request.processes)
        with local_scoring(job) as scoring:
            clustering = clusters_by(scoring, nothing, rows, request.precision, progress)
        clustering = sure_clusters(clustering, request.precision)
        if request.out is not None:
            write_clusters(_several(rows_of_clusters(index, bundle, clustering, None)[0]), request.out)
    groups = clustered(_groups_of(clustering), filled_fields(index))
    if request.keep:
        write_clusters_of_index(index.path, index.manifest, groups)
    expected = round(expected_precision(clustering), 4)
    return _summary(index, groups, (0, bundle.basis, expected), time.perf_counter() - started)


def keep_clusters(folder: Path, clusters: Path) -> UniverseClusterSummary:
    """Keep the clusters of a file in an index's folder. Raises UniverseChanged, ClustersForeign, UnusableClusters."""
    started = time.perf_counter()
    index = _unchanged(folder)
    cluster_of = read_clusters(clusters).cluster_of
    ids = list(cluster_of)
    members: defaultdict[str, list[int]] = defaultdict(list)
    rows = index.rows_of(ids)
    for profile_id, row in zip(ids, rows, strict=True):
        if row is not None:
            members[cluster_of[profile_id]].append(row)
    if ids and not members:
        known = index.ids(np.arange(1))[0]
        raise ClustersForeign(
            "{clusters}: got ids such as {ids!r}, expected profiles of {folder} such as {known!r}",
            clusters=clusters,
            ids=ids[0],
            folder=folder,
            known=known,
        )
    groups = clustered(list(members.values()), filled_fields(index))
    write_clusters_of_index(index.path, index.manifest, groups)
    return _summary(index, groups, (rows.count(None), "file", None), time.perf_counter() - started)


def drop_clusters(folder: Path) -> bool:
    """Remove the clusters of an index; return whether there were any."""
    path = folder / CLUSTERS_FILE
    was_there = path.is_file()
    path.unlink(missing_ok=True)
    return was_there


def filled_fields(index: UniverseIndex) -> Ints:
    """Return how many fields each built profile states."""
    parts = [np.zeros(0, np.int64)]
    for start in range(0, index.manifest.rows, ROWS_AT_ONCE):
        rows = np.arange(start, min(start + ROWS_AT_ONCE, index.manifest.rows))
        columns = index.take(rows)
        filled = np.zeros(len(rows), np.int64)
        for field in index.schema.fields:
            column = columns[field.name]
            filled += column.codes >= 0 if isinstance(column, TextColumn) else column.lengths > 0
        parts.append(filled)
    return np.concatenate(parts)


def _unchanged(folder: Path) -> UniverseIndex:
    index = UniverseIndex.open(folder)
    if index.sequence:
        raise UniverseChanged(
            "{folder}: got an index with changes after its build, expected one without: build it again first",
            folder=folder,
        )
    return index


def _groups_of(clustering: Clustering) -> list[list[int]]:
    members: defaultdict[int, list[int]] = defaultdict(list)
    for row, cluster in enumerate(clustering.cluster.tolist()):
        members[cluster].append(row)
    return list(members.values())


def _several(rows: Sequence[ClusterRow]) -> list[ClusterRow]:
    """Return the rows of clusters that have more than one."""
    size = Counter(row.cluster_id for row in rows)
    return [row for row in rows if size[row.cluster_id] > 1]


def _summary(
    index: UniverseIndex, groups: Sequence[Sequence[int]], run: tuple[int, str, float | None], seconds: float
) -> UniverseClusterSummary:
    """Count; `run` holds the unknown ids, the basis and the expected precision."""
    unknown, basis, expected = run
    sizes = [len(rows) for rows in groups]
    return UniverseClusterSummary(
        n_profiles=len(index),
        n_clusters=len(groups),
        n_duplicates=sum(sizes) - len(sizes),
        largest=max(sizes, default=1),
        unknown_ids=unknown,
        basis=basis,
        expected_precision=expected,
        seconds=round(seconds, 1),
    )


def sure_clusters(clustering: Clustering, precision: float) -> Clustering:
    """Return the surest clusters whose pairs are together expected to be right that often; the others are taken apart.

    Clusters of a universe's profiles decide links: what cannot be promised is not merged.
    """
    within, probability = pairs_within(clustering)
    clusters, of = np.unique(within, return_inverse=True)
    right = np.bincount(of, probability)
    pairs = np.bincount(of)
    order = np.argsort(-right / np.maximum(pairs, 1), kind="stable")
    reached = np.cumsum(right[order]) >= precision * np.cumsum(pairs[order])
    unsure = np.isin(clustering.cluster, clusters[order[~reached]])
    return Clustering(np.where(unsure, np.arange(len(clustering.cluster)), clustering.cluster), clustering.scored)

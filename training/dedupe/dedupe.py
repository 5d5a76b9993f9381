"""A deduplication: from a file of records to its clusters.

index of the records -> pair model -> candidate pairs -> scores -> clusters -> memberships -> stable ids.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, field, replace
from functools import partial
from pathlib import Path

import numpy as np

from data.index.build import build_index
from data.index.index import UniverseIndex
from data.labels.clusters import (
    NO_CLUSTER_LABELS,
    ClusterChange,
    ClusterFate,
    ClusterLabels,
    ClusterRow,
    read_cluster_labels,
    read_clusters,
    write_changes,
    write_clusters,
)
from data.tables.optional_columns import UniverseFile, optional_fields
from data.tables.progress import Progress, silent
from data.tables.rejects import write_rejects
from data.tables.work_folders import work_folder
from features.compiled.ahead import COMPILING, compile_ahead
from features.own_fields.optional import with_optional
from features.own_fields.registry import schema_for
from features.schema.array_types import Ints
from features.schema.kinds import Kind
from features.schema.schema import Schema
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.batch.spark import spark_scoring
from serving.clusters.agglomeration import Clustering
from serving.clusters.memberships import Memberships, memberships, why_together
from serving.clusters.record_pairs import RecordPairs
from serving.clusters.scoring import ClusterJob, PairScoring, local_scoring
from serving.clusters.stable_ids import name_clusters
from serving.clusters.statements import NO_GROUP, Statements, rows_of_pairs
from serving.matching.bundle import Bundle
from serving.matching.fields_agree import Declarations, agreed_schema
from serving.matching.policy import USUAL_PRECISION, require_precision
from training.dedupe.find_clusters import clusters_by, expected_precision, expected_recall, precision_interval
from training.dedupe.pair_model import DEDUPLICATION, PairRequest, pair_bundle
from training.dedupe.teaching_pairs import ENOUGH_RIGHT
from training.evaluation.bootstrap import Interval
from training.evaluation.report.clusters import write_found_clusters
from training.fitting.methods.examples import as_base_model
from training.fitting.methods.parameters import PRIOR_OF_M
from training.promotion.registry import log_measured
from training.promotion.tracked_run import MeasuredRun

LITTLE_KEPT = 0.5
"""Where a wanted precision keeps less of the right pairs, the summary says so."""


@value_class
class DedupeRequest:
    """A file to deduplicate; `bundle` is the base model of a fit, or what an earlier deduplication kept.

    `master` names the Spark cluster that scores pairs; None: processes of this machine.
    """

    kind: Kind
    records: Path
    out: Path
    bundle: Path
    labels: Path | None = None
    labels_split: str | None = None
    kept_bundle: Path | None = None
    previous: Path | None = None
    onto: Path | None = None
    precision: float | None = None
    report: Path | None = None
    processes: int = 1
    seed: int = 0
    master: str | None = None
    renames: Mapping[str, str] = field(default_factory=dict)
    fields: Declarations = None

    def __post_init__(self) -> None:
        require_precision(self.precision)

    @property
    def schema(self) -> Schema:
        """The schema of the records, whose own fields are read from the columns of records. Raises FieldsDisagree.

        A kept bundle of an earlier deduplication has its own fields; a base model needs none.
        """
        kept = kept_schema(self.bundle)
        agreed = agreed_schema(self.kind, self.fields, None if kept is None else self.bundle)
        optional = (
            optional_fields(self.kind, UniverseFile(self.records, self.renames), agreed.declarations)
            if kept is None
            else ()
        )
        own = with_optional(agreed.declarations, optional)
        return schema_for(self.kind, tuple(replace(declaration, profiles=declaration.records) for declaration in own))


def kept_schema(bundle: Path) -> Schema | None:
    """Return the schema of a bundle that a deduplication kept, None for any other one."""
    opened = Bundle.open(bundle)
    return opened.schema if opened.task == DEDUPLICATION else None


@value_class
class DedupeSummary:
    """What a deduplication found.

    `n_duplicates` counts the records beyond the first of each cluster; `splits` and `merges` are changes against the
    previous clusters. `notes` say what the file could not carry, what would help, and at last how precise clusters are.
    """

    n_records: int
    n_rejected: int
    n_clusters: int
    n_duplicates: int
    largest: int
    pairs_scored: int
    basis: str
    expected_precision: float
    expected_precision_95: Interval
    expected_recall: float
    splits: int
    merges: int
    seconds: float
    notes: tuple[str, ...] = ()


def dedupe_file(request: DedupeRequest, progress: Progress = silent) -> DedupeSummary:
    """Cluster the records of a file; write CLUSTERS, rejects and, with earlier clusters, their changes beside it."""
    started = time.perf_counter()
    before = _earlier(request)
    compile_ahead(advance=partial(progress, COMPILING))
    parent = None if request.master is None else request.out.parent  # Spark's executors find it there
    with work_folder("dedupe", parent) as folder:
        built = build_index(request.schema, request.records, folder / "index", progress, request.renames)
        write_rejects(beside(request.out, "rejects"), built.rejects)
        index = UniverseIndex.open(folder / "index")
        bundle = _bundle_of(request, index, folder / "bundle", progress)
        stated = _statements(request, index, before)
        with _scoring(request, index, bundle) as scoring:
            new = _new_rows(request, index, before)
            clustering = clusters_by(scoring, stated, new, request.precision, progress)
        rows, changes = rows_of_clusters(index, bundle, clustering, before)
        write_clusters(rows, request.out)
        if before is not None:
            write_changes(changes, beside(request.out, "changes"))
        summary = _summary(rows, built.rejected, clustering, changes, (bundle, time.perf_counter() - started))
        summary = replace(summary, notes=tuple(_notes(summary, bundle, request.precision)))
    if request.report is not None:
        write_found_clusters(request.report, request.records.name, [*asdict(summary).items()], rows)
    return summary


def log_deduplication(request: DedupeRequest, summary: DedupeSummary) -> None:
    """Log a deduplication as a run: what was read, and what is expected of its clusters."""
    low, high = summary.expected_precision_95
    parameters = {
        "records": request.records.name,
        "precision": request.precision,
        "basis": summary.basis,
        "seed": request.seed,
        "own_fields": ", ".join(own.name for own in request.schema.own),
    }
    metrics = asdict(summary) | {"expected_low": low, "expected_high": high}
    log_measured(
        MeasuredRun(
            "dedupe",
            request.kind,
            wording("clusters of {records_name}", records_name=request.records.name),
            parameters,
            metrics,
        )
    )


def _notes(summary: DedupeSummary, bundle: Bundle, asked: float | None) -> Iterator[str]:
    """Say where the file holds too few pairs to learn from, and where the wanted precision was not reached or costs."""
    learned = float(bundle.manifest.get("partner_rate", 0)) * summary.n_records / 2
    if summary.basis != "own_labels" and 0 < learned < ENOUGH_RIGHT:
        yield wording(
            "few duplicates: some {learned:.0f} pairs teach, beside the base model's {prior_of_m:.0f}; --labels help",
            learned=learned,
            prior_of_m=PRIOR_OF_M,
        )
    if asked is not None and (summary.expected_precision < asked or summary.expected_recall < LITTLE_KEPT):
        yield (
            wording(
                "asked for {asked:g}: {expected_precision} is expected, with {expected_recall:.0%} "
                "of the right pairs; answers on unsure pairs (--labels) or a further column "
                "(--fields) would bring more",
                asked=asked,
                expected_precision=summary.expected_precision,
                expected_recall=summary.expected_recall,
            )
        )
    low, high = summary.expected_precision_95
    if summary.n_duplicates:
        yield wording(
            "pairs within clusters: {expected_precision:.3f} right expected (95 %: {low:.3f} to {high:.3f})",
            expected_precision=summary.expected_precision,
            low=low,
            high=high,
        )


def _scoring(request: DedupeRequest, index: UniverseIndex, bundle: Bundle) -> AbstractContextManager[PairScoring]:
    job = ClusterJob(index.path.resolve(), bundle.path.resolve(), request.processes)
    return local_scoring(job) if request.master is None else spark_scoring(job, request.master, len(index))


def beside(out: Path, what: str) -> Path:
    """Return the path of a file that is written beside CLUSTERS."""
    return out.with_name(f"{out.name}.{what}.csv")


def _earlier(request: DedupeRequest) -> Mapping[str, str] | None:
    path = request.onto or request.previous
    return None if path is None else read_clusters(path, request.renames).cluster_of


def _bundle_of(request: DedupeRequest, index: UniverseIndex, folder: Path, progress: Progress) -> Bundle:
    """Return the bundle that scores pairs: an earlier deduplication's as it is, else one fitted to this file."""
    given = Bundle.open(request.bundle)
    fit = PairRequest(
        index=index,
        base_model=as_base_model(given),
        stated=statements_of(index, _labels(request)),
        precision=request.precision or USUAL_PRECISION,
        seed=request.seed,
        processes=request.processes,
    )
    return pair_bundle(fit, given, request.kept_bundle or folder, progress)


def _labels(request: DedupeRequest) -> ClusterLabels:
    if request.labels is None:
        return NO_CLUSTER_LABELS
    return read_cluster_labels(request.labels, request.labels_split, request.renames)


def _statements(request: DedupeRequest, index: UniverseIndex, before: Mapping[str, str] | None) -> Statements:
    """Return what people state, and with `onto` the clusters that stay as they are."""
    labels = _labels(request)
    if request.onto is None or before is None:
        return statements_of(index, labels)
    return statements_of(index, replace(labels, cluster_of={**labels.cluster_of, **before}))


def statements_of(index: UniverseIndex, labels: ClusterLabels) -> Statements:
    """Return labels as statements about the rows of the index; records that it does not hold are left out."""
    ids = [*labels.cluster_of]
    labelled = [
        (row, labels.cluster_of[record_id])
        for record_id, row in zip(ids, index.rows_of(ids), strict=True)
        if row is not None
    ]
    group = np.full(len(index), NO_GROUP)
    numbers: dict[str, int] = {}
    for row, cluster in sorted(labelled):
        group[row] = numbers.setdefault(cluster, row)
    return Statements(group, _rows_of_ids(index, labels.matches), _rows_of_ids(index, labels.not_matches))


def _rows_of_ids(index: UniverseIndex, pairs: Sequence[tuple[str, str]]) -> RecordPairs:
    rows = [index.rows_of(list(pair)) for pair in pairs]
    return rows_of_pairs((left, right) for left, right in rows if left is not None and right is not None)


def _new_rows(request: DedupeRequest, index: UniverseIndex, before: Mapping[str, str] | None) -> Ints:
    """Return the rows whose candidates are sought: all of them, or with `onto` those without a cluster."""
    rows = np.arange(len(index))
    if request.onto is None or before is None:
        return rows
    return rows[[record not in before for record in index.ids(rows)]]


def rows_of_clusters(
    index: UniverseIndex, bundle: Bundle, clustering: Clustering, before: Mapping[str, str] | None
) -> tuple[list[ClusterRow], list[ClusterChange]]:
    """Return the rows of CLUSTERS by cluster, and what changed against earlier clusters."""
    ids = index.ids(np.arange(len(index)))
    names, changes = name_clusters(ids, clustering.cluster, before or {})
    member = memberships(clustering)
    reasons = why_together(index, bundle, member, ids)
    rows = [
        ClusterRow(record, names[cluster], probability, why, *weakest)
        for record, cluster, probability, why, weakest in zip(
            ids, clustering.cluster.tolist(), member.probability.tolist(), reasons, _weakest(ids, member), strict=True
        )
    ]
    order = np.lexsort((np.arange(len(ids)), clustering.cluster))
    return [rows[row] for row in order.tolist()], changes


def _weakest(ids: Sequence[str], member: Memberships) -> list[tuple[float | None, str | None]]:
    edges = zip(member.weakest.tolist(), member.weakest_row.tolist(), strict=True)
    return [(None, None) if row < 0 else (probability, ids[row]) for probability, row in edges]


def _summary(
    rows: Sequence[ClusterRow],
    rejected: int,
    clustering: Clustering,
    changes: Sequence[ClusterChange],
    run: tuple[Bundle, float],
) -> DedupeSummary:
    """Count; `run` is the bundle that scored and the duration."""
    bundle, seconds = run
    facts = bundle.manifest
    low, high = precision_interval(clustering, facts.get("left_by_decoys"), facts.get("left_by_facts", ()))
    sizes = np.unique(clustering.cluster, return_counts=True)[1]
    kinds = [change.change for change in changes]
    return DedupeSummary(
        n_records=len(rows),
        n_rejected=rejected,
        n_clusters=len(sizes),
        n_duplicates=len(rows) - len(sizes),
        largest=int(sizes.max(initial=0)),
        pairs_scored=len(clustering.scored.pairs),
        basis=bundle.basis,
        expected_precision=round(expected_precision(clustering), 4),
        expected_precision_95=(round(low, 4), round(high, 4)),
        expected_recall=round(expected_recall(clustering), 4),
        splits=kinds.count(ClusterFate.SPLIT),
        merges=kinds.count(ClusterFate.MERGE),
        seconds=round(seconds, 1),
    )

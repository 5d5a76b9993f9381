"""CLUSTERS: one row for each accepted record with its cluster; also other tools' clusters, and labels of them."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path

import pyarrow as pa

from data.tables.renames import NO_RENAMES, Renames
from data.tables.text_table import DIGITS, TextTable, UnusableTable, read_text_table, write_csv, write_table
from features.schema.texts import either, together, wording
from features.schema.value_class import value_class

CLUSTER_COLUMNS = ("cluster_id", "cluster")
"""Names that the column of clusters may have, in files of other tools too."""
_PAIR = frozenset({"id_a", "id_b"})

SCHEMA = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("cluster_id", pa.string(), nullable=False),
        pa.field("probability", pa.float64(), nullable=False),
        pa.field("why", pa.string()),
        pa.field("weakest_edge", pa.float64()),
        pa.field("weakest_id", pa.string()),
    ]
)


@value_class
class ClusterRow:
    """A record and its cluster.

    `probability` says that the record belongs there. `weakest_edge` is the probability of its weakest pair within the
    cluster, which it forms with `weakest_id`; both are null for a record alone.
    """

    id: str
    cluster_id: str
    probability: float
    why: str
    weakest_edge: float | None = None
    weakest_id: str | None = None


@value_class
class ClusterFile:
    """Clusters of a file: `cluster_of` by record id, in file order, and `split_of` where it states splits."""

    cluster_of: Mapping[str, str]
    split_of: Mapping[str, str]

    def for_split(self, name: str | None) -> "ClusterFile":
        """Return the records of one split, all without a name. Raises UnusableClusters where it has no record."""
        if name is None:
            return self
        kept = {record: cluster for record, cluster in self.cluster_of.items() if self.split_of.get(record) == name}
        if not kept:
            known = ", ".join(sorted(set(self.split_of.values()))) or "none"
            raise UnusableClusters("no record has the split {name!r}; the splits are: {known}", name=name, known=known)
        return ClusterFile(kept, dict.fromkeys(kept, name))


class UnusableClusters(UnusableTable):
    """A file of clusters or of labelled pairs lacks a column, or says two things of one record or pair."""


class PairVerdict(StrEnum):
    """What a person states of two records."""

    MATCH = "match"
    NOT_MATCH = "not_match"


@value_class
class ClusterLabels:
    """What people state of the records of a file: whole clusters, pairs that match, and pairs that do not."""

    cluster_of: Mapping[str, str]
    matches: Sequence[tuple[str, str]] = ()
    not_matches: Sequence[tuple[str, str]] = ()

    def __bool__(self) -> bool:
        return bool(self.cluster_of or self.matches or self.not_matches)


NO_CLUSTER_LABELS = ClusterLabels({})


def write_clusters(rows: Sequence[ClusterRow], path: Path) -> None:
    """Write CLUSTERS as Parquet or CSV, by the name's ending; the file appears whole or not at all."""
    columns = {name: [getattr(row, name) for row in rows] for name in SCHEMA.names}
    for name in ("probability", "weakest_edge"):
        columns[name] = [None if value is None else round(value, DIGITS) for value in columns[name]]
    write_table(path, columns, SCHEMA, "CLUSTERS")


def read_clusters(path: Path, renames: Renames = NO_RENAMES) -> ClusterFile:
    """Read CLUSTERS, or any file with `id` and `cluster_id` or `cluster`. Raises UnusableClusters."""
    return _clusters_in(read_text_table(path, (), renames))


def _clusters_in(table: TextTable) -> ClusterFile:
    path = table.path
    name = _cluster_column(table)
    cluster_of: dict[str, str] = {}
    for row, (record, cluster) in enumerate(zip(table.column("id"), table.column(name), strict=True), 1):
        if record is None or cluster is None:
            raise UnusableClusters(
                "{path} row {row}: got no {record}, expected both",
                path=path,
                row=row,
                record="id" if record is None else name,
            )
        if cluster_of.setdefault(record, cluster) != cluster:
            raise UnusableClusters(
                "{path} row {row}: {record} is in {cluster} and in {cluster_of}",
                path=path,
                row=row,
                record=record,
                cluster=cluster,
                cluster_of=cluster_of[record],
            )
    splits = zip(table.column("id"), table.column("split"), strict=True)
    return ClusterFile(cluster_of, {record: split for record, split in splits if record and split})


def names_pairs(path: Path, renames: Renames = NO_RENAMES) -> bool:
    """Return whether a file of labels has a pair of records a row, in place of a record with its cluster."""
    return set(read_text_table(path, (), renames).columns) >= _PAIR


def read_cluster_labels(path: Path, split: str | None = None, renames: Renames = NO_RENAMES) -> ClusterLabels:
    """Read labels: clusters (`id, cluster_id[, split]`) or pairs (`id_a, id_b[, verdict, split]`).

    Raises UnusableClusters where the columns are neither, or a pair has both verdicts.
    """
    table = read_text_table(path, (), renames)
    if not set(table.columns) >= _PAIR:
        return ClusterLabels(_clusters_in(table).for_split(split).cluster_of)
    stated: dict[tuple[str, str], PairVerdict] = {}
    splits = table.column("split")
    for row in range(table.n_rows):
        if split is not None and "split" in table.columns and splits[row] != split:
            continue
        pair, verdict = _pair(table, row)
        if stated.setdefault(pair, verdict) is not verdict:
            raise UnusableClusters(
                "{path} row {row}: {pair} match and do not match", path=path, row=row + 1, pair=together(pair)
            )
    by_verdict = {
        verdict: sorted(pair for pair, stated_verdict in stated.items() if stated_verdict is verdict)
        for verdict in PairVerdict
    }
    return ClusterLabels({}, by_verdict[PairVerdict.MATCH], by_verdict[PairVerdict.NOT_MATCH])


def _pair(table: TextTable, row: int) -> tuple[tuple[str, str], PairVerdict]:
    first_id = table.column("id_a")[row]
    second_id = table.column("id_b")[row]
    verdict = table.column("verdict")[row] or PairVerdict.MATCH
    where = f"{table.path} row {row + 1}"
    if first_id is None or second_id is None or first_id == second_id:
        raise UnusableClusters(
            "{where}: got {first_id} and {second_id}, expected two records",
            where=where,
            first_id=first_id,
            second_id=second_id,
        )
    if verdict not in list(PairVerdict):
        raise UnusableClusters(
            "{where}: got the verdict {verdict!r}, expected {pair_verdict}",
            where=where,
            verdict=verdict,
            pair_verdict=either(PairVerdict),
        )
    return (min(first_id, second_id), max(first_id, second_id)), PairVerdict(verdict)


def _cluster_column(table: TextTable) -> str:
    cluster_columns = [name for name in CLUSTER_COLUMNS if name in table.columns]
    if not cluster_columns or "id" not in table.columns:
        got = ", ".join(table.columns) or "no column"
        expected = wording("id and {cluster_columns}, or id_a and id_b", cluster_columns=either(CLUSTER_COLUMNS))
        raise UnusableClusters(
            "{table_path}: got the columns {got}; expected {expected} (--map theirs=ours)",
            table_path=table.path,
            got=got,
            expected=expected,
        )
    return cluster_columns[0]


class ClusterFate(StrEnum):
    """What became of earlier clusters."""

    SPLIT = "split"
    MERGE = "merge"


@value_class
class ClusterChange:
    """One earlier cluster whose members are in several clusters now, or one cluster now with members of several."""

    change: ClusterFate
    before: tuple[str, ...]
    now: tuple[str, ...]


def write_changes(changes: Sequence[ClusterChange], path: Path) -> None:
    """Write changes between two runs as CSV, cluster ids separated by semicolons."""
    write_csv(path, ("change", "before", "now"), [(change.change, change.before, change.now) for change in changes])

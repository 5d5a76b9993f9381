"""Which profiles of a universe are one entity: clusters in one file of the index's folder, mapped by every process."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from data.index.format import Array, IndexRefused, Manifest
from data.index.side_file import SideFile, write_side_file
from data.tables.outputs import CLUSTERS_FILE
from features.schema.array_types import Ints
from features.schema.value_class import value_class

CLUSTERS_FORMAT = "onematch-universe-clusters"
ALONE = -1


@value_class
class ProfileClusters:
    """The clusters of at least two profiles of a built index, by their base rows.

    `number[row]` is the cluster of a row, ALONE where it is in none; `members[starts[c]:starts[c + 1]]` are the rows of
    cluster c, its first profile first. `version` is the hash of all of it.
    """

    number: Array
    starts: Array
    members: Array
    version: str

    def __len__(self) -> int:
        return len(self.starts) - 1

    def rows(self, number: int) -> list[int]:
        """Return the rows of a cluster, its first profile first."""
        rows: list[int] = self.members[self.starts[number] : self.starts[number + 1]].tolist()
        return rows


def clustered(groups: Sequence[Sequence[int]], filled: Ints) -> list[list[int]]:
    """Return the clusters of at least two rows in one order, whatever the order of the given ones.

    The first profile of a cluster is the one that states most; `filled` counts the fields of each row. Rows are
    numbered by the hash of the id, so that ties depend on no order either.
    """
    ordered = [sorted(set(rows), key=lambda row: (-int(filled[row]), row)) for rows in groups if len(set(rows)) > 1]
    return sorted(ordered)


def write_clusters_of_index(folder: Path, manifest: Manifest, groups: Sequence[Sequence[int]]) -> None:
    """Write the clusters of an index, given by `clustered`; the file appears whole or not at all."""
    number = np.full(manifest.rows, ALONE, np.int32)
    for position, rows in enumerate(groups):
        number[list(rows)] = position
    sizes = [len(rows) for rows in groups]
    starts = np.cumsum([0, *sizes]).astype(np.int32)
    members = np.array([row for rows in groups for row in rows], np.int32)
    stated = {"rows": manifest.rows, "clusters": len(groups)}
    write_side_file(folder / CLUSTERS_FILE, CLUSTERS_FORMAT, manifest, (number, starts, members), stated)


def read_clusters_of_index(folder: Path, rows: int, version: str) -> ProfileClusters | None:
    """Return the clusters of an index, None where it has none. Raises IndexRefused for a damaged or foreign file."""
    file = SideFile.open(folder / CLUSTERS_FILE, (CLUSTERS_FORMAT,), version, "run `onematch universe cluster` again")
    if file is None:
        return None
    file.check()
    try:
        arrays = np.frombuffer(file.content, np.int32)
        count = int(str(file.header["clusters"]))
    except (ValueError, KeyError) as error:
        raise IndexRefused("{file_path} is damaged: {again}", file_path=file.path, again=file.again) from error
    number, starts, members = np.split(arrays, [rows, rows + count + 1])
    if not _fits(number, starts, members, rows, count):
        raise IndexRefused(
            "{file_path} is damaged: clusters and rows contradict each other: {again}",
            file_path=file.path,
            again=file.again,
        )
    return ProfileClusters(number, starts, members, file.hash)


def _fits(number: Array, starts: Array, members: Array, rows: int, count: int) -> bool:
    """Return whether every number is a cluster's or ALONE, and every member a row's."""
    if count < 0 or len(number) != rows or len(starts) != count + 1 or starts[0] != 0 or starts[-1] != len(members):
        return False
    clusters_fit = ((number >= ALONE) & (number < count)).all() and (np.diff(starts.astype(np.int64)) > 0).all()
    return bool(clusters_fit and ((members >= 0) & (members < rows)).all())

"""The changes between two runs of a deduplication: earlier clusters that split, and those that merged."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from data.tables.atomic import replacing
from data.tables.spreadsheet import safe_cell

COLUMNS = ("change", "before", "now")
SEPARATOR = "; "


class ClusterFate(StrEnum):
    """What became of earlier clusters."""

    SPLIT = "split"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class ClusterChange:
    """One earlier cluster whose members are in several clusters now, or one cluster now with members of several."""

    change: ClusterFate
    before: tuple[str, ...]
    now: tuple[str, ...]


def write_changes(changes: Sequence[ClusterChange], path: Path) -> None:
    """Write changes as CSV, cluster ids separated by semicolons."""
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for one in changes:
            ids = SEPARATOR.join(one.before), SEPARATOR.join(one.now)
            writer.writerow([str(one.change), *map(safe_cell, ids)])

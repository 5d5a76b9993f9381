"""Draws of labels for learning curves: records of the train split, each draw within the next larger one."""

from pathlib import Path

import pyarrow.parquet as pq

from data.labels.labels import Labels, read_labels
from data.tables.atomic import replacing
from features.pairs.columns import hash_text


def write_labels(truth: Path, out: Path, count: int | None, seed: int) -> Path:
    """Write the labels of `count` records of the train split (None: of all) and return the file."""
    labels = read_labels(truth).for_split("train")
    chosen = set(labels.answers) if count is None else drawn_records(labels, count, seed)
    table = pq.read_table(truth)
    kept = [row for row, crm_id in enumerate(table.column("crm_id").to_pylist()) if crm_id in chosen]
    with replacing(out) as beside:
        pq.write_table(table.take(kept), beside)
    return out


def drawn_records(labels: Labels, count: int, seed: int) -> set[str]:
    """Draw records by the hash of seed and id: 200 of a seed hold its 50, in any order of the file."""
    return set(sorted(labels.answers, key=lambda crm_id: hash_text(f"{seed} {crm_id}"))[:count])

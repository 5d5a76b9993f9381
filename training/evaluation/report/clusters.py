"""The report of clusters: one HTML page that needs no network and no script, with or without known answers."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from data.labels.clusters import ClusterRow
from data.tables.atomic import write_whole
from features.schema.texts import wording
from training.evaluation.cluster_metrics import SIZES, ClusterEvaluation, size_names
from training.evaluation.report.picture import render

MIN_SURE = 30
MAX_IDS = 12
TEMPLATE = "clusters.html.j2"


def write_measured_clusters(path: Path, name: str, split: str | None, measured: ClusterEvaluation) -> None:
    """Write the page of clusters that were measured against true ones; it holds ids, no field values."""
    figures = [
        (wording(name.replace("_", " ")), f"{value:.4f}" if isinstance(value, float) else f"{value:,}", span)
        for name, value, span in measured.table()
    ]
    page = render(
        TEMPLATE,
        title=wording("Clusters of {name}, split {split}", name=name, split=split or wording("all")),
        figures=figures,
        sizes=_bars(measured.sizes),
        lists=(
            ("over", "Over-merged: clusters that hold several entities", measured.over_merged, "cluster", "entities"),
            ("under", "Under-merged: entities in several clusters", measured.under_merged, "entity", "clusters"),
        ),
        least_sure=(),
        most_ids=MAX_IDS,
    )
    write_whole(path, page)


def write_found_clusters(
    path: Path, name: str, facts: Sequence[tuple[str, object]], rows: Sequence[ClusterRow]
) -> None:
    """Write the page of clusters without answers: their sizes, and the records that are least sure, with reasons."""
    sizes = Counter(Counter(row.cluster_id for row in rows).values())
    counted = [sum(count for size, count in sizes.items() if low <= size <= high) for low, high in SIZES]
    figures = [
        (wording(fact.removeprefix("n_").replace("_", " ")), f"{value:,}" if isinstance(value, int) else str(value), "")
        for fact, value in facts
    ]
    together = [row for row in rows if row.weakest_id is not None]
    page = render(
        TEMPLATE,
        title=wording("Duplicates in {name}", name=name),
        figures=figures,
        sizes=_bars([(size, count, None) for size, count in zip(size_names(), counted, strict=True)]),
        lists=(),
        least_sure=sorted(together, key=lambda row: (row.probability, row.id))[:MIN_SURE],
        most_ids=MAX_IDS,
    )
    write_whole(path, page)


def _bars(counted: Sequence[tuple[str, int, int | None]]) -> list[tuple[str, int, int | None, float, float]]:
    """Return the sizes that clusters have, with the widths of their bars of found and of true ones in percent."""
    most = max(1, *(max(n_found, n_true or 0) for _, n_found, n_true in counted))
    return [
        (size, n_found, n_true, 100 * n_found / most, 100 * (n_true or 0) / most)
        for size, n_found, n_true in counted
        if n_found or n_true
    ]

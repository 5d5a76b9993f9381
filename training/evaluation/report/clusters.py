"""The report of clusters: one HTML page that needs no network and no script, with or without known answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2

from data.labels.clusters import ClusterRow
from data.tables.atomic import replacing
from training.evaluation.cluster_metrics import SIZES, ClusterEvaluation, ListedError, size_names
from training.evaluation.report.picture import FOLDERS

LEAST_SURE = 30
MOST_IDS = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """A named number as text, with its interval where there is one."""

    name: str
    value: str
    interval: str = ""


@dataclass(frozen=True, slots=True)
class SizeBar:
    """How many clusters have a size: found ones, and true ones where they are known (else None)."""

    size: str
    found: int
    true: int | None
    found_percent: float
    true_percent: float


@dataclass(frozen=True, slots=True)
class ClusterPage:
    """What the page shows; `least_sure` are the records with the lowest probabilities, without answers."""

    title: str
    figures: Sequence[Figure]
    sizes: Sequence[SizeBar]
    over_merged: Sequence[ListedError] = ()
    under_merged: Sequence[ListedError] = ()
    least_sure: Sequence[ClusterRow] = ()

    @classmethod
    def of_evaluation(cls, name: str, split: str | None, measured: ClusterEvaluation) -> "ClusterPage":
        """Return the page of clusters that were measured against true ones."""
        figures = [
            Figure(name.replace("_", " "), f"{value:.4f}" if isinstance(value, float) else f"{value:,}", span)
            for name, value, span in measured.table()
        ]
        title = f"Clusters of {name}" + (f", split {split}" if split else "")
        lists = measured.over_merged, measured.under_merged
        return cls(title, figures, _bars([(size, found, true) for size, found, true in measured.sizes]), *lists)

    @classmethod
    def of_rows(cls, name: str, facts: Sequence[tuple[str, object]], rows: Sequence[ClusterRow]) -> "ClusterPage":
        """Return the page of clusters without answers: their sizes, and the records that are least sure."""
        sizes: dict[str, int] = {}
        for row in rows:
            sizes[row.cluster_id] = sizes.get(row.cluster_id, 0) + 1
        counted = [sum(low <= size <= high for size in sizes.values()) for low, high in SIZES]
        figures = [
            Figure(fact.removeprefix("n_").replace("_", " "), f"{value:,}" if isinstance(value, int) else str(value))
            for fact, value in facts
        ]
        together = [row for row in rows if row.weakest_id is not None]
        unsure = sorted(together, key=lambda row: (row.probability, row.id))[:LEAST_SURE]
        bars = _bars([(size, count, None) for size, count in zip(size_names(), counted, strict=True)])
        return cls(f"Duplicates in {name}", figures, bars, least_sure=unsure)


def write_cluster_report(path: Path, page: ClusterPage) -> None:
    """Write the page whole or not at all; it holds ids, no field values but those in the reasons."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDERS),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    text = environment.get_template("clusters.html.j2").render(page=page, most_ids=MOST_IDS)
    with replacing(path) as beside:
        beside.write_text(text, encoding="utf-8", errors="replace")


def _bars(counted: Sequence[tuple[str, int, int | None]]) -> list[SizeBar]:
    most = max(1, *(max(found, true or 0) for _, found, true in counted))
    return [
        SizeBar(size, found, true, 100 * found / most, 100 * (true or 0) / most)
        for size, found, true in counted
        if found or true
    ]

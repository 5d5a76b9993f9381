"""Whether the precision that a model states is that of its links, and whether it links what can be linked."""

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Annotated, Any

import pandas as pd

from data.tables.progress import Progress
from serving.matching.bundle import Bundle
from training.bench.dedupe.dedupe import FOLDER, find_cluster_sets
from training.bench.ground import bundle_for
from training.bench.harness import BenchTable, DataOption, SetsOption, read_names
from training.bench.machine import Row
from training.bench.quality.quality import links_row, span
from training.bench.quality.trials import (
    ALL,
    ANSWERS,
    NONE,
    OF_THE_QUEUE,
    Trial,
    figures_of_trial,
    left_out_bundle,
    measure_trial,
)
from training.bench.stated.changes import CHANGES, changed
from training.bench.stated.clusters import measure_clusters
from training.evaluation.data_sets import QualitySet, data_folder, find_sets, sample_sets
from training.worded_commands import option

ANSWERED = (NONE, f"30{OF_THE_QUEUE}", ANSWERS, ALL)
QUICK = ("fodors_zagats", "fd_companies", "febrl3", "politicians_scripts", "acl_authors")
"""The sets of the quick grid."""
NOTE = (
    "A line for each training and wanted precision, on split=test; one training serves all. stated: by the model's "
    "table of thresholds, of clusters as expected. reachable: the largest recall of any threshold that is right as "
    "often as asked, of clusters that of any wanted precision. over: by how much what is stated exceeds the interval "
    "of the true precision. strangers: ten times as many for each matched record. The base model never saw the set."
)
SUMMARY_NOTE = (
    "honest: the share of the cells that state at most the true precision plus .01; of reachable: the mean, a cell "
    "counts at most 1."
)
SLACK = 0.01
WORST = 10


def stated(
    progress: Progress,
    *,
    data: DataOption = None,
    sets: SetsOption = "",
    cells: Annotated[
        str, option("--cells", f"Answers and changes, of {','.join((*ANSWERED, *CHANGES))}; by default all.")
    ] = "",
    seeds: Annotated[int, option("--seeds", "Trainings of each set, answers and change.", min=1)] = 3,
    half: Annotated[
        bool, option("--half", "Learn from one half of split=train, judge by the other: to choose by.")
    ] = False,
    quick: Annotated[bool, option("--quick", "Small sets and one seed: at most an hour.")] = False,
) -> Iterator[BenchTable]:
    """Measure whether stated precisions are true, and whether what can be linked is linked.

    Each set with answers to learn from, changes of the set, and wanted precisions: links, and clusters of the sets
    below `duplicates`. Results are kept below ONEMATCH_HOME/bench, so that an interrupted bench continues.
    """
    folder = data_folder(data)
    names = read_names(sets) or (QUICK if quick else ())
    known = find_sets(folder)
    found = [*known, *(find_cluster_sets(folder) if (folder / FOLDER).is_dir() else [])]
    chosen = [each for each in [*found, *sample_sets(progress)] if not names or each.name in names]
    wanted = read_names(cells)
    changes, answers = ([name for name in axis if name in wanted] or [*axis] for axis in (CHANGES, ANSWERED))
    grid = list(product(range(1 if quick else seeds), chosen, changes, answers))
    rows: list[dict[str, Any]] = []
    for done, (seed, of, change, answered) in enumerate(grid):
        progress("trainings", done, len(grid))
        base = str(base_without(of, known, progress))
        trial = Trial(changed(of, change, seed, half=half), answered, seed, start_from=base)
        measure = measure_clusters if of.has_clusters else measure_trial
        decided = figures_of_trial(trial, progress, measure)["parts"][trial.of.name]["decided"]
        cell = {"of": "clusters" if of.has_clusters else "links", "change": change, "answered": answered, "seed": seed}
        rows += [row_of(of.name, cell, asked, figures) for asked, figures in decided.items()]
    yield BenchTable("Stated and true precision", rows, NOTE, ("of_reachable", "over"), ("set", "change", "answered"))
    yield BenchTable("All cells", summed(rows), SUMMARY_NOTE)
    worst = sorted(rows, key=lambda row: (-row["over"], row["of_reachable"] or 0.0))
    yield BenchTable("The worst cells", worst[:WORST])


def base_without(of: QualitySet, known: Sequence[QualitySet], progress: Progress) -> Path:
    """Return the shipped bundle, or where it learned from the set of that name one made without it."""
    shipped = bundle_for(of.kind, None)
    learned = Bundle.open(shipped).manifest["trained_on"]
    sources = [each for each in known if f"{each.name}, train" in learned]
    own = next((each for each in sources if each.name == of.name), None)
    return shipped if own is None else left_out_bundle(Trial(own, NONE, 0, sources), progress, shipped)


def row_of(name: str, cell: dict[str, Any], asked: str, figures: dict[str, Any]) -> dict[str, Any]:
    """Return a cell as a row."""
    says, within, ends = (figures.get(each) for each in ("stated", "stated_95", "precision_95"))
    links = links_row(name, asked, [figures])
    over = 0.0 if says is None or ends is None else max(says - ends[1], 0.0)
    return {**cell, **links, "stated": says, "stated_95": None if within is None else span(within), "over": over}


def summed(rows: Sequence[Row]) -> list[Row]:
    """Return a line for all cells with the same answers."""
    cells = pd.DataFrame(rows)
    cells["honest"] = (cells["stated"] <= cells["precision"] + SLACK).where(cells["precision"].notna())
    cells["of_reachable"] = cells["of_reachable"].clip(upper=1.0)
    means = {"honest": "mean", "over": "max", "of_reachable": "mean"}
    lines = cells.groupby(["of", "answered"]).agg({"asked": "size", **means}).reset_index()
    return [{str(name): value for name, value in line.items()} for line in lines.to_dict("records")]

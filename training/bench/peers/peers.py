"""Other tools on the same records and splits, each used as its own documentation recommends, without labels.

They need the optional group: `uv sync --group peers`. A missing tool is listed as not installed.
"""

from collections.abc import Callable, Iterator, Mapping
from time import process_time
from typing import Any

import pandas as pd

from data.labels.labels import read_labels
from data.labels.links import Link, LinksTable
from data.tables.progress import Progress
from training.bench.harness import BenchTable, DataOption, SetsOption, read_names
from training.bench.machine import Row
from training.bench.peers.splink import link_with_splink
from training.bench.peers.tools import (
    ToolFailed,
    Tools,
    absent_of,
    installed_of,
    link_with_goldenmatch,
    link_with_recordlinkage,
    read_tables,
    run_tool,
)
from training.evaluation.data_sets import QualitySet, data_folder, find_sets
from training.evaluation.figures import figures_of
from training.evaluation.judged import judge_links

Scored = pd.DataFrame
"""Columns `crm_id`, `universe_id`, `probability`: every pair that a tool scored."""
NOTE = (
    "On split=test, best candidate per record; no tool uses labels. The bundle of onematch was made without the set "
    "(see the table of trainings without labels). Processor seconds from the two files on. failed: the error of the "
    "tool."
)


PEERS: Tools = {
    "splink": ("splink", link_with_splink),
    "recordlinkage": ("recordlinkage", link_with_recordlinkage),
    "goldenmatch": ("goldenmatch", link_with_goldenmatch),
}


def peers(progress: Progress, *, data: DataOption = None, sets: SetsOption = "") -> Iterator[BenchTable]:
    """Measure other tools on the same records and splits.

    They come with the optional group `peers`; one that is not installed is named and left out.
    """
    chosen = find_sets(data_folder(data), read_names(sets))
    tools = installed_of(PEERS)
    rows: list[Row] = []
    for each in chosen:
        for name in tools:
            progress("peers", len(rows), len(chosen) * len(tools))
            rows.append({"set": each.name, "tool": name, **_row(each, PEERS[name][1])})
    yield BenchTable("Other tools, without labels", rows, f"{NOTE} {absent_of(PEERS)}")


def best_links(scored: Scored) -> LinksTable:
    """Keep the most probable profile of each record; ties by id."""
    order = scored.sort_values(["crm_id", "probability", "universe_id"], ascending=[True, False, True])
    best = order.drop_duplicates("crm_id")
    rows = zip(best["crm_id"], best["universe_id"], best["probability"], strict=True)
    return LinksTable(
        [Link(str(crm), str(profile), round(float(probability), 9)) for crm, profile, probability in rows]
    )


def _row(of: QualitySet, link: Callable[..., Scored]) -> Row:
    """Return the figures of a tool, or the error that it ended with."""
    tables = read_tables(of)
    truth = read_labels(of.file("truth")).for_split("test")
    started = process_time()
    try:
        links = best_links(run_tool(link, of.kind, tables))
    except ToolFailed as error:
        return {**compared_figures({}), "cpu_s": None, "failed": str(error)}
    cpu_s = round(process_time() - started, 1)
    figures = figures_of(judge_links(links, truth, set(tables.crm["id"])))
    return {**compared_figures(figures), "cpu_s": cpu_s, "failed": None}


def compared_figures(figures: Mapping[str, Any]) -> Row:
    """Return the figures that tools are compared by, None where a figure is missing."""
    return {
        "best_f1": figures.get("best_f1"),
        "top1": figures.get("top1_accuracy"),
        "recall_at_99": figures.get("recall_at_precision_99"),
    }

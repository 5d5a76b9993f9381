"""The clusters of one tool, made in a process of its own, and what they cost.

What is imported here counts as the memory of the tool.
"""

import os
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd

from data.tables.progress import Progress
from training.bench.ground import bundle_for
from training.bench.machine import Row, peak_mb
from training.bench.peers.splink import cluster_with_splink
from training.bench.peers.tools import Tools, cluster_with_goldenmatch, read_for_tools, run_tool
from training.dedupe.dedupe import DedupeRequest, dedupe_file
from training.evaluation.data_sets import QualitySet

WITHOUT = "onematch, no labels"
WITH = "onematch, split=train"
DEDUPE_PEERS: Tools = {
    "splink": ("splink", cluster_with_splink),
    "goldenmatch": ("goldenmatch", cluster_with_goldenmatch),
}


def cluster_set(of: QualitySet, tool: str, base_model: Path | None, out: Path, progress: Progress) -> Row:
    """Make the clusters of a set with one tool, in the folder of `out`; return seconds and the peak memory.

    Raises ToolFailed.
    """
    records, labels = (of.file(name).resolve() for name in ("records", "clusters"))
    started = time.perf_counter(), time.process_time()
    if tool in DEDUPE_PEERS:
        os.chdir(out.parent)  # tools write files where they run
        clusters = run_tool(DEDUPE_PEERS[tool][1], of.kind, read_for_tools(records))
        pd.DataFrame({"id": list(clusters), "cluster_id": list(clusters.values())}).to_parquet(out, index=False)
    else:
        request = DedupeRequest(of.kind, records, out, bundle_for(of.kind, base_model))
        if tool == WITH:
            request = replace(request, labels=labels, labels_split="train")
        dedupe_file(request, progress)
    return {
        "wall_s": round(time.perf_counter() - started[0], 1),
        "cpu_s": round(time.process_time() - started[1], 1),
        "memory_mb": round(peak_mb()),
    }

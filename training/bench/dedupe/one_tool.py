"""The clusters of one tool, made in a process of its own, and what they cost: `python -m` with a task as JSON.

What is imported here counts as the memory of the tool.
"""

import json
import resource
import sys
import time
from pathlib import Path

import pandas as pd

from features.schema.kinds import Kind
from serving.matching.bundle import Bundle
from training.bench.ground import bundle_for
from training.bench.peers.splink import cluster_with_splink
from training.bench.peers.tools import Tools, cluster_with_goldenmatch, read_for_tools
from training.dedupe.dedupe import DedupeRequest, dedupe_file

WITHOUT = "onematch, no labels"
WITH = "onematch, split=train"
MEGABYTE = 1024
DEDUPE_PEERS: Tools = {
    "splink": ("splink", cluster_with_splink),
    "goldenmatch": ("goldenmatch", cluster_with_goldenmatch),
}


def _run(kind: Kind, folder: Path, tool: str, base_model: Path | None, out: Path) -> None:
    """Make the clusters of a set with one tool."""
    if tool in DEDUPE_PEERS:
        table = read_for_tools(folder / "records.parquet")
        clusters = DEDUPE_PEERS[tool][1](kind, table)
        pd.DataFrame({"id": list(clusters), "cluster_id": list(clusters.values())}).to_parquet(out, index=False)
        return
    base = bundle_for(kind, base_model)
    request = DedupeRequest(kind, folder / "records.parquet", out, Bundle.open(base).path)
    if tool == WITH:
        request = DedupeRequest(
            kind, request.records, out, base, labels=folder / "clusters.parquet", labels_split="train"
        )
    dedupe_file(request)


def _main(task: str) -> None:
    """Run one tool and print what it cost as JSON; Linux gives the peak memory in kilobytes."""
    kind, folder, tool, base_model, out = json.loads(task)
    started = time.perf_counter()
    _run(Kind(kind), Path(folder), tool, Path(base_model) if base_model else None, Path(out))
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cost = {
        "wall_s": round(time.perf_counter() - started, 1),
        "cpu_s": round(sum(used.ru_utime + used.ru_stime for used in usage), 1),
        "memory_mb": round(max(used.ru_maxrss for used in usage) / MEGABYTE),
    }
    sys.stdout.write(f"\n{json.dumps(cost)}\n")


if __name__ == "__main__":
    _main(sys.argv[1])

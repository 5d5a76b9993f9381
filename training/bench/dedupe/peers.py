"""Other tools that deduplicate, each as its own documentation recommends, without labels.

Splink 5: comparisons of its library, u by sampling, m by EM, its clustering at a match probability. goldenmatch: its
zero-configuration deduplication of a CSV file.
"""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pyarrow as pa
from splink import DuckDBAPI, Linker, block_on

from features.schema.kinds import Kind
from training.bench.peers.splink import LEAST_WEIGHT, MOST_BLOCKED, RULES, STARTS, comparisons_of, train
from training.bench.peers.tables import Tables, blocked_pairs
from training.fitting.methods.splink_fit import quiet_connection

THRESHOLD = 0.95
"""The match probability that Splink's tutorial clusters at."""

Clusters = Mapping[str, str]
"""The cluster of each record."""


def cluster_with_splink(kind: Kind, table: pd.DataFrame) -> Clusters:
    """Train on the table alone, score every pair that a rule blocks, and cluster with Splink's connected components."""
    tables = Tables(table, table)
    usable = [rule for rule in RULES[kind] if set(rule) <= set(tables.columns)]
    blocks: list[Any] = [block_on(*rule) for rule in usable if blocked_pairs(tables, rule) <= 2 * MOST_BLOCKED]
    blocks += [STARTS[kind]] if kind in STARTS else []
    settings = {
        "link_type": "dedupe_only",
        "unique_id_column_name": "id",
        "comparisons": comparisons_of(tables.columns),
        "blocking_rules_to_generate_predictions": blocks,
        "retain_intermediate_calculation_columns": False,
        "retain_matching_columns": False,
    }
    connection = quiet_connection()
    try:
        api = DuckDBAPI(connection)
        registered = api.register(pa.Table.from_pandas(table, preserve_index=False), dataset_display_name="records")
        linker = Linker([registered], settings, log_level=logging.ERROR)
        train(linker, blocks)
        scored: Any = linker.inference.predict(threshold_match_weight=LEAST_WEIGHT)
        found: Any = linker.clustering.cluster_pairwise_predictions_at_threshold(
            scored, threshold_match_probability=THRESHOLD
        )
        rows: pd.DataFrame = found.as_pandas_dataframe()
    finally:
        connection.close()
    return dict(zip(rows["id"].astype(str), rows["cluster_id"].astype(str), strict=True))


def cluster_with_goldenmatch(kind: Kind, table: pd.DataFrame) -> Clusters:  # noqa: ARG001 - it detects the kind
    """Deduplicate a CSV file as in its documentation; its clusters list rows of the file."""
    import goldenmatch

    with TemporaryDirectory() as folder:
        path = Path(folder) / "records.csv"
        table.to_csv(path, index=False)
        found = goldenmatch.dedupe(str(path)).clusters
    ids = table["id"].astype(str).tolist()
    clusters = {record: f"alone-{record}" for record in ids}
    for number, cluster in found.items():
        clusters |= {ids[row]: str(number) for row in cluster["members"]}
    return clusters


DEDUPE_PEERS: Mapping[str, tuple[str, Callable[[Kind, pd.DataFrame], Clusters]]] = {
    "splink": ("splink", cluster_with_splink),
    "goldenmatch": ("goldenmatch", cluster_with_goldenmatch),
}
"""By name, the package of a tool and the function that runs it."""

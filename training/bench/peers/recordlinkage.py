"""The Python Record Linkage Toolkit: several blocks, similarities cut to agreements, its ECM classifier."""

import numpy as np
import pandas as pd

from features.schema.kinds import Kind
from training.bench.peers.tables import Tables, blocked_pairs

BLOCKS: dict[Kind, tuple[str, ...]] = {
    Kind.PERSON: ("first_name", "last_name", "birth_date", "postal_code", "street", "email", "phone", "company"),
    Kind.COMPANY: ("name", "website", "phone", "street", "stock_symbol"),
}
EXACT = frozenset({"email", "phone", "postal_code", "website", "country", "region", "stock_symbol"})
AGREES, MOST_PAIRS = 0.85, 20e6


def link_with_recordlinkage(kind: Kind, tables: Tables) -> pd.DataFrame:
    """Block, compare, and classify every blocked pair by expectation and conditional maximisation."""
    import recordlinkage

    crm, universe = tables.crm.set_index("id"), tables.universe.set_index("id")
    index = recordlinkage.Index()
    for column in BLOCKS[kind]:
        if column in tables.columns and blocked_pairs(tables, (column,)) <= MOST_PAIRS:
            index.block(column)
    if kind is Kind.COMPANY:
        crm["start"], universe["start"] = crm["name"].str[:6], universe["name"].str[:6]
        index.block("start")
    pairs = index.index(crm, universe)
    compare = recordlinkage.Compare()
    for column in tables.columns:
        if column in EXACT:
            compare.exact(column, column, label=column)
        else:
            compare.string(column, column, method="jarowinkler", threshold=AGREES, label=column)
    agreements = compare.compute(pairs, crm, universe)
    classifier = recordlinkage.ECMClassifier(binarize=None)
    classifier.fit(agreements)
    probability = classifier.prob(agreements)
    crm_ids, universe_ids = (agreements.index.get_level_values(level) for level in (0, 1))
    return pd.DataFrame({"crm_id": crm_ids, "universe_id": universe_ids, "probability": np.asarray(probability)})

"""Slices of a set by the script that the names are written in: `slices.parquet` of the set says it, else the name."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from data.tables.records import Table
from serving.contract.reports.segment_rules import script_called, script_of
from training.evaluation.data_sets import QualitySet
from training.evaluation.figures import figures_of
from training.evaluation.judged import Counted
from training.evaluation.sources import raw_name

SLICES = "slices"
SLICED_FIGURES = (
    "n_crm",
    "n_true",
    "top1_accuracy",
    "candidate_recall",
    "candidate_recall_after_cut",
    "best_f1",
    "recall_at_precision_99",
    "precision",
    "recall",
)


def scripts_of(of: QualitySet, crm: Table) -> dict[str, str]:
    """Return the script of each record of a set by its id."""
    if of.file(SLICES).is_file():
        slices = pq.read_table(of.file(SLICES), columns=["crm_id", "script"]).to_pydict()
        return {id_: script_called(name) for id_, name in zip(slices["crm_id"], slices["script"], strict=True)}
    rows = crm.raw.to_pylist()
    texts = [{name: str(value) for name, value in row.items() if value is not None} for row in rows]
    return {id_: script_of(raw_name(text)) for id_, text in zip(crm.ids, texts, strict=True)}


def sliced(counted: Counted, scripts: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return figures of the judged records of each script, the largest slice first; nothing for a single script."""
    judged = counted.judged
    names = np.array([scripts[link.crm_id] for link in judged.links])
    found, counts = np.unique(names, return_counts=True)
    largest_first: Sequence[str] = found[np.argsort(-counts, kind="stable")].tolist()
    if len(largest_first) < 2:
        return {}
    figures = {name: figures_of(Counted(judged.take(names == name), counted.forced, 0, 0)) for name in largest_first}
    return {name: {figure: all_[figure] for figure in SLICED_FIGURES} for name, all_ in figures.items()}

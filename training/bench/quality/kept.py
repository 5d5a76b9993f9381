"""Figures of a set that take long to measure, kept with their inputs."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from data.tables.atomic import replacing
from training.evaluation.code_digest import code_digest
from training.evaluation.data_sets import FILES, QualitySet
from training.evaluation.workspace import bench_home, file_hash

Figures = dict[str, Any]


def kept(
    of: QualitySet, name: str, measure: Callable[[], Figures] | None, depends_on: Mapping[str, object] | None = None
) -> Figures | None:
    """Return earlier figures of the same code, files and inputs; else measure now; None without `measure`.

    `depends_on` holds further inputs of the figures beside code and set, as JSON values.
    """
    note = bench_home() / "quality" / of.name / f"{name}.json"
    made_from = {
        "code": code_digest(),
        "files": {file: file_hash(of.file(file)) for file in FILES},
        **(depends_on or {}),
    }
    if note.is_file():
        earlier: Figures = json.loads(note.read_text(encoding="utf-8"))
        if earlier["made_from"] == made_from:
            return earlier
    if measure is None:
        return None
    figures = {"made_from": made_from, **measure()}
    with replacing(note) as beside:
        beside.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return figures

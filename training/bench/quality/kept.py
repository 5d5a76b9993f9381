"""Figures of a set that cost little space and much time, kept by what they depend on."""

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
    """Return what was measured before on the same code, files and question; else measure now, or None.

    `asked` is what the figures depend on beside the code and the set, as JSON keeps it.
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

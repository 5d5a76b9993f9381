"""The judgements that a bundle was trained on, by its document of rows and its base model's."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from serving.matching.bundle import BASE_MODEL
from serving.matching.former_names import file_of

ROWS = "rows.json"
"""The file of a bundle that lists, by use, the hashes of the judgements it was trained on."""
RECORDS = "records"
LABELS = "labels"
THRESHOLDS = "thresholds"
SHIPPED_SCORE = "shipped_score"
PARENT = "parent"
OWN = "without_contract"
CONTRACTS = "contracts"


def rows_used(bundle: Path) -> Mapping[str, Any]:
    """Return a bundle's document of rows; empty for a bundle without one, which was trained on no judgement."""
    file = bundle / ROWS
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def contracts_in(bundle: Path) -> frozenset[str]:
    """Return the contracts with rows of any use in a bundle, its parent or the base model inside it."""
    folders = [bundle, file_of(bundle, BASE_MODEL)]
    return frozenset(name for folder in folders for name, rows in _contracts(rows_used(folder)) if rows)


def rows_of(bundle: Path, contract: str) -> int:
    """Count a contract's rows in a bundle, all uses together."""
    folders = [bundle, file_of(bundle, BASE_MODEL)]
    return sum(len(rows) for folder in folders for name, rows in _contracts(rows_used(folder)) if name == contract)


def _contracts(document: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for name, part in document.items():
        if name == CONTRACTS:
            yield from part.items()
        elif isinstance(part, Mapping):
            yield from _contracts(part)

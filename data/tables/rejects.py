"""Rows that could not be used, with their reasons."""

import csv
from collections.abc import Iterable
from pathlib import Path

from data.tables.atomic import replacing
from data.tables.spreadsheet import safe_cell
from features.schema.value_class import value_class


@value_class
class Reject:
    """One row of a file that is left out; rows count from 1 without the header, lines of NDJSON from 1."""

    row: int
    id: str | None
    reason: str


def rejects_beside(path: Path) -> Path:
    """Return the path of the list of the rows that were rejected for an output."""
    return path.with_name(f"{path.name}.rejects.csv")


def write_rejects(path: Path, rejects: Iterable[Reject]) -> None:
    """Write rejects as CSV with the columns `row,id,reason`; no cell is read as a formula by a spreadsheet."""
    with replacing(path) as partial, partial.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "id", "reason"])
        for reject in rejects:
            writer.writerow([reject.row, safe_cell(reject.id or ""), safe_cell(reject.reason)])

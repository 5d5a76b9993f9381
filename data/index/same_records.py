"""Refusal of a file that would be matched with itself: every record finds itself, and nothing is learned or linked."""

import hashlib
from pathlib import Path

import numpy as np

from data.index.index import UniverseIndex, records_of
from data.tables.records import Table, rows_of
from features.normalise.records import normalise
from features.pairs.columns import Record
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.texts import wording

SAMPLED = 50
"""The records that are compared: other files share some ids, but not the ids and all fields of every one of these."""


class SameRecords(OnematchError):
    """The records and the profiles to match them with are the same."""


def refuse_same_file(kind: Kind, crm: Path, universe: Path | None) -> None:
    """Raise SameRecords where both files are one, or have the same content under two names."""
    if universe is not None and (
        crm.samefile(universe) or (crm.stat().st_size == universe.stat().st_size and _digest(crm) == _digest(universe))
    ):
        raise SameRecords(
            "--crm {crm} and --universe {universe} are the same records, {kind}",
            crm=crm,
            universe=universe,
            kind=_expected(kind, crm),
        )


def refuse_same_records(table: Table, index: UniverseIndex) -> None:
    """Raise SameRecords where an index holds the records themselves: a sample of them has equal ids and fields."""
    sample = np.unique(np.linspace(0, len(table) - 1, min(SAMPLED, len(table))).astype(np.int64))
    rows = index.rows_of([table.ids[at] for at in sample.tolist()])
    held_rows = [row for row in rows if row is not None]
    if not len(table) or len(held_rows) < len(rows):
        return
    records = [normalise(table.schema, row) for row in rows_of(table.raw.take(sample))]
    profiles = records_of(index.take(np.array(held_rows, np.int64)))
    if list(map(_values, records)) == list(map(_values, profiles)):
        raise SameRecords(
            "the records of --crm are those of the index, {table_kind}", table_kind=_expected(table.kind, None)
        )


def _values(record: Record) -> dict[str, object]:
    return {name: frozenset(value) if isinstance(value, tuple) else value for name, value in record.items() if value}


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _expected(kind: Kind, crm: Path | None) -> str:
    return wording(
        "expected a CRM's records and the profiles to find them among; to find duplicates in one file: {command}",
        command=f"onematch dedupe --kind {kind} --records {crm or 'FILE'} --out clusters.csv",
    )

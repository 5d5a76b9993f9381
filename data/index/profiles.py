"""Profiles of an index by id, with their columns as they were written: read for people, and changed by rows."""

from collections.abc import Iterable, Mapping

import numpy as np

from data.index.delta_store import Original
from data.index.index import UniverseIndex, records_of
from features.normalise.records import normalise
from features.normalise.written import folded_columns, written_values


def apply_rows(index: UniverseIndex, rows: Mapping[str, Mapping[str, object]], deletes: Iterable[str] = ()) -> int:
    """Store rows, normalised and as they were written, and delete ids in one transaction; return its sequence."""
    schema = index.schema
    upserts = {name: normalise(schema, row) for name, row in rows.items()}
    return index.apply(upserts, deletes, {name: written_values(schema, row) for name, row in rows.items()})


def read_profiles(index: UniverseIndex, record_ids: Iterable[str]) -> tuple[dict[str, Original], list[str]]:
    """Return profiles' columns by id as they were written, and the ids of whom they were not kept: those are folded.

    Ids that the universe does not hold are left out. Raises IndexRefused for a damaged file.
    """
    ids = list(record_ids)
    rows = {one: row for one, row in zip(ids, index.rows_of(ids), strict=True) if row is not None}
    found = {one: index.originals.of(row) for one, row in rows.items()}
    lacking = [one for one, columns in found.items() if not columns]
    if lacking:
        records = records_of(index.take(np.array([rows[one] for one in lacking], np.int64)))
        found |= {one: folded_columns(index.schema, record) for one, record in zip(lacking, records, strict=True)}
    return found, lacking

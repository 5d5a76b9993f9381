"""Profiles of an index by id, with their columns as they were written: what people read."""

from collections.abc import Iterable

import numpy as np

from data.index.delta_store import Original
from data.index.index import UniverseIndex, records_of
from features.normalise.written import folded_columns


def read_profiles(index: UniverseIndex, record_ids: Iterable[str]) -> dict[str, Original]:
    """Return profiles' columns by id as they were written, folded where that was not kept.

    Ids that the universe does not hold are left out. Raises IndexRefused for a damaged file.
    """
    ids = list(record_ids)
    rows = {profile_id: row for profile_id, row in zip(ids, index.rows_of(ids), strict=True) if row is not None}
    columns_by_id = {profile_id: index.originals.of(row) for profile_id, row in rows.items()}
    lacking = [profile_id for profile_id, columns in columns_by_id.items() if not columns]
    if lacking:
        records = records_of(index.take(np.array([rows[profile_id] for profile_id in lacking], np.int64)))
        columns_by_id |= {
            profile_id: folded_columns(index.schema, record)
            for profile_id, record in zip(lacking, records, strict=True)
        }
    return columns_by_id

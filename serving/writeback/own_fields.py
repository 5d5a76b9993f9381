"""The fields of a record that onematch wrote: no model trains on them until somebody else changes them (D30)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from serving.rules.linking.links import RecordKey
from serving.rules.routing.appendix import COLUMNS, PersonFields, unchanged_fields
from serving.store.contracts import InstanceScope
from serving.store.tables.work import written_fields
from serving.store.upserts import upsert
from serving.store.vault import DataKey
from serving.sync.records.keys import of_records


def columns_of(given: PersonFields) -> dict[str, str]:
    """Return fields by canonical column."""
    return {COLUMNS[name]: value for name, value in given.named().items() if name in COLUMNS}


def note_fields(
    connection: Connection, scope: InstanceScope, key: RecordKey, given: PersonFields, now: datetime
) -> None:
    """Store the keyed hashes of the values that were written into a record."""
    data_key = scope.key(connection)
    mine = {"instance_id": scope.instance_id, **key.columns, "at": now}
    rows = [{**mine, "field": name, "mark": data_key.keyed_hash(value)} for name, value in columns_of(given).items()]
    upsert(connection, written_fields, rows, ["instance_id", "object", "record_id", "field"])


def own_fields(
    connection: Connection, scope: InstanceScope, payloads: Mapping[RecordKey, Mapping[str, str]]
) -> dict[RecordKey, frozenset[str]]:
    """Return, for each record with any, the columns that still hold what onematch wrote."""
    if not payloads:
        return {}
    wanted = select(written_fields).where(of_records(connection, written_fields, scope.instance_id, list(payloads)))
    hashes: dict[RecordKey, dict[str, str]] = {}
    for row in connection.execute(wanted):
        hashes.setdefault(RecordKey.named_by(row), {})[row.field] = row.mark
    data_key = scope.key(connection)
    found = {key: unchanged_fields(of, _hashed(payloads[key], of, data_key)) for key, of in hashes.items()}
    return {key: columns for key, columns in found.items() if columns}


def _hashed(payload: Mapping[str, str], columns: Collection[str], key: DataKey) -> dict[str, str]:
    return {column: key.keyed_hash(payload[column]) for column in columns if column in payload}

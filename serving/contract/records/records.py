"""The records of a CRM in the store: sealed payloads, with the columns that rules read beside them."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import Row, or_

from features.normalise.records import normalise
from features.normalise.written import name_in
from features.schema.kinds import Kind
from features.schema.own_field import Value
from features.schema.value_class import value_class
from serving.contract.records.keys import naming, of_records, visible_among
from serving.contract.records.matching import Matchers
from serving.store.contracts import InstanceScope, OpenScope
from serving.store.tables.records import aliases, records
from serving.store.vault import DataKey
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import KIND_OF, CrmObject
from serving.vocabulary.versions import Edition

Values = Mapping[str, str]
_COLUMNS = (
    records.c.object,
    records.c.id,
    records.c.sealed,
    records.c.content_hash,
    records.c.account_id,
    records.c.named_at,
)


@value_class
class LiveRecord:
    """One live record as matching reads it."""

    key: RecordKey
    values: Values
    content_hash: str
    account_id: str | None
    named_at: datetime | None

    @property
    def kind(self) -> Kind:
        return KIND_OF[self.key.object]

    @property
    def fields(self) -> dict[str, Value]:
        """The normalised fields."""
        return normalise(self.kind, self.values)


@value_class
class StoredRecord:
    """A record in the store, live or deleted, before a change to it."""

    edition: Edition
    is_deleted: bool
    received_at: datetime | None
    hashes: tuple[str, ...] = ()
    address_hash: str | None = None
    named_at: datetime | None = None
    account_id: str | None = None
    owner_id: str | None = None
    sealed: bytes | None = None
    clear: Mapping[str, str] = field(default_factory=dict)
    """Columns that are stored outside of the sealed payload."""


def context_of(scope: InstanceScope, key: RecordKey) -> str:
    """Return the sealing context of a record's payload."""
    return f"record/{scope.instance_id}/{key.name}"


def content_hash(key: DataKey, values: Values) -> str:
    """Return a keyed hash of a record's columns, which shows no value without the key."""
    return key.keyed_hash(hashlib.sha256(to_json(sorted(values.items()))).hexdigest())


def payload_of(values: Values) -> bytes:
    """Return a record's columns as the bytes to seal."""
    return to_json(values)


def values_of(scope: InstanceScope, key: RecordKey, data_key: DataKey, sealed: bytes) -> dict[str, str]:
    """Open a sealed payload; raises SealBroken."""
    values: dict[str, str] = from_json(data_key.unseal(sealed, context_of(scope, key)))
    return values


def stored_values(
    scope: InstanceScope, key: RecordKey, data_key: DataKey, stored: StoredRecord
) -> dict[str, str] | None:
    """Open the columns of a stored record, None of a deleted one; raises SealBroken."""
    if stored.is_deleted:
        return None
    return {**stored.clear, **(values_of(scope, key, data_key, stored.sealed) if stored.sealed else {})}


def read_payloads(scope: OpenScope, keys: Collection[RecordKey]) -> dict[RecordKey, dict[str, str]]:
    """Return the columns of those records that are live; raises KeyDestroyed."""
    return {record.key: dict(record.values) for record in read_live(scope, keys)}


def read_live(scope: OpenScope, keys: Collection[RecordKey]) -> Iterator[LiveRecord]:
    """Yield those records that are live; raises KeyDestroyed."""
    if keys:
        yield from live_records(scope, of_records(records, keys))


def live_records(scope: OpenScope, condition: Any) -> Iterator[LiveRecord]:
    """Yield the live records that meet a condition on the table."""
    query = scope.own(*_COLUMNS).where(records.c.deleted_at.is_(None), condition)
    data_key = scope.data_key
    for row in scope.execute(query):
        key = RecordKey.of(row)
        values = values_of(scope, key, data_key, row.sealed)
        yield LiveRecord(key, values, row.content_hash, row.account_id, row.named_at)


def read_stored(scope: OpenScope, keys: Collection[RecordKey]) -> dict[RecordKey, StoredRecord]:
    """Return records from the store before they change, deleted ones included."""
    if not keys:
        return {}
    query = scope.own(records).where(of_records(records, keys))
    return {RecordKey.of(row): _stored(row) for row in scope.execute(query)}


def read_aliases(scope: OpenScope, keys: Collection[RecordKey]) -> dict[RecordKey, RecordKey]:
    """Return the surviving records of those keys that were merged away."""
    if not keys:
        return {}
    named = naming((aliases.c.object, aliases.c.old_id), keys)
    query = scope.own(aliases).where(or_(*named))
    return {
        RecordKey(CrmObject(row.object), row.old_id): RecordKey(CrmObject(row.into_object), row.into_id)
        for row in scope.execute(query)
    }


def _stored(row: Row[Any]) -> StoredRecord:
    return StoredRecord(
        edition=Edition(row.version, row.content_hash),
        is_deleted=row.deleted_at is not None,
        hashes=tuple(row.hashes),
        address_hash=row.named_hash,
        named_at=row.named_at,
        account_id=row.account_id,
        owner_id=row.owner_id,
        received_at=row.received_at,
        sealed=row.sealed,
    )


def record_names(scope: OpenScope, keys: Sequence[RecordKey], user_id: str | None) -> dict[RecordKey, str]:
    """Return the names of those live records whose content a user may see (S33)."""
    visible_keys = visible_among(scope, keys, user_id)
    return {key: name_in(values) for key, values in read_payloads(scope, visible_keys).items()}


def profile_names(matching: Matchers, kind: Kind, ids: Collection[str]) -> dict[str, str]:
    """Return the names of profiles of one kind that are in the network, by id."""
    shown = matching.profiles(kind, sorted(set(ids)))
    return {profile_id: name_in(fields) for profile_id, fields in shown.items()}

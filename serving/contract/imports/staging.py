"""A batch of changes applied to the stored records: the newer change wins, in any order (D22)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from features.schema.value_class import value_class
from serving.contract.imports.incoming import Incoming, Op, RowResult, RowStatus
from serving.contract.imports.row_warnings import RowWarning, loses_most_fields
from serving.contract.records.blind_index import hashes_of
from serving.contract.records.records import LiveRecord, StoredRecord, content_hash, stored_values
from serving.contract.saves.opportunity_rules import DealUnreadable, StageState, deal_of
from serving.store.contracts import InstanceScope
from serving.store.vault import DataKey
from serving.vocabulary.claims import fields_filled
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject
from serving.vocabulary.versions import (
    Arrival,
    Edition,
    VersionUnreadable,
    arrival,
    not_ahead,
    read_time,
    tombstone,
    version_of,
)

NOT_THERE = "got a patch of a record that is not there, expected an upsert of the whole record"
LAST_ADMIN = "got the removal of the last active admin, expected another admin first"
MERGED_AWAY = "the record was merged into another one"


@value_class
class StagedRecord:
    """One record as it will be written; `values` is None where it is deleted."""

    key: RecordKey
    edition: Edition
    modified_at: datetime | None
    values: Mapping[str, str] | None = None
    account_id: str | None = None
    hashes: tuple[str, ...] = ()
    address_hash: str | None = None
    named_at: datetime | None = None
    keeps_subject: bool = False
    """Whether a user's subject, of which only the keyed hash is stored, stays: a patch did not name it."""

    @property
    def live(self) -> LiveRecord | None:
        """The record as matching reads it, None where it is deleted."""
        if self.values is None:
            return None
        return LiveRecord(self.key, self.values, self.edition.content_hash, self.account_id, self.named_at)

    @property
    def owner_id(self) -> str | None:
        return self.values.get("owner_id") if self.values else None

    @property
    def filled(self) -> int:
        return fields_filled(self.values or {})


@value_class
class Merge:
    """One record that was merged into another one."""

    gone: RecordKey
    into: RecordKey


@dataclass(slots=True)
class StagedBatch:
    """The result of staging: the records to write, the merges, and the result of each row."""

    stored: "StoredState"
    aliases: dict[RecordKey, RecordKey]
    read: list[tuple[Incoming, RowResult]] = field(default_factory=list)
    """The rows that could be read, with their results."""
    records: dict[RecordKey, StagedRecord] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    results: list[RowResult] = field(default_factory=list)
    admins: set[str] = field(default_factory=set)
    """The admins who are active after the rows so far."""
    parted: set[RecordKey] = field(default_factory=set)
    """Records that were merged away and that the CRM has again."""

    def current(self, key: RecordKey) -> RecordKey:
        """Return the surviving record of a key."""
        visited = {key}
        while key in self.aliases and self.aliases[key] not in visited:
            key = self.aliases[key]
            visited.add(key)
        return key


@value_class
class StoredState:
    """The stored state before a batch: editions, aliases, the instance's key, and the arrival of the batch."""

    known: Mapping[RecordKey, StoredRecord]
    scope: InstanceScope
    key: DataKey
    now: datetime
    aliases: Mapping[RecordKey, RecordKey] = field(default_factory=dict)
    stages: Mapping[tuple[str, str], StageState] = field(default_factory=dict)
    admins: frozenset[str] = frozenset()
    """The ids of the active admins."""
    is_authoritative: bool = False
    """Whether the batch is the CRM's present state, which goes before newer copies, deletions and merges."""

    def values_of(self, key: RecordKey) -> Mapping[str, str] | None:
        """Return the columns of a record before the batch, None where it does not exist."""
        known = self.known.get(key)
        return None if known is None else stored_values(self.scope, key, self.key, known)


def stage(rows: Iterable[Incoming | RowResult], stored: StoredState) -> StagedBatch:
    """Stage a batch in its order; references are resolved at its end, by all of its merges."""
    staged = StagedBatch(stored, dict(stored.aliases), admins=set(stored.admins))
    for row in rows:
        if isinstance(row, RowResult):
            staged.results.append(row)
            continue
        result = replace(_result(row, stored, staged), columns=row.odd)
        staged.results.append(result)
        staged.read.append((row, result))
    for key, record in staged.records.items():
        staged.records[key] = _with_account(record, staged)
    return staged


def _result(row: Incoming, stored: StoredState, staged: StagedBatch) -> RowResult:
    if row.op in {Op.MERGE, Op.CONVERT}:
        return _merged(row, stored, staged)
    if row.key in staged.aliases and not (stored.is_authoritative and row.op is Op.UPSERT):
        return row.result(RowStatus.STALE, MERGED_AWAY)
    try:
        if row.op is Op.PATCH:
            before = _values_before(row.key, stored, staged)
            if before is None:
                return _patch_of_nothing(row, stored, staged)
            kept = {name: value for name, value in before.items() if name not in row.named}
            row = replace(row, values=kept | dict(row.values))  # as an upsert: the other columns stay
        coming = _record(row, stored)
        if row.key.object is CrmObject.OPPORTUNITY and coming.values is not None:
            deal_of(coming.values, stage_of(coming.values, stored.stages))
    except VersionUnreadable as error:
        return row.result(RowStatus.REJECTED, f"version: {error}")
    except DealUnreadable as error:
        return row.result(RowStatus.REJECTED, str(error))
    return _taken(row, coming, stored, staged)


def _taken(row: Incoming, coming: StagedRecord, stored: StoredState, staged: StagedBatch) -> RowResult:
    """Stage a row's record unless another change is newer or no active admin would be left."""
    known = None if row.edition is not None else _edition(row.key, stored, staged)
    comes = arrival(known, coming.edition)
    if stored.is_authoritative and comes is Arrival.STALE:
        comes = Arrival.NEW
    warning = None
    if comes is Arrival.NEW and coming.key.object is CrmObject.USER and not is_active(coming.values):
        if staged.admins == {row.key.id}:
            return row.result(RowStatus.REJECTED, LAST_ADMIN, RowWarning.LAST_ADMIN)
        staged.admins.discard(row.key.id)
    if comes is Arrival.NEW:
        if staged.aliases.pop(row.key, None) is not None:
            staged.parted.add(row.key)
        warning = _warning(row, coming, stored, staged)
        staged.records[row.key] = replace(coming, keeps_subject=_keeps_subject(row, staged))
    return row.result(_STATUS[comes], warning=warning)


def is_active(values: Mapping[str, str] | None) -> bool:
    """Whether a user is active by its columns; a deleted user has none."""
    return values is not None and values.get("active", "true").casefold() in {"true", "1", "yes"}


def _values_before(key: RecordKey, stored: StoredState, staged: StagedBatch) -> Mapping[str, str] | None:
    """Return a record's columns after the earlier rows of the batch, None where it does not exist."""
    return staged.records[key].values if key in staged.records else stored.values_of(key)


def _patch_of_nothing(row: Incoming, stored: StoredState, staged: StagedBatch) -> RowResult:
    """Reject a patch of a record that is missing or deleted: its other columns are unknown."""
    deleted = _edition(row.key, stored, staged)
    version = version_of(row.version, row.modified_at, stored.now)
    if deleted is not None and version <= deleted.version:
        return row.result(RowStatus.STALE)
    return row.result(RowStatus.REJECTED, NOT_THERE)


def _warning(row: Incoming, coming: StagedRecord, stored: StoredState, staged: StagedBatch) -> RowWarning | None:
    """Return the warning of an upsert that replaces a record, None without one."""
    if row.op is not Op.UPSERT or coming.values is None:
        return None
    before = _values_before(row.key, stored, staged)
    return RowWarning.FIELDS_LOST if before and loses_most_fields(before, coming.values) else None


def _keeps_subject(row: Incoming, staged: StagedBatch) -> bool:
    """Whether a user's stored subject stays: neither this patch nor an earlier row of the batch names it."""
    earlier = staged.records.get(row.key)
    return row.op is Op.PATCH and "sso_subject" not in row.named and (earlier is None or earlier.keeps_subject)


def stage_of(values: Mapping[str, str], stages: Mapping[tuple[str, str], StageState]) -> StageState:
    """Return the state of an opportunity's stage."""
    return stages.get((values.get("pipeline", ""), values.get("stage", "")), StageState())


_STATUS = {
    Arrival.NEW: RowStatus.APPLIED,
    Arrival.SAME: RowStatus.UNCHANGED,
    Arrival.STALE: RowStatus.STALE,
}


def _merged(row: Incoming, stored: StoredState, staged: StagedBatch) -> RowResult:
    into = staged.current(row.into or row.key)
    if row.key in staged.aliases:
        same = staged.current(row.key) == into
        status = RowStatus.UNCHANGED if same else RowStatus.STALE
        return row.result(status, None if same else MERGED_AWAY)
    if into == row.key:
        return row.result(RowStatus.REJECTED, "into: got a record that was merged into this one")
    edition = _edition(row.key, stored, staged)
    if edition is not None:
        staged.records[row.key] = StagedRecord(row.key, tombstone(edition.version), None)
    staged.aliases[row.key] = into
    staged.merges.append(Merge(row.key, into))
    return row.result(RowStatus.APPLIED)


def _edition(key: RecordKey, stored: StoredState, staged: StagedBatch) -> Edition | None:
    if key in staged.records:
        return staged.records[key].edition
    known = stored.known.get(key)
    return known.edition if known is not None else None


def _record(row: Incoming, stored: StoredState) -> StagedRecord:
    if row.edition is not None and row.op is Op.DELETE:
        return StagedRecord(row.key, row.edition, row.modified_at)
    version = version_of(row.version, row.modified_at, stored.now)
    if row.op is Op.DELETE:
        return StagedRecord(row.key, tombstone(version), row.modified_at)
    known = stored.known.get(row.key)
    hashed = content_hash(stored.key, row.values)
    has_no_time = row.is_ahead or row.modified_at is None
    if row.version is None and has_no_time and known is not None and known.edition.content_hash == hashed:
        version = known.edition.version  # equal and without a version: the same change
    address_hash, named_at = _named(row, known, stored)
    modified = row.values.get("modified_at")
    return StagedRecord(
        key=row.key,
        edition=row.edition or Edition(version, hashed),
        modified_at=row.modified_at or (not_ahead(read_time(modified), stored.now) if modified else None),
        values=row.values,
        account_id=row.values.get("account_id"),
        hashes=hashes_of(stored.key, row.key.object, row.values),
        address_hash=address_hash,
        named_at=row.named_at or named_at,
    )


def _named(row: Incoming, known: StoredRecord | None, stored: StoredState) -> tuple[str | None, datetime | None]:
    """Return the keyed hash of a record's profile address, and since when; an equal address keeps its date (D2)."""
    address = row.values.get("profile_url")
    if not address:
        return None, None
    hashed = stored.key.keyed_hash(f"address {address}")
    if known is not None and known.address_hash == hashed:
        return hashed, known.named_at
    return hashed, row.modified_at or stored.now


def _with_account(record: StagedRecord, staged: StagedBatch) -> StagedRecord:
    if record.account_id is None:
        return record
    return replace(record, account_id=staged.current(RecordKey(CrmObject.ACCOUNT, record.account_id)).id)

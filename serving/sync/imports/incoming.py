"""The rows of a sync service: one change each, or the reason why a row is rejected."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Self

from serving.crm.capabilities import not_imported
from serving.crm.shapes import Misshapen, Shape, Shaped, shaped, shaped_patch
from serving.rules.contract.own_fields import properties_by_object
from serving.rules.linking.links import RecordKey
from serving.rules.row_warnings import RowWarning
from serving.rules.versions import Edition, VersionUnreadable, read_time
from serving.rules.vocabulary import Crm, CrmObject
from serving.store.contracts import InstanceScope


class Op(StrEnum):
    UPSERT = "upsert"
    PATCH = "patch"
    DELETE = "delete"
    MERGE = "merge"
    CONVERT = "convert"


class RowStatus(StrEnum):
    """The status of a row; `unchanged`: the stored record is equal."""

    APPLIED = "applied"
    UNCHANGED = "unchanged"
    STALE = "stale"
    REJECTED = "rejected"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class RowResult:
    """The result of one row; the reason names columns and ids, never a field's value.

    The warning names what looks wrong about an applied row.
    """

    row: int
    id: str | None
    status: RowStatus
    reason: str | None = None
    warning: RowWarning | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One readable change; `values` of an upsert or patch, `into` of a merge or conversion."""

    row: int
    op: Op
    key: RecordKey
    values: Mapping[str, str]
    version: str | None = None
    modified_at: datetime | None = None
    into: RecordKey | None = None
    edition: Edition | None = None
    """Set where onematch itself makes the change, which no other one outranks."""
    named_at: datetime | None = None
    """Since when a restored record has its profile address."""
    named: frozenset[str] = frozenset()
    """The columns that a patch sets or clears."""


@dataclass(frozen=True, slots=True)
class SentRow:
    """One change as it was sent."""

    op: Op
    kind: CrmObject
    record: object = None
    id: str | None = None
    into: str | None = None
    version: str | None = None
    modified_at: str | None = None


@dataclass(frozen=True, slots=True)
class RowReading:
    """How rows are read: their CRM, their shape, and further columns to keep (S46).

    `own` has, by object, the CRM property of each own field.
    """

    crm: Crm
    shape: Shape
    also: Collection[str] = ()
    own: Mapping[CrmObject, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, scope: InstanceScope, shape: Shape) -> Self:
        """Return how the rows of an instance are read."""
        settings = scope.contract.settings
        own = properties_by_object(settings.own_fields)
        return cls(scope.instance.crm, shape, {settings.revenue_field}, own)

    def further(self, crm_object: CrmObject) -> dict[str, str]:
        """Return the columns to keep beside the canonical ones, by their names, with the names in the CRM."""
        also = self.also if crm_object is CrmObject.OPPORTUNITY else ()
        return {name: name for name in also} | dict(self.own.get(crm_object, {}))


def read_rows(rows: Sequence[SentRow], reading: RowReading) -> Iterator[Incoming | RowResult]:
    """Read rows in their order; they count from 1."""
    for number, row in enumerate(rows, start=1):
        yield _read(number, row, reading)


def _read(number: int, row: SentRow, reading: RowReading) -> Incoming | RowResult:
    reason = not_imported(reading.crm, row.kind)
    if reason is not None:
        return RowResult(number, row.id, RowStatus.UNSUPPORTED, reason)
    if row.op in {Op.UPSERT, Op.PATCH}:
        return _columns_of(number, row, reading)
    if not row.id:
        return RowResult(number, None, RowStatus.REJECTED, "id: got nothing, expected the record's id")
    if row.op is Op.DELETE:
        return _incoming(number, row, RecordKey(row.kind, row.id), None)
    return _merge(number, row, row.id)


def _columns_of(number: int, row: SentRow, reading: RowReading) -> Incoming | RowResult:
    also = reading.further(row.kind)
    if row.op is Op.PATCH and reading.shape is not Shape.CANONICAL:
        reason = f"got a patch in the shape {reading.shape}, expected canonical columns"
        return RowResult(number, row.id, RowStatus.REJECTED, reason)
    is_patch = row.op is Op.PATCH
    read = shaped_patch(row.kind, row.record, also) if is_patch else shaped(reading.shape, row.kind, row.record, also)
    if isinstance(read, Misshapen):
        return RowResult(number, read.id, RowStatus.REJECTED, read.reason)
    return _incoming(number, row, RecordKey(row.kind, read.id), read)


def _merge(number: int, row: SentRow, from_id: str) -> Incoming | RowResult:
    target = CrmObject.CONTACT if row.op is Op.CONVERT else row.kind
    if row.op is Op.CONVERT and row.kind is not CrmObject.LEAD:
        return RowResult(number, from_id, RowStatus.REJECTED, f"got a conversion of a {row.kind}, expected a lead")
    if row.kind is CrmObject.USER:
        return RowResult(number, from_id, RowStatus.REJECTED, "got a merge of users, expected records")
    into = RecordKey(target, row.into or "")
    if not row.into or into == (row.kind, from_id):
        return RowResult(number, from_id, RowStatus.REJECTED, "into: got nothing or the same id, expected another one")
    return _incoming(number, row, RecordKey(row.kind, from_id), None, into)


def _incoming(
    number: int, row: SentRow, key: RecordKey, read: Shaped | None, into: RecordKey | None = None
) -> Incoming | RowResult:
    values = read.values if read is not None else {}
    modified = row.modified_at or values.get("modified_at")
    try:
        modified_at = read_time(modified) if modified else None
    except VersionUnreadable as error:
        return RowResult(number, key.id, RowStatus.REJECTED, f"modified_at: {error}")
    op = Op.DELETE if read is not None and read.is_deleted else row.op
    version = row.version or (read.version if read is not None else None)
    named = read.named if read is not None else frozenset()
    return Incoming(number, op, key, values, version, modified_at, into, named=named)

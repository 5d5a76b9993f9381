"""The rows of a sync service: one change each, or the reason why a row is rejected."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import Self

from features.schema.errors import OnematchError
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.contract.imports.row_warnings import MAX_NAMED, OddColumn, RowWarning
from serving.contract.saves.opportunity_rules import read_number
from serving.crm.reading import OBJECT_COLUMNS, Misshapen, Shaped, shaped, shaped_patch
from serving.crm.vendors import CANONICAL, VENDORS, Shape, names_of
from serving.store.contracts import InstanceScope
from serving.vocabulary.links import RecordKey
from serving.vocabulary.settings import properties_by_object
from serving.vocabulary.terms import Crm, CrmObject
from serving.vocabulary.versions import Edition, VersionUnreadable, not_ahead, read_time


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


@value_class
class RowResult:
    """The result of one row; the reason names columns and ids, never a field's value.

    The warning names what looks wrong about an applied row.
    """

    row: int
    id: str | None
    status: RowStatus
    reason: str | None = None
    warning: RowWarning | None = None
    columns: tuple[OddColumn, ...] = ()
    """What looks wrong about its columns."""


@value_class
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
    odd: tuple[OddColumn, ...] = ()

    def result(self, status: RowStatus, reason: str | None = None, warning: RowWarning | None = None) -> RowResult:
        """Return what became of the row."""
        return RowResult(self.row, self.key.id, status, reason, warning)

    @property
    def is_ahead(self) -> bool:
        """Whether its time counts as that of its arrival."""
        return any(column.warning is RowWarning.FUTURE_TIME for column in self.odd)


@value_class
class SentRow:
    """One change as it was sent."""

    op: Op
    kind: CrmObject
    record: object = None
    id: str | None = None
    into: str | None = None
    version: str | None = None
    modified_at: str | None = None


@value_class
class RowReading:
    """How rows are read: their CRM, their shape, and further columns to keep (S46).

    `own` has, by object, the CRM property of each own field.
    """

    crm: Crm
    shape: Shape
    now: datetime
    is_strict: bool = False
    """Whether rows with odd columns are rejected."""
    also: frozenset[str] = frozenset()
    own: Mapping[CrmObject, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, scope: InstanceScope, shape: Shape, now: datetime, *, is_strict: bool) -> Self:
        """Return how the rows of an instance are read."""
        settings = scope.contract.settings
        own = properties_by_object(settings.own_fields)
        return cls(
            crm=scope.instance.crm,
            shape=shape,
            now=now,
            is_strict=is_strict,
            also=frozenset({settings.revenue_field}),
            own=own,
        )

    def further(self, crm_object: CrmObject) -> dict[str, str]:
        """Return the columns to keep beside the canonical ones, by their names, with the names in the CRM."""
        also = self.also if crm_object is CrmObject.OPPORTUNITY else ()
        return {name: name for name in also} | dict(self.own.get(crm_object, {}))


class _RowRefused(OnematchError):
    """A row cannot be read."""

    def __init__(self, record_id: str | None, reason: str, columns: tuple[OddColumn, ...] = ()) -> None:
        super().__init__(reason)
        self.record_id = record_id
        self.columns = columns


def read_rows(rows: Sequence[SentRow], reading: RowReading) -> Iterator[Incoming | RowResult]:
    """Read rows in their order; they count from 1."""
    for number, row in enumerate(rows, start=1):
        reason = VENDORS[reading.crm].not_imported(row.kind)
        if reason is not None:
            yield RowResult(number, row.id, RowStatus.UNSUPPORTED, reason)
            continue
        try:
            yield _read(number, row, reading)
        except _RowRefused as refused:
            yield RowResult(number, refused.record_id, RowStatus.REJECTED, str(refused), columns=refused.columns)


def _read(number: int, row: SentRow, reading: RowReading) -> Incoming:
    if row.op in {Op.UPSERT, Op.PATCH}:
        return _columns_of(number, row, reading)
    if not row.id:
        raise _RowRefused(None, "id: got nothing, expected the record's id")
    into = None if row.op is Op.DELETE else _survivor(row, row.id)
    return _incoming(
        number=number, row=row, key=RecordKey(row.kind, row.id), reading=reading, read=Shaped(row.id, {}), into=into
    )


def _columns_of(number: int, row: SentRow, reading: RowReading) -> Incoming:
    also = reading.further(row.kind)
    if row.op is Op.PATCH and reading.shape is not CANONICAL:
        raise _RowRefused(
            row.id, wording("got a patch in the shape {shape}, expected canonical columns", shape=reading.shape)
        )
    is_patch = row.op is Op.PATCH
    names = names_of(reading.shape)
    read = shaped_patch(row.kind, row.record, also) if is_patch else shaped(names, row.kind, row.record, also)
    if isinstance(read, Misshapen):
        raise _RowRefused(read.id, read.reason)
    return _incoming(number, row, RecordKey(row.kind, read.id), reading, read)


def _odd_columns(row: SentRow, read: Shaped, reading: RowReading) -> Iterator[OddColumn]:
    """Yield the columns that the canonical shape does not have, and numbers in a format that can be misread."""
    if reading.shape is CANONICAL and isinstance(row.record, Mapping):
        further = reading.further(row.kind)
        known = {*OBJECT_COLUMNS[row.kind], *further, *further.values(), "version"}
        for name in [name for name in row.record if name not in known][:MAX_NAMED]:
            nearest = get_close_matches(str(name), sorted(known), 1)
            yield OddColumn(RowWarning.UNKNOWN_COLUMN, str(name)[:_LONGEST_NAME], next(iter(nearest), None))
    more = reading.also if row.kind is CrmObject.OPPORTUNITY else ()
    for name in dict.fromkeys((*_NUMBERS.get(row.kind, ()), *more)):
        if name in read.values and read_number(read.values[name]) is None:
            yield OddColumn(RowWarning.NUMBER_FORMAT, name)


def _survivor(row: SentRow, from_id: str) -> RecordKey:
    """Return the record that a merge or conversion names as the survivor."""
    target = CrmObject.CONTACT if row.op is Op.CONVERT else row.kind
    if row.op is Op.CONVERT and row.kind is not CrmObject.LEAD:
        raise _RowRefused(from_id, wording("got a conversion of a {row_kind}, expected a lead", row_kind=row.kind))
    if row.kind is CrmObject.USER:
        raise _RowRefused(from_id, "got a merge of users, expected records")
    if not row.into or (target, row.into) == (row.kind, from_id):
        raise _RowRefused(from_id, "into: got nothing or the same id, expected another one")
    return RecordKey(target, row.into)


def _incoming(
    number: int, row: SentRow, key: RecordKey, reading: RowReading, read: Shaped, into: RecordKey | None = None
) -> Incoming:
    odd = list(_odd_columns(row, read, reading))
    modified = row.modified_at or read.values.get("modified_at")
    try:
        sent = read_time(modified) if modified else None
    except VersionUnreadable as error:
        raise _RowRefused(key.id, wording("modified_at: {error}", error=error)) from None
    modified_at = None if sent is None else not_ahead(sent, reading.now)
    if modified_at != sent:
        odd.append(OddColumn(RowWarning.FUTURE_TIME, "modified_at"))
    if odd and reading.is_strict:
        raise _RowRefused(key.id, "; ".join(column.reason for column in odd), tuple(odd))
    return Incoming(
        row=number,
        op=Op.DELETE if read.is_deleted else row.op,
        key=key,
        values=read.values,
        version=row.version or read.version,
        modified_at=modified_at,
        into=into,
        named=read.named,
        odd=tuple(odd),
    )


_LONGEST_NAME = 100
_NUMBERS = {CrmObject.ACCOUNT: ("employees",), CrmObject.OPPORTUNITY: ("amount",)}

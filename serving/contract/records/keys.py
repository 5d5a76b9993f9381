"""SQL conditions on record keys of any objects, columns of their records, and who may see them."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Table, and_, false, func, or_

from features.pairs.columns import hash_text
from serving.contract.records.visibility import may_see_content
from serving.store.contracts import OpenScope
from serving.store.tables.links import links
from serving.store.tables.records import records
from serving.store.upserts import among
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject

T = TypeVar("T")
RECORD_OF_LINK = and_(
    records.c.instance_id == links.c.instance_id,
    records.c.object == links.c.object,
    records.c.id == links.c.record_id,
)
"""Joins a link with its record."""


def unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Wrap a text column so that SQLite uses no index on it.

    SQLite has no statistics of its tables: beside `among` it would read all links of one state by their index.
    """
    return func.coalesce(column, "")


def by_object(keys: Collection[RecordKey]) -> dict[CrmObject, list[str]]:
    """Return the ids of each object."""
    ids_by_object: dict[CrmObject, list[str]] = {}
    for key in keys:
        ids_by_object.setdefault(key.object, []).append(key.id)
    return ids_by_object


def drawn(keys: Collection[RecordKey], most: int) -> list[RecordKey]:
    """Return the keys in their order; of more than `most` those that are drawn by their names."""
    return sorted(keys) if len(keys) <= most else sorted(keys, key=lambda key: hash_text(key.name))[:most]


def batched(some: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield the parts of a sequence, at most so many in each."""
    for start in range(0, len(some), size):
        yield some[start : start + size]


def of_records(table: Table, keys: Collection[RecordKey]) -> ColumnElement[bool]:
    """Return the condition that rows are of some records; no row is where there are no keys."""
    return or_(false(), *naming(table, keys))


def record_keys(scope: OpenScope, table: Table, *where: ColumnElement[bool]) -> list[RecordKey]:
    """Return the records that rows of a table are of."""
    rows = scope.execute(scope.own(table.c.object, table.c.record_id).where(*where))
    return [RecordKey.named_by(row) for row in rows]


def columns_of_records(
    scope: OpenScope, keys: Collection[RecordKey], *columns: ColumnElement[Any]
) -> dict[RecordKey, Row[Any]]:
    """Return columns of records, live ones and deleted ones."""
    if not keys:
        return {}
    rows = scope.execute(scope.own(records.c.object, records.c.id, *columns).where(of_records(records, keys)))
    return {RecordKey.of(row): row for row in rows}


def naming(
    of: Table | tuple[ColumnElement[Any], ColumnElement[Any]], keys: Collection[RecordKey]
) -> Iterator[ColumnElement[bool]]:
    """Yield one condition for each object: a table's records, or the columns (object, id), are among the keys."""
    if isinstance(of, Table):
        of = (of.c.object, of.c.record_id if "record_id" in of.c else of.c.id)
    for crm_object, ids in by_object(keys).items():
        yield and_(of[0] == crm_object, among(of[1], ids))


def visible_among(scope: OpenScope, keys: Sequence[RecordKey], user_id: str | None) -> set[RecordKey]:
    """Return the live records among some whose content a user may see."""
    rows = columns_of_records(scope, keys, records.c.visible_to)
    return {key for key, row in rows.items() if may_see_content(row.visible_to, user_id)}

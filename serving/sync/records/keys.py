"""SQL conditions on record keys of any objects."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func

from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import CrmObject
from serving.store.upserts import among


def unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Wrap a text column so that SQLite uses no index on it.

    SQLite has no statistics of its tables: beside `among` it would read all links of one state by their index.
    """
    return func.coalesce(column, "")


def by_object(keys: Collection[RecordKey]) -> dict[CrmObject, list[str]]:
    """Return the ids of each object."""
    found: dict[CrmObject, list[str]] = {}
    for key in keys:
        found.setdefault(key.object, []).append(key.id)
    return found


def naming(
    connection: Connection, columns: tuple[ColumnElement[Any], ColumnElement[Any]], keys: Collection[RecordKey]
) -> Iterator[ColumnElement[bool]]:
    """Yield one condition for each object: the columns (object, id) name one of the keys."""
    for crm_object, ids in by_object(keys).items():
        yield and_(columns[0] == crm_object.value, among(connection, columns[1], ids))

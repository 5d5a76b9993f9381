"""Bulk statements with the same meaning on SQLite and PostgreSQL."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, bindparam, func, select
from sqlalchemy import any_ as any_of
from sqlalchemy.types import ARRAY

from serving.store.bulk import Target, write_rows


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    keys: Sequence[str],
    update: Sequence[str] | None = None,
) -> None:
    """Insert rows, or change existing rows with the same `keys` (a primary key or a unique index).

    All rows have the same columns, and no two rows the same keys. `update` lists the columns to change, by default
    all but the keys; if it is empty, existing rows do not change.
    """
    if rows:
        names = tuple(rows[0])
        changed = [name for name in names if name not in keys] if update is None else update
        write_rows(connection, Target(table, names, tuple(keys), tuple(changed)), rows)


def among(
    connection: Connection, column: ColumnElement[Any], values: Iterable[str] | Iterable[int]
) -> ColumnElement[bool]:
    """Return the condition that a column holds one of some texts or numbers, as one parameter whatever their number."""
    listed = list(values)
    if connection.dialect.name == "postgresql":
        return column == any_of(bindparam(None, listed, ARRAY(column.type)))
    return column.in_(select(func.json_each(json.dumps(listed)).table_valued("value").c.value))

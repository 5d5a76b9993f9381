"""Writing many rows by one statement, with parameters converted column by column.

SQLAlchemy converts them value by value, which is a sixth of the time of storing an import. SQLite receives tuples;
PostgreSQL receives one JSON text in one round trip and casts each value to its column's type.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Connection, Dialect, LargeBinary, Table, Text, bindparam, cast, column, func, select
from sqlalchemy.dialects import postgresql, sqlite

_ROWS = "rows"
Processor = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Target:
    """A table with the columns to write, the keys that identify an existing row, and the columns to change in it."""

    table: Table
    names: tuple[str, ...]
    keys: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def write_rows(connection: Connection, target: Target, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, or change existing ones; autoincremented numbers follow the order of the rows.

    No two rows have the same keys.
    """
    if not rows:
        return
    statement = _statement(connection.dialect, target)
    columns = zip(*map(statement.values_of, rows), strict=True)
    values = zip(*map(_processed, columns, statement.processors), strict=True)
    if connection.dialect.name == "postgresql":
        sent = to_json([dict(zip(target.names, row, strict=True)) for row in values]).decode()
        connection.execute(statement.executed, {_ROWS: sent})
    else:
        connection.exec_driver_sql(statement.executed, list(values))


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns."""
    if rows:
        write_rows(connection, Target(table, tuple(rows[0])), rows)


@dataclass(frozen=True, slots=True)
class _Statement:
    """SQL with parameters for one row (SQLite), or a statement that reads all rows from one text (PostgreSQL)."""

    executed: Any
    values_of: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    processors: tuple[Processor | None, ...]


@lru_cache(256)
def _statement(dialect: Dialect, target: Target) -> _Statement:
    if dialect.name == "postgresql":
        executed, order = _from_json(target), target.names
    else:
        statement = _or_change(sqlite.insert(target.table), target)
        compiled = statement.compile(dialect=dialect, column_keys=list(target.names))
        executed, order = compiled.string, tuple(compiled.positiontup)
    processors = tuple(_processor(dialect, target.table.c[name].type) for name in order)
    return _Statement(executed, _in_order(order), processors)


def _in_order(names: tuple[str, ...]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    return itemgetter(*names) if len(names) > 1 else lambda row: (row[names[0]],)


def _from_json(target: Target) -> Any:
    """Read every value from the JSON as text, so that a JSON value keeps its spelling."""
    texts = (column(name, Text) for name in target.names)
    sent = cast(bindparam(_ROWS, type_=Text), postgresql.JSON)
    read = func.json_to_recordset(sent).table_valued(*texts).render_derived(with_types=True)
    values = select(*(cast(read.c[name], target.table.c[name].type) for name in target.names))
    insert = postgresql.insert(target.table).from_select(list(target.names), values, include_defaults=False)
    return _or_change(insert, target)


def _or_change(statement: Any, target: Target) -> Any:
    if not target.keys:
        return statement
    if not target.changed:
        return statement.on_conflict_do_nothing(index_elements=list(target.keys))
    new = {name: statement.excluded[name] for name in target.changed}
    return statement.on_conflict_do_update(index_elements=list(target.keys), set_=new)


def _processor(dialect: Dialect, of: Any) -> Processor | None:
    """Return the conversion of a value into a parameter of the driver, or into what JSON can hold."""
    if dialect.name != "postgresql":
        of = of.dialect_impl(dialect)
    elif isinstance(of, LargeBinary):
        return _hex
    process: Processor | None = of.bind_processor(dialect)
    return process


def _hex(value: bytes | None) -> str | None:
    return None if value is None else "\\x" + value.hex()


def _processed(values: Sequence[Any], process: Processor | None) -> Sequence[Any]:
    """Convert the values of one column; a value that all rows share is converted once."""
    if process is None:
        return values
    first = values[0]
    if all(value is first for value in values):
        return [process(first)] * len(values)
    return [process(value) for value in values]

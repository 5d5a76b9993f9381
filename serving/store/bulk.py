"""Any number of rows written by one statement, their parameters made column by column.

SQLAlchemy makes them value by value, a sixth of what storing an import costs. SQLite takes them as tuples, one after
the other; PostgreSQL as one JSON text, in one round trip, out of which each value is cast to its column's type.
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
    """Where rows go: which columns they name, and what becomes of a row that is there by `keys`."""

    table: Table
    names: tuple[str, ...]
    keys: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def write_rows(connection: Connection, target: Target, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, or change those that are there; numbers that the table counts follow their order.

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
    """Insert rows, all of which name the same columns."""
    if rows:
        write_rows(connection, Target(table, tuple(rows[0])), rows)


@dataclass(frozen=True, slots=True)
class _Statement:
    """What is executed: SQL with places for one row, or a statement that reads all rows from one text."""

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
    """Take every value out of the JSON as text, so that one which is JSON itself stays as it was written."""
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
    """Return what makes a parameter of a value: of the driver, or what JSON can hold."""
    if dialect.name != "postgresql":
        of = of.dialect_impl(dialect)
    elif isinstance(of, LargeBinary):
        return _hex
    process: Processor | None = of.bind_processor(dialect)
    return process


def _hex(value: bytes | None) -> str | None:
    return None if value is None else "\\x" + value.hex()


def _processed(values: Sequence[Any], process: Processor | None) -> Sequence[Any]:
    """Make the parameters of one column; a value that is the same in all rows, once."""
    if process is None:
        return values
    first = values[0]
    if all(value is first for value in values):
        return [process(first)] * len(values)
    return [process(value) for value in values]

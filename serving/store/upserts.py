"""Statements with the same meaning on SQLite and PostgreSQL: writing many rows at once, long lists, pages.

Parameters of many rows are converted column by column: SQLAlchemy converts them value by value, which is a sixth of the
time of storing an import. SQLite receives tuples; PostgreSQL receives one JSON text in one round trip and casts each
value to its column's type.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from pydantic_core import to_json
from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Dialect,
    LargeBinary,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    column,
    func,
    literal,
    select,
    tuple_,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import ARRAY, TypeDecorator, TypeEngine

_ROWS = "rows"
Names = tuple[str, ...]
Processor = Callable[[Any], Any]


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    update: Sequence[str] | None = None,
    keys: Sequence[str] | None = None,
) -> None:
    """Insert rows, or change existing rows with the same `keys`: the primary key, or the columns of a unique index.

    All rows have the same columns, and no two rows the same keys. `update` lists the columns to change, by default
    all but the keys; if it is empty, existing rows do not change.
    """
    if rows:
        names = tuple(rows[0])
        keys = keys or table.primary_key.columns.keys()
        changed = [name for name in names if name not in keys] if update is None else update
        _write(connection, _statement(connection.dialect, table, names, tuple(keys), tuple(changed)), rows)


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns; autoincremented numbers follow their order."""
    if rows:
        _write(connection, _statement(connection.dialect, table, tuple(rows[0])), rows)


class _Values(TypeDecorator[Any]):
    """Many values of a type as one parameter: PostgreSQL's array, or JSON."""

    impl = Text
    cache_ok = True

    def __init__(self, of: TypeEngine[Any]) -> None:
        super().__init__()
        self.of = of

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(ARRAY(self.of) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return value if dialect.name == "postgresql" else json.dumps(value)


class _Among(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True


@compiles(_Among)
def _in_json(element: _Among, compiler: SQLCompiler, **how: Any) -> str:
    of, values = (compiler.process(clause, **how) for clause in element.clauses)
    return f"{of} IN (SELECT value FROM json_each({values}))"


@compiles(_Among, "postgresql")
def _in_array(element: _Among, compiler: SQLCompiler, **how: Any) -> str:
    of, values = (compiler.process(clause, **how) for clause in element.clauses)
    return f"{of} = ANY ({values})"


def among(column: ColumnElement[Any], values: Iterable[str] | Iterable[int]) -> ColumnElement[bool]:
    """Return the condition that a column holds one of some texts or numbers, as one parameter whatever their number."""
    return _Among(column, bindparam(None, list(values), _Values(column.type)))


def older_than(
    selection: Select[Any], key: tuple[ColumnElement[datetime], ColumnElement[str]], after: tuple[datetime, str] | None
) -> Select[Any]:
    """Return a selection in descending order of its key, behind a key if one is given."""
    ordered = selection.order_by(*(column.desc() for column in key))
    if after is None:
        return ordered
    return ordered.where(tuple_(*key) < tuple_(literal(after[0], key[0].type), literal(after[1])))


_Statement = tuple[Any, Names, Callable[[Mapping[str, Any]], tuple[Any, ...]], tuple[Processor | None, ...]]
"""SQL with parameters for one row (SQLite), or a statement that reads all rows from one text (PostgreSQL).

With the names of the parameters in their order, what takes these values from a row, and their conversions.
"""


def _write(connection: Connection, statement: _Statement, rows: Sequence[Mapping[str, Any]]) -> None:
    executed, names, values_of, processors = statement
    columns = zip(*map(values_of, rows), strict=True)
    values = zip(*map(_processed, columns, processors), strict=True)
    if connection.dialect.name == "postgresql":
        sent = to_json([dict(zip(names, row, strict=True)) for row in values]).decode()
        connection.execute(executed, {_ROWS: sent})
    else:
        connection.exec_driver_sql(executed, list(values))


@lru_cache(256)
def _statement(dialect: Dialect, table: Table, names: Names, keys: Names = (), changed: Names = ()) -> _Statement:
    executed: Any
    if dialect.name == "postgresql":
        executed = _or_change(_from_json(table, names), keys, changed)
        order = names
    else:
        compiled = _or_change(sqlite.insert(table), keys, changed).compile(dialect=dialect, column_keys=list(names))
        executed = compiled.string
        order = tuple(compiled.positiontup)
    processors = tuple(_processor(dialect, table.c[name].type) for name in order)
    values_of = itemgetter(*order) if len(order) > 1 else lambda row: (row[order[0]],)
    return executed, order, values_of, processors


def _from_json(table: Table, names: Names) -> Any:
    """Read every value from the JSON as text, so that a JSON value keeps its spelling."""
    texts = (column(name, Text) for name in names)
    sent = cast(bindparam(_ROWS, type_=Text), postgresql.JSON)
    read = func.json_to_recordset(sent).table_valued(*texts).render_derived(with_types=True)
    values = select(*(cast(read.c[name], table.c[name].type) for name in names))
    return postgresql.insert(table).from_select(list(names), values, include_defaults=False)


def _or_change(statement: Any, keys: Names, changed: Names) -> Any:
    if not keys:
        return statement
    if not changed:
        return statement.on_conflict_do_nothing(index_elements=list(keys))
    new = {name: statement.excluded[name] for name in changed}
    return statement.on_conflict_do_update(index_elements=list(keys), set_=new)


def _processor(dialect: Dialect, of: Any) -> Processor | None:
    """Return the conversion of a value into a parameter of the driver, or into what JSON can hold."""
    if dialect.name != "postgresql":
        of = of.dialect_impl(dialect)
    elif isinstance(of, LargeBinary):
        return lambda value: None if value is None else "\\x" + value.hex()
    process: Processor | None = of.bind_processor(dialect)
    return process


def _processed(values: Sequence[Any], process: Processor | None) -> Sequence[Any]:
    """Convert the values of one column; a value that all rows share is converted once."""
    if process is None:
        return values
    first = values[0]
    if all(value is first for value in values):
        return [process(first)] * len(values)
    return [process(value) for value in values]

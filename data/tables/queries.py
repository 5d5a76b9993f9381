"""Inputs that a DuckDB table or query names: its rows as a private Parquet file, which commands read as any other."""

import hashlib
import re
import weakref
from contextlib import ExitStack
from os import PathLike
from pathlib import Path, PosixPath
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from data.tables.formats import BATCH_ROWS, ENDINGS
from data.tables.work_folders import work_folder
from features.schema.errors import OnematchError

if TYPE_CHECKING:
    import duckdb

_DATABASE = "duckdb:"
_TABLE = re.compile(r"duckdb:///([^?]+)\?table=(.+)")
"""The URL of a table: three slashes before a relative path, four before an absolute one."""
_QUERY = re.compile(r"\s*(select|with|from)\s", re.IGNORECASE)
_CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
    "lock_configuration": True,
}
"""Settings under which SQL reaches files that it names, and neither the network nor variables of this process."""


class UnusableQuery(OnematchError):
    """A DuckDB table or query gives no rows that can be read."""


class QueryFile(PosixPath):
    """The private Parquet file with the rows of a query; as a text it is the query, and it goes with its last use."""

    query = ""

    def __str__(self) -> str:
        return self.query or super().__str__()

    def __fspath__(self) -> str:
        return super().__str__()

    def resolve(self, strict: bool = False) -> "QueryFile":
        """Return itself, whose text names what was read."""
        del strict
        return self

    def __reduce__(self) -> tuple[type[Path], tuple[str]]:
        return Path, (self.__fspath__(),)


def input_file(named: str | PathLike[str]) -> Path:
    """Return the file of an input: of a DuckDB database's table or a query the rows at this moment, else the path.

    Text is a query where it begins with SELECT, WITH or FROM and does not end as the name of a file does.
    Raises UnusableQuery.
    """
    if not isinstance(named, str) or not _is_query(named):
        return Path(named)
    ends = ExitStack()
    folder = ends.enter_context(work_folder("query"))
    file = QueryFile(folder / f"query-{hashlib.sha256(named.encode()).hexdigest()[:8]}.parquet")
    file.query = " ".join(named.split())
    weakref.finalize(file, ends.close)
    _write_rows(named, file)
    return file


def _is_query(text: str) -> bool:
    return text.startswith(_DATABASE) or (_QUERY.match(text) is not None and not text.lower().endswith(ENDINGS))


def _write_rows(named: str, file: QueryFile) -> None:
    import duckdb  # the extra `train` brings it; files are read without

    table = _TABLE.fullmatch(named)
    if table is None and named.startswith(_DATABASE):
        raise UnusableQuery(
            "{file}: expected a database and its table, as in duckdb:///crm.db?table=contacts", file=file
        )
    database = ":memory:" if table is None else table[1]
    settings = {**_CLOSED, "temp_directory": str(file.parent)}
    try:
        with duckdb.connect(database, read_only=table is not None, config=settings) as connection:
            if table is not None:
                _write(connection.table(table[2]), file)
            elif [parsed.type for parsed in connection.extract_statements(named)] == [duckdb.StatementType.SELECT]:
                _write(connection.sql(named), file)
            else:
                raise UnusableQuery("{file}: expected one SELECT", file=file)
    except (duckdb.Error, pa.ArrowException) as error:
        raise UnusableQuery("{file}: {error}", file=file, error=error) from error


def _write(rows: "duckdb.DuckDBPyRelation", file: QueryFile) -> None:
    batches = rows.to_arrow_reader(BATCH_ROWS)
    with pq.ParquetWriter(file, batches.schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)

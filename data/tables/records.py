"""Record files of any format, read into normalised records and rejects with their reasons."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path

import pyarrow as pa

from data.tables.formats import Row, RowSource, open_rows, values_of
from data.tables.own_columns import OwnSource, UnusableColumns, own_columns, own_texts, without_optional
from data.tables.rejects import Reject
from data.tables.renames import NO_RENAMES, OPT_OUT_COLUMN, Renames, canonical_names, renames_of
from data.tables.stored_text import joined, storable, stored_values
from features.normalise.records import normalise
from features.normalise.text import text_of
from features.own_fields.optional import OPTIONAL_COLUMNS
from features.pairs.columns import Record
from features.schema.kinds import COLUMNS, Kind
from features.schema.schema import Schema, Shape, schema_of
from features.schema.texts import wording
from features.schema.value_class import value_class

CHUNK_ROWS = 50_000


@value_class
class Table:
    """Records of one kind in file order: `records[i]` is the normalised record of `raw` row i, whose id is `ids[i]`.

    `raw` holds the canonical columns that the file has, as text; `encoding` is `cp1252` where CSV was not UTF-8.
    """

    schema: Schema
    ids: list[str]
    records: list[Record] = field(repr=False)
    raw: pa.Table = field(repr=False)
    rejects: list[Reject] = field(repr=False)
    unknown_columns: tuple[str, ...] = ()
    encoding: str = "utf-8"

    @property
    def kind(self) -> Kind:
        return self.schema.kind

    def __len__(self) -> int:
        return len(self.ids)


def read_records(
    shape: Shape,
    path: Path,
    renames: Renames = NO_RENAMES,
    *,
    normalised: bool = True,
    of_profiles: bool = False,
    may_lack: bool = False,
) -> Table:
    """Read a whole record file; `renames` maps the file's column names to canonical ones, `` ignores a column.

    Raises UnknownFileFormat, UnreadableFile or UnusableColumns; a bad row becomes a reject and the rest goes on.
    """
    sides = {"of_profiles": of_profiles, "may_lack": may_lack}
    chunks = list(iter_chunks(shape, path, renames, normalised=normalised, **sides))
    return Table(
        schema=schema_of(shape),
        ids=[id_ for chunk in chunks for id_ in chunk.ids],
        records=[record for chunk in chunks for record in chunk.records],
        raw=pa.concat_tables([chunk.raw for chunk in chunks], promote_options="default"),
        rejects=[reject for chunk in chunks for reject in chunk.rejects],
        unknown_columns=tuple(dict.fromkeys(name for chunk in chunks for name in chunk.unknown_columns)),
        encoding=chunks[0].encoding,
    )


def iter_chunks(
    shape: Shape,
    path: Path,
    renames: Renames = NO_RENAMES,
    size: int = CHUNK_ROWS,
    *,
    normalised: bool = True,
    of_profiles: bool = False,
    may_lack: bool = False,
) -> Iterator[Table]:
    """Read a record file as tables of `size` rows, at least one; an unknown column is named in one of them.

    Without `normalised` the tables hold raw rows and no records. `of_profiles` says which side's columns own fields
    have: each is one column of the raw rows, whose value joins those of its columns in the file. A file that
    `may_lack` them has none.
    """
    with open_rows(path) as source:
        own = OwnSource(path, source.columns, of_profiles, may_lack, renames_of(renames, path))
        reader = _Reader(schema_of(shape), source, own, normalised=normalised)
        for _ in reader.read(size):
            yield reader.take()
        if not reader.has_ids:
            raise UnusableColumns("{path}: no row has an 'id'", path=path)
        if reader.ids or reader.rejects or not reader.seen:
            yield reader.take()


class _Reader:
    """Collects rows into tables, with the columns and the ids that occurred so far."""

    def __init__(self, schema: Schema, source: RowSource, own: OwnSource, *, normalised: bool) -> None:
        self.schema = schema
        self.normalised = normalised
        self.source = source
        self.encoding = source.encoding
        self.columns_are_known = source.columns is not None
        self.own = own_columns(schema, own)
        self.columns = column_names(schema.kind, own.renames, source) + tuple(self.own)
        self.canonical = canonical_names(
            (*COLUMNS[schema.kind], OPT_OUT_COLUMN), without_optional(schema.kind, own.renames)
        )
        self.own_names = {name for columns in self.own.values() for name in columns}
        self.seen: set[str] = set()
        self.has_ids = True
        self.unknown = [
            name for name in source.columns or () if name and name not in self.canonical and name not in self.own_names
        ]
        self.named = set(self.unknown)
        self.ids: list[str] = []
        self.rows: list[dict[str, str | None]] = []
        self.records: list[Record] = []
        self.rejects: list[Reject] = []

    def read(self, size: int) -> Iterator[None]:
        """Read rows, column by column where the file allows it; yield whenever `size` of them are collected."""
        if self.source.batches is None:
            for item in self.source.rows:
                self.add(item)
                if len(self.ids) >= size:
                    yield
            return
        number = 1
        for batch in self.source.batches:
            done = 0
            while done < len(batch):
                part = batch.slice(done, size - len(self.ids))
                self.add_batch(number, part)
                number = number + len(part)
                done = done + len(part)
                if len(self.ids) >= size:
                    yield

    def add_batch(self, number: int, batch: pa.RecordBatch) -> None:
        """Add rows, the first of which has a number, with the same result as `add` of each of them."""
        taken = {
            self.canonical[name]: stored_values(column)
            for name, column in zip(batch.schema.names, batch.columns, strict=True)
            if name in self.canonical
        }
        if self.own:
            taken |= self._own_taken(batch)
        rows = _as_rows(taken)
        ids = taken["id"]
        if len(set(ids)) == len(ids) and None not in ids and self.seen.isdisjoint(ids):
            self._accept([id_ for id_ in ids if id_], rows)
            return
        for position, row in enumerate(rows, number):
            self._add_row(position, row, {})

    def _accept(self, ids: list[str], rows: list[dict[str, str | None]]) -> None:
        self.seen.update(ids)
        self.ids += ids
        self.rows += rows
        if self.normalised:
            self.records += [normalise(self.schema, row) for row in rows]

    def add(self, item: tuple[int, Row] | Reject) -> None:
        """Add one row, or the reject of a row that cannot be used."""
        if isinstance(item, Reject):
            self.rejects.append(item)
            return
        number, raw = item
        self._add_row(number, self._canonical_row(raw), raw)

    def _add_row(self, number: int, row: dict[str, str | None], raw: Row) -> None:
        id_ = row.get("id") or ""
        self.has_ids = bool(self.seen or id_ or self.columns_are_known)
        if reason := self._refusal(id_, raw):
            self.rejects.append(Reject(number, id_ or None, reason))
            return
        self._accept([id_], [row])

    def _refusal(self, id_: str, raw: Row) -> str | None:
        if not id_:
            return "no id"
        if id_ in self.seen:
            return "the id occurred before"
        nested = next((name for name, value in raw.items() if isinstance(value, dict) and name in self.canonical), None)
        return wording("column {nested!r} holds an object, a text was expected", nested=nested) if nested else None

    def _canonical_row(self, raw: Row) -> dict[str, str | None]:
        row: dict[str, str | None] = {}
        for name, value in raw.items():
            column = self.canonical.get(name)
            if column is not None:
                row[column] = storable(text_of(value)) or None
            elif name and name not in self.named and name not in self.own_names:
                self.named.add(name)
                self.unknown.append(name)
        return row | own_texts(self.own, raw)

    def _own_taken(self, batch: pa.RecordBatch) -> dict[str, list[str | None]]:
        """Return the values of own fields in a batch."""
        taken: dict[str, list[str | None]] = {}
        for ours, columns in self.own.items():
            values = [stored_values(batch.column(name)) for name in columns if name in batch.schema.names]
            taken[ours] = values[0] if len(values) == 1 else [*map(joined, zip(*values, strict=True))]
        return taken

    def take(self) -> Table:
        """Return what was collected since the last call."""
        columns = self.columns
        raw = pa.table({c: pa.array([row.get(c) for row in self.rows], pa.string()) for c in columns})
        table = Table(
            schema=self.schema,
            ids=self.ids,
            records=self.records,
            raw=raw,
            rejects=self.rejects,
            unknown_columns=tuple(self.unknown),
            encoding=self.encoding,
        )
        self.ids = []
        self.rows = []
        self.records = []
        self.rejects = []
        self.unknown = []
        return table


def column_names(kind: Kind, renames: Renames, source: RowSource) -> tuple[str, ...]:
    """Return the canonical columns that a file has, all of them where only its rows name them; raises UnusableColumns.

    A rename must end at a column of the kind, and no two columns at the same; it may start at a column that another
    file has (`data.tables.headers` checks that one of them has it).
    """
    for theirs, ours in renames.items():
        if ours and ours not in (*COLUMNS[kind], *OPTIONAL_COLUMNS[kind], OPT_OUT_COLUMN):
            raise UnusableColumns(
                "cannot rename {theirs!r} to {ours!r}: that is no column of a {kind} record",
                theirs=theirs,
                ours=ours,
                kind=kind,
            )
    if source.columns is None:
        return COLUMNS[kind]
    listed = ", ".join(source.columns)
    canonical = [renames.get(name, name) for name in source.columns]
    known = [name for name in COLUMNS[kind] if name in canonical]
    if repeated := [name for name in known if canonical.count(name) > 1]:
        both = ", ".join(name for name in source.columns if renames.get(name, name) == repeated[0])
        raise UnusableColumns(
            "{source_path}: two columns are {repeated!r} after renaming ({both}), found {listed}",
            source_path=source.path,
            repeated=repeated[0],
            both=both,
            listed=listed,
        )
    if "id" not in known:
        raise UnusableColumns("{source_path}: no column 'id', found {listed}", source_path=source.path, listed=listed)
    return tuple(known)


def rows_of(raw: pa.Table) -> list[dict[str, str | None]]:
    """Return a table of text as rows, without the columns that are null throughout."""
    return _as_rows({name: values_of(raw[name]) for name in raw.column_names if raw[name].null_count < len(raw)})


def _as_rows(columns: Mapping[str, list[str | None]]) -> list[dict[str, str | None]]:
    names = tuple(columns)
    return [dict(zip(names, values, strict=True)) for values in zip(*columns.values(), strict=True)]

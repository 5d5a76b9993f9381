"""A file of changes to a universe: upserts, deletes, merges and opt-outs from InMail."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from data.index.delta_store import DeltaStore
from data.index.format import read_manifest
from data.tables.formats import Row, open_rows
from data.tables.mapping.columns_file import CHANGE_COLUMNS
from data.tables.own_columns import OwnSource, UnusableColumns, own_columns, own_texts, without_optional
from data.tables.rejects import Reject
from data.tables.renames import Renames, canonical_names, renames_of
from data.tables.stored_text import storable
from features.normalise.records import normalise
from features.normalise.text import text_of
from features.normalise.written import written_values
from features.own_fields.optional import OPTIONAL_COLUMNS
from features.schema.kinds import COLUMNS
from features.schema.schema import Schema

CanonicalRow = dict[str, str | None]


def append_changes(folder: Path, upserts: Mapping[str, Mapping[str, object]], deletes: Iterable[str]) -> int:
    """Store raw rows under their ids, and delete ids, in the index of a folder; return the sequence of its changes.

    Raises IndexRefused.
    """
    schema = read_manifest(folder).schema
    records = {id_: normalise(schema, row) for id_, row in upserts.items()}
    return DeltaStore(folder).append(
        records, deletes, {id_: written_values(schema, row) for id_, row in upserts.items()}
    )


def read_changes(
    schema: Schema, file: Path, renames: Renames, *, names_ops: bool
) -> Iterator[tuple[int, CanonicalRow | Reject]]:
    """Yield the rows of a file by their numbers: canonical columns, plus `op`, `into`, `version`, `inmail_opt_out`.

    Raises UnusableColumns for a file without ids, or without `op` where it `names_ops`, and what opening it raises.
    """
    kind = schema.kind
    renames = renames_of(renames, file)
    known = {*COLUMNS[kind], *CHANGE_COLUMNS}
    canonical = canonical_names(known, without_optional(kind, renames))
    if wrong := [ours for ours in renames.values() if ours and ours not in {*known, *OPTIONAL_COLUMNS[kind]}]:
        raise UnusableColumns(
            "cannot rename to {wrong!r}: that is no column of changes to a {kind}", wrong=wrong[0], kind=kind
        )
    with open_rows(file) as source:
        if source.columns is not None:
            canonical_columns = {canonical.get(name) for name in source.columns}
            if missing := ({"id", "op"} if names_ops else {"id"}) - canonical_columns:
                raise UnusableColumns(
                    "{file}: no column {missing!r}, found {columns}",
                    file=file,
                    missing=min(missing),
                    columns=", ".join(source.columns),
                )
        own = own_columns(schema, OwnSource(file, source.columns, of_profiles=True, may_lack=True, renames=renames))
        for item in source.rows:
            yield (item.row, item) if isinstance(item, Reject) else (item[0], _canonical_row(canonical, own, item[1]))


def _canonical_row(canonical: Mapping[str, str], own: Mapping[str, Sequence[str]], raw: Row) -> CanonicalRow:
    row = {canonical[name]: storable(text_of(value)) or None for name, value in raw.items() if name in canonical}
    return row | own_texts(own, raw)

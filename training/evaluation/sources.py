"""Field values of the records and profiles of an evaluation, for segments and for the list of errors."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import numpy as np

from data.index.index import UniverseIndex
from data.index.profiles import read_profiles
from data.tables.formats import open_rows
from data.tables.optional_columns import UniverseFile
from data.tables.own_columns import OwnSource, own_columns, own_texts, without_optional
from data.tables.records import Table
from data.tables.rejects import Reject
from data.tables.renames import Renames, canonical_names, renames_of
from data.tables.stored_text import storable
from features.normalise.text import text_of
from features.pairs.columns import Record
from features.schema.errors import OnematchError
from features.schema.kinds import COLUMNS
from features.schema.own_field import Value
from features.schema.schema import Shape, schema_of
from features.schema.value_class import value_class
from training.evaluation.judged import JudgedLinks
from training.evaluation.segments import RecordTraits, Values


@value_class
class Sources:
    """Field values to show, as they were written; folded where an index holds the universe and did not keep that.

    `filled` are the normalised fields that both records and profiles have.
    """

    traits: Sequence[RecordTraits]
    shown: Mapping[str, Values]
    profiles: Mapping[str, Values]
    filled: frozenset[str] = frozenset()


def gather_sources(judged: JudgedLinks, crm: Table, index: UniverseIndex, universe: UniverseFile | None) -> Sources:
    """Collect the values of every judged record, of its candidate and of its right profiles."""
    row_of = {id_: row for row, id_ in enumerate(crm.ids)}
    rows = [row_of.get(link.crm_id) for link in judged.links]
    records: list[Record] = [{} if row is None else crm.records[row] for row in rows]
    raw = [dict(zip(crm.raw.column_names, row, strict=True)) for row in zip(*_texts(crm), strict=True)]
    values = [{} if row is None else _filled(raw[row]) for row in rows]
    counts = profiles_with(index, "name", [_text(record.get("name")) for record in records])
    traits = [
        RecordTraits(fields, raw_name(fields), _text(record.get("country")), count)
        for fields, record, count in zip(values, records, counts, strict=True)
    ]
    ids = {link.candidate_id for link in judged.links if link.candidate_id is not None}
    ids |= {answer for answers in judged.answers for answer in answers}
    profiles = read_profiles(index, ids) if universe is None else file_values(crm.schema, universe, ids)
    crm_ids = [link.crm_id for link in judged.links]
    return Sources(traits, dict(zip(crm_ids, values, strict=True)), profiles, filled_fields(crm, index))


class SegmentUnknown(OnematchError):
    """Segments are wanted by a column that the file of records lacks."""


def columns_by_record(path: Path, renames: Renames, names: Sequence[str]) -> dict[str, Mapping[str, str]]:
    """Return the values of any columns of a file by record, those that no model reads too; the first of equal ids.

    A name is the file's own or ours. Raises SegmentUnknown.
    """
    if not names:
        return {}
    theirs = {ours: name for name, ours in renames_of(renames, path).items()}
    with open_rows(path) as source:
        rows = [item[1] for item in source.rows if not isinstance(item, Reject)][::-1]
        held = source.columns or dict.fromkeys(name for row in rows for name in row)
    columns = {name: theirs.get(name, name) for name in ("id", *names)}
    if missing := [name for name, column in columns.items() if column not in held]:
        raise SegmentUnknown(
            "{path}: got no column {missing!r}, found {held}", path=path, missing=missing[0], held=", ".join(held)
        )
    ids = [text_of(row.get(columns["id"])) for row in rows]
    return {
        name: {id_: text for id_, row in zip(ids, rows, strict=True) if (text := text_of(row.get(columns[name])))}
        for name in names
    }


def filled_fields(crm: Table, index: UniverseIndex) -> frozenset[str]:
    """Return the normalised fields that some record and some profile have."""
    names = [field.name for field in crm.schema.fields if len(index.tf(field.name))]
    return frozenset(name for name in names if any(record.get(name) for record in crm.records))


def profiles_with(index: UniverseIndex, field: str, values: Sequence[str | None]) -> list[int]:
    """Count the profiles that hold each value of a text field; 0 for each where no profile has the field."""
    shares = index.tf(field)
    if not len(index) or not len(shares):
        return [0] * len(values)
    codes = index.take(np.zeros(1, np.int64)).text(field).vocabulary.find([value or "" for value in values])
    counts = np.maximum(1, np.round(shares[np.maximum(codes, 0)] * len(index)))
    return [int(count) if code >= 0 else 0 for code, count in zip(codes.tolist(), counts.tolist(), strict=True)]


def file_values(
    shape: Shape, universe: UniverseFile, ids: Collection[str], *, of_profiles: bool = True
) -> dict[str, Values]:
    """Return the canonical columns and own fields of records or profiles by id, as in the file.

    Of equal ids the first one counts.
    """
    schema = schema_of(shape)
    renames = renames_of(universe.renames, universe.path)
    canonical = canonical_names(COLUMNS[schema.kind], without_optional(schema.kind, renames))
    id_columns = [theirs for theirs, ours in canonical.items() if ours == "id"]
    values_by_id: dict[str, Values] = {}
    with open_rows(universe.path) as source:
        file = OwnSource(universe.path, source.columns, of_profiles, may_lack=True, renames=renames)
        own = own_columns(schema, file)
        for item in source.rows:
            if len(values_by_id) == len(ids):
                break
            if isinstance(item, Reject):
                continue
            row = item[1]
            id_ = next((text for name in id_columns if (text := storable(text_of(row.get(name))))), None)
            if id_ is not None and id_ in ids and id_ not in values_by_id:
                named = {canonical[name]: storable(text_of(row[name])) for name in row if name in canonical}
                values_by_id[id_] = _filled({**named, **own_texts(own, row)})
    return values_by_id


def _texts(crm: Table) -> list[list[str | None]]:
    return [crm.raw.column(name).to_pylist() for name in crm.raw.column_names]


def _filled(row: Mapping[str, str | None]) -> Values:
    return {name: value for name, value in row.items() if value}


def _text(value: Value) -> str | None:
    return "; ".join(value) if isinstance(value, tuple) else value


def raw_name(values: Values) -> str:
    """Return the name of a record as in its file."""
    parts = [values.get(name, "") for name in ("first_name", "middle_name", "last_name")]
    return values.get("full_name") or values.get("name") or " ".join(parts)

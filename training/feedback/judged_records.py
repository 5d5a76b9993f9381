"""The records of judgements: from a file, or unsealed from the store in memory."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from data.index.format import read_manifest
from data.labels.labels import Labels
from data.tables.records import Table, read_records
from data.tables.renames import Renames
from features.pairs.columns import Record
from features.schema.kinds import Kind
from features.schema.own_field import Value
from features.schema.schema import Shape, schema_of
from features.schema.value_class import value_class
from serving.runtime.home import Home, read_pointer
from training.evaluation.known_ids import ProfileSide, RecordSide, require_known_ids
from training.feedback.feedback import read_feedback
from training.terminal import OptionsWrong


@value_class
class JudgedRecords:
    """Judged records, the index that they were matched with, and the judgements that no training used."""

    crm: Table
    index: Path
    held_out: Labels


def judged_for_gate(
    home: Home, kind: Kind, feedback: str | None, *, crm: Path | None, renames: Renames, index: Path | None
) -> JudgedRecords | None:
    """Return held-out judgements with their records; None without feedback, or where nothing is held out.

    `feedback` is a file or the URL of a store; `crm` holds the records that a file names.

    Raises OptionsWrong where a file of judgements comes without the records, UnusableLabels where it names none.
    """
    if feedback is None:
        return None
    read = read_feedback(kind, feedback, renames)
    pointer = read_pointer(home, kind)
    indexed = index or (None if pointer is None else pointer.index)
    if indexed is None or not read.held_out.answers:
        return None
    if "://" in feedback:
        return JudgedRecords(table_of(kind, read.records), indexed, read.held_out)
    if crm is None:
        raise OptionsWrong("--feedback: got a file without --crm, expected the records that it names")
    table = read_records(read_manifest(indexed).schema, crm, renames, may_lack=True)
    require_known_ids(read.held_out, RecordSide(crm, set(table.ids)), ProfileSide(kind, None, indexed))
    return JudgedRecords(table, indexed, read.held_out)


def table_of(shape: Shape, records: Mapping[str, Record]) -> Table:
    """Return normalised records as a table whose raw columns hold the normalised values."""
    rows = [{"id": id_, **{name: _text(value) for name, value in record.items()}} for id_, record in records.items()]
    names = sorted({name for row in rows for name in row})
    raw = pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in names})
    return Table(schema_of(shape), list(records), list(records.values()), raw, [])


def _text(value: Value) -> str | None:
    return "; ".join(value) if isinstance(value, tuple) else value

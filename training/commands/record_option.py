"""The option `--record` of commands that decide one record: a record of a file, or one JSON object."""

import json
from pathlib import Path
from typing import Annotated

from data.tables.records import read_records
from features.schema.kinds import Kind
from serving.batch.explain_file import explained_in_file
from serving.explanation.explained_record import ExplainedRecord, by_itself
from serving.http.wire.records import BadRecord, row_of, unknown_columns
from serving.matching.fields_agree import agreed_schema
from serving.matching.matcher import Matcher
from training.commands.options import ColumnOptions, read_bundle
from training.terminal import OptionsWrong, progress_bar
from training.worded_commands import option

RecordNamed = Annotated[str, option("--record", "A record of a file, or one JSON object.", metavar="FILE#ID|JSON")]


def file_of(record: str) -> tuple[Path | None, str]:
    """Return the file and the id of `FILE#ID`; no file and the text of a JSON object. Raises OptionsWrong."""
    if record.lstrip().startswith("{"):
        return None, record
    name, _, record_id = record.rpartition("#")
    if not name or not record_id or not Path(name).is_file():
        raise OptionsWrong(
            "--record: got {record!r}, expected FILE#ID with a file that exists, or a JSON object", record=record
        )
    return Path(name), record_id


def decided_record(
    kind: Kind,
    record: str,
    bundle: str,
    index: Path,
    *,
    named: ColumnOptions,
    account_links: Path | None,
    independent: bool,
    precision: float | None,
    quiet: bool = False,
) -> tuple[Matcher, ExplainedRecord]:
    """Open the matcher and read a record; of a file, decide its other records where the deciding pass reads them."""
    folder = read_bundle(kind, bundle, index)
    matcher = Matcher.open(folder, index).with_precision(precision)
    file, wanted = file_of(record)
    known_as = named.read_sides(kind, file, bundle=folder, index=index)
    if file is None:
        return matcher, _from_json(matcher, wanted)
    schema = agreed_schema(kind, named.declared, folder, index)
    table = read_records(schema, file, known_as, normalised=False)
    with progress_bar(quiet=quiet) as progress:
        return matcher, explained_in_file(
            matcher, table, wanted, account_links, independent=independent, progress=progress
        )


def _from_json(matcher: Matcher, record: str) -> ExplainedRecord:
    """Read a JSON object of canonical columns. Raises OptionsWrong."""
    try:
        document = json.loads(record)
    except ValueError as error:
        raise OptionsWrong(
            "--record: got text that is not JSON ({error}), expected a JSON object", error=error
        ) from error
    for unknown in unknown_columns(matcher.kind, matcher.schema.columns, [document]):
        name = unknown["pointer"].rpartition("/")[2]
        raise OptionsWrong(
            "--record: {name}: got {got}, expected {expected}",
            name=name,
            got=unknown["got"],
            expected=unknown["expected"],
        )
    row = row_of({"id": "record", **document})
    if isinstance(row, BadRecord):
        raise OptionsWrong("--record: {error}", error=row.error)
    return by_itself(matcher, row)

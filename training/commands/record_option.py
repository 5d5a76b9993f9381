"""The option `--record` of commands that decide one record: a record of a file, or one JSON object."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from training.commands.options import read_renames_for
from training.terminal import OptionsWrong

if TYPE_CHECKING:
    from data.tables.progress import Progress
    from serving.explanation.explained_record import ExplainedRecord
    from serving.matching.matcher import Matcher

RecordNamed = Annotated[
    str, typer.Option("--record", metavar="FILE#ID|JSON", help="A record of a file, or one JSON object.")
]


@dataclass(frozen=True, slots=True)
class RecordOption:
    """A record as the options name it; without a file `named` is a JSON object."""

    named: str
    file: Path | None
    renames: list[str] | None = None
    account_links: Path | None = None
    independent: bool = False

    @classmethod
    def read(
        cls, record: str, renames: list[str] | None, account_links: Path | None, *, independent: bool
    ) -> "RecordOption":
        """Read `FILE#ID`, or keep a JSON object. Raises OptionsWrong."""
        if record.lstrip().startswith("{"):
            return cls(record, None)
        name, _, record_id = record.rpartition("#")
        if not name or not record_id or not Path(name).is_file():
            raise OptionsWrong(f"--record: got {record!r}, expected FILE#ID with a file that exists, or a JSON object")
        return cls(record_id, Path(name), renames, account_links, independent)

    def explained(self, matcher: "Matcher", progress: "Progress") -> "ExplainedRecord":
        """Read the record; of a file, decide its other records where the deciding pass reads them."""
        from data.tables.records import read_records
        from serving.batch.explain_file import RecordOfFile, explained_in_file

        if self.file is None:
            return _from_json(matcher, self.named)
        schema = matcher.schema
        known_as = read_renames_for(matcher.kind, self.renames, self.file, fields=schema)
        table = read_records(schema, self.file, known_as, normalised=False)
        return explained_in_file(
            matcher, RecordOfFile(table, self.named, self.account_links, self.independent), progress
        )


def _from_json(matcher: "Matcher", record: str) -> "ExplainedRecord":
    """Read a JSON object of canonical columns. Raises OptionsWrong."""
    from serving.explanation.explained_record import by_itself
    from serving.http.wire.records import BadRecord, row_of, unknown_columns

    try:
        document = json.loads(record)
    except ValueError as error:
        raise OptionsWrong(f"--record: got text that is not JSON ({error}), expected a JSON object") from error
    for unknown in unknown_columns(matcher.kind, matcher.schema.columns, [document]):
        name = unknown["pointer"].rpartition("/")[2]
        raise OptionsWrong(f"--record: {name}: got {unknown['got']}, expected {unknown['expected']}")
    row = row_of({"id": "record", **document})
    if isinstance(row, BadRecord):
        raise OptionsWrong(f"--record: {row.error}")
    return by_itself(matcher, row)

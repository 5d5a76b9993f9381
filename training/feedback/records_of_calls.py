"""What the functions of `import onematch` do with a caller's records: one of them explained, or all of them planned."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.tables.frames import InputFiles, NamedBy, renames_for
from data.tables.progress import silent
from data.tables.records import read_records
from serving.batch.explain_file import RecordOfFile, explained_in_file
from serving.batch.files import FileMatchRequest
from serving.batch.gain import START_COLUMNS, plan_as_json, plan_file, start_cells
from serving.explanation.explained_record import ExplainedRecord
from serving.explanation.explanation import EditEffort, WantedExplanation, explain
from serving.matching.matcher import Matcher


@dataclass(frozen=True, slots=True)
class CallInputs:
    """The folders of bundle and index, and the records of a call: tables, or paths of files."""

    bundle: Path
    index: Path
    records: Any
    columns: NamedBy = None
    account_links: Any = None


@contextmanager
def record_of_call(
    inputs: CallInputs, record_id: str, *, independent: bool = False, precision: float | None = None
) -> Iterator[tuple[Matcher, ExplainedRecord]]:
    """Open the matcher, and read one of the records as it is decided among the others. Raises RecordNotInFile."""
    with InputFiles() as files:
        matcher = Matcher.open(inputs.bundle, inputs.index).with_precision(precision)
        crm = files.path("records", inputs.records)
        own = matcher.schema.source_columns(of_profiles=False)
        renames = renames_for(matcher.kind, inputs.columns, crm, own=own)
        table = read_records(matcher.schema, crm, renames, normalised=False)
        links = files.optional("account_links", inputs.account_links)
        yield matcher, explained_in_file(matcher, RecordOfFile(table, record_id, links, independent), silent)


def explained_call(
    inputs: CallInputs,
    record_id: str,
    profile_id: str,
    *,
    against: str | None = None,
    edits: bool = True,
    thorough: bool = False,
    **deciding: Any,
) -> dict[str, Any]:
    """Return the JSON of `onematch explain`. Raises RecordNotInFile, ExplainedProfileUnknown."""
    effort = EditEffort.THOROUGH if thorough else EditEffort.WITHIN_LIMIT if edits else EditEffort.NONE
    with record_of_call(inputs, record_id, **deciding) as (matcher, record):
        found = explain(matcher, record, WantedExplanation(profile_id, against, effort, with_private=True))
        return found.model_dump(mode="json")


def planned_call(inputs: CallInputs) -> dict[str, Any]:
    """Return the JSON of `onematch gain`, with the records to start with."""
    with InputFiles() as files:
        matcher = Matcher.open(inputs.bundle, inputs.index)
        crm = files.path("records", inputs.records)
        own = matcher.schema.source_columns(of_profiles=False)
        request = FileMatchRequest(
            kind=matcher.kind,
            crm=crm,
            bundle=inputs.bundle,
            out=files.folder / "plan",
            index=inputs.index,
            account_links=files.optional("account_links", inputs.account_links),
            renames=renames_for(matcher.kind, inputs.columns, crm, own=own),
        )
        found = plan_file(request)
        starts = [dict(zip(START_COLUMNS, cells, strict=True)) for cells in start_cells(found.plan.starts)]
        return {**plan_as_json(found, matcher.kind), "start_with": starts}

"""What a caller of `import onematch` may give: tables or files, an index, a bundle, names of columns, own fields."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, TypeVar

from data.index.format import read_manifest
from data.index.index import UniverseIndex
from data.tables.fields_file import read_declared
from data.tables.frames import InputFiles, renames_for
from data.tables.records import read_records
from features.schema.kinds import Kind
from serving.batch.explain_file import explained_in_file
from serving.explanation.explained_record import ExplainedRecord
from serving.matching.bundle import Bundle, bundle_folder
from serving.matching.fields_agree import agreed_schema
from serving.matching.matcher import Matcher

Location = str | os.PathLike[str]
Columns = Mapping[str, str] | Location | None
"""Their names by ours, or a columns file that `onematch columns` wrote."""
Fields = Sequence[Mapping[str, object]] | Location | None
"""Own fields: a file such as `docs/own-fields.md` shows, or its sections as dictionaries."""
Params = Mapping[str, object] | Location | None
"""Parameters of a training: a file that `onematch train --params-example` prints, or its sections as dictionaries."""
Links = Literal["best-per-record", "one-to-one"]
Frame = TypeVar("Frame")


def read_inputs(
    files: InputFiles,
    records: Any,
    index: UniverseIndex | Location,
    bundle: Bundle | Location | None,
    columns: Columns,
    fields: Fields = None,
    labels: Path | None = None,
    segments: Sequence[str] = (),
) -> dict[str, Any]:
    """Return what the requests of files share: kind, index, bundle, the records with the names of their columns."""
    folder = Path(index) if isinstance(index, str | os.PathLike) else index.path
    kind = Kind(read_manifest(folder).kind)
    crm = files.path("records", records)
    declared = read_declared(fields)
    model = bundle.path if isinstance(bundle, Bundle) else None
    if isinstance(bundle, str | os.PathLike):
        model = bundle_folder(os.fspath(bundle), kind)
    own = (*agreed_schema(kind, declared, model, folder).source_columns(of_profiles=False), *segments)
    renames = renames_for(kind, columns, crm, labels=(labels,), own=own)
    read = {"kind": kind, "crm": crm, "index": folder, "renames": renames, "fields": declared}
    return read if model is None else {**read, "bundle": model}


@contextmanager
def decided_record(
    record_id: str,
    records: Any,
    index: UniverseIndex | Location,
    bundle: Bundle | Location,
    columns: Columns,
    account_links: Any,
    fields: Fields,
    *,
    independent: bool,
    precision: float | None,
) -> Iterator[tuple[Matcher, ExplainedRecord]]:
    """Open the matcher, and read one of the records as it is decided among the others. Raises RecordNotInFile."""
    with InputFiles() as files:
        read = read_inputs(files=files, records=records, index=index, bundle=bundle, columns=columns, fields=fields)
        matcher = Matcher.open(read["bundle"], read["index"]).with_precision(precision)
        schema = agreed_schema(read["kind"], read["fields"], read["bundle"], read["index"])
        table = read_records(schema, read["crm"], read["renames"], normalised=False)
        links = files.optional("account_links", account_links)
        yield matcher, explained_in_file(matcher, table, record_id, links, independent=independent)

"""`onematch explain`: why a record was decided as it was, and why not as another profile."""

import json as json_text
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from training.commands.options import (
    AccountLinksOption,
    BundleOption,
    JsonOption,
    KindOption,
    MapOption,
    example,
    named_file,
    read_bundle,
    read_renames_for,
)
from training.terminal import OptionsWrong, print_json, print_line, progress_bar

if TYPE_CHECKING:
    from data.tables.progress import Progress
    from serving.explanation.explained_record import ExplainedRecord
    from serving.matching.matcher import Matcher


def register(app: typer.Typer) -> None:
    """Add the command."""
    start = "onematch explain --kind person --bundle person.bundle --index members.index"
    lines = (
        f"{start} --record crm.csv#003A1 --profile M17 --against M18",
        f'{start} --record \'{{"id": "1", "full_name": "Bob Ray"}}\' --profile M17 --html why.html',
    )
    app.command(epilog=example(*lines))(explain)


def explain(
    kind: KindOption,
    record: Annotated[
        str, typer.Option("--record", metavar="FILE#ID|JSON", help="A record of a file, or one JSON object.")
    ],
    profile: Annotated[str, typer.Option("--profile", help="The profile to explain, retrieved or not.")],
    bundle: BundleOption,
    index: Annotated[Path, typer.Option("--index", help="The index of the profiles.", exists=True, file_okay=False)],
    against: Annotated[str | None, typer.Option("--against", help="Another profile: why not this one.")] = None,
    edits: Annotated[
        bool, typer.Option("--edits/--no-edits", help="Search the smallest edit that changes the decision.")
    ] = True,
    thorough: Annotated[bool, typer.Option("--thorough", help="Try every edit of up to three fields.")] = False,
    independent: Annotated[bool, typer.Option("--solo", help="The independent pass alone.")] = False,
    precision: Annotated[
        float | None, typer.Option("--precision", min=0.5, max=1.0, help="Thresholds for this precision.")
    ] = None,
    account_links: AccountLinksOption = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write the page to this file.", dir_okay=False)] = None,
    renames: MapOption = None,
    as_json: JsonOption = False,
) -> None:
    """Explain a decision.

    How blocking found the profile, each comparison with both values, a waterfall up to the probability, the rule that
    decided, and the smallest edit that would decide otherwise. A record of a file is decided among the file's others.
    """
    from data.tables.outputs import Output, check_outputs
    from serving.explanation.explanation import EditEffort, WantedExplanation
    from serving.explanation.explanation import explain as explain_record
    from serving.http.wire.explanations import shown_explanation
    from serving.matching.kinds_agree import require_kind
    from serving.matching.matcher import Matcher
    from training.explanation_view import print_explanation

    file, record_id = _file_and_id(record)
    check_outputs(
        [] if html is None else [Output("--html", html)],
        {"--record": file, "--index": index, "--bundle": named_file(bundle), "--account-links": account_links},
    )
    named = read_bundle(kind, bundle)
    require_kind(kind, named, index)
    matcher = Matcher.open(named, index).with_precision(precision)
    effort = EditEffort.THOROUGH if thorough else EditEffort.WITHIN_LIMIT if edits else EditEffort.NONE
    with progress_bar(quiet=as_json) as progress:
        if file is None:
            explained = _from_json(matcher, record)
        else:
            reading = _FileRecord(file, record_id, renames, account_links, independent)
            explained = reading.explained(matcher, progress)
    found = explain_record(matcher, explained, WantedExplanation(profile, against, effort))
    if html is not None:
        from training.evaluation.report.explanation_page import write_explanation

        write_explanation(found, html)
    if as_json:
        print_json(shown_explanation(found, with_private=True).model_dump(mode="json"))
        return
    print_explanation(found)
    if html is not None:
        print_line(f"page: {html}")


def _file_and_id(record: str) -> tuple[Path | None, str]:
    """Read `FILE#ID`; no file where the option holds a JSON object. Raises OptionsWrong."""
    if record.lstrip().startswith("{"):
        return None, ""
    name, _, record_id = record.rpartition("#")
    if not name or not record_id or not Path(name).is_file():
        raise OptionsWrong(f"--record: got {record!r}, expected FILE#ID with a file that exists, or a JSON object")
    return Path(name), record_id


def _from_json(matcher: "Matcher", record: str) -> "ExplainedRecord":
    """Read a JSON object of canonical columns. Raises OptionsWrong."""
    from serving.explanation.explained_record import by_itself
    from serving.http.wire.records import BadRecord, row_of, unknown_columns

    try:
        document = json_text.loads(record)
    except ValueError as error:
        raise OptionsWrong(f"--record: got text that is not JSON ({error}), expected a JSON object") from error
    for unknown in unknown_columns(matcher.kind, [document]):
        name = unknown["pointer"].rpartition("/")[2]
        raise OptionsWrong(f"--record: {name}: got {unknown['got']}, expected {unknown['expected']}")
    row = row_of({"id": "record", **document})
    if isinstance(row, BadRecord):
        raise OptionsWrong(f"--record: {row.error}")
    return by_itself(matcher, row)


@dataclass(frozen=True, slots=True)
class _FileRecord:
    """A record of a file, as the options name it."""

    file: Path
    record_id: str
    renames: list[str] | None
    account_links: Path | None
    independent: bool

    def explained(self, matcher: "Matcher", progress: "Progress") -> "ExplainedRecord":
        """Read the file and decide its other records, where the deciding pass reads them."""
        from data.tables.records import read_records
        from serving.batch.explain_file import RecordOfFile, explained_in_file

        kind = matcher.kind
        table = read_records(kind, self.file, read_renames_for(kind, self.renames, self.file), normalised=False)
        wanted = RecordOfFile(table, self.record_id, self.account_links, self.independent)
        return explained_in_file(matcher, wanted, progress)

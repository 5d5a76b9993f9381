"""`onematch explain`: why a record was decided as it was, and why not as another profile."""

from pathlib import Path
from typing import Annotated

from serving.explanation.explanation import WantedExplanation
from serving.explanation.explanation import explain as explain_record
from training.commands.options import (
    AccountLinksOption,
    BundleOption,
    ColumnOptions,
    ColumnsOption,
    FieldsOption,
    IndependentOption,
    JsonOption,
    KindOption,
    MapOption,
    PrecisionOption,
    check_files,
    command,
    folder_option,
    new_app,
    written_option,
)
from training.commands.record_option import RecordNamed, decided_record, file_of
from training.evaluation.report.explanation_page import write_explanation
from training.explanation_view import print_explanation
from training.terminal import print_json, print_line
from training.worded_commands import option

app = new_app()
START = "onematch explain --kind person --bundle person.bundle --index members.index"


@command(
    app,
    f"{START} --record crm.csv#003A1 --profile M17 --against M18",
    f'{START} --record \'{{"id": "1", "full_name": "Bob Ray"}}\' --profile M17 --html why.html',
)
def explain(
    kind: KindOption,
    record: RecordNamed,
    profile: Annotated[str, option("--profile", "The profile to explain, retrieved or not.")],
    bundle: BundleOption,
    index: Annotated[Path, folder_option("--index", "The index of the profiles.")],
    against: Annotated[str | None, option("--against", "Another profile: why not this one.")] = None,
    edits: Annotated[bool, option("--edits/--no-edits", "Search the smallest edit that changes the decision.")] = True,
    thorough: Annotated[bool, option("--thorough", "Try every edit of up to three fields.")] = False,
    independent: IndependentOption = False,
    precision: PrecisionOption = None,
    account_links: AccountLinksOption = None,
    html: Annotated[Path | None, written_option("--html", "Write the page to this file.")] = None,
    renames: MapOption = None,
    columns: ColumnsOption = None,
    fields: FieldsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Explain a decision.

    How blocking found the profile, each comparison with both values, a waterfall up to the probability, the rule that
    decided, and the smallest edit that would decide otherwise. A record of a file is decided among the file's others.
    """
    check_files(
        {"--html": html},
        {"--record": file_of(record)[0], "--index": index, "--bundle": bundle, "--account-links": account_links},
    )
    matcher, explained = decided_record(
        kind,
        record,
        bundle,
        index,
        named=ColumnOptions(renames, columns, fields),
        account_links=account_links,
        independent=independent,
        precision=precision,
        quiet=as_json,
    )
    explanation = explain_record(
        matcher, explained, WantedExplanation(profile, against, edits, thorough, with_private=True)
    )
    if html is not None:
        write_explanation(explanation, html)
    if as_json:
        print_json(explanation.model_dump(mode="json"))
        return
    print_explanation(explanation)
    if html is not None:
        print_line("page: {html}", html=html)

"""`onematch explain`: why a record was decided as it was, and why not as another profile."""

from pathlib import Path
from typing import Annotated

import typer

from training.commands.options import (
    AccountLinksOption,
    BundleOption,
    FieldsOption,
    JsonOption,
    KindOption,
    MapOption,
    add_command,
    named_file,
    read_bundle,
    read_declared,
)
from training.commands.record_option import RecordNamed, RecordOption
from training.terminal import print_json, print_line, progress_bar


def register(app: typer.Typer) -> None:
    """Add the command."""
    start = "onematch explain --kind person --bundle person.bundle --index members.index"
    lines = (
        f"{start} --record crm.csv#003A1 --profile M17 --against M18",
        f'{start} --record \'{{"id": "1", "full_name": "Bob Ray"}}\' --profile M17 --html why.html',
    )
    add_command(app, explain, *lines)


def explain(
    kind: KindOption,
    record: RecordNamed,
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
    fields: FieldsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Explain a decision.

    How blocking found the profile, each comparison with both values, a waterfall up to the probability, the rule that
    decided, and the smallest edit that would decide otherwise. A record of a file is decided among the file's others.
    """
    from data.tables.outputs import Output, check_outputs
    from serving.explanation.explanation import EditEffort, WantedExplanation
    from serving.explanation.explanation import explain as explain_record
    from serving.matching.fields_agree import agreed_schema
    from serving.matching.kinds_agree import require_kind
    from serving.matching.matcher import Matcher
    from training.explanation_view import print_explanation

    wanted = RecordOption.read(record, renames, account_links, independent=independent)
    check_outputs(
        [] if html is None else [Output("--html", html)],
        {"--record": wanted.file, "--index": index, "--bundle": named_file(bundle), "--account-links": account_links},
    )
    named = read_bundle(kind, bundle)
    require_kind(kind, named, index)
    declared = read_declared(fields)
    agreed_schema(kind, declared, named, index)
    matcher = Matcher.open(named, index).with_precision(precision)
    effort = EditEffort.THOROUGH if thorough else EditEffort.WITHIN_LIMIT if edits else EditEffort.NONE
    with progress_bar(quiet=as_json) as progress:
        explained = wanted.explained(matcher, progress)
    found = explain_record(matcher, explained, WantedExplanation(profile, against, effort, with_private=True))
    if html is not None:
        from training.evaluation.report.explanation_page import write_explanation

        write_explanation(found, html)
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    print_explanation(found)
    if html is not None:
        print_line(f"page: {html}")

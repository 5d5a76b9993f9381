"""`onematch match`: decide every record of a file."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from data.index.same_records import refuse_same_file
from data.labels.links import read_links
from data.tables.progress import Progress
from features.schema.texts import wording
from serving.batch.files import FileMatchRequest, MatchSummary, match_file
from serving.batch.kept_parts import parts_beside
from training.commands.options import (
    LINKS_ENDINGS,
    AccountLinksOption,
    BundleOption,
    ColumnOptions,
    ColumnsOption,
    CrmOption,
    EngineOption,
    FieldsOption,
    IndexOption,
    JsonOption,
    KindOption,
    LinksOption,
    MapOption,
    MasterOption,
    ProcessesOption,
    UniverseOption,
    check_files,
    command,
    new_app,
    read_bundle,
    read_ending,
    require_one_side,
    side_of,
    written_option,
)
from training.feedback.review_files import answers_for_links
from training.terminal import (
    decisions_line,
    figures_of,
    print_json,
    print_line,
    print_next,
    print_note,
    progress_bar,
)
from training.worded_commands import option

app = new_app()


@command(
    app,
    "onematch match --kind person --crm crm.csv --index members.index --bundle person.bundle --out links.csv",
    "onematch match --kind person --crm crm.parquet --index members.index --bundle person.bundle "
    "--out links.parquet --engine spark --master 'local[2]'",
)
def match(
    kind: KindOption,
    crm: CrmOption,
    bundle: BundleOption,
    out: Annotated[Path, written_option("--out", "LINKS to write: CSV or Parquet.")],
    universe: UniverseOption = None,
    index: IndexOption = None,
    links: LinksOption = "best-per-record",
    independent: Annotated[bool, option("--independent", "The independent pass alone, as /v1/match decides.")] = False,
    precision: Annotated[
        float | None,
        option("--precision", "Choose thresholds for this precision from the bundle's curve."),
    ] = None,
    account_links: AccountLinksOption = None,
    explain: Annotated[bool, option("--explain", "Add every comparison and feature.")] = False,
    processes: ProcessesOption = 0,
    engine: EngineOption = "local",
    master: MasterOption = "local[*]",
    renames: MapOption = None,
    columns: ColumnsOption = None,
    fields: FieldsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Decide every record of a file.

    Writes LINKS, one row for each accepted record, and LINKS.rejects.csv beside it: `linked` to one profile, for
    `review` by a person, or `none`. A bundle is a trained model, a folder of plain files. Finished parts are kept in
    LINKS.parts until LINKS is written: the same command goes on where a kill stopped it.
    """
    require_one_side(universe, index)
    read_ending(out, LINKS_ENDINGS)
    sides = {"--crm": crm, "--universe": universe, "--index": index, "--account-links": account_links}
    rejects = out.with_name(f"{out.name}.rejects.csv")
    check_files({"--out": out, "--out (rejects)": rejects}, {**sides, "--bundle": bundle})
    named = read_bundle(kind, bundle, index)
    refuse_same_file(kind, crm, universe)
    column_options = ColumnOptions(renames, columns, fields)
    request = FileMatchRequest(
        kind=kind,
        crm=crm,
        universe=universe,
        index=index,
        bundle=named,
        out=out,
        links=links,
        independent=independent,
        precision=precision,
        account_links=account_links,
        explain=explain,
        processes=processes or _count_cores(),
        renames=column_options.read_sides(kind, crm, universe, bundle=named, index=index),
        keeps_parts=True,
        fields=column_options.declared,
    )
    with progress_bar(quiet=as_json) as progress:
        summary = _run(request, engine, master, progress)
    if as_json:
        print_json({"out": out, **figures_of(summary)})
        return
    _print_summary(request, summary)
    print_next(_next_steps(request, bundle, column_options.as_given))


def _run(request: FileMatchRequest, engine: str, master: str, progress: Progress) -> MatchSummary:
    if engine == "spark":
        from serving.batch.spark import match_on_spark

        return match_on_spark(request, master, progress)

    try:
        return match_file(request, progress, print_note)
    except KeyboardInterrupt:
        print_note(
            "stopped; what is decided is in {out}, the same command goes on from there",
            out=parts_beside(request.out),
        )
        raise


def _print_summary(request: FileMatchRequest, summary: MatchSummary) -> None:
    """Print what came out: the decisions with their shares, and where they are."""
    print_line(
        "{decisions}; {n_records:,} records in {seconds:.1f} s",
        decisions=decisions_line(summary.decisions),
        n_records=summary.n_records,
        seconds=summary.seconds,
    )
    print_line("written: {out}", out=request.out)
    if summary.n_rejected:
        print_line(
            "rejected rows: {n_rejected:,}, listed in {out}.rejects.csv",
            n_rejected=summary.n_rejected,
            out=request.out,
        )
    if not summary.decisions["linked"]:
        why = answers_for_links(read_links(request.out), request.bundle, precision=request.precision)
        print_line("nothing is linked: {why}", why=why)
    if summary.decisions["review"]:
        print_line(wording("review: a person decides; the answers are labels, from which the next training learns"))


def _next_steps(request: FileMatchRequest, bundle: str, named: Sequence[object]) -> list[tuple[Sequence[object], str]]:
    """Return the commands that follow, with this call's own paths."""
    files = ["--crm", request.crm, *side_of(request.universe, request.index), *named]
    review = ["onematch", "review", "--kind", request.kind, "--links", request.out, *files, "--bundle", bundle]
    steps: list[tuple[Sequence[object], str]] = [
        ([*review, "--out", "judged.csv"], "answer the most useful questions, one key each"),
        (["onematch", "thresholds", "--kind", request.kind, "--bundle", bundle], "what other precisions would link"),
    ]
    return steps


def _count_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

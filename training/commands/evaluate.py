"""`onematch evaluate`: measure a bundle, or the links of any tool, against the truth."""

from collections.abc import Sequence
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from data.tables.progress import Progress
from features.schema.kinds import Kind
from training.commands.blocking import CostOptions, print_blocking, show_cost
from training.commands.match import LINKS_CHOICES
from training.commands.options import (
    TABLES,
    ColumnsOption,
    FieldsOption,
    IndexOption,
    LinksOption,
    MapOption,
    UniverseOption,
    add_command,
    named_file,
    read_bundle,
    read_choice,
    read_declared,
    read_renames,
    read_renames_for,
    require_one_side,
    table_option,
)
from training.extras import require_extra
from training.terminal import OptionsWrong, print_json, print_line, print_table, progress_bar, starting

if TYPE_CHECKING:
    from data.tables.renames import Renames
    from training.evaluation.evaluate import EvaluateRequest
    from training.evaluation.evaluation import Evaluation

EVALUATION_COLUMNS = ("figure", "value", "95 % interval")


def register(app: typer.Typer) -> None:
    """Add the command."""
    start = "onematch evaluate --kind person --crm crm.csv --index members.index --truth truth.csv --split test"
    add_command(
        app,
        evaluate,
        f"{start} --bundle person.bundle",
        f"{start} --scored links.csv --json -",
        f"{start} --bundle new.bundle --against old.bundle --report new.html",
        f"{start} --bundle person.bundle --blocking --report report.html",
        "onematch evaluate --kind person --crm crm.csv --index members.index --blocking",
        "onematch evaluate --clusters clusters.csv --truth duplicates.csv --split test --report clusters.html",
    )


def evaluate(
    kind: Annotated[Kind | None, typer.Option("--kind", help="What the records are; not of --clusters.")] = None,
    crm: Annotated[Path | None, table_option("--crm", f"The CRM's records: {TABLES}.")] = None,
    truth: Annotated[
        Path | None,
        table_option(
            "--truth", "crm_id, universe_id, split; of clusters id, cluster_id, split, or pairs id_a, id_b, verdict."
        ),
    ] = None,
    universe: UniverseOption = None,
    index: IndexOption = None,
    split: Annotated[str | None, typer.Option("--split", help="Count the records of this split, e.g. test.")] = None,
    bundle: Annotated[
        str | None, typer.Option("--bundle", metavar="<dir>|shipped", help="The bundle to measure.")
    ] = None,
    scored: Annotated[
        Path | None, typer.Option("--scored", help="LINKS of any tool, to measure.", exists=True, dir_okay=False)
    ] = None,
    clusters: Annotated[
        Path | None, typer.Option("--clusters", help="CLUSTERS of any tool, to measure.", exists=True, dir_okay=False)
    ] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Write the figures to this file; - prints them.")] = None,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write the HTML report to this file.", dir_okay=False)
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option("--against", help="A champion to compare with, in `<report>.versus.html`.", exists=True),
    ] = None,
    links: LinksOption = "best-per-record",
    blocking: Annotated[
        bool,
        typer.Option("--blocking", help="Also count what each blocking rule finds and costs; the costs need no truth."),
    ] = False,
    renames: MapOption = None,
    columns: ColumnsOption = None,
    fields: FieldsOption = None,
) -> None:
    """Measure a bundle, or links or clusters of any tool.

    Matches all of the CRM and counts the records of the split: a table, JSON, and a report that needs no network.
    Clusters need no record file: they are measured by pairs of records and by records (B-cubed).
    """
    if clusters is not None:
        others = (kind, crm, universe, index, bundle, scored, against, fields)
        ids = _ids_named(renames, columns)
        measure_clusters((clusters, ids), _truth_of_clusters(truth, others), split, json, report)
        return
    if kind is None or crm is None:
        raise OptionsWrong("got not both of --kind and --crm, expected both, or --clusters")
    declared = read_declared(fields)
    if truth is None:
        from serving.matching.fields_agree import agreed_schema

        schema = agreed_schema(kind, declared, None, index)
        renamed = read_renames_for(kind, renames, crm, universe, columns=columns, fields=schema)
        options = CostOptions(kind, crm, universe, index, renamed, json, report, declared)
        _only_cost(options, blocking=blocking)
        return
    if scored is None or universe is not None or index is not None:
        require_one_side(universe, index)
    _require_one_source(bundle, scored)
    _require_drawings(report, against)
    prints_json = json is not None and str(json) == "-"
    with starting(quiet=prints_json):
        from data.tables.outputs import Output, check_outputs
        from serving.matching.fields_agree import agreed_schema
        from serving.matching.kinds_agree import require_kind
        from training.evaluation.evaluate import EvaluateRequest
        from training.evaluation.evaluate import evaluate as measure

    written = (("--json", None if prints_json else json), ("--report", report))
    versus = None if against is None else _versus_page(crm, report)
    check_outputs(
        [Output(option, path) for option, path in (*written, ("--against (page)", versus)) if path is not None],
        {
            "--crm": crm, "--universe": universe, "--index": index, "--truth": truth, "--bundle": named_file(bundle),
            "--scored": scored, "--against": against,
        },
    )  # fmt: skip
    named = None if bundle is None else read_bundle(kind, bundle)
    require_kind(kind, named, index)
    require_kind(kind, against, None)
    schema = agreed_schema(kind, declared, named, index)
    request = EvaluateRequest(
        kind=kind,
        crm=crm,
        universe=universe,
        index=index,
        truth=truth,
        split=split,
        bundle=named,
        scored=scored,
        json=None if prints_json else json,
        report=report,
        links=read_choice("--links", links, LINKS_CHOICES),
        renames=read_renames_for(kind, renames, crm, universe, columns=columns, labels=(truth,), fields=schema),
        blocking=blocking,
        fields=declared,
    )
    with progress_bar(quiet=prints_json) as progress:
        evaluation = measure(request, progress)
        if against is not None:
            _report_versus(request, against, progress)
    if prints_json:
        print_json(evaluation.figures)
        return
    _print_evaluation(str(scored or bundle), crm, evaluation)
    for name, file in (("figures", json), ("report", report)):
        if file is not None:
            print_line(f"{name}: {file}")


def _print_evaluation(measured: str, crm: Path, evaluation: "Evaluation") -> None:
    print_table(f"Evaluation of {measured}", EVALUATION_COLUMNS, evaluation.table())
    if missing := evaluation.figures.get("n_labels_without_record"):
        print_line(f"{missing:,} labels name records that {crm} lacks; where these have a match it counts as missed")
    if evaluation.blocking is not None:
        print_blocking(evaluation.blocking)


def _versus_page(crm: Path, report: Path | None) -> Path:
    """Return the page that compares with a champion; what draws it is an extra."""
    from training.promotion.comparison.side_by_side import versus_page

    return versus_page(crm, report)


def _report_versus(request: "EvaluateRequest", against: Path, progress: Progress) -> None:
    from training.promotion.comparison.side_by_side import report_versus

    report_versus(request, against, progress)


def _truth_of_clusters(truth: Path | None, others: Sequence[object]) -> Path:
    """Return the true clusters; raises OptionsWrong without them, or beside options of links."""
    if any(one is not None for one in others):
        raise OptionsWrong(
            "got other options than --truth, --split, --map, --columns, --json and --report beside --clusters"
        )
    if truth is None:
        raise OptionsWrong("--truth: got nothing, expected the true clusters")
    return truth


def _require_drawings(report: Path | None, against: Path | None) -> None:
    if report is not None or against is not None:
        require_extra("train", "onematch evaluate --report" if against is None else "onematch evaluate --against")


def _require_one_source(bundle: str | None, scored: Path | None) -> None:
    if (bundle is None) == (scored is None):
        raise OptionsWrong(f"got {'neither' if bundle is None else 'both'} of --bundle and --scored, expected one")


def _only_cost(options: CostOptions, *, blocking: bool) -> None:
    """Analyse what blocking costs, which needs no truth; raises OptionsWrong where that was not asked for."""
    if not blocking:
        raise OptionsWrong("--truth: got nothing, expected the right answers; --blocking alone needs none")
    require_one_side(options.universe, options.index)
    show_cost(options)


def _ids_named(pairs: list[str] | None, columns: list[Path] | None) -> dict[str, str]:
    """Return the names that clusters and their truth are read by: those of --map, and the ids of --columns."""
    from data.tables.mapping.columns_file import read_sections
    from data.tables.mapping.vocabulary import DUPLICATE_COLUMNS

    sections = [section for path in columns or [] for section in read_sections(path)]
    ids = {theirs: "id" for section in sections if section.kind is not None for theirs in section.key_columns}
    stated = [dict(section.columns) for section in sections if section.kind is None]
    labels = {theirs: ours for columns in stated for theirs, ours in columns.items() if ours in DUPLICATE_COLUMNS}
    return {**ids, **labels, **read_renames(pairs)}


def measure_clusters(
    clusters: tuple[Path, "Renames"], truth: Path, split: str | None, json: Path | None, report: Path | None
) -> None:
    """Measure clusters against true ones or stated pairs; print the figures and write what is asked for."""
    from data.labels.clusters import names_pairs, read_clusters, read_duplicate_labels
    from data.tables.atomic import replacing
    from data.tables.outputs import Output, check_outputs
    from training.evaluation.cluster_metrics import evaluate_clusters, evaluate_pairs
    from training.evaluation.report.clusters import write_measured_clusters

    prints_json = json is not None and str(json) == "-"
    written = (("--json", None if prints_json else json), ("--report", report))
    check_outputs(
        [Output(option, path) for option, path in written if path is not None],
        {"--clusters": clusters[0], "--truth": truth},
    )
    path, renames = clusters
    found = read_clusters(path, renames)
    if names_pairs(truth, renames):
        measured = evaluate_pairs(found, read_duplicate_labels(truth, split, renames))
    else:
        measured = evaluate_clusters(found, read_clusters(truth, renames), split)
    if report is not None:
        write_measured_clusters(report, path.name, split, measured)
    if prints_json:
        print_json(measured.as_json())
        return
    if json is not None:
        with replacing(json) as beside:
            beside.write_text(dumps(measured.as_json(), indent=1) + "\n", encoding="utf-8")
    print_table(f"Evaluation of {path}", EVALUATION_COLUMNS, measured.table())
    if measured.sizes:
        print_table("Sizes of clusters", ("records", "found", "true"), measured.sizes)
    for name, file in (("figures", json), ("report", report)):
        if file is not None:
            print_line(f"{name}: {file}")

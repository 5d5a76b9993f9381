"""`onematch evaluate`: measure a bundle, or the links of any tool, against the truth."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from json import dumps
from pathlib import Path
from typing import Annotated

from data.labels.clusters import names_pairs, read_cluster_labels, read_clusters
from data.tables.atomic import write_whole
from data.tables.mapping.vocabulary import CLUSTER_LABEL_COLUMNS
from data.tables.renames import Renames
from features.schema.kinds import Kind
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.matching.policy import USUAL_PRECISION
from training.commands.options import (
    TABLES,
    ColumnOptions,
    ColumnsOption,
    FieldsOption,
    IndexOption,
    LinksOption,
    MapOption,
    UniverseOption,
    check_files,
    command,
    file_option,
    new_app,
    read_bundle,
    read_renames,
    require_kind,
    require_one_side,
    table_option,
    written_option,
)
from training.evaluation.blocking import BlockingAnalysis
from training.evaluation.cluster_metrics import evaluate_clusters, evaluate_pairs
from training.evaluation.evaluate import EvaluateRequest, cost_of_blocking
from training.evaluation.evaluate import evaluate as measure
from training.evaluation.evaluation import EVALUATION_COLUMNS, Evaluation
from training.evaluation.report.clusters import write_measured_clusters
from training.evaluation.report.page import write_blocking_page
from training.evaluation.thresholds import THRESHOLD_COLUMNS
from training.extras import require_training
from training.promotion.comparison.report import report_versus, versus_page
from training.promotion.registry import log_evaluation
from training.terminal import OptionsWrong, print_json, print_line, print_table, progress_bar
from training.worded_commands import option

_FOUND_COLUMNS = ("found", "only it")
_COST_COLUMNS = ("with a key", "candidates a record", "only it brings", "µs a record")


app = new_app()
START = "onematch evaluate --kind person --crm crm.csv --index members.index --truth truth.csv --split test"


@command(
    app,
    f"{START} --bundle person.bundle",
    f"{START} --scored links.csv --json -",
    f"{START} --bundle new.bundle --against old.bundle --report new.html",
    f"{START} --bundle person.bundle --blocking --report report.html",
    "onematch evaluate --kind person --crm crm.csv --index members.index --blocking",
    "onematch evaluate --clusters clusters.csv --truth duplicates.csv --split test --report clusters.html",
)
def evaluate(
    kind: Annotated[Kind | None, option("--kind", "What the records are; not of --clusters.")] = None,
    crm: Annotated[Path | None, table_option("--crm", f"The CRM's records: {TABLES}.")] = None,
    truth: Annotated[
        Path | None,
        table_option(
            "--truth", "crm_id, universe_id, split; of clusters id, cluster_id, split, or pairs id_a, id_b, verdict."
        ),
    ] = None,
    universe: UniverseOption = None,
    index: IndexOption = None,
    split: Annotated[str | None, option("--split", "Count the records of this split, e.g. test.")] = None,
    bundle: Annotated[str | None, option("--bundle", "The bundle to measure.", metavar="<dir>|shipped")] = None,
    scored: Annotated[Path | None, file_option("--scored", "LINKS of any tool, to measure.")] = None,
    clusters: Annotated[Path | None, file_option("--clusters", "CLUSTERS of any tool, to measure.")] = None,
    json: Annotated[Path | None, option("--json", "Write the figures to this file; - prints them.")] = None,
    report: Annotated[Path | None, written_option("--report", "Write the HTML report to this file.")] = None,
    against: Annotated[
        Path | None,
        option("--against", "A champion to compare with, in `<report>.versus.html`.", exists=True),
    ] = None,
    links: LinksOption = "best-per-record",
    blocking: Annotated[
        bool,
        option("--blocking", "Also count what each blocking rule finds and costs; the costs need no truth."),
    ] = False,
    segment: Annotated[
        list[str] | None,
        option("--segment", "Also by the values of this column; may be repeated.", metavar="COLUMN"),
    ] = None,
    renames: MapOption = None,
    columns: ColumnsOption = None,
    fields: FieldsOption = None,
) -> None:
    """Measure a bundle, or links or clusters of any tool.

    Matches all of the CRM and counts the records of the split: a table, JSON, and a report that needs no network.
    Clusters need no record file: they are measured by pairs of records and by records (B-cubed).
    """
    files = EvaluationFiles(json, report)
    named = ColumnOptions(renames, columns, fields)
    if clusters is not None:
        others = (kind, crm, universe, index, bundle, scored, against, fields)
        _measure_clusters(clusters, _truth_of_clusters(truth, others), _ids_named(named), split, files)
        return
    if kind is None or crm is None:
        raise OptionsWrong("got not both of --kind and --crm, expected both, or --clusters")
    if scored is None or universe is not None or index is not None:
        require_one_side(universe, index)
    inputs = {"--crm": crm, "--universe": universe, "--index": index, "--truth": truth, "--bundle": bundle}
    files.check({**inputs, "--scored": scored, "--against": against}, versus_page(crm, report) if against else None)
    require_kind(kind, None, index)
    if truth is None:
        if not blocking:
            raise OptionsWrong("--truth: got nothing, expected the right answers; --blocking alone needs none")
        with progress_bar(quiet=files.prints_json) as progress:
            known_as = named.read_sides(kind, crm, universe, index=index)
            analysis = cost_of_blocking(
                kind=kind,
                crm=crm,
                universe=universe,
                index=index,
                renames=known_as,
                fields=named.declared,
                progress=progress,
            )
        _show_cost(analysis, {"kind": str(kind), "crm": crm.name}, files)
        return
    if (bundle is None) == (scored is None):
        raise OptionsWrong(
            "got {bundle} of --bundle and --scored, expected one",
            bundle=wording("neither") if bundle is None else wording("both"),
        )
    if report is not None or against is not None:
        require_training(f"onematch evaluate --{'against' if against else 'report'}")
    model = None if bundle is None else read_bundle(kind, bundle)
    require_kind(kind, model, index)
    require_kind(kind, against, None)
    request = EvaluateRequest(
        kind=kind,
        crm=crm,
        universe=universe,
        index=index,
        truth=truth,
        split=split,
        bundle=model,
        scored=scored,
        json=files.json_file,
        report=report,
        links=links,
        renames=named.read_sides(kind, crm, universe, labels=(truth,), bundle=model, index=index),
        blocking=blocking,
        fields=named.declared,
        segments=tuple(segment or ()),
    )
    with progress_bar(quiet=files.prints_json) as progress:
        evaluation = measure(request, progress)
        if against is not None:
            report_versus(request, against, progress)
    if files.prints_json:
        print_json(evaluation.figures)
    else:
        _print_evaluation(str(scored or bundle), crm, evaluation)
        files.print_names()
    log_evaluation(request, evaluation)


def _truth_of_clusters(truth: Path | None, others: Sequence[object]) -> Path:
    """Return the true clusters; raises OptionsWrong without them, or beside options of links."""
    if any(option is not None for option in others):
        raise OptionsWrong(
            "got other options than --truth, --split, --map, --columns, --json and --report beside --clusters"
        )
    if truth is None:
        raise OptionsWrong("--truth: got nothing, expected the true clusters")
    return truth


def _print_evaluation(measured: str, crm: Path, evaluation: Evaluation) -> None:
    print_table(wording("Evaluation of {measured}", measured=measured), EVALUATION_COLUMNS, evaluation.table())
    if missing := evaluation.figures.get("n_labels_without_record"):
        print_line(
            "{missing:,} labels name records that {crm} lacks; where these have a match it counts as missed",
            missing=missing,
            crm=crm,
        )
    named = [(name, level) for name, table in evaluation.segment_thresholds for level in table.levels]
    if named:
        rows = [(name, *level.row) for name, level in named if level.wanted == USUAL_PRECISION]
        print_table("Segments at the usual precision", ("segment", *THRESHOLD_COLUMNS), rows)
    if evaluation.blocking is not None:
        _print_blocking(evaluation.blocking)


@value_class
class EvaluationFiles:
    """Where the figures and the page of an evaluation are written; `-` prints the figures."""

    json: Path | None
    report: Path | None

    @property
    def prints_json(self) -> bool:
        return str(self.json) == "-"

    @property
    def json_file(self) -> Path | None:
        return None if self.prints_json else self.json

    def check(self, read: Mapping[str, Path | str | None], versus: Path | None = None) -> None:
        """Raise OutputRefused unless the files may be written, with the page that compares with a champion."""
        check_files({"--json": self.json_file, "--report": self.report, "--against (page)": versus}, read)

    def write_json(self, figures: object, indent: int) -> None:
        """Write the figures, where a file is named for them."""
        if self.json_file is not None:
            write_whole(self.json_file, dumps(figures, indent=indent) + "\n")

    def print_names(self) -> None:
        """Print what was written."""
        for name, file in (("figures", self.json_file), ("report", self.report)):
            if file is not None:
                print_line(f"{name}: {file}")


def _show_cost(analysis: BlockingAnalysis, facts: dict[str, str], files: EvaluationFiles) -> None:
    """Print an analysis without labels, and write its JSON and its page."""
    figures = {"blocking": asdict(analysis)}
    files.write_json(figures, indent=2)
    if files.report is not None:
        write_blocking_page(files.report, analysis, facts)
    files.print_names()
    if files.prints_json:
        print_json(figures)
    else:
        _print_blocking(analysis)


def _print_blocking(analysis: BlockingAnalysis) -> None:
    """Print a row a rule, those that find most first, and what all of them missed."""
    has_labels = analysis.found is not None
    rows = [
        (
            use.how,
            *((use.found, use.only) if has_labels else ()),
            use.records,
            round(use.candidates, 2),
            round(use.only_candidates, 2),
            round(use.read_us, 1),
        )
        for use in analysis.by_use
    ]
    print_table("Blocking rules", ("rule", *(_FOUND_COLUMNS if has_labels else ()), *_COST_COLUMNS), rows)
    print_line(analysis.sentence)
    if analysis.missed:
        sorts = ", ".join(f"{count:,} {sort}" for sort, count in analysis.reasons.items())
        missed = [(profile.crm_id, profile.profile_id, profile.why) for profile in analysis.missed]
        print_table(
            wording("Missed: {sorts}", sorts=sorts), ("record", "right profile", "why it is no candidate"), missed
        )


def _ids_named(named: ColumnOptions) -> dict[str, str]:
    """Return the names that clusters and their truth are read by: those of --map, and the ids of --columns."""
    sections = named.sections
    ids = {theirs: "id" for section in sections if section.kind is not None for theirs in section.key_columns}
    stated = (pair for section in sections if section.kind is None for pair in dict(section.columns).items())
    labels = {theirs: ours for theirs, ours in stated if ours in CLUSTER_LABEL_COLUMNS}
    return {**ids, **labels, **read_renames(named.pairs)}


def _measure_clusters(path: Path, truth: Path, renames: Renames, split: str | None, files: EvaluationFiles) -> None:
    """Measure clusters against true ones or stated pairs; print the figures and write what is asked for."""
    files.check({"--clusters": path, "--truth": truth})
    clusters = read_clusters(path, renames)
    if names_pairs(truth, renames):
        measured = evaluate_pairs(clusters, read_cluster_labels(truth, split, renames))
    else:
        measured = evaluate_clusters(clusters, read_clusters(truth, renames), split)
    if files.report is not None:
        write_measured_clusters(files.report, path.name, split, measured)
    if files.prints_json:
        print_json(measured.as_json())
        return
    files.write_json(measured.as_json(), indent=1)
    print_table(wording("Evaluation of {path}", path=path), EVALUATION_COLUMNS, measured.table())
    if measured.sizes:
        print_table("Sizes of clusters", ("records", "found", "true"), measured.sizes)
    files.print_names()

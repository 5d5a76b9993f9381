"""`onematch evaluate --blocking`: what each blocking rule finds and costs, at the terminal."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from data.tables.renames import Renames
from features.schema.kinds import Kind
from training.terminal import print_json, print_line, print_table, progress_bar

if TYPE_CHECKING:
    from serving.matching.fields_agree import Declarations
    from training.evaluation.blocking import BlockingAnalysis

_FOUND = ("found", "only it")
_COST = ("with a key", "candidates a record", "only it brings", "µs a record")


@dataclass(frozen=True, slots=True)
class CostOptions:
    """The options of an analysis without labels."""

    kind: Kind
    crm: Path
    universe: Path | None
    index: Path | None
    renames: Renames
    json: Path | None
    report: Path | None
    fields: "Declarations" = None


def show_cost(options: CostOptions) -> None:
    """Analyse the blocking rules without labels; print, or write JSON and page."""
    from data.tables.outputs import Output, check_outputs
    from serving.matching.kinds_agree import require_kind
    from training.evaluation.evaluate import cost_of_blocking

    prints_json = str(options.json) == "-"
    written = (("--json", None if prints_json else options.json), ("--report", options.report))
    check_outputs(
        [Output(option, path) for option, path in written if path is not None],
        {"--crm": options.crm, "--universe": options.universe, "--index": options.index},
    )
    require_kind(options.kind, None, options.index)
    with progress_bar(quiet=prints_json) as progress:
        analysis = cost_of_blocking(
            kind=options.kind,
            crm=options.crm,
            universe=options.universe,
            index=options.index,
            renames=options.renames,
            fields=options.fields,
            progress=progress,
        )
    _write(options, analysis)
    if prints_json:
        print_json({"blocking": asdict(analysis)})
    else:
        print_blocking(analysis)


def print_blocking(analysis: "BlockingAnalysis") -> None:
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
    print_table("Blocking rules", ("rule", *(_FOUND if has_labels else ()), *_COST), rows)
    print_line(analysis.sentence)
    if analysis.missed:
        sorts = ", ".join(f"{count:,} {sort}" for sort, count in analysis.reasons.items())
        missed = [(one.crm_id, one.profile_id, one.why) for one in analysis.missed]
        print_table(f"Missed: {sorts}", ("record", "right profile", "why it is no candidate"), missed)


def _write(options: CostOptions, analysis: "BlockingAnalysis") -> None:
    import json

    from data.tables.atomic import replacing

    if options.json is not None and str(options.json) != "-":
        with replacing(options.json) as beside:
            beside.write_text(json.dumps({"blocking": asdict(analysis)}, indent=2) + "\n", encoding="utf-8")
        print_line(f"figures: {options.json}")
    if options.report is not None:
        from training.evaluation.report.page import write_blocking_page

        write_blocking_page(options.report, analysis, {"kind": str(options.kind), "crm": options.crm.name})
        print_line(f"report: {options.report}")

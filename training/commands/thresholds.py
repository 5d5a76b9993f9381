"""`onematch thresholds`: what each wanted precision of a bundle costs in links, reviews and errors."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Annotated

from features.schema.kinds import Kind
from features.schema.texts import wording
from serving.matching.policy import MIN_LINK_PROBABILITY
from training.commands.options import (
    BundleOption,
    JsonOption,
    check_files,
    command,
    new_app,
    read_bundle,
    written_option,
)
from training.evaluation.report.page import write_thresholds
from training.evaluation.thresholds import THRESHOLD_COLUMNS, ThresholdTable, thresholds_of
from training.terminal import (
    OptionsWrong,
    print_json,
    print_line,
    print_lines,
    print_table,
)
from training.worded_commands import option

app = new_app()


@command(app, "onematch thresholds --bundle person.bundle", "onematch thresholds --bundle b --report thresholds.html")
def thresholds(
    bundle: BundleOption,
    kind: Annotated[Kind | None, option("--kind", "The bundle's kind; needed for the shipped one alone.")] = None,
    report: Annotated[Path | None, written_option("--report", "Write a page with plots to this file.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what each wanted precision costs.

    For .90 to .999: the least probability of a link, precision and recall with their intervals, links, reviews and
    wrong links, on held-out records, which the model that scored them did not see. A precision that cannot be promised
    says why. A bundle is a trained model, a folder of plain files.
    """
    check_files({"--report": report}, {"--bundle": bundle})
    if bundle == "shipped" and kind is None:
        raise OptionsWrong("--bundle shipped: got no --kind, expected person or company")
    folder = read_bundle(kind, bundle)
    table = thresholds_of(folder)
    if report is not None:
        write_thresholds(report, folder.name, table)
    if as_json:
        print_json(table.as_json())
        return
    _print(bundle, table)
    if report is not None:
        print_line("report: {report}", report=report)
    match = ("onematch", "match", "--precision", "0.98", "--bundle", bundle, "...")
    print_line(
        "another precision: `{match}` for one file, `onematch train --precision` for the bundle",
        match=" ".join(match),
    )


def _print(bundle: str, table: ThresholdTable) -> None:
    print_table(
        wording("What each wanted precision of {bundle} costs", bundle=bundle),
        THRESHOLD_COLUMNS,
        [level.row for level in table.levels],
    )
    print_lines(*_lines_of([(level.wanted, level.guarantee) for level in table.levels]))
    print_lines(*_lines_of([(level.wanted, level.change) for level in table.levels if level.change]), "")
    if any(level.threshold == MIN_LINK_PROBABILITY for level in table.levels):
        print_line(
            "no link is less probable than {min_link_probability}, whatever precision is wanted",
            min_link_probability=MIN_LINK_PROBABILITY,
        )
    matches = (
        ""
        if table.matches is None
        else wording("; {matches:,} of the {records:,} have a match", matches=table.matches, records=table.records)
    )
    print_line("measured on {source}{matches}", source=table.source, matches=matches)


def _lines_of(sentences: Sequence[tuple[float, str]]) -> list[str]:
    """Return a line for each run of levels of which the same is said."""
    lines = []
    for sentence, run in groupby(sentences, key=lambda stated: stated[1]):
        levels = [f"{level:g}" for level, _ in run]
        named = ", ".join(levels) if len(levels) < 3 else f"{levels[0]} to {levels[-1]}"
        lines.append(f"{named}: {sentence}")
    return lines

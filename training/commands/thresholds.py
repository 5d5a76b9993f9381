"""`onematch thresholds`: what each wanted precision of a bundle costs in links, reviews and errors."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from features.schema.kinds import Kind
from training.commands.options import BundleOption, JsonOption, add_command, named_file, read_bundle
from training.terminal import (
    OptionsWrong,
    can_print,
    print_json,
    print_line,
    print_lines,
    print_table,
    terminal_width,
)

if TYPE_CHECKING:
    from training.evaluation.thresholds import ThresholdLevel, ThresholdTable

COLUMNS = ("wanted", "links from", "precision (95 %)", "recall (95 %)", "links", "review", "wrong")
LEAST_BAR = 20


def register(app: typer.Typer) -> None:
    """Add the command."""
    lines = ("onematch thresholds --bundle person.bundle", "onematch thresholds --bundle b --report thresholds.html")
    add_command(app, thresholds, *lines)


def thresholds(
    bundle: BundleOption,
    kind: Annotated[
        Kind | None, typer.Option("--kind", help="The bundle's kind; needed for the shipped one alone.")
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write a page with plots to this file.", dir_okay=False)
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what each wanted precision costs.

    For .90 to .999: the least probability of a link, precision and recall with their intervals, links, reviews and
    wrong links, on held-out records, which the model that scored them did not see. A precision that cannot be promised
    says why. A bundle is a trained model, a folder of plain files.
    """
    from data.tables.outputs import Output, check_outputs
    from serving.matching.kinds_agree import require_kind

    check_outputs([] if report is None else [Output("--report", report)], {"--bundle": named_file(bundle)})
    folder = _folder(bundle, kind)
    if kind is not None:
        require_kind(kind, folder, None)
    table = _table_of(folder)
    if report is not None:
        from training.evaluation.report.page import write_thresholds

        write_thresholds(report, folder.name, table)
    if as_json:
        print_json(table.as_json())
        return
    _print(bundle, table)
    if report is not None:
        print_line(f"report: {report}")
    match = ("onematch", "match", "--precision", "0.98", "--bundle", bundle, "...")
    print_line(f"another precision: `{' '.join(match)}` for one file, `onematch train --precision` for the bundle")


def _folder(bundle: str, kind: Kind | None) -> Path:
    if bundle == "shipped" and kind is None:
        raise OptionsWrong("--bundle shipped: got no --kind, expected person or company")
    return read_bundle(kind or Kind.PERSON, bundle)


def _table_of(folder: Path) -> "ThresholdTable":
    from data.labels.links import Basis
    from serving.matching.bundle import Bundle
    from training.evaluation.thresholds import curve_table, read_thresholds

    opened = Bundle.open(folder)
    table = read_thresholds(folder)
    if table is not None:
        return table
    if opened.basis != Basis.OWN_LABELS:
        return curve_table(opened.deciding_policy, None, None, by_labels=False)
    labels = opened.manifest.get("labels", {})
    counted = labels.get("records")
    matches = None if counted is None else counted - labels.get("nobody", 0)
    return curve_table(opened.deciding_policy, counted, matches, by_labels=True)


def _print(bundle: str, table: "ThresholdTable") -> None:
    from serving.matching.policy import LEAST_LINK_PROBABILITY

    print_table(f"What each wanted precision of {bundle} costs", COLUMNS, [_row(one) for one in table.levels])
    print_lines(*_bars(table), "")
    print_lines(*_said_of([(one.wanted, one.promise) for one in table.levels]))
    print_lines(*_said_of([(one.wanted, one.change) for one in table.levels if one.change]), "")
    if any(one.threshold == LEAST_LINK_PROBABILITY for one in table.levels):
        print_line(f"no link is less probable than {LEAST_LINK_PROBABILITY}, whatever precision is wanted")
    matches = "" if table.matches is None else f"; {table.matches:,} of the {table.records:,} have a match"
    print_line(f"measured on {table.source}{matches}")


def _said_of(sentences: Sequence[tuple[float, str]]) -> list[str]:
    """Return a line for each run of levels of which the same is said."""
    lines = []
    for sentence, run in groupby(sentences, key=lambda one: one[1]):
        wanted = [f"{level:g}" for level, _ in run]
        named = ", ".join(wanted) if len(wanted) < 3 else f"{wanted[0]} to {wanted[-1]}"
        lines.append(f"{named}: {sentence}")
    return lines


def _row(level: "ThresholdLevel") -> tuple[object, ...]:
    from training.evaluation.report.headline import percent, span

    def share(value: float | None, interval: tuple[float, float] | None) -> str:
        return percent(value) + (f" ({span(interval)})" if interval else "")

    return (
        f"{level.wanted:g}", level.threshold, share(level.precision, level.precision_interval),
        share(level.recall, level.recall_interval), level.links, level.review,
        int(level.wrong) if level.wrong.is_integer() else level.wrong,
    )  # fmt: skip


def _bars(table: "ThresholdTable") -> list[str]:
    """Return a bar for each level: the records that are linked, reviewed, and neither."""
    signs = "█▒·" if can_print("█▒·") else "#+."
    width = max(LEAST_BAR, min(60, terminal_width() - 12))
    lines = [f"of {table.records:,} records: {signs[0]} linked  {signs[1]} review  {signs[2]} neither"]
    for level in table.levels:
        links, review = (round(count * width / max(table.records, 1)) for count in (level.links, level.review))
        lines.append(f"{level.wanted:>6g}  {(signs[0] * links + signs[1] * review)[:width].ljust(width, signs[2])}")
    return lines

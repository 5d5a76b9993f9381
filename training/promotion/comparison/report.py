"""The page of a model comparison: curves, segments, changed pairs, and the worst new errors."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from data.index.build import index_of
from data.labels.labels import read_labels
from data.labels.links import LinkDecision
from data.tables.atomic import write_whole
from data.tables.progress import Progress, silent
from data.tables.records import read_records
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.drawing.panel import NumberAxis, Panel
from serving.drawing.rows import BELOW, NAMES, ROW, TOP, across_marks
from serving.drawing.rows import WIDTH as ROWS_WIDTH
from serving.drawing.svg import Titled, bar, line, picture, shortened, text
from serving.drawing.templates import worded_reason
from serving.matching.bundle import Bundle
from serving.vocabulary.links import BadgeChange
from training.evaluation.evaluate import EvaluateRequest, NothingToMeasure
from training.evaluation.metrics import curve, reliability
from training.evaluation.report.charts import HEIGHT, WIDTH, square
from training.evaluation.report.page import Chart
from training.evaluation.report.picture import MUTED, RIGHT, DrawnChart, render
from training.promotion.comparison.comparison import ComparedSide, ModelComparison, precision_change, recall_change
from training.promotion.comparison.matching import ComparisonGround, compare_models
from training.promotion.comparison.model_diff import change_of
from training.promotion.gates import COLUMNS, MIN_SEGMENT, GateVerdict, judge

CHAMPION = "champion"
CHALLENGER = "challenger"
RIGHT_SIDE = {(True, True): "both", (True, False): CHAMPION, (False, True): CHALLENGER, (False, False): "neither"}
CURVE_POINTS = 300
TABLE_POINTS = 15
SHOWN = 15
FIGURES = ("precision", "recall")
LARGE = 100


@value_class
class IntervalRow:
    """A value with its interval."""

    name: str
    value: float
    low: float
    high: float


def write_versus(path: Path, model_comparison: ModelComparison, verdicts: Sequence[GateVerdict]) -> None:
    """Write the page whole or not at all; it holds ids, no field values."""
    write_whole(path, render_versus(model_comparison, verdicts))


def render_versus(model_comparison: ModelComparison, verdicts: Sequence[GateVerdict]) -> str:
    """Return the page as text; everything in it is escaped."""
    changes = changes_of(model_comparison)
    return render(
        "versus.html.j2",
        champion=model_comparison.champion.name,
        challenger=model_comparison.challenger.name,
        records=len(model_comparison),
        pictures=[curves(model_comparison), reliabilities(model_comparison), segments(model_comparison)],
        columns=COLUMNS,
        verdicts=[[_cell(value) for value in verdict.row()] for verdict in verdicts],
        changes=[(wording(change.value), changes.count(change)) for change in BadgeChange],
        pairs=changed_pairs(model_comparison, changes)[:SHOWN],
        errors=new_errors(model_comparison)[:SHOWN],
    )


def curves(model_comparison: ModelComparison) -> Chart:
    """Draw precision over recall of both sides."""
    lines = [(name, colour, _curve_of(model_comparison, side)) for name, colour, side in _sides(model_comparison)]
    lowest = min((precision for _, _, points in lines for _, precision in points), default=0.0)
    panel = square(NumberAxis("recall", 0, 1), NumberAxis("precision", max(0.0, lowest - 0.02), 1))
    parts = [*panel.frame(), *(panel.path(points, colour) for _, colour, points in lines), *_legend(panel)]
    titled = Titled("curves", "Precision over recall of both models", "Further up and to the right is better.")
    rows = [
        [name, f"{recall:.4f}", f"{precision:.4f}"]
        for name, _, points in lines
        for recall, precision in points[:: max(len(points) // TABLE_POINTS, 1)]
    ]
    drawn = DrawnChart(picture(titled, WIDTH, HEIGHT, parts), ("model", "recall", "precision"), rows)
    return Chart("Precision and recall", "Further up and to the right is better.", drawn)


def _curve_of(model_comparison: ModelComparison, side: ComparedSide) -> list[tuple[float, float]]:
    points = curve(side.probability[side.found], side.right[side.found], int(model_comparison.answerable.sum()))
    kept = np.unique(np.linspace(0, len(points.recall) - 1, CURVE_POINTS).astype(int)).tolist()
    return [(float(points.recall[at]), float(points.precision[at])) for at in kept if len(points.recall)]


def reliabilities(model_comparison: ModelComparison) -> Chart:
    """Draw the share of right candidates over the predicted probability."""
    panel = square(NumberAxis("predicted probability", 0, 1), NumberAxis("share that is right", 0, 1))
    parts = [*panel.frame(), panel.path([(0, 0), (1, 1)], MUTED, stroke_dasharray="4 4")]
    rows = []
    for name, colour, side in _sides(model_comparison):
        bins = reliability(side.probability[side.found], side.right[side.found])
        for predicted, share in zip(bins.probability.tolist(), bins.share_right.tolist(), strict=True):
            parts.append(panel.dot(predicted, share, 5, colour))
            rows.append([name, f"{predicted:.4f}", f"{share:.4f}"])
    titled = Titled("reliabilities", "Right candidates by probability of both models", "Dots beside the diagonal.")
    drawn = DrawnChart(
        picture(titled, WIDTH, HEIGHT, [*parts, *_legend(panel)]), ("model", "predicted", "share that is right"), rows
    )
    caption = "A calibrated model lies on the dashed line."
    return Chart("Does a probability mean what it says?", caption, drawn)


def segments(model_comparison: ModelComparison) -> Chart:
    """Draw the change of precision and recall in each segment of 30 or more records, with 95 % intervals."""
    rows_of_segments: list[tuple[str, list[IntervalRow]]] = []
    for division, name, part in model_comparison.parts():
        if part.sum() >= MIN_SEGMENT:
            changes = precision_change(model_comparison, part), recall_change(model_comparison, part)
            known = [
                IntervalRow(f"{division}: {name}", change.difference, *change.interval) for change in changes if change
            ]
            rows_of_segments += [(f"{division}: {name}", known)] if len(known) == len(FIGURES) else []
    columns = [[rows[at] for _, rows in rows_of_segments] for at in range(len(FIGURES))]
    ends = [end for figure_rows in columns for row in figure_rows for end in (row.low, row.high)]
    low = min([-0.01, *ends])
    high = max([0.01, *ends])
    axes = [NumberAxis(wording("change of {figure}", figure=figure), low, high, 4) for figure in FIGURES]
    titled = Titled("segments", "Changes by segment", "Dots with intervals; left of 0 the challenger is worse.")
    rows = [
        [name, *(f"{row.value:+z.4f} ({row.low:+z.4f} to {row.high:+z.4f})" for row in figure_rows)]
        for name, figure_rows in rows_of_segments
    ]
    drawn = DrawnChart(draw_intervals(titled, axes, columns), ("segment", *FIGURES), rows)
    return Chart("By segment", "Left of 0 the challenger is worse; lines are 95 % intervals.", drawn)


def changes_of(model_comparison: ModelComparison) -> list[BadgeChange]:
    """Return the change of each record's badge."""
    champion, challenger = model_comparison.sides
    return [change_of(*links) for links in zip(champion.links, challenger.links, strict=True)]


def changed_pairs(
    model_comparison: ModelComparison, changes: Sequence[BadgeChange]
) -> list[tuple[str, str, str, str, float, float, str]]:
    """Return (record, change, before, after, p before, p after, right side) by falling probability."""
    rows = []
    for at, change in enumerate(changes):
        if change in {BadgeChange.APPEARS, BadgeChange.MOVES, BadgeChange.VANISHES}:
            before, after = (side.links[at] for side in model_comparison.sides)
            who = RIGHT_SIDE[bool(model_comparison.champion.right[at]), bool(model_comparison.challenger.right[at])]
            old = before.candidate_id or "-"
            new = after.candidate_id or "-"
            rows.append(
                (before.crm_id, wording(change.value), old, new, before.probability, after.probability, wording(who))
            )
    return sorted(rows, key=lambda row: (-max(row[4], row[5]), row[0]))


def new_errors(model_comparison: ModelComparison) -> list[tuple[str, str, float, str]]:
    """Return (record, wrong profile, probability, reasons) of wrong links that the champion does not make."""
    champion = model_comparison.champion
    challenger = model_comparison.challenger
    wrong = challenger.linked & ~challenger.right
    rows = []
    for i in np.flatnonzero(wrong).tolist():
        before = champion.links[i]
        after = challenger.links[i]
        if before.decision != LinkDecision.LINKED or before.candidate_id != after.candidate_id:
            rows.append(
                (
                    after.crm_id,
                    after.candidate_id or "-",
                    after.probability,
                    "; ".join(map(worded_reason, after.reasons)),
                )
            )
    return sorted(rows, key=lambda row: (-row[2], row[0]))


def _sides(model_comparison: ModelComparison) -> list[tuple[str, str, ComparedSide]]:
    return [(CHAMPION, MUTED, model_comparison.champion), (CHALLENGER, RIGHT, model_comparison.challenger)]


def _legend(panel: Panel) -> Iterator[str]:
    for at, (name, colour) in enumerate(((CHAMPION, MUTED), (CHALLENGER, RIGHT))):
        y = panel.bottom - 30 + 18 * at
        yield bar(panel.left + 12, y - 9, 12, 12, colour)
        yield text(panel.left + 30, y + 1, name)


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if not isinstance(value, float):
        return str(value)
    return f"{value:.4f}" if abs(value) < LARGE else f"{value:,.0f}"


def report_versus(request: EvaluateRequest, champion: Path, progress: Progress = silent) -> Path:
    """Write `<report>.versus.html`, or `versus.html` beside the records without a report.

    Raises NothingToMeasure for scored links, which hold no model.
    """
    if request.bundle is None:
        raise NothingToMeasure("--against: got scored links, expected a bundle to compare with it")
    out = versus_page(request.crm, request.report)
    with index_of(request.schema, request.index, request.universe, request.renames, progress) as index:
        return _write(request, champion, index, out)


def versus_page(crm: Path, report: Path | None) -> Path:
    """Return the path of the page."""
    return crm.with_name("versus.html") if report is None else report.with_suffix(".versus.html")


def _write(request: EvaluateRequest, champion: Path, index: Path, out: Path) -> Path:
    challenger = request.bundle or Path()
    crm = read_records(request.schema, request.crm, request.renames)
    truth = read_labels(request.truth, request.renames).for_split(request.split)
    model_comparison = compare_models(
        [ComparisonGround(request.split or "all", request.kind, crm, index, truth)], champion, challenger
    )
    write_versus(out, model_comparison, judge(model_comparison, Bundle.open(challenger).policy.precision))
    return out


def draw_intervals(titled: Titled, axes: Sequence[NumberAxis], rows: Sequence[Sequence[IntervalRow]]) -> str:
    """Return panels side by side, one an axis, whose rows have the names of the first."""
    count = len(rows[0]) if rows else 0
    height = ROW * count
    gap = 24.0
    wide = (ROWS_WIDTH - NAMES - gap * len(axes)) / max(len(axes), 1)
    drawn: list[str] = []
    for place, (axis, panel_rows) in enumerate(zip(axes, rows, strict=True)):
        panel = Panel(
            left=NAMES + place * (wide + gap),
            top=TOP + 16,
            width=wide,
            height=height,
            across=axis,
            up=NumberAxis("", 0, 1, 0),
        )
        drawn += [*across_marks(panel), *_intervals(panel, panel_rows, names=place == 0)]
    return picture(titled, ROWS_WIDTH, TOP + 16 + height + BELOW, drawn)


def _intervals(panel: Panel, rows: Sequence[IntervalRow], *, names: bool) -> Iterator[str]:
    for place, row in enumerate(rows):
        y = panel.top + place * ROW + ROW / 2
        if names:
            yield text(NAMES - 10, y + 4, shortened(row.name, NAMES - 10), text_anchor="end")
        ends = (panel.x(row.low), y), (panel.x(row.high), y)
        yield line(*ends, stroke=MUTED, stroke_width="4", stroke_opacity="0.4")
        yield bar(panel.x(row.value) - 4, y - 4, 8, 8, RIGHT, rounded=4)

"""The charts of the models: match weights of the levels, gains of the features."""

from collections.abc import Sequence

from serving.drawing.panel import NumberAxis, percent
from serving.drawing.rows import BarPart, BarRow, draw_rows
from serving.drawing.svg import Titled
from training.evaluation.report.model import FeatureGain, LevelWeight
from training.evaluation.report.picture import RIGHT, WRONG, DrawnChart


def weights_chart(weights: Sequence[LevelWeight]) -> DrawnChart:
    """Draw log2(m/u) of every level of every comparison: positive weights favour a match."""
    values = [weight.weight for weight in weights]
    axis = NumberAxis("match weight, log2(m / u)", min([0.0, *values]) * 1.08, max([1.0, *values]) * 1.02, 8)
    rows, last = [], ""
    for weight in weights:
        part = BarPart(0.0, weight.weight, RIGHT if weight.weight > 0 else WRONG)
        heading = "" if weight.comparison == last else weight.comparison
        rows.append(BarRow(weight.level, (part,), f"{weight.weight:+.1f}", heading))
        last = weight.comparison
    titled = Titled("weights", "Match weights", "Bars to the right favour a match, those to the left a non-match.")
    told = [[weight.comparison, weight.level, f"{weight.weight:+.3f}"] for weight in weights]
    return DrawnChart(draw_rows(titled, axis, rows), ("comparison", "level", "weight"), told)


def gains_chart(gains: Sequence[FeatureGain]) -> DrawnChart:
    """Draw each feature's share of all gain in the trees; the page's list of all features is its table."""
    most = max((gain.share for gain in gains), default=1.0)
    axis = NumberAxis("share of the gain of all splits", 0, most * 1.02, words=percent)
    rows = [
        BarRow(
            gain.name.partition("@")[0].replace("_", " "),
            (BarPart(0.0, gain.share, RIGHT),),
            f"{100 * gain.share:.1f} %",
        )
        for gain in gains
    ]
    titled = Titled("gains", "Gains of the features", "A bar a feature: its share of the gain of all splits.")
    return DrawnChart(draw_rows(titled, axis, rows))

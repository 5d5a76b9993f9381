"""Charts of a report: precision and recall, reliability, histograms, thresholds, blocking rules."""

import json
import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from features.comparisons.splink_model import fields_read
from features.schema.array_types import Floats
from serving.drawing.panel import NumberAxis, Panel, ReliabilityDot, percent, plain, reliability_parts
from serving.drawing.rows import BarPart, BarRow, draw_rows
from serving.drawing.svg import LETTER, Titled, bar, line, picture, text
from serving.matching.bundle import SPLINK
from serving.matching.guarantees.operating_points import share
from training.evaluation.blocking import BlockingAnalysis, RuleUse
from training.evaluation.judged import JudgedLinks
from training.evaluation.metrics import BINS, Curve
from training.evaluation.report.picture import ACCENT, MUTED, NOBODY, RIGHT, WRONG, DrawnChart
from training.evaluation.thresholds import ThresholdTable

WIDTH = 480.0
HEIGHT = 340.0
LEFT = 52.0
TOP = 26.0
WIDE = 960.0
PANEL_HEIGHT = 78.0
GAP = 30.0
CURVE_POINTS = 400
TABLE_POINTS = 20
HISTOGRAM_BINS = 50
TABLE_BINS = 10
OUTCOMES = ("right", "wrong", "nobody")
OUTCOME_COLOURS = (RIGHT, WRONG, NOBODY)
Mark = tuple[str, float, float]
"""A marked point of the curve: its name, recall, precision."""


def square(across: NumberAxis, up: NumberAxis) -> Panel:
    """Return the panel of a chart that stands beside another one."""
    return Panel(left=LEFT, top=TOP, width=WIDTH - LEFT - 18, height=HEIGHT - TOP - 46, across=across, up=up)


def curve_chart(points: Curve, marks: Sequence[Mark]) -> DrawnChart:
    """Draw precision over recall with marked points; the precision axis begins below the lowest of them."""
    lowest = min((mark[2] for mark in marks), default=0.0)
    bottom = max(0.0, float(np.floor(lowest * 20 - 0.5) / 20))
    panel = square(
        NumberAxis("recall: share of the matches that are linked", 0, 1),
        NumberAxis("precision: share of the links that are right", bottom, 1),
    )
    kept = _some(len(points.threshold), CURVE_POINTS)
    drawn = [(float(points.recall[at]), float(points.precision[at])) for at in kept if points.precision[at] >= bottom]
    parts = [*panel.frame(), panel.path(drawn, RIGHT)]
    for at, (name, recall, precision) in enumerate(marks):
        x = panel.x(recall)
        y = panel.y(precision)
        height = panel.bottom - (0.38 - 0.1 * at) * panel.height
        parts.append(line((x, y), (x, height), stroke=MUTED, stroke_dasharray="2 2"))
        begin = max(x - 6, panel.left + LETTER * len(name))
        parts += [panel.dot(recall, precision, 5, ACCENT), text(begin, height + 4, name, text_anchor="end")]
    shown = "A curve from few sure links to many; " + "; ".join(f"{name}: {r:.3f}, {p:.3f}" for name, r, p in marks)
    titled = Titled("precision-recall", "Precision over recall", shown)
    some = _some(len(points.threshold), TABLE_POINTS)
    rows = [
        [f"{float(column[at]):.4f}" for column in (points.threshold, points.recall, points.precision)] for at in some
    ]
    return DrawnChart(picture(titled, WIDTH, HEIGHT, parts), ("threshold", "recall", "precision"), rows)


def reliability_chart(judged: JudgedLinks) -> DrawnChart:
    """Draw the share of right candidates by probability, in bins of equal width, with 95 % Wilson intervals."""
    dots = _reliability_dots(judged)
    panel = square(NumberAxis("predicted probability", 0, 1), NumberAxis("share that is right", 0, 1))
    parts = reliability_parts(panel, dots, RIGHT)
    titled = Titled("reliability", "Right candidates by probability", "Dots with intervals beside the diagonal.")
    cells = [
        [f"{dot.probability:.3f}", f"{dot.share:.3f}", f"{dot.low:.3f} to {dot.high:.3f}", plain(dot.count)]
        for dot in dots
    ]
    columns = ("predicted", "share that is right", "95 % interval", "candidates")
    return DrawnChart(picture(titled, WIDTH, HEIGHT, parts), columns, cells)


def histogram_chart(judged: JudgedLinks, threshold: float | None) -> DrawnChart:
    """Draw a histogram of the best candidates' probabilities for each outcome, each on its own scale."""
    has_candidate = judged.has_candidate
    masks = (
        has_candidate & judged.right,
        has_candidate & judged.answerable & ~judged.right,
        has_candidate & ~judged.answerable,
    )
    shown = [outcome for outcome in zip(OUTCOMES, OUTCOME_COLOURS, masks, strict=True) if outcome[2].any()]
    parts: list[str] = []
    for at, (name, colour, mask) in enumerate(shown):
        is_last = at == len(shown) - 1
        parts += _histogram(judged.probability[mask], (name, colour), at, threshold, is_last=is_last)
    titled = Titled("histogram", "Probabilities of the best candidates", "A histogram for each outcome.")
    edges = np.linspace(0, 1, TABLE_BINS + 1)
    counts = [np.histogram(judged.probability[mask], edges)[0].tolist() for _, _, mask in shown]
    rows = [
        [f"{edges[at]:.1f} to {edges[at + 1]:.1f}", *(plain(count[at]) for count in counts)] for at in range(TABLE_BINS)
    ]
    height = TOP + (PANEL_HEIGHT + GAP) * len(shown) + 22
    return DrawnChart(picture(titled, WIDE, height, parts), ("probability", *(name for name, _, _ in shown)), rows)


def _histogram(
    probability: Floats, named: tuple[str, str], at: int, threshold: float | None, *, is_last: bool
) -> list[str]:
    counts, edges = np.histogram(probability, np.linspace(0, 1, HISTOGRAM_BINS + 1))
    across = NumberAxis("probability of the best candidate" if is_last else "", 0, 1)
    up = NumberAxis(named[0], 0, float(counts.max()), 3)
    panel = Panel(
        left=LEFT,
        top=TOP + at * (PANEL_HEIGHT + GAP),
        width=WIDE - LEFT - 18,
        height=PANEL_HEIGHT,
        across=across,
        up=up,
    )
    parts = [*panel.frame(marks_across=is_last)]
    for low, high, count in zip(edges[:-1].tolist(), edges[1:].tolist(), counts.tolist(), strict=True):
        if count:
            top = panel.y(count)
            wide = panel.x(high) - panel.x(low) - 1
            parts.append(bar(panel.x(low), top, wide, max(panel.bottom - top, 1.0), named[1], rounded=1))
    if threshold is not None:
        ends = (panel.x(threshold), panel.top), (panel.x(threshold), panel.bottom)
        parts.append(line(*ends, stroke=ACCENT, stroke_width="1.5", stroke_dasharray="4 3"))
    return parts


def _some(count: int, most: int) -> list[int]:
    """Return at most so many positions, evenly spread, the ends among them."""
    if not count:
        return []
    kept: list[int] = np.unique(np.linspace(0, count - 1, min(most, count)).round().astype(np.int64)).tolist()
    return kept


def _reliability_dots(judged: JudgedLinks) -> list[ReliabilityDot]:
    score = judged.probability[judged.has_candidate]
    right = judged.right[judged.has_candidate]
    bins = np.minimum((score * BINS).astype(np.int64), BINS - 1)
    dots = []
    for at in np.unique(bins).tolist():
        chosen = bins == at
        count = float(chosen.sum())
        right_share = share(float(right[chosen].sum()), count, 1.96)
        if right_share.value is not None and right_share.low is not None and right_share.high is not None:
            dots.append(
                ReliabilityDot(float(score[chosen].mean()), right_share.value, right_share.low, right_share.high, count)
            )
    return dots


PARTS = ("links", "review", "neither")
COLOURS = (RIGHT, ACCENT, NOBODY)
HALF_DASH = 13.0


def precision_chart(table: ThresholdTable) -> DrawnChart:
    """Draw the measured precision of each level with its interval; a dash marks what is wanted, if the axis has it."""
    rows = [
        (level.wanted, level.precision, *level.precision_interval)
        for level in table.levels
        if level.precision is not None and level.precision_interval is not None
    ]
    bottom = max(0.0, min([low for _, _, low, _ in rows], default=0.9) - 0.01)
    panel = square(
        NumberAxis("", 0, len(rows), 0), NumberAxis("precision: share of the links that are right", bottom, 1)
    )
    parts = [*panel.frame(marks_across=False)]
    for at, (wanted_precision, precision, low, high) in enumerate(rows):
        middle = at + 0.5
        parts.append(panel.whisker(middle, low, high, RIGHT))
        parts.append(panel.dot(middle, precision, 5, RIGHT))
        parts.append(
            text(panel.x(middle), panel.bottom + 16, f"{wanted_precision:g}", text_anchor="middle", fill=MUTED)
        )
        if wanted_precision >= bottom:
            x = panel.x(middle)
            y = panel.y(wanted_precision)
            parts.append(line((x - HALF_DASH, y), (x + HALF_DASH, y), stroke=MUTED, stroke_width="2"))
    parts.append(text(panel.left + panel.width, panel.bottom + 34, "wanted precision", text_anchor="end"))
    titled = Titled("levels", "Precision at each level", "Dots with intervals, and dashes for what is wanted.")
    return DrawnChart(picture(titled, WIDTH, HEIGHT, parts))


def outcome_chart(table: ThresholdTable) -> DrawnChart:
    """Draw how many records each level links, reviews, and leaves."""
    rows = []
    for level in table.levels:
        ends = (0, level.links, level.links + level.review, table.records)
        parts = [BarPart(begin, end, colour) for begin, end, colour in zip(ends, ends[1:], COLOURS, strict=False)]
        rows.append(BarRow(f"wanted {level.wanted:g}", parts))
    axis = NumberAxis("records", 0, max(table.records, 1), 5, plain)
    titled = Titled("outcomes", "What comes of the records", "Bars of links, reviews and the others for each level.")
    return DrawnChart(draw_rows(titled, axis, rows, list(zip(PARTS, COLOURS, strict=True))))


FAINT = 0.4


def blocking_charts(analysis: BlockingAnalysis) -> list[str]:
    """Draw a bar a rule for its right profiles, where they are known, and one for its candidates per record."""
    costs = _bars(
        "costs", "candidates a record", NOBODY, [(use, use.candidates, use.only_candidates) for use in analysis.by_use]
    )
    if analysis.found is None:
        return [costs]
    profiles_of_rules = [(use, float(use.found or 0), float(use.only or 0)) for use in analysis.by_use]
    return [_bars("found", "records whose right profile it found", RIGHT, profiles_of_rules), costs]


def _bars(key: str, title: str, colour: str, uses: Sequence[tuple[RuleUse, float, float]]) -> str:
    most = max([1e-9, *(whole for _, whole, _ in uses)])
    rows = [
        BarRow(use.how, (BarPart(0, whole, colour, FAINT), BarPart(0, own, colour)), f"{whole:,.4g}")
        for use, whole, own in uses
    ]
    titled = Titled(f"blocking-{key}", title.capitalize(), "A bar a rule; its dark part is found by no other rule.")
    return draw_rows(titled, NumberAxis(title, 0, most), rows)


FEATURES_DRAWN = 25
"""How many features the chart has room for; the table below it has all."""


def match_weights(settings: Mapping[str, Any], filled: Collection[str] | None = None) -> list[tuple[str, str, float]]:
    """Return comparison, level and weight log2(m / u) of every level but null levels, 0 where m or u is missing.

    With `filled` comparisons are left out that read none of these fields: they compared nothing.
    """
    weights = []
    for comparison in settings["comparisons"]:
        if filled is not None and not {*fields_read(comparison)} & set(filled):
            continue
        for level in comparison["comparison_levels"]:
            if level.get("is_null_level"):
                continue
            m = level.get("m_probability")
            u = level.get("u_probability")
            weight = math.log2(m / u) if m and u else 0.0
            label = level.get("label_for_charts") or level["sql_condition"]
            weights.append((str(comparison["output_column_name"]).replace("_", " "), str(label), weight))
    return weights


def feature_gains(models: list[Path]) -> list[tuple[str, float]]:
    """Return all features of text models with their share of the gain of all splits, the largest first."""
    import lightgbm

    gains: Counter[str] = Counter()
    for path in models:
        booster = lightgbm.Booster(model_file=str(path))
        gain = booster.feature_importance("gain")
        total = float(gain.sum()) or 1.0
        for name, value in zip(booster.feature_name(), gain.tolist(), strict=True):
            gains[name] += value / total / len(models)
    return sorted(gains.items(), key=lambda item: (-item[1], item[0]))


def splink_settings(bundle: Path) -> Mapping[str, Any] | None:
    """Return the Splink settings of a bundle, None where it has none."""
    path = bundle / SPLINK
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def text_models(bundle: Path) -> list[Path]:
    """Return the LightGBM text models of a bundle."""
    return sorted(bundle.glob("*.txt"))


def weights_chart(weights: Sequence[tuple[str, str, float]]) -> DrawnChart:
    """Draw log2(m/u) of every level of every comparison: positive weights favour a match."""
    values = [weight for _, _, weight in weights]
    axis = NumberAxis("match weight, log2(m / u)", min([0.0, *values]) * 1.08, max([1.0, *values]) * 1.02, 8)
    rows = []
    last = ""
    for comparison, level, weight in weights:
        part = BarPart(0.0, weight, RIGHT if weight > 0 else WRONG)
        rows.append(BarRow(level, (part,), f"{weight:+z.1f}", "" if comparison == last else comparison))
        last = comparison
    titled = Titled("weights", "Match weights", "Bars to the right favour a match, those to the left a non-match.")
    cells = [[comparison, level, f"{weight:+z.3f}"] for comparison, level, weight in weights]
    return DrawnChart(draw_rows(titled, axis, rows), ("comparison", "level", "weight"), cells)


def gains_chart(gains: Sequence[tuple[str, float]]) -> DrawnChart:
    """Draw each feature's share of all gain in the trees; the page's list of all features is its table."""
    most = max((share for _, share in gains), default=1.0)
    axis = NumberAxis("share of the gain of all splits", 0, most * 1.02, words=percent)
    rows = [
        BarRow(name.partition("@")[0].replace("_", " "), (BarPart(0.0, share, RIGHT),), f"{100 * share:.1f} %")
        for name, share in gains
    ]
    titled = Titled("gains", "Gains of the features", "A bar a feature: its share of the gain of all splits.")
    return DrawnChart(draw_rows(titled, axis, rows))

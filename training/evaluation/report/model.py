"""The models of a bundle, read for the report: match weights of the Splink model, gains of the features."""

import json
import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from features.comparisons.splink_model import fields_read
from serving.drawing.panel import NumberAxis, percent
from serving.drawing.rows import BarPart, BarRow, draw_rows
from serving.drawing.svg import Titled
from serving.matching.bundle import SPLINK
from training.evaluation.report.picture import RIGHT, WRONG, DrawnChart

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
        rows.append(BarRow(level, (part,), f"{weight:+.1f}", "" if comparison == last else comparison))
        last = comparison
    titled = Titled("weights", "Match weights", "Bars to the right favour a match, those to the left a non-match.")
    told = [[comparison, level, f"{weight:+.3f}"] for comparison, level, weight in weights]
    return DrawnChart(draw_rows(titled, axis, rows), ("comparison", "level", "weight"), told)


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

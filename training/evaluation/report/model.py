"""The models of a bundle, read for the report: match weights of the Splink model, gains of the features."""

import json
import math
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from features.comparisons.splink_model import fields_read
from serving.matching.bundle import SPLINK

FEATURES_DRAWN = 25
"""How many features the chart has room for; the table below it has all."""


@dataclass(frozen=True, slots=True)
class LevelWeight:
    """The weight of one level of a comparison, log2(m / u)."""

    comparison: str
    level: str
    weight: float


@dataclass(frozen=True, slots=True)
class FeatureGain:
    """A feature's share of the gain of all splits."""

    name: str
    share: float


def match_weights(settings: Mapping[str, Any], filled: Collection[str] | None = None) -> list[LevelWeight]:
    """Return every level but null levels, in the order of a Splink settings document; 0 where m or u is missing.

    With `filled` comparisons are left out that read none of these fields: they compared nothing.
    """
    weights = []
    for comparison in settings["comparisons"]:
        if filled is not None and not {*fields_read(comparison)} & set(filled):
            continue
        for level in comparison["comparison_levels"]:
            if level.get("is_null_level"):
                continue
            m, u = level.get("m_probability"), level.get("u_probability")
            weight = math.log2(m / u) if m and u else 0.0
            label = level.get("label_for_charts") or level["sql_condition"]
            weights.append(LevelWeight(str(comparison["output_column_name"]).replace("_", " "), str(label), weight))
    return weights


def feature_gains(models: list[Path]) -> list[FeatureGain]:
    """Return all features of LightGBM text models, the largest gain first; 0 for one that no split uses."""
    import lightgbm

    gains: Counter[str] = Counter()
    for path in models:
        booster = lightgbm.Booster(model_file=str(path))
        gain = booster.feature_importance("gain")
        total = float(gain.sum()) or 1.0
        for name, value in zip(booster.feature_name(), gain.tolist(), strict=True):
            gains[name] += value / total / len(models)
    return [FeatureGain(name, share) for name, share in sorted(gains.items(), key=lambda item: (-item[1], item[0]))]


def splink_settings(bundle: Path) -> Mapping[str, Any] | None:
    """Return the Splink settings of a bundle, None where it has none."""
    path = bundle / SPLINK
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def text_models(bundle: Path) -> list[Path]:
    """Return the LightGBM text models of a bundle."""
    return sorted(bundle.glob("*.txt"))

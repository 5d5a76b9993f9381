"""The explanation of a pair as rows that add up to what is printed: match weight in bits, probability in log-odds."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from typing import Any

SHOWN_FEATURES = 8
SMALLEST = 1e-6


@dataclass(frozen=True, slots=True)
class WhyRow:
    """One addend, or with `is_total` the sum of the rows before."""

    part: str
    what: str
    amount: float
    is_total: bool = False


def weight_rows(explained: Mapping[str, Any]) -> list[WhyRow]:
    """Return the levels of the comparisons, the prior, and their sum, the match weight; in bits (log2)."""
    levels = [(name, one["level"], float(one["weight"])) for name, one in explained["comparisons"].items()]
    said = [WhyRow(name, str(level), weight) for name, level, weight in levels if abs(weight) >= SMALLEST]
    total = float(explained["match_weight"])
    prior = total - sum(weight for _, _, weight in levels)
    rows = sorted(said, key=lambda row: -abs(row.amount))
    rows.append(WhyRow("prior", "how seldom two records drawn at random are the same", prior))
    return [*rows, WhyRow("match weight", "the sum", total, is_total=True)]


def score_rows(explained: Mapping[str, Any]) -> list[WhyRow]:
    """Return what the re-ranker's features add, and their sum, the log-odds of the printed probability."""
    features = dict(explained["features"])
    base, rivals = (float(features.pop(name)["contribution"]) for name in ("base", "rivals"))
    ordered = sorted(features.items(), key=lambda item: -abs(item[1]["contribution"]))
    shown, others = ordered[:SHOWN_FEATURES], ordered[SHOWN_FEATURES:]
    rows = [WhyRow("start", "what the re-ranker takes for granted of any candidate", base)]
    rows += [
        WhyRow(name.partition("@")[0].replace("_", " "), str(one["says"]), float(one["contribution"]))
        for name, one in shown
    ]
    rest = sum(float(one["contribution"]) for _, one in others)
    rows += [
        WhyRow("others", f"{len(others)} features that add less", rest),
        WhyRow("rivals", "the record's other candidates", rivals),
    ]
    total = log_odds(float(explained["probability"]))
    calibration = total - sum(row.amount for row in rows)
    rows.append(WhyRow("calibration", "how often scores like this one are right", calibration))
    return [*rows, WhyRow("log-odds", f"of the probability {explained['probability']:.4f}", total, is_total=True)]


def log_odds(probability: float) -> float:
    """Return the natural log-odds of a probability, within what six digits can tell."""
    inside = min(max(probability, SMALLEST), 1 - SMALLEST)
    return log(inside / (1 - inside))

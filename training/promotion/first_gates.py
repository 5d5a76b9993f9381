"""The gates of a first champion: figures that it has to reach by itself. Pure."""

from training.promotion.comparison.comparison import ModelComparison, precision_interval
from training.promotion.gates import CALIBRATION_LOSS, GateVerdict

MOST_ECE = 0.05
"""Calibration error allowed on records of another population than that of the training."""
MOST_TREE_ROWS = 20_000
"""Candidates x trees of one record: 1.2 ms at 60 ns for a tree and a row."""


def judge_first(model_comparison: ModelComparison, wanted_precision: float) -> list[GateVerdict]:
    """Evaluate every gate on the challenger alone; it passes when all verdicts have passed."""
    return [
        first_precision_gate(model_comparison, wanted_precision),
        first_calibration_gate(model_comparison),
        first_work_gate(model_comparison),
    ]


def first_precision_gate(model_comparison: ModelComparison, wanted: float) -> GateVerdict:
    """Refuse a precision whose interval lies below the wanted one; a model without links passes."""
    own, found = (
        precision_interval(model_comparison, model_comparison.challenger),
        model_comparison.precision(model_comparison.challenger),
    )
    bound = f"interval reaches {wanted:g}"
    if own is None or found is None:
        return GateVerdict("precision", True, "precision of links", None, None, bound, "it links nothing by itself")
    by_how_much = f"{found - wanted:+.4f} ({own[0]:.4f} to {own[1]:.4f})"
    return GateVerdict("precision", own[1] >= wanted, "precision of links", None, found, bound, by_how_much)


def first_calibration_gate(model_comparison: ModelComparison) -> GateVerdict:
    """Refuse a calibration error above the allowed one and above that of a calibrated model."""
    found = model_comparison.challenger.ece()
    allowed = max(MOST_ECE, model_comparison.challenger.ece_of_probability) + CALIBRATION_LOSS
    bound, by_how_much = f"at most {allowed:.4f}", f"{found - allowed:+.4f}"
    return GateVerdict("calibration", found <= allowed, "ECE of best candidates", None, found, bound, by_how_much)


def first_work_gate(model_comparison: ModelComparison) -> GateVerdict:
    """Refuse a model that is too slow for a request."""
    found = model_comparison.challenger.work
    by_how_much = f"{found / MOST_TREE_ROWS:.2f} of it"
    bound = f"at most {MOST_TREE_ROWS:,}"
    return GateVerdict(
        "work", found <= MOST_TREE_ROWS, "candidates x trees per record", None, found, bound, by_how_much
    )

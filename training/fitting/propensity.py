"""What was on show when people judged, as labels tell it, and rows drawn again by their weight."""

from collections.abc import Sequence

import numpy as np

from data.labels.labels import Labels
from features.pairs.pairs import Floats, Ints
from serving.matching.propensity import Shown


def shown_in(labels: Labels) -> dict[str, Shown]:
    """Return what was shown to those who judged each complete record; records without that are left out."""
    found: dict[str, Shown] = {}
    for row in labels.rows:
        probability, decision = row.feedback.get("probability_shown"), row.feedback.get("decision_shown")
        if row.crm_id in labels.answers and probability is not None and decision is not None:
            found[row.crm_id] = Shown(decision, float(probability))
    return found


def redraw(weights: Floats | Sequence[float]) -> Ints:
    """Return rows in proportion to their weights, as many as there are, without chance (systematic sampling).

    What counts rows (a threshold's curve, a calibration) then counts weights.
    """
    cumulated = np.cumsum(np.asarray(weights, np.float64))
    if not len(cumulated):
        return np.zeros(0, np.int64)
    points = (np.arange(len(cumulated)) + 0.5) * cumulated[-1] / len(cumulated)
    rows: Ints = np.searchsorted(cumulated, points).astype(np.int64)
    return rows

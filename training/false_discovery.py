"""How often best candidates are wrong, told without labels by what records find once their best candidate is hidden.

A record whose right profile is hidden finds what a record without an answer finds (the decoys of Elias and Gygi, 2007).
The best score of a record is the higher one of that and of its right profile's, so that the two are competing risks:
where F and H are the distributions of the best scores without and with the hidden candidates, wrong ones are as dense
as f H / F, and the local false discovery rate (Efron et al., 2001) is (f / F) / (h / H).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from data.progress import silent
from features.kernel import Kernel
from features.pairs import Floats
from serving.calibration import LEAST, Calibration
from serving.crowd import order_of
from training.calibrate import best_of_records, fit_curve
from training.examples import Examples, Source, gather_examples

MOST_HIDDEN = 3000
"""So many records tell the distribution, the others would take time."""
LEAST_WEIGHT = 200.0
"""Fewer records, counted by weight, tell too little. Mean ECE of twenty draws by 230, the opinion's in brackets:
historical_50k .015 (.043), pseudopeople_w2 .034 (.043), companies of a sample .026 (.080), but febrl3 .009 (.003)."""
STEADY = 0.25
"""How much the opinion itself counts beside the curve."""

Score = Callable[[NDArray[np.float32]], Floats]


@dataclass(frozen=True, slots=True)
class Null:
    """The best scores of records whose best candidate is hidden; `weight` is the chance that it was the right one."""

    scores: Floats
    weight: Floats


def hide_best(source: Source, examples: Examples, chances: Floats, kernel: Kernel, score: Score) -> Null:
    """Look for the records again, without the best candidate of each by its chance, and score what is found.

    A runner-up that is as probable may be the same person's second profile, which a stranger would not find: such a
    record counts less.
    """
    best = best_of_records(chances, examples.left_rows)
    rest = chances.copy()
    rest[best] = 0.0
    sure = np.zeros(len(source.ids))
    sure[examples.left_rows[best]] = chances[best] * (1 - rest[best_of_records(rest, examples.left_rows)])
    found = np.sort(examples.left_rows[best])
    rows = found[order_of([source.ids[row] for row in found.tolist()]) < MOST_HIDDEN]
    best_of = np.full(len(source.ids), -1)
    best_of[examples.left_rows[best]] = examples.rows[best]
    chosen = rows.tolist()
    part = Source(source.kind, [source.ids[i] for i in chosen], [source.records[i] for i in chosen], source.index)
    hidden = {name: (profile,) for name, profile in zip(part.ids, source.index.ids(best_of[rows]), strict=True)}
    again = gather_examples(part, kernel, None, silent, hidden)
    scores = score(again.matrix)
    second = best_of_records(scores, again.left_rows)
    return Null(scores[second], sure[rows[again.left_rows[second]]])


def calibrate_by_null(start: Calibration, best: Floats, null: Null) -> Calibration:
    """Return the calibration with a curve through one less the local false discovery rate of the `best` scores.

    `outranked` is the chance that a record has no right profile above a score, which rises with it. Where
    too little is found once the best are hidden, the calibration is returned as it is.
    """
    if null.weight.sum() < LEAST_WEIGHT:
        return start
    rising = np.sort(best)
    place = np.searchsorted((rising[1:] + rising[:-1]) / 2, null.scores)
    found = np.bincount(place, null.weight, len(best)) / null.weight.sum()
    outranked = np.arange(1, len(best) + 1) / len(best) / np.maximum(np.cumsum(found), LEAST)
    wrong = len(best) * found * np.minimum.accumulate(outranked[::-1])[::-1]
    knots, chances = fit_curve(rising, 1 - wrong)
    return replace(start, raw_knots=knots, chance_knots=chances, steady=STEADY)

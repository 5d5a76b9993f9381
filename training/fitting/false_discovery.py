"""How often best candidates are wrong, told without labels by what records find once their best candidate is hidden.

A record whose right profile is hidden finds what a record without an answer finds (the decoys of Elias and Gygi, 2007).
The best score of a record is the higher one of that and of its right profile's, so that the two are competing risks:
where h is the density of what is found without the best and A(s) the share of records whose right profile scores at
most s, wrong ones are as dense as h A, and the local false discovery rate (Efron et al., 2001) is h A / f.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from data.index.index import records_of
from data.tables.progress import Progress, silent
from features.comparisons.kernel import Kernel
from features.pairs.columns import Record
from features.pairs.pairs import Floats, Ints
from serving.matching.calibration import Calibration
from serving.matching.collective import order_of
from serving.matching.policy import LEAST_LINK_PROBABILITY
from serving.matching.shortlist import Excluded
from training.fitting.calibrate import best_of_records, fit_sigmoid
from training.fitting.examples import Examples, Source, gather_examples

MOST_DECOYS = 3000
"""So many records tell the distribution, the others would take time."""
LEAST_PROBABILITY = 0.3
"""Records whose best candidate is less probable are mostly strangers, and what those find next is less than what they
found. ECE of pseudopeople_w2 without 85, 55 and none of 100 profiles by .1, .3 and .5: .072, .051 and .044; .047, .038
and .030; .006, .005 and .005; of ror_affiliations .050, .051 and .055, of other sets the same within .001."""
LEAST_WEIGHT = 200.0
"""Fewer, counted by weight, are not asked. Mean ECE of twenty draws by 230, through a curve in place of the sigmoid,
the opinion's in brackets: historical_50k .015 (.043), pseudopeople_w2 .034 (.043), companies of a sample .026 (.080),
but febrl3 .009 (.003)."""
BINS, ROUNDS = 40, 20
NULL_ERROR = 0.1
"""Hidden candidates say how dense wrong ones are within so much of it, beside the chance of the draw."""
PROFILES, SURE, MOST_REPEATED = 1000, 0.9, 0.2
"""Where more of so many profiles would surely be linked to another one, records without their best find it again.
Of ten sets the share is .08 at most; turned round, so that every copy is a profile, febrl3 has .55 (ECE by the
opinion .035, by hidden best candidates .23) and historical_50k .75 (.036 and .19)."""

Score = Callable[[NDArray[np.float32]], Floats]


@dataclass(frozen=True, slots=True)
class Search:
    """What finds candidates and scores them: a training's profiles and records, its Splink weights and its trees."""

    source: Source
    kernel: Kernel
    score: Score

    def look_up(
        self, ids: list[str], records: list[Record], excluded: Excluded, progress: Progress = silent
    ) -> tuple[Floats, Ints]:
        """Return the score of every candidate, the hidden ones not among them, and the row of its record."""
        part = Source(self.source.kind, ids, records, self.source.index)
        found = gather_examples(part, self.kernel, None, progress, excluded)
        return self.score(found.matrix), found.left_rows


@dataclass(frozen=True, slots=True)
class Null:
    """The best scores of records whose best candidate is hidden; `weight` is the chance that it was the right one.

    `drawn` is the weight of all that were looked up again, those that found nothing among them.
    """

    scores: Floats
    weight: Floats
    drawn: float


def calibrate_by_decoys(
    search: Search,
    examples: Examples,
    scores: Floats,
    probabilities: Floats,
    told: Calibration,
    progress: Progress = silent,
) -> Calibration:
    """Return how probable the scores of best candidates are by what their records find without them.

    Of each example `scores` are the trees', `chances` the opinion's; `told` is what the second make of the first.
    Where the universe holds many profiles twice, or where too little is found, `told` is returned as it is.
    """
    best = best_of_records(scores, examples.left_rows)
    if share_repeated(search, examples.rows[best[probabilities[best] >= LEAST_LINK_PROBABILITY]], told) > MOST_REPEATED:
        return told
    null = hide_best(search, examples, probabilities, progress)
    return calibrate_by_null(told, scores[best], null, len(search.source.ids))


def share_repeated(search: Search, profiles: Ints, told: Calibration) -> float:
    """Return how many of these profiles (rows of the universe) are there twice: as records they would be linked."""
    index, drawn = search.source.index, np.unique(profiles)
    drawn = drawn[order_of(index.ids(drawn)) < PROFILES]
    if not len(drawn):
        return 0.0
    ids = index.ids(drawn)
    scores, left_rows = search.look_up(ids, records_of(index.take(drawn)), {name: (name,) for name in ids})
    return len(np.unique(left_rows[told(scores) >= SURE])) / len(ids)


def hide_best(search: Search, examples: Examples, probabilities: Floats, progress: Progress = silent) -> Null:
    """Look for the records again, without the best candidate of each by its chance, and score what is found.

    A runner-up that is as probable may be the same person's second profile, which a stranger would not find: such a
    record counts less.
    """
    source, best = search.source, best_of_records(probabilities, examples.left_rows)
    rest = probabilities.copy()
    rest[best] = 0.0
    second = rest[best_of_records(rest, examples.left_rows)]
    weight = probabilities[best] * (1 - second)
    telling = weight >= LEAST_PROBABILITY
    if not telling.any():
        return Null(np.zeros(0), np.zeros(0), 0.0)
    best, weight = best[telling], weight[telling]
    drawn = order_of([source.ids[row] for row in examples.left_rows[best].tolist()]) < MOST_DECOYS
    best, weight = best[drawn], weight[drawn]
    rows = examples.left_rows[best].tolist()
    ids = [source.ids[row] for row in rows]
    excluded = {name: (profile,) for name, profile in zip(ids, source.index.ids(examples.rows[best]), strict=True)}

    def on(_stage: str, done: int, total: int | None) -> None:
        progress("without the best candidates", done, total)

    scores, left_rows = search.look_up(ids, [source.records[row] for row in rows], excluded, on)
    found = best_of_records(scores, left_rows)
    return Null(scores[found], weight[left_rows[found]], float(weight.sum()))


def calibrate_by_null(start: Calibration, best: Floats, null: Null, records: int) -> Calibration:
    """Return the calibration by which as many of the `best` scores are wrong as the null says; few change nothing.

    `records` counts those without candidates too. In bins of scores the share that is right is one less what is wrong
    by the null, which is worth little where nearly all are wrong: a tenth of nine in ten is as much as all that are
    right. So bins count by the variance of that share, and where they say little `start` decides.
    """
    if null.drawn < LEAST_WEIGHT:
        return start
    rising = np.sort(best)
    place = np.searchsorted((rising[1:] + rising[:-1]) / 2, null.scores)
    found = np.bincount(place, null.weight, len(rising)) / null.drawn
    starts = np.unique(np.linspace(0, len(rising), BINS, endpoint=False).astype(np.int64))
    size = np.diff(np.r_[starts, len(rising)])
    score = np.add.reduceat(rising, starts) / size
    fitted = start
    for _ in range(ROUNDS):
        unbeaten = records * _unbeaten(fitted(rising), records)
        right = 1 - np.add.reduceat(found * unbeaten, starts) / size
        probability, per_drawn = fitted(score), unbeaten[starts] / null.drawn
        weight = probability / (NULL_ERROR**2 * (1 - probability) + (probability + per_drawn) / size)
        slope, intercept = fit_sigmoid(score, right, start, weight)
        fitted = replace(start, slope=slope, intercept=intercept)
    return fitted


def _unbeaten(probabilities: Floats, records: int) -> Floats:
    """Return the chance that a record has no right profile above a score, for each best score as they rise.

    A product over the right ones above, each of those that have nothing higher (Kaplan and Meier, backwards).
    """
    nothing_higher = records - len(probabilities) + np.arange(1, len(probabilities) + 1)
    unbeaten = np.ones(len(probabilities))
    unbeaten[:-1] = np.cumprod((1 - probabilities / nothing_higher)[:0:-1])[::-1]
    return unbeaten

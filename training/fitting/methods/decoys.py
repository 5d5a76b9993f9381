"""Decoy calibration: how often best candidates are wrong, without labels, from searches without the best candidate.

A record whose right profile is excluded finds what a record without an answer finds (the decoys of Elias and Gygi,
2007). A record's best score is the higher one of that and of its right profile's: the two are competing risks. Where h
is the density of scores found without the best and A(s) the share of records whose right profile scores at most s,
wrong best candidates have density h A, and the local false discovery rate (Efron et al., 2001) is h A / f.
Measured in docs/experiments/decoy-calibration-of-people.md.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from data.index.index import records_of
from data.tables.progress import Progress, silent
from features.comparisons.kernel import Kernel
from features.pairs.columns import Record
from features.schema.array_types import Bools, Floats, Ints
from features.schema.value_class import value_class
from serving.matching.calibration import Calibration
from serving.matching.collective import order_of
from serving.matching.policy import MIN_LINK_PROBABILITY
from serving.matching.shortlist import Excluded
from training.fitting.methods.curves import best_of_records, fit_sigmoid
from training.fitting.methods.examples import Examples, Source, gather_examples

MAX_DECOYS = 3000
"""Most records whose search is repeated; more cost time."""
MIN_PROBABILITY = 0.3
"""Least probability of an excluded candidate (docs/experiments/universes-that-lack-answers.md)."""
MIN_WEIGHT = 200.0
"""With fewer decoys, counted by weight, nothing changes (docs/experiments/decoy-calibration-of-companies.md)."""
BINS = 40
ROUNDS = 20
DENSITY_ERROR = 0.1
"""Relative error of the decoys' density of wrong best candidates, beside the error of the draw."""
MAX_PROFILES = 1000
SURE = 0.9
MAX_REPEATED = 0.2
"""Most profiles tried, the probability of a sure link, and the largest share of profiles that the universe may hold
twice: a search without the best would find the copy (docs/experiments/swapped-data-sets.md)."""

IDENTIFYING = ("birth_date", "email", "phone")
"""What one person has: two profiles that both resemble a record and agree in it are one entity."""

ScoreCandidates = Callable[[NDArray[np.float32]], Floats]


@value_class
class DecoySearch:
    """What finds candidates and scores them: a training's profiles and records, its match weights and its trees."""

    source: Source
    kernel: Kernel
    score: ScoreCandidates

    def look_up(
        self, ids: list[str], records: list[Record], excluded: Excluded, progress: Progress = silent
    ) -> tuple[Floats, Examples]:
        """Return the score of every candidate that is not excluded, and these."""
        part = replace(self.source, ids=ids, records=records)
        examples = gather_examples(part, self.kernel, None, progress, excluded)
        return self.score(examples.matrix), examples


@value_class
class DecoyScores:
    """The best scores of records whose best candidate is excluded.

    `weight` is the probability that the excluded candidate was the right one. `drawn` is the weight of all repeated
    searches, those without any candidate included.
    """

    scores: Floats
    weight: Floats
    drawn: float

    def share_from(self, score: float) -> float:
        """Return the share of records without a right profile that find one with at least this score."""
        return float(self.weight[self.scores >= score].sum()) / self.drawn


def calibrate_by_decoys(
    search: DecoySearch,
    examples: Examples,
    scores: Floats,
    probabilities: Floats,
    start: Calibration,
    progress: Progress = silent,
) -> tuple[Calibration, DecoyScores | None]:
    """Return the calibration of best candidates by what their records find without them, and these decoys.

    `scores` are the trees', settled, and `probabilities` the pseudo-labels of all examples; `start` maps the first to
    the second. `start` is returned as it is, without decoys, where the universe holds many profiles twice or they are
    few.
    """
    best = best_of_records(scores, examples.left_rows)
    if share_repeated(search, examples.rows[best[probabilities[best] >= MIN_LINK_PROBABILITY]], start) > MAX_REPEATED:
        return start, None
    decoys = score_decoys(search, examples, probabilities, start, progress)
    calibration = calibrate_by_decoy_scores(start, scores[best], decoys, len(search.source.ids))
    return calibration, None if calibration is start else decoys


def share_repeated(search: DecoySearch, profiles: Ints, calibration: Calibration) -> float:
    """Return the share of these profiles (rows of the universe) that would be linked to another profile."""
    drawn = np.unique(profiles)
    drawn = drawn[order_of(search.source.index.ids(drawn)) < MAX_PROFILES]
    if not len(drawn):
        return 0.0
    return len({place for place, _ in _linked_profiles(search, drawn, calibration)}) / len(drawn)


def score_decoys(
    search: DecoySearch,
    examples: Examples,
    probabilities: Floats,
    start: Calibration,
    progress: Progress = silent,
) -> DecoyScores:
    """Exclude the most probable candidate of each record, repeat the search, and score what is found.

    A record weighs less where the runner-up is probable too: it may be the same entity's second profile, which a
    record without an answer would not find. One that finds such a profile does not count, by a fact that identifies an
    entity (docs/experiments/copies-among-decoys.md). `start` settles the scores.
    """
    source = search.source
    best = best_of_records(probabilities, examples.left_rows)
    rest = probabilities.copy()
    rest[best] = 0.0
    second = rest[best_of_records(rest, examples.left_rows)]
    weight = probabilities[best] * (1 - second)
    probable = weight >= MIN_PROBABILITY
    if not probable.any():
        return DecoyScores(np.zeros(0), np.zeros(0), 0.0)
    best = best[probable]
    weight = weight[probable]
    drawn = order_of([source.ids[row] for row in examples.left_rows[best].tolist()]) < MAX_DECOYS
    best = best[drawn]
    weight = weight[drawn]
    rows = examples.left_rows[best].tolist()
    ids = [source.ids[row] for row in rows]
    excluded = {name: (profile,) for name, profile in zip(ids, source.index.ids(examples.rows[best]), strict=True)}

    def on(_stage: str, done: int, total: int | None) -> None:
        progress("without the best candidates", done, total)

    alone, found = search.look_up(ids, [source.records[row] for row in rows], excluded, on)
    scores = start.settle(alone, found.left_rows)
    chosen = best_of_records(scores, found.left_rows)
    records = found.left_rows[chosen]
    likely = np.flatnonzero(start(scores[chosen]) >= MIN_LINK_PROBABILITY)
    likely = likely[are_copies(search, examples.rows[best[records[likely]]], found.rows[chosen[likely]], start)]
    weight[records[likely]] = 0.0
    return DecoyScores(scores[chosen], weight[records], float(weight.sum()))


def are_copies(search: DecoySearch, left: Ints, right: Ints, calibration: Calibration) -> Bools:
    """Return which pairs of profiles (rows of the universe) are one entity.

    They agree in a fact that identifies it and differ in none, and the left one would surely be linked to the right.
    """
    one, other = (records_of(search.source.index.take(rows)) for rows in (left, right))
    both = zip(one, other, strict=True)
    facts = [[a[name] == b[name] for name in IDENTIFYING if a.get(name) and b.get(name)] for a, b in both]
    copies = np.array([bool(agree) and all(agree) for agree in facts], np.bool_)
    if copies.any():
        linked = _linked_profiles(search, left, calibration)
        copies &= [pair in linked for pair in enumerate(right.tolist())]
    return copies


def _linked_profiles(search: DecoySearch, rows: Ints, calibration: Calibration) -> set[tuple[int, int]]:
    """Return the other profiles that each profile would surely be linked to, by its place in `rows`."""
    index = search.source.index
    ids = index.ids(rows)
    scores, found = search.look_up(ids, records_of(index.take(rows)), {name: (name,) for name in ids})
    sure = calibration(scores) >= SURE
    return set(zip(found.left_rows[sure].tolist(), found.rows[sure].tolist(), strict=True))


def calibrate_by_decoy_scores(start: Calibration, best: Floats, decoys: DecoyScores, records: int) -> Calibration:
    """Return the calibration under which as many of the `best` scores are wrong as the decoys imply.

    `records` counts those without candidates too. In bins of scores the share of right candidates is one less the
    share of wrong ones. Bins count by the variance of that share; where it is large `start` prevails
    (docs/experiments/share-of-right-candidates-for-decoys.md). Few decoys change nothing.
    """
    if decoys.drawn < MIN_WEIGHT:
        return start
    rising = np.sort(best)
    position = np.searchsorted((rising[1:] + rising[:-1]) / 2, decoys.scores)
    decoy_share = np.bincount(position, decoys.weight, len(rising)) / decoys.drawn
    starts = np.unique(np.linspace(0, len(rising), BINS, endpoint=False).astype(np.int64))
    size = np.diff(np.r_[starts, len(rising)])
    score = np.add.reduceat(rising, starts) / size
    fitted = start
    for _ in range(ROUNDS):
        unbeaten = records * _unbeaten(fitted(rising), records)
        right = 1 - np.add.reduceat(decoy_share * unbeaten, starts) / size
        probability = fitted(score)
        per_drawn = unbeaten[starts] / decoys.drawn
        weight = probability / (DENSITY_ERROR**2 * (1 - probability) + (probability + per_drawn) / size)
        slope, intercept = fit_sigmoid(score, right, start, weight)
        fitted = replace(start, slope=slope, intercept=intercept)
    return fitted


def _unbeaten(probabilities: Floats, records: int) -> Floats:
    """Return the probability that a record has no right profile above a score, for each best score in rising order.

    It is a product over the right ones above, each by the records that have nothing higher (Kaplan and Meier,
    backwards).
    """
    nothing_higher = records - len(probabilities) + np.arange(1, len(probabilities) + 1)
    unbeaten = np.ones(len(probabilities))
    unbeaten[:-1] = np.cumprod((1 - probabilities / nothing_higher)[:0:-1])[::-1]
    return unbeaten

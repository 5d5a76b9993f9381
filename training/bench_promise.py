"""How often promises of the precision contract break: chosen on one half of the entities, judged on the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from data.index import UniverseIndex
from data.index_build import build_index
from data.labels import number_entities, read_labels
from data.links import Basis
from data.progress import Progress, silent
from data.tables import read_records
from serving.policy import CurvePoint, least_probability
from serving.promise import CONFIDENCE, chance_of_so_few, promise
from training.bench_place import BenchIncomplete
from training.bench_report import BenchResult, BenchTable, Row
from training.bench_sets import QualitySet
from training.calibrate import Bools, Floats, precision_curve
from training.duel_match import match_table
from training.metrics import Ints
from training.shipped import shipped_bundle

SPLITS = 200
ONE_IN = (10, 20, 50, 100, 200)
NOTE = (
    "Entities of split=test are drawn into two halves 200 times; a threshold is chosen on the one, its links are "
    "judged on the other. broken: more than one in N of them is wrong. allowed: so many breaks have a chance of 5 % or "
    "more if each promise breaks with the stated 5 %. aimed: the same for a threshold that only aims at the precision."
)
Choose = Callable[[Sequence[CurvePoint], int], float | None]


@dataclass(frozen=True, slots=True)
class Judged:
    """Best candidates whose answer is known: probability, whether it is right, and the entity of its record."""

    chance: Floats
    right: Bools
    entity: Ints


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the promises over all splits; coverage is the mean share of judged records that is linked."""

    splits: int
    abstained: int
    broken: int
    coverage: float

    @property
    def allowed(self) -> int:
        """The most breaks that are no evidence against the stated confidence (binomial, 95 %)."""
        return most_breaks(self.splits)


def bench_promise(sets: Sequence[QualitySet], load_before: float, progress: Progress = silent) -> BenchResult:
    """Judge the promises on every set, by probabilities of the shipped bundles, which never saw a test split."""
    rows: list[Row] = []
    for of in sets:
        judged = judged_by_shipped(of, progress)
        for one_in in ONE_IN:
            kept, aimed = keep(judged, one_in, promised), keep(judged, one_in, aimed_at)
            rows.append({
                "judged_on": of.name, "one_wrong_in": one_in, "records": len(judged.chance),
                "abstained": kept.abstained, "broken": kept.broken, "allowed": kept.allowed,
                "share_broken": kept.broken / kept.splits, "coverage": kept.coverage,
                "share_aimed_broken": aimed.broken / aimed.splits, "aimed_coverage": aimed.coverage,
            })  # fmt: skip
    settings = {"sets": [of.name for of in sets], "splits": SPLITS, "confidence": CONFIDENCE}
    return BenchResult("promise", settings, [BenchTable("Promises that broke", rows, NOTE)], load_before)


def keep(judged: Judged, one_in: int, choose: Choose, splits: int = SPLITS, seed: int = 0) -> Kept:
    """Choose a threshold on a random half of the entities and judge its links on the other half, again and again."""
    random = np.random.default_rng(seed)
    entities, place = np.unique(judged.entity, return_inverse=True)
    broken, coverage = 0, []
    for _ in range(splits):
        chosen_on = (random.random(len(entities)) < 0.5)[place]
        threshold = choose(precision_curve(judged.chance[chosen_on], judged.right[chosen_on]), one_in)
        if threshold is not None:
            linked = ~chosen_on & (judged.chance >= threshold)
            broken += bool((linked & ~judged.right).sum() * one_in > linked.sum())
            coverage.append(float(linked.sum() / max((~chosen_on).sum(), 1)))
    return Kept(splits, splits - len(coverage), broken, float(np.mean(coverage)) if coverage else 0.0)


def promised(curve: Sequence[CurvePoint], one_in: int) -> float | None:
    """Choose as the precision contract does."""
    return promise(curve, one_in).threshold


def aimed_at(curve: Sequence[CurvePoint], one_in: int) -> float | None:
    """Choose as a wanted precision without a promise does."""
    return least_probability(curve, 1 - 1 / one_in)


def most_breaks(splits: int, confidence: float = CONFIDENCE) -> int:
    """Return the largest count whose chance of being reached is 5 % or more where each promise breaks in 5 %."""
    count = 0
    while 1 - chance_of_so_few(count, splits, 1 - confidence) >= 1 - CONFIDENCE:
        count += 1
    return count


def judged_by_shipped(of: QualitySet, progress: Progress = silent) -> Judged:
    """Match a whole set with the shipped bundle and return its test split; forced links tell nothing of a model."""
    bundle, crm = shipped_bundle(of.kind), read_records(of.kind, of.file("crm"))
    if bundle is None:
        raise BenchIncomplete(f"{of.name}: got no shipped bundle for {of.kind}")
    answers = read_labels(of.file("truth")).for_split("test").answers
    with TemporaryDirectory(prefix="onematch-promise-") as folder:
        build_index(of.kind, of.file("universe"), Path(folder) / "index", progress)
        links = match_table(bundle, UniverseIndex.open(Path(folder) / "index"), crm, progress)
    rows = [one for one in links if one.crm_id in answers and one.candidate_id and one.basis != Basis.FORCED]
    entities = number_entities(answers)
    return Judged(
        np.array([one.probability for one in rows], np.float64),
        np.array([one.candidate_id in answers[one.crm_id] for one in rows], np.bool_),
        np.array([entities[one.crm_id] for one in rows], np.int64),
    )

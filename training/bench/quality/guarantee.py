"""How often precision guarantees break: thresholds chosen on one half of the entities, judged on the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from data.index.index import UniverseIndex
from data.labels.labels import number_entities, read_labels
from data.labels.links import Basis
from data.tables.progress import Progress, silent
from data.tables.records import read_records
from features.schema.array_types import Bools, Floats, Ints
from serving.matching.bundle import shipped_bundle
from serving.matching.guarantees.precision_guarantee import CONFIDENCE, guarantee, probability_of_so_few
from serving.matching.policy import CurvePoint, least_probability
from training.bench.quality.kept import Figures, kept
from training.bench.quality.trials import index_of_set
from training.bench.results import BenchResult, BenchTable, Row
from training.evaluation.data_sets import QualitySet, is_sample
from training.evaluation.metrics import precision_curve
from training.evaluation.workspace import BenchIncomplete, file_hash
from training.promotion.comparison.matching import match_table

SPLITS = 200
ONE_IN = (10, 20, 50, 100, 200)
NOTE = (
    "Entities (of split=test; of generated samples all) are drawn into two halves 200 times; a threshold is chosen on "
    "the one, its links are judged on the other. broken: more than one in N of them is wrong. allowed: the most "
    "breaks with a probability of 5 % or more if each guarantee breaks with the stated 5 %. aimed: the same for a "
    "threshold that only aims at the precision."
)
Choose = Callable[[Sequence[CurvePoint], int], float | None]


@dataclass(frozen=True, slots=True)
class JudgedHalf:
    """Best candidates of labelled records: probability, whether it is right, and the entity of its record."""

    probability: Floats
    right: Bools
    entity: Ints


@dataclass(frozen=True, slots=True)
class GuaranteeCounts:
    """The guarantees over all splits, by outcome; coverage is the mean share of judged records that is linked."""

    splits: int
    abstained: int
    broken: int
    coverage: float

    @property
    def allowed(self) -> int:
        """The most breaks that are no evidence against the stated confidence (binomial, 95 %)."""
        return most_breaks(self.splits)


def bench_guarantee(
    sets: Sequence[QualitySet], load_before: float, progress: Progress = silent, seed: int = 0
) -> BenchResult:
    """Judge guarantees on every set, by probabilities of the shipped bundles, which never saw the judged records.

    The probabilities of a set are kept, so that an interrupted bench continues; `seed` draws the halves.
    """
    rows: list[Row] = []
    for number, of in enumerate(sets):
        judged = judged_by_shipped(of, progress)
        for step, one_in in enumerate(ONE_IN):
            found, aimed = (
                count_breaks(judged, one_in, guaranteed, seed=seed),
                count_breaks(judged, one_in, aimed_at, seed=seed),
            )
            rows.append({
                "judged_on": of.name, "one_wrong_in": one_in, "records": len(judged.probability),
                "abstained": found.abstained, "broken": found.broken, "allowed": found.allowed,
                "share_broken": found.broken / found.splits, "coverage": found.coverage,
                "share_aimed_broken": aimed.broken / aimed.splits, "aimed_coverage": aimed.coverage,
            })  # fmt: skip
            progress("guarantees", number * len(ONE_IN) + step + 1, len(sets) * len(ONE_IN))
    settings = {"sets": [of.name for of in sets], "splits": SPLITS, "seed": seed, "confidence": CONFIDENCE}
    return BenchResult("promise", settings, [BenchTable("Broken precision guarantees", rows, NOTE)], load_before)


def count_breaks(
    judged: JudgedHalf, one_in: int, choose: Choose, splits: int = SPLITS, seed: int = 0
) -> GuaranteeCounts:
    """Choose a threshold on a random half of the entities and judge its links on the other half, repeatedly."""
    random = np.random.default_rng(seed)
    entities, entity_of_row = np.unique(judged.entity, return_inverse=True)
    broken, coverage = 0, []
    for _ in range(splits):
        chosen_on = (random.random(len(entities)) < 0.5)[entity_of_row]
        threshold = choose(precision_curve(judged.probability[chosen_on], judged.right[chosen_on]), one_in)
        if threshold is not None:
            linked = ~chosen_on & (judged.probability >= threshold)
            broken += bool((linked & ~judged.right).sum() * one_in > linked.sum())
            coverage.append(float(linked.sum() / max((~chosen_on).sum(), 1)))
    return GuaranteeCounts(splits, splits - len(coverage), broken, float(np.mean(coverage)) if coverage else 0.0)


def guaranteed(curve: Sequence[CurvePoint], one_in: int) -> float | None:
    """Return the threshold of the precision guarantee."""
    return guarantee(curve, one_in).threshold


def aimed_at(curve: Sequence[CurvePoint], one_in: int) -> float | None:
    """Return the threshold of a wanted precision without a guarantee."""
    return least_probability(curve, 1 - 1 / one_in)


def most_breaks(splits: int, confidence: float = CONFIDENCE) -> int:
    """Return the largest number of breaks with a probability of 5 % or more, if each guarantee breaks in 5 %."""
    count = 0
    while 1 - probability_of_so_few(count, splits, 1 - confidence) >= 1 - CONFIDENCE:
        count += 1
    return count


def judged_by_shipped(of: QualitySet, progress: Progress = silent) -> JudgedHalf:
    """Match a whole set with the shipped bundle, now or before; return the records that the bundle never saw."""
    bundle = shipped_bundle(of.kind)
    if bundle is None:
        raise BenchIncomplete(f"{of.name}: got no shipped bundle for {of.kind}")
    depends_on = {"bundle": file_hash(bundle / "manifest.json")}
    figures = kept(of, "guarantee", lambda: _matched(of, bundle, progress), depends_on) or {}
    probability, right, entity = (figures[name] for name in ("probability", "right", "entity"))
    return JudgedHalf(np.array(probability, np.float64), np.array(right, np.bool_), np.array(entity, np.int64))


def _matched(of: QualitySet, bundle: Path, progress: Progress) -> Figures:
    """Match and judge, without forced links."""
    labels = read_labels(of.file("truth"))
    answers = (labels if is_sample(of) else labels.for_split("test")).answers
    index, crm = UniverseIndex.open(index_of_set(of, progress)), read_records(of.kind, of.file("crm"))
    links = match_table(bundle, index, crm, progress)
    rows = [one for one in links if one.crm_id in answers and one.candidate_id and one.basis != Basis.FORCED]
    entities = number_entities(answers)
    return {
        "probability": [one.probability for one in rows],
        "right": [one.candidate_id in answers[one.crm_id] for one in rows],
        "entity": [entities[one.crm_id] for one in rows],
    }

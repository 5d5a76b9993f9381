"""The probability that linked people left, against what is known: generated samples, and employers of two years.

Compared are the share of leavers alone, the badge's binary rule, the model at the share of its fit, and the model at
the share that it estimates on the set's own people, without their answers.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from rapidfuzz.distance import Levenshtein

from data.labels.labels import read_labels
from data.tables.progress import Progress, silent
from data.tables.text_table import read_text_table
from features.normalise.text import fold
from features.schema.array_types import Bools, Floats, Ints
from serving.rules.badges.movers import MoverModel, leaver_shares
from serving.sync.effects.movers import shipped_mover_model
from training.bench.quality.trials import index_of_set
from training.bench.results import BenchResult, BenchTable, Row
from training.evaluation.data_sets import QualitySet
from training.shipped.mover import JudgedMover, linked_movers, sample_movers

FRESH_SEEDS = (401, 402, 403)
"""Samples that no shipped model was fitted on."""
RESAMPLES, BINS = 1_000, 10
FREQUENT, FARTHEST = 15, 0.35
"""A name that occurs so often is an employer; another one is misspelt if it is at most this far from an employer."""
NOTE = (
    "People whom the shipped bundle links rightly and whose record names a company. skill: 1 less the Brier score by "
    "that of the share of leavers, or of the badge's binary rule; 95: interval by resampling. ece: 10 bins of equal "
    "mass. estimated share: by expectation maximisation on the set's own people, without answers. Answers: the "
    "generator's employers; on pseudopeople_w2 (split=test) the employers of both years, misspellings resolved to the "
    "nearest frequent name."
)


def bench_movers(of: QualitySet | None, load_before: float, progress: Progress = silent) -> BenchResult:
    """Measure the shipped mover model on fresh samples, each and together, and on a set with employers of two years."""
    model, rows = shipped_mover_model(), []
    samples: list[JudgedMover] = []
    for done, seed in enumerate(FRESH_SEEDS):
        progress("samples", done, len(FRESH_SEEDS))
        people = sample_movers(seed)
        samples += people
        rows += _rows(f"sample, seed {seed}", people, model)
    rows += _rows("samples together", samples, model)
    if of is not None:
        rows += _rows(of.name, employed_twice(of, progress), model)
    settings = {"seeds": list(FRESH_SEEDS), "sets": [] if of is None else [of.name]}
    return BenchResult("movers", settings, [BenchTable("Probability of having left", rows, NOTE)], load_before)


def employed_twice(of: QualitySet, progress: Progress = silent) -> list[JudgedMover]:
    """Return the people of a set's test split whose employers of both sides are stated."""
    crm, universe = (read_text_table(of.file(name), required=("id", "company")).columns for name in ("crm", "universe"))
    employer = resolver([name for columns in (crm, universe) for name in columns["company"] if name])
    ours, theirs = (
        {id_: employer(name) for id_, name in zip(columns["id"], columns["company"], strict=True) if id_ and name}
        for columns in (crm, universe)
    )
    answers = read_labels(of.file("truth")).for_split("test").answers
    left = {
        id_: ours[id_] != theirs[right]
        for id_, rights in answers.items()
        for right in rights
        if id_ in ours and right in theirs
    }
    return linked_movers(of.folder, index_of_set(of, progress), left)


def resolver(names: Sequence[str]) -> Callable[[str], str]:
    """Return a function from a name to the frequent name that it is a misspelling of, else to itself."""
    counts = Counter(map(fold, names))
    frequent = [name for name, count in counts.items() if count >= FREQUENT]
    known: dict[str, str] = {name: name for name in frequent}

    def resolve(raw: str) -> str:
        name = fold(raw)
        if name not in known:
            nearest = min(frequent, key=lambda one: Levenshtein.normalized_distance(name, one), default=name)
            is_near = Levenshtein.normalized_distance(name, nearest) <= FARTHEST
            known[name] = nearest if is_near else name
        return known[name]

    return resolve


def _rows(name: str, people: Sequence[JudgedMover], model: MoverModel) -> list[Row]:
    left = np.array([one.left for one in people], np.bool_)
    rule = np.array([one.rule for one in people], np.float64)
    share = leaver_shares([(model.log_odds(one.evidence), None) for one in people], model.share).overall
    rows: list[Row] = []
    for prior, at in (("share of the fit", model.share), ("estimated share", share)):
        probability = np.array([model.probability(one.evidence, at) for one in people])
        rows.append({"people_of": name, "prior": prior, "people": len(people), "left": float(left.mean()), "share": at,
                     **measured(probability, rule, left)})  # fmt: skip
    return rows


def measured(probability: Floats, rule: Floats, left: Bools) -> Mapping[str, object]:
    """Return calibration error and skill over the share of leavers and over the binary rule, with intervals."""
    rng, count = np.random.default_rng(0), len(left)
    draws = [np.arange(count), *(rng.integers(count, size=count) for _ in range(RESAMPLES))]
    base = np.full(count, left.mean())
    over_base, over_rule = (
        [_skill(probability[rows], other[rows], left[rows]) for rows in draws] for other in (base, rule)
    )
    return {
        "ece": calibration_error(probability, left), "brier": _brier(probability, left),
        "skill_over_share": over_base[0], "over_share_95": _span(over_base[1:]),
        "skill_over_rule": over_rule[0], "over_rule_95": _span(over_rule[1:]),
    }  # fmt: skip


def calibration_error(probability: Floats, left: Bools) -> float:
    """Return the mean difference of probability and observed share over bins of equal mass."""
    parts: list[Ints] = np.array_split(np.argsort(probability, kind="stable"), BINS)
    gaps = [len(part) * abs(probability[part].mean() - left[part].mean()) for part in parts if len(part)]
    return float(sum(gaps) / len(left))


def _brier(probability: Floats, left: Bools) -> float:
    return float(np.mean((probability - left) ** 2))


def _skill(probability: Floats, other: Floats, left: Bools) -> float:
    worst = _brier(other, left)
    return 1 - _brier(probability, left) / worst if worst else 0.0


def _span(values: Sequence[float]) -> str:
    low, high = np.quantile(values, (0.025, 0.975))
    return f"{low:.3f}-{high:.3f}"

"""Fitting one kind: Splink's weights, then the re-ranker, the calibration and the policy, with or without labels."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from data.labels import Labels
from data.progress import Progress
from features.columns import Columns, columns_of
from features.feature_list import FEATURES
from features.kernel import Kernel
from features.pairs import Floats, Ints, Pairs
from serving.bundle import Bundle
from serving.calibration import Calibration, logit, sigmoid
from serving.policy import Policy
from serving.ranker import ANCESTOR_FEATURES
from serving.shortlist import FieldFrequencies
from training.boost import FOLDS, Boosted, Sheet, boost, imitate
from training.calibrate import LEAST_REVIEW, best_of_records, choose_policy, fit_calibration
from training.examples import Examples, Known, Source, gather_examples, know
from training.parameters import Parameters, recount, settle
from training.splink_fit import FitPlan, fit_splink

MOST_UNIVERSE = 200_000
"""Splink samples u and runs EM on at most so many universe rows."""
EM_SHARE = 0.5
"""How much EM's log-odds count beside the ancestor's 1, chosen on the train splits of the open sets."""
IDENTITY = Calibration()


@dataclass(frozen=True, slots=True)
class FitRequest:
    """What a fit is made from; `precision` is what links shall reach."""

    source: Source
    labels: Labels | None
    ancestor: Bundle | None
    precision: float
    seed: int


@dataclass(frozen=True, slots=True)
class Learned:
    """What is learned on top of the weights: the re-ranker, its calibration and the policy."""

    boosted: Boosted
    feature_keys: tuple[str, ...]
    calibration: Calibration
    policy: Policy
    basis: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fit:
    """What a fit gives: everything that goes into a bundle."""

    parameters: Parameters
    learned: Learned
    facts: Mapping[str, Any]


def fit(request: FitRequest, progress: Progress) -> Fit:
    """Fit everything that a bundle holds."""
    source, ancestor = request.source, request.ancestor
    crm = columns_of(source.kind, source.ids, source.records)
    parameters, splink_facts = weigh(request, crm, progress)
    kernel = Kernel.from_splink_json(parameters.settings, FieldFrequencies(source.index), source.kind)
    examples = gather_examples(source, kernel, ancestor, progress)
    if request.labels is None:
        learned = _without_labels(request, examples, bool(splink_facts["em_blocks"]))
    else:
        learned = _with_labels(request, examples, request.labels)
    facts = {"splink": {**splink_facts, "sources": parameters.sources}, **learned.facts}
    return Fit(parameters, learned, facts)


def weigh(request: FitRequest, crm: Columns, progress: Progress) -> tuple[Parameters, dict[str, Any]]:
    """Estimate m and u: u by sampling, m by EM, by labels and from the ancestor."""
    source, labels = request.source, request.labels
    universe = source.index.take(_some_rows(len(source.index), request.seed))
    positives = 0 if labels is None else sum(bool(answers) for answers in labels.answers.values())
    progress("splink", 0, None)
    plan = FitPlan(seed=request.seed, expect_maximise=positives < 200)
    fitted = fit_splink(crm, universe, plan)
    parameters = settle(fitted, None if request.ancestor is None else request.ancestor.splink)
    if labels is not None and positives:
        pairs = _true_pairs(source, crm, labels)
        kernel = Kernel.from_splink_json(parameters.settings, FieldFrequencies(source.index), source.kind)
        parameters = recount(parameters, kernel.score(pairs).gammas, len(pairs))
    return parameters, {"em_blocks": [list(block) for block in fitted.blocks], "u_pairs": plan.u_pairs}


def _with_labels(request: FitRequest, examples: Examples, labels: Labels) -> Learned:
    """Grow the re-ranker on the labelled records and calibrate it on its out-of-fold scores by entity."""
    source = request.source
    own = tuple(feature.key for feature in FEATURES[source.kind])
    keys = own + ANCESTOR_FEATURES if request.ancestor else own
    known = know(source, examples, labels, FOLDS)
    used = examples.only(known.used)
    sheet = Sheet(used.matrix, known.right[known.used].astype(float), *_weights(used, known))
    boosted = boost(source.kind, sheet, request.seed, keys)
    whole = known.complete[used.left_rows]
    held = _Held.of(boosted.out_of_fold[whole], used.left_rows[whole], known.right[known.used][whole])
    start = request.ancestor.calibration if request.ancestor else IDENTITY
    calibration = fit_calibration(held.raw, held.right, Calibration(1.0, 0.0) if start.raw_knots else start)
    chance, runner_up = held.chances(calibration)
    missed = int(known.complete.sum()) - len(held.raw)
    policy = choose_policy(chance, runner_up, held.right, request.precision)
    facts = {
        "labels": {
            "records": int(known.complete.sum()),
            "nobody": sum(not answers for answers in labels.answers.values()),
            "without_candidates": missed,
        },
        "trees": boosted.trees,
    }
    return Learned(boosted, keys, calibration, policy, "own_labels", facts)


def _weights(used: Examples, known: Known) -> tuple[Floats, Ints]:
    return known.weight[used.left_rows], known.fold[used.left_rows]


@dataclass(frozen=True, slots=True)
class _Held:
    """Held-out scores of each record's best candidate, its best rival's, and whether the best is right."""

    raw: Floats
    rival: Floats
    right: np.ndarray

    @classmethod
    def of(cls, raw: Floats, left_rows: Ints, right: np.ndarray) -> "_Held":
        best = best_of_records(raw, left_rows)
        rest = raw.copy()
        rest[best] = -np.inf
        second = best_of_records(rest, left_rows)
        return cls(raw[best], rest[second], right[best])

    def chances(self, calibration: Calibration) -> tuple[Floats, Floats]:
        chance = calibration(self.raw)
        runner_up = np.where(np.isfinite(self.rival), calibration(np.maximum(self.rival, -60)), 0.0)
        tied = self.rival == self.raw
        return np.where(tied, np.minimum(chance, 0.5), chance), np.where(tied, np.minimum(runner_up, 0.5), runner_up)


def _without_labels(request: FitRequest, examples: Examples, by_em: bool) -> Learned:
    """Teach the re-ranker what the ancestor and EM think together (self-training).

    Ranking carries over to other records, thresholds do not: a link needs the wanted precision as its probability.
    """
    kind = request.source.kind
    matrix = examples.matrix[:, : len(FEATURES[kind])]
    target = sigmoid(_opinion(request, examples, by_em))
    sheet = Sheet(matrix, target, np.ones(len(target)), np.zeros(len(target), np.int64))
    keys = tuple(feature.key for feature in FEATURES[kind])
    boosted = imitate(kind, sheet, request.seed, keys)
    linked = request.precision if by_em or examples.ancestor_raw is not None else None
    policy = Policy(linked, LEAST_REVIEW, 0.1, request.precision)
    return Learned(boosted, keys, IDENTITY, policy, "em" if by_em else "shipped", {"trees": boosted.trees})


def _opinion(request: FitRequest, examples: Examples, by_em: bool) -> Floats:
    """Return the log-odds of the ancestor, drawn towards EM's where the fields carry EM."""
    em = logit(examples.posterior)
    if request.ancestor is None or examples.ancestor_raw is None:
        return em
    shipped = logit(request.ancestor.calibration(examples.ancestor_raw))
    return (shipped + EM_SHARE * em) / (1 + EM_SHARE) if by_em else shipped


def _some_rows(n: int, seed: int) -> Ints:
    if n <= MOST_UNIVERSE:
        return np.arange(n)
    return np.sort(np.random.default_rng(seed).choice(n, MOST_UNIVERSE, replace=False))


def _true_pairs(source: Source, crm: Columns, labels: Labels) -> Pairs:
    """Pair every labelled record with its right answers."""
    position = {crm_id: row for row, crm_id in enumerate(source.ids)}
    found = [
        (position[crm_id], source.index.row_of(answer))
        for crm_id, answers in sorted(labels.answers.items())
        for answer in sorted(answers)
        if crm_id in position
    ]
    rows = np.array([(left, right) for left, right in found if right is not None], np.int64).reshape(-1, 2)
    distinct, right_rows = np.unique(rows[:, 1], return_inverse=True)
    return Pairs(crm, source.index.take(distinct), rows[:, 0], right_rows.astype(np.int64))

"""Fitting one kind: Splink's weights first, then what is learned on top of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from data.labels.labels import Labels
from data.tables.progress import Progress
from features.comparisons.kernel import Kernel
from features.pairs.columns import Columns, columns_of
from features.pairs.pairs import Ints, Pairs
from serving.matching.drift import Reference
from serving.matching.shortlist import NO_EXCLUSIONS, Excluded, FieldFrequencies
from training.fitting.examples import Examples, Source, gather_examples
from training.fitting.learn import FitRequest, Learned, learn
from training.fitting.parameters import Parameters, recount, settle
from training.fitting.seen import reference_for
from training.fitting.splink_fit import FitPlan, fit_splink
from training.fitting.sufficient import require_candidates

MOST_UNIVERSE = 200_000
"""Splink samples u and runs EM on at most so many universe rows."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What a fit gives: everything that goes into a bundle."""

    parameters: Parameters
    learned: Learned
    facts: Mapping[str, Any]
    reference: Reference


def fit(request: FitRequest, progress: Progress) -> Fit:
    """Fit everything that a bundle holds. Raises TooLittleToLearn where no record has a candidate."""
    weighed = weigh_candidates(request, progress)
    parameters, examples = weighed.parameters, weighed.examples
    require_candidates(request.source, len(examples))
    progress("re-ranker", 0, None)
    learned = learn(request, examples, parameters.settings, by_em=weighed.by_em, progress=progress)
    facts = {"splink": {**weighed.facts, "sources": parameters.sources}, **learned.facts}
    return Fit(parameters, learned, facts, reference_for(request.source, examples, learned))


@dataclass(frozen=True, slots=True)
class Weighed:
    """What learning starts from: Splink's weights with the facts of their fit, and the candidates with features."""

    parameters: Parameters
    facts: Mapping[str, Any]
    examples: Examples

    @property
    def by_em(self) -> bool:
        """Whether EM could run."""
        return bool(self.facts["em_blocks"])


def weigh_candidates(
    request: FitRequest,
    progress: Progress,
    inherited: Mapping[str, Any] | None = None,
    without: Excluded = NO_EXCLUSIONS,
) -> Weighed:
    """Estimate the weights, from the ancestor's unless told, and compute the features of every candidate.

    `without` names, by record id, the profiles that shall be no candidates of a record.
    """
    source, base_model = request.source, request.base_model
    if inherited is None and base_model is not None:
        inherited = base_model.splink
    crm = columns_of(source.kind, source.ids, source.records)
    parameters, facts = weigh(request, crm, progress, inherited)
    kernel = Kernel.from_splink_json(parameters.settings, FieldFrequencies(source.index), source.kind)
    return Weighed(parameters, facts, gather_examples(source, kernel, base_model, progress, without))


def weigh(
    request: FitRequest, crm: Columns, progress: Progress, inherited: Mapping[str, Any] | None = None
) -> tuple[Parameters, dict[str, Any]]:
    """Estimate m and u: u by sampling, m by EM, by labels and from Splink settings that are inherited."""
    source, labels = request.source, request.labels
    universe = source.index.take(_some_rows(len(source.index), request.seed))
    positives = 0 if labels is None else sum(bool(answers) for answers in labels.answers.values())
    progress("splink", 0, None)
    plan = FitPlan(seed=request.seed, expect_maximise=positives < 200)
    fitted = fit_splink(crm, universe, plan)
    parameters = settle(fitted, inherited)
    if labels is not None and positives:
        pairs = _true_pairs(source, crm, labels)
        kernel = Kernel.from_splink_json(parameters.settings, FieldFrequencies(source.index), source.kind)
        parameters = recount(parameters, kernel.score(pairs).gammas, len(pairs))
    return parameters, {"em_blocks": [list(block) for block in fitted.blocks], "u_pairs": plan.u_pairs}


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
